//! A reconfirmation: its owner says that a site still holds.

use super::history::Reconfirmed;
use super::told::invalid;
use super::{NotificationRef, Reconfirmation};
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::vocabulary::NotificationKind;

/// Judges a reconfirmation.
///
/// # Errors
/// [`Refusal`]: nothing there to reconfirm, or not a site.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Reconfirmation,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let known = super::own(register, said, body.id)?;
    match known.kind {
        NotificationKind::Site => {}
        NotificationKind::Movement => {
            return Err(invalid(
                "a movement stays in force until it reports; report, or amend its windows",
            ));
        }
        NotificationKind::Nil => {
            return Err(invalid("a nil ages from its as-of; notify a new one"));
        }
    }
    super::tell_about(register, known, out);
    Ok(())
}

/// Takes a reconfirmation in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Reconfirmation) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    if let Some(known) = register.notifications.note(admitted.index, about) {
        known.reconfirmations.push(Reconfirmed {
            record: admitted.index,
            until: body.reconfirm_by,
        });
        super::changed(register, about, admitted.index);
    }
}
