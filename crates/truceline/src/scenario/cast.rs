//! Who appears in a scenario: parties, their desks, and the persons who sign there.
//!
//! A party's name stands for its first person, a person's name for that person. Not here: their
//! keys ([`super::voice`]).

use truceline_register::vocabulary::Role;

/// A party of the scenario, by its place in the cast; the first is the centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartyNumber(pub usize);

/// A person of the scenario who signs, by place in the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonNumber(pub usize);

/// The party that keeps the register.
pub const CENTRE: PartyNumber = PartyNumber(0);

/// A party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its name in the scenario.
    pub name: String,
    /// Its name in full.
    pub full_name: String,
    /// What it is in the register.
    pub role: Role,
    /// Whether it takes part in the hostilities.
    pub belligerent: bool,
    /// Names of its desks, in order.
    pub desks: Vec<String>,
}

/// A person with a key of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name in the scenario; the register never sees it.
    pub name: String,
    /// Whose.
    pub party: PartyNumber,
    /// At which of the party's desks.
    pub desk: usize,
}

/// Everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    /// Parties in the order they are named.
    pub parties: Vec<Party>,
    /// Persons in the order they are named.
    pub persons: Vec<Person>,
}

impl Cast {
    /// The party of a name.
    #[must_use]
    pub fn party(&self, name: &str) -> Option<PartyNumber> {
        self.parties
            .iter()
            .position(|party| party.name == name)
            .map(PartyNumber)
    }

    /// The person of a name; of a party's name, its first person.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<PersonNumber> {
        let own = self.persons.iter().position(|person| person.name == name);
        let first = || {
            let party = self.party(name)?;
            self.persons.iter().position(|person| person.party == party)
        };
        own.or_else(first).map(PersonNumber)
    }

    /// Whether a name is taken.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.party(name).is_some() || self.persons.iter().any(|person| person.name == name)
    }

    /// A party of the cast.
    #[must_use]
    pub fn of(&self, party: PartyNumber) -> &Party {
        &self.parties[party.0]
    }

    /// A person of the cast.
    #[must_use]
    pub fn who(&self, person: PersonNumber) -> &Person {
        &self.persons[person.0]
    }
}
