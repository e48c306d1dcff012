//! Rules of one kind of statement: contest.

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &crate::notification::Contest, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &crate::notification::Contest) {}
