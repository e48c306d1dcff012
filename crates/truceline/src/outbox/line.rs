//! A target and a letter as they are written down, and how a letter stands.

use super::letter::{Kind, Owed};

/// How a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is tried, now or later.
    Waiting,
    /// The target has taken it.
    Taken,
    /// It was answered at a desk before the target took it.
    Answered,
    /// Given up: a dead letter.
    Dead,
    /// Somebody has dropped it.
    Dropped,
}

impl Standing {
    const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Taken,
        Self::Answered,
        Self::Dead,
        Self::Dropped,
    ];

    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::Answered => "answered",
            Self::Dead => "dead",
            Self::Dropped => "dropped",
        }
    }

    /// Read again.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        let own = Self::ALL.into_iter().find(|own| own.word() == word);
        own.unwrap_or(Self::Dead)
    }
}

/// A target as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetLine {
    /// Its name.
    pub name: String,
    /// `webhook` or `e-mail`.
    pub way: String,
    /// Whose, an id.
    pub party: String,
    /// Which desk's, an id; empty for any.
    pub desk: String,
    /// Host or domain, for a person.
    pub shown: String,
    /// Whether the configuration names it still.
    pub configured: bool,
    /// How many letters wait.
    pub waiting: u64,
    /// How many are dead.
    pub dead: u64,
    /// When it last took one, in milliseconds since 1970.
    pub taken_at_ms: Option<i64>,
    /// Why it did not take the last one.
    pub fault: Option<String>,
    /// When that was.
    pub fault_at_ms: Option<i64>,
}

/// A letter as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterLine {
    /// To which target.
    pub target: String,
    /// Which.
    pub owed: Owed,
    /// Its id.
    pub id: String,
    /// What kind of thing.
    pub kind: Kind,
    /// Since when it is owed, RFC 3339.
    pub at: String,
    /// Since when it is here.
    pub entered_at_ms: i64,
    /// When it is tried next.
    pub next_try_ms: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// How it stands.
    pub standing: Standing,
    /// Why it was not taken the last time.
    pub fault: Option<String>,
}

/// A letter to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Which.
    pub owed: Owed,
    /// Its id.
    pub id: String,
    /// What kind of thing.
    pub kind: Kind,
    /// Since when it is owed, RFC 3339.
    pub at: String,
}
