//! A nil: nobody of the named forces in an area and window.
//!
//! It covers only what it names, and only as its owner's signed, undisputed word. What throws doubt
//! on it counts at once, even unconfirmed: a nil said to be taken back gives no coverage until its
//! owner has spoken. The table of who covers what is [`crate::declaration`].

use super::history::{Body, Content, Notification, Version};
use super::{Nil, NotificationRef, consent, disclosed, life, told};
use crate::codec::disclosure::Label;
use crate::declaration::Declaring;
use crate::ids::LogIndex;
use crate::place::Volume4d;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::relay::Word;
use crate::vocabulary::{Flag, NotificationKind, Resolution, Stance};

/// Judges a new nil.
///
/// # Errors
/// [`Refusal`]: the id is used, a disclosure is not of its kind, no forces, too many shares.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Nil,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    super::judge_new(register, said, body.id)?;
    judge_content(register, said, body, out)
}

/// Judges what a nil says, new or amended.
pub(super) fn judge_content(
    register: &Register,
    said: &Said<'_>,
    body: &Nil,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let area: Option<Volume4d> = opened(said, Some(body.area), Label::Area, "area")?;
    if body.forces.is_empty() {
        return Err(told::invalid(
            "the nil covers no class of force; name those of whom nobody is there",
        ));
    }
    match &area {
        None => {
            out.flags.insert(Flag::Undisclosed);
        }
        Some(area) => {
            let zones = &register.zones;
            if zones
                .zones_touching(&area.footprint, area.window, register.size)
                .is_empty()
            {
                out.flags.insert(Flag::OutsideZones);
            }
            if said.is_late_for(area.window.start()) {
                out.flags.insert(Flag::Late);
            }
            if area.precision.is_none() {
                out.flags.insert(Flag::PrecisionAssumed);
            }
        }
    }
    let at_hand = [
        (Resolution::Exact, area.is_some()),
        (Resolution::Existence, true),
    ];
    let about = NotificationRef {
        party: said.party,
        id: body.id,
    };
    let shares = consent::shares(register, about, &body.shares, register.size);
    disclosed::tell(register, said, &shares, &at_hand, out)
}

/// Takes a new nil in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Nil) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    super::add(register, about, version(admitted, body));
}

/// The version that a record says.
pub(super) fn version(admitted: &Admitted<'_>, body: &Nil) -> Version {
    Version {
        record: admitted.index,
        received_at: admitted.received_at(),
        unconfirmed: admitted.unconfirmed,
        needs_second: None,
        body: Body::Nil(body.clone()),
        content: Content::Nil(admitted.told(Some(body.area), Label::Area)),
        details: Told::Nothing,
        personal: None,
    }
}

/// Declares what a version of a nil says, before the version is added; as its owner's word it replaces
/// the versions before it.
pub(super) fn declare(register: &mut Register, about: NotificationRef, version: &Version) {
    let (Body::Nil(body), Content::Nil(volume)) = (&version.body, &version.content) else {
        return;
    };
    register.declarations.declare(Declaring {
        party: about.party,
        record: version.record,
        forces: body.forces,
        volume: volume.clone(),
        as_of: body.as_of.min(version.received_at),
    });
    taken_back(
        register,
        about,
        version.record,
        version.unconfirmed,
        version.record,
    );
}

/// A withdrawal or a new version speaks against every version before `record`: as the owner's own
/// word it ends them from `by` on, else they are in doubt ([`is_in_doubt`]).
pub(super) fn taken_back(
    register: &mut Register,
    about: NotificationRef,
    record: LogIndex,
    unconfirmed: bool,
    by: LogIndex,
) {
    if unconfirmed {
        return;
    }
    for earlier in versions_before(register.notifications.get(about), record) {
        register.declarations.retire(earlier, by);
    }
}

fn versions_before(known: Option<&Notification>, record: LogIndex) -> Vec<LogIndex> {
    known
        .filter(|known| known.kind == NotificationKind::Nil)
        .map(|known| {
            known
                .versions
                .iter()
                .map(|v| v.record)
                .filter(|r| *r < record)
                .collect()
        })
        .unwrap_or_default()
}

/// Whether the nil that a record says is disputed, or spoken against in its owner's name without
/// being its owner's word yet.
pub(crate) fn is_in_doubt(register: &Register, record: LogIndex, known_at: LogIndex) -> bool {
    let Some(known) = register.notifications.of_record(record) else {
        return false;
    };
    let speaks_against = |later: LogIndex| {
        later > record
            && later < known_at
            && register.relays.word(later, known_at) == Word::Unconfirmed
    };
    life::contested(register, known, known_at)
        || known.versions.iter().any(|v| speaks_against(v.record))
        || known.withdrawals.iter().any(|w| speaks_against(w.record))
}

/// The owner confirms a record that speaks against earlier versions.
pub(super) fn word_given(
    register: &mut Register,
    about: NotificationRef,
    record: LogIndex,
    stance: Stance,
    by: LogIndex,
) {
    let Some(known) = register.notifications.get(about) else {
        return;
    };
    let speaks_against = known.versions.iter().any(|v| v.record == record)
        || known.withdrawals.iter().any(|w| w.record == record);
    if speaks_against && stance == Stance::Confirmed {
        taken_back(register, about, record, false, by);
    }
}
