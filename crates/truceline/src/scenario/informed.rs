//! That somebody was told by other means, as a story says it.

use super::cast::PartyNumber;
use truceline_register::time::Instant;
use truceline_register::vocabulary::Means;

/// Of what kind of thing somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InformedOf {
    /// A stop.
    Stop,
    /// A notification.
    Notification,
    /// A plan.
    Plan,
}

/// That somebody was told by other means, as it is said.
#[derive(Clone, Debug)]
pub struct Informed {
    /// Whom, where it is a party of the story.
    pub party: Option<PartyNumber>,
    /// Whom, by name.
    pub whom: Option<String>,
    /// Of what kind of thing.
    pub of: InformedOf,
    /// Of which.
    pub label: String,
    /// How.
    pub means: Means,
    /// When.
    pub told_at: Instant,
    /// Whether it was read back.
    pub read_back: bool,
    /// In words.
    pub text: Option<String>,
}
