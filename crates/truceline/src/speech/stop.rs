//! A stop, before it is signed.

use super::Sealer;
use crate::exit::Problem;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{PartyId, StopId};
use truceline_register::place::Volume4d;
use truceline_register::stop::{StopRef, StopReplied, StopSent};
use truceline_register::time::{Instant, TimeWindow};
use truceline_register::vocabulary::StopWord;

/// What a stop says.
#[derive(Clone, Debug)]
pub struct StopWords {
    /// The sender's id for it.
    pub id: StopId,
    /// Where; without it it concerns everybody.
    pub area: Option<Volume4d>,
    /// In words.
    pub text: Option<String>,
    /// Parties that are named beside those whom the register finds.
    pub to: Vec<PartyId>,
}

/// What a reply says: a claim.
#[derive(Clone, Debug)]
pub struct StopReplyWords {
    /// To which stop.
    pub stop: StopRef,
    /// What.
    pub word: StopWord,
    /// To whom or why.
    pub text: Option<String>,
}

/// A stop's time: from now on, without an end, for it lasts until somebody ends it.
///
/// # Errors
/// [`Problem`]: the clock stands at the end of time.
pub fn from_now_on(now: Instant) -> Result<TimeWindow, Problem> {
    TimeWindow::new(now, Instant::MAX).map_err(|error| Problem::usage(error.to_string()))
}

impl StopWords {
    /// Salts what is told.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<StopSent, Problem> {
        Ok(StopSent {
            id: self.id,
            area: sealer.seal_some(Label::Area, self.area.as_ref())?,
            text: sealer.text(self.text.as_deref())?,
            to: self.to.clone(),
        })
    }
}

impl StopReplyWords {
    /// Salts what is told.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<StopReplied, Problem> {
        Ok(StopReplied {
            stop: self.stop,
            word: self.word,
            text: sealer.text(self.text.as_deref())?,
        })
    }
}
