//! What of a record somebody may be given: from the register's place, or from one party's.
//!
//! A party has its own words whole, and of others' what it was told at the resolution it was told.
//! Names and numbers of persons go to nobody but their owner, unless they are asked for.

use truceline_register::act::Act;
use truceline_register::codec::disclosure::{Disclosure, Disclosures, Label};
use truceline_register::codec::record::{Effect, Record};
use truceline_register::ids::PartyId;
use truceline_register::notification::consent;
use truceline_register::pack::{Pack, Packed};
use truceline_register::readers::discloses;
use truceline_register::register::Register;
use truceline_register::relay::RelayedAct;
use truceline_register::vocabulary::Resolution;

/// Whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The register itself: all that it was told.
    Register {
        /// Names and numbers of persons too.
        personal: bool,
    },
    /// One party.
    Party(PartyId),
}

impl Viewer {
    /// Whether the viewer may have a disclosure of a record.
    #[must_use]
    pub fn may_have(self, register: &Register, record: &Record, disclosure: &Disclosure) -> bool {
        let label = disclosure.label();
        let party = match self {
            Self::Register { personal } => return personal || label != Label::Personal,
            Self::Party(party) => party,
        };
        // The register seals what an outcome rests on: it names others, in an asker's own record too.
        if label == Label::Basis {
            // What a pack holds goes to whoever asked for it: the centre would see it without a look.
            if is_packed(record, disclosure) {
                return is_word_of(record, party) && is_still_shown(register, party, disclosure);
            }
            let is_centre = party == register.authority.centre();
            return is_centre || is_count_for(record, party, disclosure);
        }
        if is_word_of(record, party) {
            return true;
        }
        if party == register.authority.centre() {
            return label != Label::Personal || is_for_centre(record);
        }
        // Who is owed an alert about a stop sees where it is.
        let stop = register.stops.sent_in(record.index);
        if stop.is_some_and(|stop| stop.is_recipient(party, register.size)) {
            return shows(Resolution::Exact, label);
        }
        // What is said of events is for its readers; names never are.
        if discloses(register, record.index, party) {
            return shows(Resolution::Exact, label);
        }
        told(register, record, party).is_some_and(|resolution| shows(resolution, label))
    }

    /// The record with only the disclosures that the viewer may have.
    #[must_use]
    pub fn sees(self, register: &Register, record: &Record) -> Record {
        let kept = record.disclosures.iter().map(|(_, disclosure)| disclosure);
        let kept = kept
            .filter(|disclosure| self.may_have(register, record, disclosure))
            .cloned();
        Record {
            disclosures: Disclosures::of(kept),
            ..record.clone()
        }
    }
}

/// Whether a record is a party's own word, signed or said to be.
fn is_word_of(record: &Record, party: PartyId) -> bool {
    let signed = record
        .part
        .signer
        .is_some_and(|signer| signer.party == party);
    let spoken = record
        .payload
        .as_ref()
        .is_some_and(|payload| match &payload.act {
            Act::Relayed(relay) => {
                !matches!(relay.what, RelayedAct::Words(_)) && relay.speaker == party
            }
            _ => false,
        });
    signed || spoken
}

/// Whether its signer lets the centre have the names in it.
fn is_for_centre(record: &Record) -> bool {
    record
        .payload
        .as_ref()
        .is_some_and(|payload| match &payload.act {
            Act::SignedOn(body) => body.for_centre,
            Act::HandedOver(body) => body.for_centre,
            Act::Informed(body) => body.for_centre,
            _ => false,
        })
}

/// Whether it opens what the register counted for an owner, and the party is that owner.
fn is_count_for(record: &Record, party: PartyId, disclosure: &Disclosure) -> bool {
    record.part.effects.iter().any(|effect| {
        matches!(effect, Effect::OwnerCounts { to, counts } if *to == party && *counts == disclosure.digest())
    })
}

/// Whether it opens what a pack holds.
fn is_packed(record: &Record, disclosure: &Disclosure) -> bool {
    record
        .part
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Packed(sealed) if *sealed == disclosure.digest()))
}

/// Whether a party may still see all that a pack of its holds: what was taken back since, no view shows.
fn is_still_shown(register: &Register, party: PartyId, disclosure: &Disclosure) -> bool {
    let shown = |packed: &Packed| {
        packed.party == party
            || consent::shown(register, packed.record, party, register.size)
                == Some(Resolution::Exact)
    };
    let pack = disclosure.open::<Pack>(Label::Basis);
    pack.is_ok_and(|pack| pack.presences.iter().all(shown))
}

/// How exactly a record is shown to a party: as it was told, here or in a record since, and no more
/// than its owner still allows.
#[must_use]
pub fn told(register: &Register, record: &Record, party: PartyId) -> Option<Resolution> {
    consent::shown(register, record.index, party, register.size)
}

/// Whether what is told at a resolution contains a field.
const fn shows(resolution: Resolution, label: Label) -> bool {
    match label {
        Label::Existence => matches!(
            resolution,
            Resolution::Existence | Resolution::Cell | Resolution::Exact
        ),
        Label::Cell => matches!(resolution, Resolution::Cell | Resolution::Exact),
        Label::Exact
        | Label::Details
        | Label::Text
        | Label::Area
        | Label::Positions
        | Label::Part => {
            matches!(resolution, Resolution::Exact)
        }
        Label::Personal | Label::Volumes | Label::Basis => false,
    }
}
