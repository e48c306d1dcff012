//! The key that the outbox signs with: the server's own, drawn from the register's secret and good for nothing in
//! the log. Its public half is shown by `outbox key` and `/v1/outbox`, for whoever receives.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use truceline_log::key::SigningKey;
use truceline_register::codec::statement::key_id;

/// Bytes of a letter's id: 128 bits.
const ID_BYTES: usize = 16;

/// The outbox's secrets.
#[derive(Clone)]
pub struct OutboxKey {
    signing: SigningKey,
    naming: [u8; 32],
}

impl OutboxKey {
    /// Drawn from a secret of the register.
    #[must_use]
    pub fn of(secret: &[u8; 32]) -> Self {
        Self {
            signing: SigningKey::from_seed(&keyed(secret, &[b"truceline outbox: signing"])),
            naming: keyed(secret, &[b"truceline outbox: ids"]),
        }
    }

    /// What signs.
    #[must_use]
    pub const fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The key id that signatures carry.
    #[must_use]
    pub fn id(&self) -> String {
        key_id(self.signing.verifying_key().as_bytes()).to_string()
    }

    /// The public half, base64.
    #[must_use]
    pub fn public(&self) -> String {
        BASE64_STANDARD.encode(self.signing.verifying_key().as_bytes())
    }

    /// The id of a letter to a target: the same each time, and told from another's by nobody.
    #[must_use]
    pub fn letter_id(&self, target: &str, record: u64, number: u16) -> String {
        let place = [record.to_be_bytes().as_slice(), &number.to_be_bytes()].concat();
        let drawn = keyed(&self.naming, &[target.as_bytes(), &[0], &place]);
        let digits: String = drawn[..ID_BYTES]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("out_{digits}")
    }
}

fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes a key of any length")
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
