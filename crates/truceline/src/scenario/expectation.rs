//! What must come of an entry, and what did, in the same words.
//!
//! Both sides are facts of a kind in one canonical wording; a run compares them as sets and shows
//! what differs. Not here: reading what is expected ([`super::grammar::expected`]), observing what
//! came ([`super::observed`]).

use std::collections::BTreeSet;
use std::fmt;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Admitted, repeated, refused.
    Result,
    /// A flag of the record.
    Flag,
    /// Somebody's inbox; compared where anything of the kind is expected.
    Told,
    /// What a check or the watch says.
    Outcome,
    /// Whose answers stand behind it; compared where anything of the kind is expected.
    Coverage,
    /// An alert that is owed.
    Alert,
    /// An occurrence of a request without an answer.
    Overdue,
    /// What an inquiry shows; compared where anything of the kind is expected.
    Shown(Shown),
    /// What came of a look at the map.
    Found,
    /// What a verifier or a witness says.
    Evidence,
}

/// Which list of an inquiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Who is there.
    InForce,
    /// Sent to the viewpoint and not acknowledged by it.
    NotAcknowledged,
    /// Requests and what was answered.
    Request,
    /// Steps of the ladder that are missing.
    Missing,
    /// Said before and entered only afterwards.
    EnteredLater,
    /// What a check would have said.
    WouldSay,
    /// The trail of a stop.
    Stop,
    /// Who is said to have been told by other means.
    Informed,
    /// Who stands how in a zone.
    Coverage,
    /// When an agreement asks for what, and who is called what.
    Agreement,
    /// Towards whom the word of a stop has left.
    Delivered,
    /// Which questions about an incident stand how.
    Asked,
    /// How many claims about an incident there are.
    Claimed,
    /// What came into two lists, and the figures that are published of them.
    Lists,
    /// What a rule draws from the numbers in claims.
    Figure,
}

impl Kind {
    /// Whether facts of this kind are compared only where one is expected.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Told | Self::Coverage | Self::Shown(_))
    }
}

/// Something that came, or must come, of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// What it is about.
    pub kind: Kind,
    /// In canonical words.
    pub words: String,
}

impl Fact {
    /// A fact.
    #[must_use]
    pub fn new(kind: Kind, words: impl Into<String>) -> Self {
        Self {
            kind,
            words: words.into(),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// What must come of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The facts; what is not among them must not come, but for optional kinds.
    pub facts: BTreeSet<Fact>,
    /// Nothing is compared.
    pub is_open: bool,
}

/// How what came differs from what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Expected and did not come.
    pub missing: Vec<Fact>,
    /// Came and was not expected.
    pub surplus: Vec<Fact>,
}

impl Expected {
    /// Compares what came.
    #[must_use]
    pub fn compare(&self, came: &BTreeSet<Fact>) -> Option<Difference> {
        if self.is_open {
            return None;
        }
        let speaks_of = |kind: Kind| self.facts.iter().any(|fact| fact.kind == kind);
        let missing: Vec<Fact> = self.facts.difference(came).cloned().collect();
        let surplus: Vec<Fact> = came
            .difference(&self.facts)
            .filter(|fact| !fact.kind.is_optional() || speaks_of(fact.kind))
            .cloned()
            .collect();
        let same = missing.is_empty() && surplus.is_empty();
        (!same).then_some(Difference { missing, surplus })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fact in &self.missing {
            writeln!(f, "  expected, and did not come:  {fact}")?;
        }
        for fact in &self.surplus {
            writeln!(f, "  came, and was not expected:  {fact}")?;
        }
        Ok(())
    }
}
