//! Coming on duty and taking over, before it is signed.

use super::Sealer;
use crate::exit::Problem;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::duty::SignOn;
use truceline_register::duty::handover::{Handover, OpenFor};
use truceline_register::ids::{DeskId, PersonId};
use truceline_register::notification::Personal;

/// By which name to ask for somebody, and who may have it.
#[derive(Clone, Debug, Default)]
pub struct Callable {
    /// The name.
    pub name: Option<String>,
    /// Whether the centre may have it.
    pub for_centre: bool,
}

impl Callable {
    /// Salts the name.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a name that steers a screen.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<Option<Digest>, Problem> {
        person(sealer, self.name.as_deref())
    }
}

/// Salts one person's name.
///
/// # Errors
/// [`Problem`]: no randomness, or a name that steers a screen.
pub fn person(sealer: &mut Sealer<'_>, name: Option<&str>) -> Result<Option<Digest>, Problem> {
    let personal = name.map(|name| Personal {
        persons: vec![name.to_owned()],
        ..Personal::default()
    });
    sealer.seal_some(Label::Personal, personal.as_ref())
}

/// Somebody comes on duty.
///
/// # Errors
/// [`Problem`]: no randomness.
pub fn sign_on(
    sealer: &mut Sealer<'_>,
    desk: DeskId,
    called: &Callable,
) -> Result<SignOn, Problem> {
    Ok(SignOn {
        desk,
        name: called.seal(sealer)?,
        for_centre: called.for_centre,
    })
}

/// Somebody takes over all that is open.
///
/// # Errors
/// [`Problem`]: no randomness.
pub fn take_over(
    sealer: &mut Sealer<'_>,
    (desk, from): (DeskId, PersonId),
    open: OpenFor,
    called: &Callable,
    text: Option<&str>,
) -> Result<Handover, Problem> {
    Ok(Handover {
        desk,
        from,
        alerts: open.alerts,
        stops: open.stops,
        name: called.seal(sealer)?,
        for_centre: called.for_centre,
        text: sealer.text(text)?,
    })
}
