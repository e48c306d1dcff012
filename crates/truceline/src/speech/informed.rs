//! That somebody was told by other means, before it is signed.

use super::Sealer;
use super::duty::person;
use crate::exit::Problem;
use truceline_register::ids::PartyId;
use truceline_register::informed::{About, Informed};
use truceline_register::time::Instant;
use truceline_register::vocabulary::Means;

/// What a party says of having told somebody.
#[derive(Clone, Debug)]
pub struct InformedWords {
    /// Of what.
    pub about: About,
    /// Whom, where it is an enrolled party.
    pub party: Option<PartyId>,
    /// Whom, by name.
    pub whom: Option<String>,
    /// Who spoke.
    pub spoke: Option<String>,
    /// By which means.
    pub means: Means,
    /// When.
    pub told_at: Instant,
    /// Whether it was read back.
    pub read_back: bool,
    /// In words.
    pub text: Option<String>,
    /// Whether the centre may have the names.
    pub for_centre: bool,
}

impl InformedWords {
    /// Salts names and words.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a name that steers a screen.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<Informed, Problem> {
        Ok(Informed {
            about: self.about,
            party: self.party,
            whom: person(sealer, self.whom.as_deref())?,
            spoke: person(sealer, self.spoke.as_deref())?,
            means: self.means,
            told_at: self.told_at,
            read_back: self.read_back,
            text: sealer.text(self.text.as_deref())?,
            for_centre: self.for_centre,
        })
    }
}
