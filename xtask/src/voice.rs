//! People who sign for parties in campaigns: invented keys, the same for the same seed.
//!
//! Not for anything real: whoever knows the seed knows the keys.

use truceline::card::DeskCard;
use truceline_engine::randomness::{Randomness as _, RandomnessError, RehearsalRandomness};
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Label, Salt};
use truceline_register::codec::statement::{Header, Payload, Statement, Submission, key_id};
use truceline_register::ids::{ActId, DeskId, PartyId, PersonId};
use truceline_register::party::{DeskOpening, Genesis, KeyEnrolment, PartyEnrolment};
use truceline_register::time::Instant;
use truceline_register::vocabulary::Role;

/// Bytes that look random and come again with the seed.
#[derive(Clone, Debug)]
pub struct Dice(RehearsalRandomness);

impl Dice {
    /// The dice of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(RehearsalRandomness::new(seed))
    }

    /// So many bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        let drawn: Result<(), RandomnessError> = self.0.fill(&mut bytes);
        assert!(
            drawn.is_ok(),
            "rehearsal randomness is computed and cannot fail"
        );
        bytes
    }

    /// A number below `bound`, which is not 0.
    #[must_use]
    pub fn below(&mut self, bound: u64) -> u64 {
        u64::from_be_bytes(self.bytes()) % bound
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        &from[at]
    }

    /// A salted value: its digest and its disclosure.
    pub fn seal<T: minicbor::Encode<()>>(
        &mut self,
        label: Label,
        value: &T,
    ) -> (Digest, Disclosure) {
        let disclosure = Disclosure::seal(Salt(self.bytes()), label, value);
        (disclosure.digest(), disclosure)
    }
}

/// One person's key at a desk of a party, with its chain.
#[derive(Clone)]
pub struct Voice {
    /// Whose.
    pub party: PartyId,
    /// At which desk.
    pub desk: DeskId,
    /// Who.
    pub person: PersonId,
    key: SigningKey,
    sequence: u64,
    previous: Digest,
}

impl Voice {
    /// A person with a party and a desk of their own.
    #[must_use]
    pub fn new(dice: &mut Dice) -> Self {
        Self {
            party: PartyId::from_bytes(dice.bytes()),
            desk: DeskId::from_bytes(dice.bytes()),
            person: PersonId::from_bytes(dice.bytes()),
            key: SigningKey::from_seed(&dice.bytes()),
            sequence: 0,
            previous: Digest::ZERO,
        }
    }

    /// A person at a desk that is open already.
    #[must_use]
    pub fn at_desk(party: PartyId, desk: DeskId, dice: &mut Dice) -> Self {
        Self {
            party,
            desk,
            ..Self::new(dice)
        }
    }

    /// Another person at the same desk.
    #[must_use]
    pub fn beside(&self, dice: &mut Dice) -> Self {
        Self::at_desk(self.party, self.desk, dice)
    }

    fn public(&self) -> [u8; 32] {
        *self.key.verifying_key().as_bytes()
    }

    /// A card signed by the key.
    #[must_use]
    pub fn prove(&self, card: DeskCard) -> DeskCard {
        card.proven(&self.key)
    }

    /// What enrols the key.
    #[must_use]
    pub fn key_enrolment(&self) -> KeyEnrolment {
        KeyEnrolment {
            public: self.public(),
            party: self.party,
            desk: self.desk,
            person: self.person,
        }
    }

    /// What enrols the party.
    #[must_use]
    pub fn party_enrolment(&self, name: &str, role: Role) -> PartyEnrolment {
        PartyEnrolment {
            party: self.party,
            name: name.to_owned(),
            role,
            belligerent: role == Role::Force,
        }
    }

    /// What opens the desk.
    #[must_use]
    pub fn desk_opening(&self, name: &str) -> DeskOpening {
        DeskOpening {
            desk: self.desk,
            party: self.party,
            name: name.to_owned(),
        }
    }

    /// Signs an act for a register.
    pub fn sign(
        &mut self,
        register: &Register,
        act: Act,
        disclosures: Vec<Disclosure>,
        signed_at: Instant,
        dice: &mut Dice,
    ) -> Submission {
        let payload = Payload {
            act_id: ActId::from_bytes(dice.bytes()),
            party: self.party,
            desk: self.desk,
            signed_at,
            sequence: self.sequence,
            previous: self.previous,
            nonce: dice.bytes(),
            act,
        };
        self.sequence += 1;
        self.previous = payload.digest();
        let header = Header {
            key: key_id(&self.public()),
            origin: register.origin.clone(),
            genesis: register.genesis,
        };
        let statement = Statement::sign(header, &payload, &self.key);
        Submission {
            statement: statement.to_bytes(),
            disclosures,
            unread: Vec::new(),
        }
    }
}

/// Which register a statement is for.
#[derive(Clone, Debug)]
pub struct Register {
    /// The log's origin.
    pub origin: String,
    /// Digest of the genesis statement.
    pub genesis: Digest,
}

impl Register {
    /// An exercise kept by `centre`, and the statement that begins it.
    pub fn begin(
        origin: &str,
        centre: &mut Voice,
        log_key: &SigningKey,
        at: Instant,
        dice: &mut Dice,
    ) -> (Self, Submission) {
        let genesis = Genesis {
            origin: origin.to_owned(),
            theatre: "A campaign of tests".to_owned(),
            exercise: true,
            log_key: *log_key.verifying_key().as_bytes(),
            centre: centre.party_enrolment("Centre", Role::Centre),
            desk: centre.desk_opening("Duty desk"),
            key: centre.key_enrolment(),
            predecessor: None,
        };
        let before = Self {
            origin: origin.to_owned(),
            genesis: Digest::ZERO,
        };
        let submission = centre.sign(&before, Act::Genesis(genesis), Vec::new(), at, dice);
        let genesis = Digest::of(&submission.statement);
        (Self { genesis, ..before }, submission)
    }
}
