//! Files of a story: entered in words, and what is done with them.

use truceline_register::evidence::handling::Handling;

/// What a file is about.
#[derive(Clone, Debug)]
pub enum Of {
    /// An incident.
    Incident(String),
    /// A claim.
    Claim(String),
}

/// A file of words.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// By which name the story speaks of it.
    pub label: String,
    /// About what.
    pub of: Of,
    /// What it is called.
    pub title: String,
    /// What stands in it.
    pub content: String,
    /// The file that it is with something left out.
    pub redacted_from: Option<String>,
}

/// What is done with a file.
#[derive(Clone, Debug)]
pub struct Handled {
    /// With which.
    pub label: String,
    /// What.
    pub handling: Handling,
    /// How.
    pub how: String,
    /// What stood in what was handled; absent: what was entered.
    pub content: Option<String>,
}
