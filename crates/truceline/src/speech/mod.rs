//! What a desk is about to say: an act with the disclosures made for it, before it is signed.
//!
//! The same for the command line, scenarios and tests. Every place is digested at all three
//! resolutions; how much of it the register itself is given is the speaker's choice. Not here:
//! signing ([`crate::voice`]), judging (the register's).

pub mod agreement;
pub mod answer;
pub mod claim;
pub mod duty;
pub mod evidence;
pub mod informed;
pub mod notification;
pub mod place;
pub mod stop;
pub mod text;

use crate::exit::Problem;
use minicbor::Encode;
use truceline_engine::randomness::Randomness;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Label, Salt};
use truceline_register::ids::{ActId, ZoneId};

/// An act, the disclosures that go with it, and those that stay with the speaker.
#[derive(Clone, Debug)]
pub struct Speech {
    /// What is said.
    pub act: Act,
    /// What the register is given.
    pub given: Vec<Disclosure>,
    /// What it is not given now.
    pub withheld: Vec<Disclosure>,
    /// A fixed id, where saying it twice must be one act.
    pub act_id: Option<ActId>,
}

impl Speech {
    /// A speech that discloses nothing because its act has no digests.
    #[must_use]
    pub const fn plain(act: Act) -> Self {
        Self {
            act,
            given: Vec::new(),
            withheld: Vec::new(),
            act_id: None,
        }
    }
}

/// How finely the register itself is told of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Disclose {
    /// Everything.
    #[default]
    Exact,
    /// The coarse cells, and the zone.
    Cell,
    /// That something is in the zone.
    Existence,
    /// Digests alone; checks cannot see it.
    Nothing,
}

impl Disclose {
    /// Existence is told of a zone: without one nothing at all would be disclosed.
    ///
    /// # Errors
    /// [`Problem`]: no zone is named or touched.
    pub fn check(self, zone: Option<ZoneId>) -> Result<(), Problem> {
        match (self, zone) {
            (Self::Existence, None) => Err(Problem::usage(
                "--disclose existence tells in which zone something is, and none is known for this place: name it with --zone (its id where there is no --data), or use --disclose cell, exact or nothing",
            )),
            _ => Ok(()),
        }
    }

    const fn gives(self, label: Label) -> bool {
        match self {
            Self::Exact => true,
            Self::Cell => matches!(label, Label::Cell | Label::Existence),
            Self::Existence => matches!(label, Label::Existence),
            Self::Nothing => false,
        }
    }
}

/// Salts values, and keeps what opens their digests.
pub struct Sealer<'a> {
    randomness: &'a mut dyn Randomness,
    disclose: Disclose,
    given: Vec<Disclosure>,
    withheld: Vec<Disclosure>,
}

impl<'a> Sealer<'a> {
    /// A sealer that gives the register so much.
    pub fn new(randomness: &'a mut dyn Randomness, disclose: Disclose) -> Self {
        Self {
            randomness,
            disclose,
            given: Vec::new(),
            withheld: Vec::new(),
        }
    }

    /// Salts a value and gives its digest.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a text with characters that steer a reader's screen.
    pub fn seal<T: Encode<()>>(&mut self, label: Label, value: &T) -> Result<Digest, Problem> {
        text::in_value(value)?;
        let salt = Salt(crate::voice::draw(self.randomness)?);
        let disclosure = Disclosure::seal(salt, label, value);
        let digest = disclosure.digest();
        if self.disclose.gives(label) {
            self.given.push(disclosure);
        } else {
            self.withheld.push(disclosure);
        }
        Ok(digest)
    }

    /// Salts a value, if there is one.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal_some<T: Encode<()>>(
        &mut self,
        label: Label,
        value: Option<&T>,
    ) -> Result<Option<Digest>, Problem> {
        value.map(|value| self.seal(label, value)).transpose()
    }

    /// Salts words, if there are any.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn text(&mut self, words: Option<&str>) -> Result<Option<Digest>, Problem> {
        words
            .map(|words| self.seal(Label::Text, &words.to_owned()))
            .transpose()
    }

    /// What was sealed: given to the register, and kept from it.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Disclosure>, Vec<Disclosure>) {
        (self.given, self.withheld)
    }

    /// The speech of an act that carries the digests made here.
    #[must_use]
    pub fn speech(self, act: Act) -> Speech {
        Speech {
            act,
            given: self.given,
            withheld: self.withheld,
            act_id: None,
        }
    }
}
