//! An amendment: its owner says a notification anew.
//!
//! As the owner's own word it stands in place of every version before it; unconfirmed it only adds.

use super::history::{Body, Version};
use super::told::invalid;
use super::{Amendment, NotificationRef, movement, nil, site};
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};

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
        Amendment::Site(site) => site::judge_content(register, said, site, out)?,
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
    super::add(register, about(admitted.party, body), version);
}
