//! Agreements as files.

use super::text;
use truceline_formats::agreement::notation::{
    depth, moment, period, write_depth, write_moment, write_period,
};
use truceline_formats::agreement::{AgreementFile, Directory, Entry};
use truceline_register::actor::Who;
use truceline_register::agreement::calendar;
use truceline_register::ids::{ActorId, AgreementId, ZoneId};
use truceline_register::time::Instant;

/// Knows everybody and every zone.
struct Everybody;

impl Directory for Everybody {
    fn who(&self, _: &str) -> Result<Who, String> {
        Ok(Who::Actor(ActorId::from_bytes([1; 16])))
    }

    fn zone(&self, _: &str) -> Result<ZoneId, String> {
        Ok(ZoneId::from_bytes([1; 16]))
    }
}

/// An agreement as a file, and its calendar; and the same bytes as one time, length or depth.
pub fn formats_agreement(data: &[u8]) {
    if let Some(text) = text(data) {
        if let Ok(read) = moment(text) {
            assert!(
                moment(&write_moment(read)) == Ok(read),
                "a time reads as another"
            );
        }
        if let Ok(read) = period(text) {
            assert!(
                period(&write_period(read)) == Ok(read),
                "a length reads as another"
            );
        }
        if let Ok((least, most)) = depth(text) {
            let written = write_depth(least, most);
            assert!(
                depth(&written) == Ok((least, most)),
                "a depth reads as another"
            );
        }
    }
    let Ok(file) = AgreementFile::read(data) else {
        return;
    };
    let _ = file.actors();
    let entry = Entry {
        id: AgreementId::from_bytes([1; 16]),
        next: 1,
        beside: None,
    };
    if let Ok(said) = file.build(entry, &Everybody) {
        let _ = calendar::of_version(&said, Instant::MIN);
    }
}
