//! Rules of one kind of statement: amendment.

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &crate::notification::Amendment, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &crate::notification::Amendment) {}
