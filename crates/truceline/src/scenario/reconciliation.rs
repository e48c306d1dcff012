//! Two lists side by side and what is published of them, as a story says it.

use super::cast::PartyNumber;
use truceline_register::reconciliation::PairWord;
use truceline_register::time::TimeWindow;

/// What is said about two lists.
#[derive(Clone, Debug)]
pub enum Reconciling {
    /// They are set side by side.
    Opens {
        /// Its name in the story.
        label: String,
        /// Whose the first list is.
        one: PartyNumber,
        /// Whose the second list is.
        other: PartyNumber,
        /// Of which zone.
        zone: String,
        /// Of which time.
        window: TimeWindow,
    },
    /// What was alleged since is taken in.
    OpensAgain {
        /// Which.
        label: String,
    },
    /// What two entries are to each other.
    Judges {
        /// In which.
        label: String,
        /// The entry of the first list.
        one: String,
        /// The entry of the second list.
        other: String,
        /// What.
        word: PairWord,
        /// Why.
        text: Option<String>,
    },
    /// What was said of a pair, or of an entry, is taken back.
    TakesBack {
        /// In which.
        label: String,
        /// The entry.
        entry: String,
        /// With which entry of the second list; of one entry it is the dispute.
        other: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// An entry is disputed.
    Disputes {
        /// In which.
        label: String,
        /// Which entry.
        entry: String,
        /// Why.
        reason: String,
    },
    /// A bulletin is published.
    Publishes {
        /// Its name in the story.
        label: String,
        /// On which it rests.
        from: String,
        /// Why it replaces the version before.
        why: Option<String>,
    },
}
