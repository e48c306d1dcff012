//! Rules of one kind of statement: withdrawal.

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// A second person has signed: the site is withdrawn from here on.
pub(crate) fn complete(_: &mut Register, _record: crate::ids::LogIndex, _by: crate::ids::LogIndex) {}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &crate::notification::Withdrawal, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &crate::notification::Withdrawal) {}
