//! Event ids: how far a viewer has heard, sealed for that viewer, so that they tell nobody how much is said.
//!
//! The same place gives the same id: the nonce is drawn from what is sealed. An id of another viewer, of
//! another lane or of another register opens nothing.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use truceline_register::ids::{LogIndex, PartyId};

/// Longest id taken.
const MAX_TEXT: usize = 64;
const NONCE_BYTES: usize = 12;

/// Seals event ids.
pub struct Cursors {
    sealing: [u8; 32],
    drawing: [u8; 32],
}

impl Cursors {
    /// Under keys drawn from a secret of the register.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self {
            sealing: keyed(secret, &[b"truceline event ids: sealing"]),
            drawing: keyed(secret, &[b"truceline event ids: nonces"]),
        }
    }

    /// The id of a place in a viewer's lane: everything below `next` was heard.
    #[must_use]
    pub fn seal(&self, viewer: PartyId, lane: &str, next: LogIndex) -> String {
        let context = context(viewer, lane);
        let place = next.to_be_bytes();
        let drawn = keyed(&self.drawing, &[&context, &place]);
        let mut text = drawn[..NONCE_BYTES].to_vec();
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&text);
        let sealed = ChaCha20Poly1305::new(&self.sealing.into()).encrypt(
            &Nonce::from(nonce),
            Payload {
                msg: &place,
                aad: &context,
            },
        );
        // Sealing eight bytes cannot fail.
        text.extend(sealed.unwrap_or_default());
        BASE64_URL_SAFE_NO_PAD.encode(text)
    }

    /// The place of an id; nothing where it is not this viewer's.
    #[must_use]
    pub fn open(&self, viewer: PartyId, lane: &str, text: &str) -> Option<LogIndex> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let place = ChaCha20Poly1305::new(&self.sealing.into()).decrypt(
            &Nonce::from(nonce),
            Payload {
                msg: sealed,
                aad: &context(viewer, lane),
            },
        );
        Some(LogIndex::from_be_bytes(place.ok()?.try_into().ok()?))
    }
}

fn context(viewer: PartyId, lane: &str) -> Vec<u8> {
    let mut context = viewer.to_string().into_bytes();
    context.push(b'/');
    context.extend_from_slice(lane.as_bytes());
    context
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_opens_for_its_viewer_and_its_lane_alone() {
        let cursors = Cursors::new(&[7; 32]);
        let (one, other) = (PartyId::from_bytes([1; 16]), PartyId::from_bytes([2; 16]));
        for place in [0, 1, 63, u64::MAX] {
            let id = cursors.seal(one, "all", place);
            assert_eq!(cursors.open(one, "all", &id), Some(place));
            assert_eq!(cursors.open(other, "all", &id), None);
            assert_eq!(cursors.open(one, "urgent", &id), None);
            assert_eq!(Cursors::new(&[8; 32]).open(one, "all", &id), None);
        }
        assert_eq!(cursors.open(one, "all", "0"), None);
        assert_eq!(cursors.open(one, "all", &"A".repeat(10_000)), None);
    }

    #[test]
    fn ids_of_neighbouring_places_have_nothing_in_common() {
        let cursors = Cursors::new(&[7; 32]);
        let viewer = PartyId::from_bytes([1; 16]);
        let (one, next) = (
            cursors.seal(viewer, "all", 41),
            cursors.seal(viewer, "all", 42),
        );
        assert_ne!(one[..8], next[..8]);
        assert_eq!(one, cursors.seal(viewer, "all", 41));
    }
}
