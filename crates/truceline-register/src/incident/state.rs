//! What the register held of an incident's place and time, in somebody's eyes: asked anew each time, never stored.
//!
//! The same rules as for every inquiry: a party sees its own words and what it acknowledged, at the resolution it
//! was told. Who may ask through whose eyes is the rim's, as there.

use super::history::Version;
use crate::geometry::position::Decimetres;
use crate::ids::LogIndex;
use crate::inquiry::{Inquiry, Viewpoint};
use crate::register::said::Told;

/// As of when the state is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// What was known when it began to happen.
    Event,
    /// What was known when the incident was opened, or amended to this version.
    Opening,
}

impl AsOf {
    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Opening => "opening",
        }
    }
}

/// Why there is no state to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoState {
    /// The incident has no geometry; who opened it may amend it.
    NoPlace,
    /// Where it was has been erased.
    Erased,
}

impl NoState {
    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoPlace => "no-place",
            Self::Erased => "erased",
        }
    }

    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoPlace => {
                "the place is known by name alone, so no state is attached; whoever opened the incident can amend it with a geometry"
            }
            Self::Erased => {
                "where it was has been erased, so what was held there cannot be asked any more"
            }
        }
    }
}

/// The question that gives the state attached to a version again.
///
/// # Errors
/// [`NoState`].
pub fn question(version: &Version, as_of: AsOf, viewpoint: Viewpoint) -> Result<Inquiry, NoState> {
    let details = match &version.details {
        Told::Value(details) => details,
        Told::Erased => return Err(NoState::Erased),
        Told::Nothing => return Err(NoState::NoPlace),
    };
    let volume = details.volume().ok_or(NoState::NoPlace)?;
    let attached = version.attached.as_ref();
    let known_at: LogIndex = match as_of {
        AsOf::Event => attached.map_or(0, |attached| attached.then),
        AsOf::Opening => attached.map_or(version.record, |attached| attached.since),
    };
    let now = match as_of {
        AsOf::Event => volume.window.start(),
        AsOf::Opening => version.received_at,
    };
    Ok(Inquiry {
        reach: Decimetres::ZERO,
        known_at,
        now,
        viewpoint,
        volume,
    })
}
