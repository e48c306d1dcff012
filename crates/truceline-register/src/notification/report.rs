//! Rules of one kind of statement: report.

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &crate::notification::Report, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &crate::notification::Report) {}
