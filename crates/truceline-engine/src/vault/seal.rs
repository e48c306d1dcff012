//! Sealing of values and wrapping of data keys: XChaCha20-Poly1305, each bound to its place.
//!
//! Pure but for the randomness it is handed; it knows no storage. What is authenticated beside the secret bytes
//! is a purpose, the register, table, row and column, each with its length before it, so that no two places
//! give the same bytes.

use chacha20poly1305::aead::{Aead, AeadInOut, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::RecordKey;
use crate::keyfile::Seed;
use crate::randomness::{Randomness, RandomnessError};

/// What a vault belongs to: the digest of the register's genesis.
pub type RegisterId = [u8; 32];

/// Bytes of a nonce; random ones of this length do not repeat.
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// Nonce, key and tag.
pub const WRAPPED_KEY_BYTES: usize = NONCE_BYTES + 32 + TAG_BYTES;

/// A data key as it is stored.
pub type WrappedKey = [u8; WRAPPED_KEY_BYTES];

const VALUE_PURPOSE: &[u8] = b"truceline vault value 1";
const KEY_PURPOSE: &[u8] = b"truceline vault key 1";
const FORMER_PURPOSE: &[u8] = b"truceline vault former master 1";
const NAMEPLATE_PURPOSE: &[u8] = b"truceline vault nameplate 1";

/// The key of one record's values. Wiped from memory when dropped.
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// Draws a fresh one.
    pub(crate) fn generate(randomness: &mut dyn Randomness) -> Result<Self, RandomnessError> {
        let mut key = Zeroizing::new([0; 32]);
        randomness.fill(&mut *key)?;
        Ok(Self(key))
    }
}

/// Wraps a data key for one record.
pub(crate) fn wrap(
    key: &DataKey,
    master: &Seed,
    register: &RegisterId,
    record: RecordKey,
    randomness: &mut dyn Randomness,
) -> Result<WrappedKey, RandomnessError> {
    let bound = key_place(register, record);
    let sealed = encrypt(&*key.0, master.expose(), &bound, randomness)?;
    let wrapped: Result<WrappedKey, _> = sealed.try_into();
    assert!(wrapped.is_ok(), "nonce, key and tag have fixed lengths");
    Ok(wrapped.unwrap_or([0; WRAPPED_KEY_BYTES]))
}

/// Unwraps a data key; `None` if anything about it or its place is wrong.
pub(crate) fn unwrap(
    wrapped: &WrappedKey,
    master: &Seed,
    register: &RegisterId,
    record: RecordKey,
) -> Option<DataKey> {
    let plain = Zeroizing::new(decrypt(
        wrapped,
        master.expose(),
        &key_place(register, record),
    )?);
    let key: [u8; 32] = plain.as_slice().try_into().ok()?;
    Some(DataKey(Zeroizing::new(key)))
}

/// Seals one value for its place.
pub(crate) fn seal(
    value: &[u8],
    key: &DataKey,
    register: &RegisterId,
    record: RecordKey,
    column: u32,
    randomness: &mut dyn Randomness,
) -> Result<Vec<u8>, RandomnessError> {
    encrypt(
        value,
        &key.0,
        &value_place(register, record, column),
        randomness,
    )
}

/// Opens one value; `None` if anything about it or its place is wrong.
pub(crate) fn open(
    sealed: &[u8],
    key: &DataKey,
    register: &RegisterId,
    record: RecordKey,
    column: u32,
) -> Option<Vec<u8>> {
    decrypt(sealed, &key.0, &value_place(register, record, column))
}

/// What tells at opening whether master key and register are the right ones.
pub(crate) fn seal_nameplate(
    master: &Seed,
    register: &RegisterId,
    randomness: &mut dyn Randomness,
) -> Result<Vec<u8>, RandomnessError> {
    encrypt(
        b"",
        master.expose(),
        &place(&[NAMEPLATE_PURPOSE, register]),
        randomness,
    )
}

/// Whether the nameplate was sealed with this key for this register.
pub(crate) fn nameplate_fits(nameplate: &[u8], master: &Seed, register: &RegisterId) -> bool {
    decrypt(
        nameplate,
        master.expose(),
        &place(&[NAMEPLATE_PURPOSE, register]),
    )
    .is_some()
}

/// Seals a master key under the one that comes after it, while data keys are wrapped anew.
pub(crate) fn seal_former(
    former: &Seed,
    new: &Seed,
    register: &RegisterId,
    randomness: &mut dyn Randomness,
) -> Result<WrappedKey, RandomnessError> {
    let bound = place(&[FORMER_PURPOSE, register]);
    let sealed = encrypt(former.expose(), new.expose(), &bound, randomness)?;
    let sealed: Result<WrappedKey, _> = sealed.try_into();
    assert!(sealed.is_ok(), "nonce, key and tag have fixed lengths");
    Ok(sealed.unwrap_or([0; WRAPPED_KEY_BYTES]))
}

/// Opens a former master key; `None` if anything about it is wrong.
pub(crate) fn open_former(sealed: &WrappedKey, new: &Seed, register: &RegisterId) -> Option<Seed> {
    let bound = place(&[FORMER_PURPOSE, register]);
    let plain = Zeroizing::new(decrypt(sealed, new.expose(), &bound)?);
    plain.as_slice().try_into().ok().map(Seed::from_bytes)
}

fn key_place(register: &RegisterId, record: RecordKey) -> Vec<u8> {
    let row = record.row.to_be_bytes();
    place(&[KEY_PURPOSE, register, record.table.name().as_bytes(), &row])
}

fn value_place(register: &RegisterId, record: RecordKey, column: u32) -> Vec<u8> {
    let (row, column) = (record.row.to_be_bytes(), column.to_be_bytes());
    place(&[
        VALUE_PURPOSE,
        register,
        record.table.name().as_bytes(),
        &row,
        &column,
    ])
}

fn place(parts: &[&[u8]]) -> Vec<u8> {
    let long = parts.iter().map(|part| size_of::<u64>() + part.len());
    let mut bytes = Vec::with_capacity(long.sum());
    for part in parts {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(*part);
    }
    bytes
}

fn encrypt(
    plain: &[u8],
    key: &[u8; 32],
    bound: &[u8],
    randomness: &mut dyn Randomness,
) -> Result<Vec<u8>, RandomnessError> {
    let mut nonce = [0_u8; NONCE_BYTES];
    randomness.fill(&mut nonce)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let mut bytes = Vec::with_capacity(NONCE_BYTES + plain.len() + TAG_BYTES);
    bytes.extend(nonce);
    bytes.extend(plain);
    let secret = bytes.get_mut(NONCE_BYTES..).unwrap_or_default();
    let tag = cipher.encrypt_inout_detached(&XNonce::from(nonce), bound, secret.into());
    assert!(
        tag.is_ok(),
        "sealing fails only beyond 256 GiB, and values are limited far below"
    );
    match tag {
        Ok(tag) => bytes.extend(tag),
        // Nothing leaves that was not sealed.
        Err(_) => bytes.clear(),
    }
    Ok(bytes)
}

fn decrypt(sealed: &[u8], key: &[u8; 32], bound: &[u8]) -> Option<Vec<u8>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: rest,
                aad: bound,
            },
        )
        .ok()
}

#[cfg(test)]
mod tests;
