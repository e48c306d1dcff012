//! Keys with a name: who signs a note, and by which algorithm.
//!
//! Follows the verifier keys of C2SP signed-note: `NAME+HASH+BASE64`, where the base64 holds an
//! algorithm byte and the key, and the hash (the key id) binds name, algorithm and key together. Two
//! algorithms are known: Ed25519 over the note's text (a log's), and Ed25519 cosignatures with a time (a
//! witness's). Others are recognised as unknown, never guessed at.

use crate::key::{KeyError, SigningKey, VerifyingKey};
use crate::line;
use sha2::{Digest as _, Sha256};
use std::fmt;
use thiserror::Error;

/// The longest name in bytes; also the most that C2SP's newer cosignatures can carry.
pub const MAX_NAME_BYTES: usize = 255;

/// The longest verifier key in bytes that is looked at: a name, and the base64 of the largest key in
/// use elsewhere (ML-DSA-44, 1313 bytes), which is then refused by its algorithm and not by its length.
pub const MAX_VKEY_BYTES: usize = MAX_NAME_BYTES + 2 + 8 + 1752;

/// Why a text is not a key name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    /// Nothing there.
    #[error("a key name is not empty")]
    Empty,
    /// Too long.
    #[error("a key name has at most {MAX_NAME_BYTES} bytes, found {found}")]
    TooLong {
        /// Bytes given.
        found: usize,
    },
    /// A space, a plus or a control character.
    #[error(
        "a key name has no spaces, no '+' and no control characters; use a form like example.org/log"
    )]
    Character,
}

/// Why a text is not a verifier key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VkeyError {
    /// Not `NAME+HASH+BASE64`.
    #[error("a verifier key is NAME+HASH+BASE64, with HASH of 8 lower-case hex digits")]
    Shape,
    /// The name is not one.
    #[error("the name of the verifier key: {0}")]
    Name(#[from] NameError),
    /// The hash belongs to another name, algorithm or key: most likely a part was mistyped.
    #[error(
        "the verifier key's hash is {found}, its name and key have {expected}: copy it again whole"
    )]
    Hash {
        /// The hash that name and key have.
        expected: KeyId,
        /// The hash written.
        found: KeyId,
    },
    /// An algorithm that we do not verify.
    #[error(
        "the verifier key's algorithm is 0x{byte:02x}; 0x01 (Ed25519) and 0x04 (Ed25519 cosignature) are known"
    )]
    Algorithm {
        /// The algorithm byte.
        byte: u8,
    },
    /// The key itself is not acceptable.
    #[error("the verifier key: {0}")]
    Key(#[from] KeyError),
}

/// The name of a key: without spaces, plus or control characters, so that it fits a signature line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyName(String);

impl KeyName {
    /// Reads a name.
    ///
    /// # Errors
    /// Empty, too long, or with a character that has no place there.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if text.len() > MAX_NAME_BYTES {
            return Err(NameError::TooLong { found: text.len() });
        }
        if text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '+')
        {
            return Err(NameError::Character);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The four bytes that, with the name, say which key made a signature. An identifier, not a proof.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// The id of a key under a name and algorithm.
    #[must_use]
    pub fn of(name: &KeyName, algorithm: Algorithm, key: &VerifyingKey) -> Self {
        Self::of_bytes(name, &algorithm_and_key(algorithm, key))
    }

    fn of_bytes(name: &KeyName, key: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(name.as_str())
            .chain_update(b"\n")
            .chain_update(key)
            .finalize();
        Self([digest[0], digest[1], digest[2], digest[3]])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line::hex_of(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// What a named key signs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// Ed25519 over the text of a note: a log's signature.
    Ed25519,
    /// Ed25519 over a time and a checkpoint: a witness's cosignature ([`crate::cosignature`]).
    CosignatureV1,
}

impl Algorithm {
    /// The byte that C2SP signed-note assigns.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::CosignatureV1]
            .into_iter()
            .find(|algorithm| algorithm.byte() == byte)
    }
}

/// A public key with its name and algorithm.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifierKey {
    name: KeyName,
    algorithm: Algorithm,
    key: VerifyingKey,
}

impl VerifierKey {
    /// Names a key.
    #[must_use]
    pub fn new(name: KeyName, algorithm: Algorithm, key: VerifyingKey) -> Self {
        Self {
            name,
            algorithm,
            key,
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The algorithm.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// The key id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        KeyId::of(&self.name, self.algorithm, &self.key)
    }

    /// Reads `NAME+HASH+BASE64`.
    ///
    /// # Errors
    /// Another shape, a hash that does not fit, or a key that we do not accept.
    pub fn parse(text: &str) -> Result<Self, VkeyError> {
        if text.len() > MAX_VKEY_BYTES {
            return Err(VkeyError::Shape);
        }
        let (name, rest) = text.split_once('+').ok_or(VkeyError::Shape)?;
        let (hash, base64) = rest.split_once('+').ok_or(VkeyError::Shape)?;
        let name = KeyName::parse(name)?;
        let found = KeyId(line::array_from_hex(hash).ok_or(VkeyError::Shape)?);
        let bytes = line::from_base64(base64).ok_or(VkeyError::Shape)?;
        let (byte, key) = bytes.split_first().ok_or(VkeyError::Shape)?;
        let algorithm = Algorithm::from_byte(*byte).ok_or(VkeyError::Algorithm { byte: *byte })?;
        let expected = KeyId::of_bytes(&name, &bytes);
        if found != expected {
            return Err(VkeyError::Hash { expected, found });
        }
        Ok(Self {
            name,
            algorithm,
            key: VerifyingKey::parse(key)?,
        })
    }
}

/// `NAME+HASH+BASE64`, as [`VerifierKey::parse`] reads it.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = line::base64_of(&algorithm_and_key(self.algorithm, &self.key));
        write!(f, "{}+{}+{key}", self.name, self.id())
    }
}

/// A private key with its name and algorithm.
#[derive(Debug, Clone)]
pub struct SignerKey {
    name: KeyName,
    algorithm: Algorithm,
    key: SigningKey,
}

impl SignerKey {
    /// Names a private key.
    #[must_use]
    pub fn new(name: KeyName, algorithm: Algorithm, key: SigningKey) -> Self {
        Self {
            name,
            algorithm,
            key,
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The algorithm.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The private key.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The public half under the same name.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::new(self.name.clone(), self.algorithm, self.key.verifying_key())
    }
}

fn algorithm_and_key(algorithm: Algorithm, key: &VerifyingKey) -> Vec<u8> {
    [&[algorithm.byte()], key.as_bytes().as_slice()].concat()
}

#[cfg(test)]
mod tests;
