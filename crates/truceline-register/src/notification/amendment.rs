//! An amendment: its owner says a notification anew.
//!
//! As the owner's own word it stands in place of every version before it; unconfirmed it only adds.
//! So does one of a site that would take something away ([`super::kept`]), until a second person of
//! the party has signed.

use super::history::{Body, Content, Version};
use super::told::{ToldPlace, invalid};
use super::{Amendment, NotificationRef, disclosed, kept, movement, nil, site};
use crate::countersignature::{Needs, second_beside};
use crate::ids::LogIndex;
use crate::place::SitePlace;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::vocabulary::Flag;

/// Judges an amendment.
///
/// # Errors
/// [`Refusal`]: nothing there to amend, of another kind, and whatever the kind refuses.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Amendment,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let known = super::own(register, said, about(said.party, body).id)?;
    let kind = Body::of(body).kind();
    if kind != known.kind {
        return Err(invalid(format!(
            "the notification is a {} and the amendment a {kind}; withdraw it and notify anew",
            known.kind
        )));
    }
    match body {
        Amendment::Site(site) => {
            site::judge_content(register, said, site, out)?;
            let inconsistent = out.flags.contains(&Flag::Inconsistent);
            let place: ToldPlace<SitePlace> =
                disclosed::open(said, &site.place)?.into_told(inconsistent);
            let new = kept::Anew {
                place: &place,
                forces: site.forces,
            };
            // Unconfirmed it takes nothing away; it is looked at again when its owner confirms it.
            if !said.unconfirmed && kept::takes_away(register, known, register.size, &new, said.now)
            {
                out.flags.insert(Flag::AwaitsSecond);
            }
        }
        Amendment::Movement(movement) => movement::judge_content(register, said, movement, out)?,
        Amendment::Nil(nil) => nil::judge_content(register, said, nil, out)?,
    }
    super::tell_about(register, known, out);
    Ok(())
}

const fn about(party: crate::ids::PartyId, body: &Amendment) -> NotificationRef {
    let id = match body {
        Amendment::Site(site) => site.id,
        Amendment::Movement(movement) => movement.id,
        Amendment::Nil(nil) => nil.id,
    };
    NotificationRef { party, id }
}

/// Takes an amendment in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Amendment) {
    let version: Version = match body {
        Amendment::Site(site) => site::version(admitted, site),
        Amendment::Movement(movement) => movement::version(admitted, movement),
        Amendment::Nil(nil) => nil::version(admitted, nil),
    };
    if version.needs_second.is_some() {
        let needs = Needs::SecondPerson {
            party: admitted.party,
        };
        register
            .countersignatures
            .await_signature(admitted.index, needs);
    }
    super::add(register, about(admitted.party, body), version);
}

/// Whether a record is an amendment of a site that, confirmed by who speaks, would take something away
/// and lacks its second person: whoever confirms it is the first of two.
pub(crate) fn needs_second(register: &Register, record: LogIndex, said: &Said<'_>) -> bool {
    let Some(known) = register.notifications.of_record(record) else {
        return false;
    };
    let mut versions = known.versions.iter();
    let Some(version) = versions.find(|version| version.record == record) else {
        return false;
    };
    let Content::Site(place) = &version.content else {
        return false;
    };
    let new = kept::Anew {
        place,
        forces: version.body.forces(),
    };
    let first = said.signer.person;
    kept::takes_away(register, known, record, &new, said.now)
        && second_beside(register, record, first, register.size).is_none()
}

/// Its owner has confirmed, with the record `by`, an amendment that waits for a second person from
/// then on.
pub(crate) fn ask_second(register: &mut Register, record: LogIndex, by: LogIndex) {
    if let Some((_, version)) = register.notifications.version(record) {
        version.needs_second.get_or_insert(by);
    }
}
