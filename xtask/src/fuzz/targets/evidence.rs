//! Files that are entered as evidence: what kind their bytes are of.

use truceline_register::evidence::media::{MediaType, check_part, names_active_content};

/// The kind of a file, by every ending that tells kinds of text apart; and the same bytes as a part of every kind.
pub fn register_media(data: &[u8]) {
    for media in MediaType::ALL {
        if let Ok(kind) = MediaType::of(data, media.extension()) {
            assert!(
                check_part(kind, data, true, true).is_ok(),
                "a file is not of the kind that it was found to be"
            );
        }
        let _ = check_part(*media, data, false, false);
        let _ = names_active_content(*media, data);
    }
}
