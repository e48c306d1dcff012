//! Cards: the small text files that travel between people.
//!
//! A *register card* says which register it is and which key signs its log: what a party's machine
//! needs to sign for it, and what a verifier pins. A *desk card* says whose a public key is: what
//! the centre needs to enrol it, signed by that key, so that a changed one is known. Neither is
//! secret. Not here: secrets (the engine's key files).

use crate::exit::Problem;
use crate::file;
use std::fmt;
use std::path::Path;
use truceline_log::key::{Signature, SigningKey, VerifyingKey};
use truceline_log::vkey::VerifierKey;
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{DeskId, PartyId, PersonId};
use truceline_register::party::KeyEnrolment;

const REGISTER_HEADER: &str = "truceline-register-card 1";
const DESK_HEADER: &str = "truceline-desk-card 1";

/// What a desk card's signature is over, before the lines of the card: a signature made for anything
/// else does not fit.
const DESK_DOMAIN: &str = "truceline/desk-card/possession/1\n";

/// A card is some hundred bytes; more is something else.
pub const MAX_CARD_BYTES: u64 = 16 << 10;

/// Which register, and whose signature its log bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterCard {
    /// The log's origin.
    pub origin: String,
    /// The theatre in words.
    pub theatre: String,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Digest of the genesis statement.
    pub genesis: Digest,
    /// The key that signs checkpoints.
    pub log: VerifierKey,
}

/// Whose a key is, and for which register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCard {
    /// For people: one line.
    pub name: String,
    /// The register's origin.
    pub origin: String,
    /// Digest of its genesis statement.
    pub genesis: Digest,
    /// Party.
    pub party: PartyId,
    /// Desk.
    pub desk: DeskId,
    /// Person.
    pub person: PersonId,
    /// The public key.
    pub public: [u8; 32],
    /// The key's own signature over all of this.
    pub proof: [u8; 64],
}

/// Of a card that has not been signed by its key.
pub const NO_PROOF: [u8; 64] = [0; 64];

impl DeskCard {
    /// What enrols the key.
    #[must_use]
    pub const fn enrolment(&self) -> KeyEnrolment {
        KeyEnrolment {
            public: self.public,
            party: self.party,
            desk: self.desk,
            person: self.person,
        }
    }

    /// The card signed by its key.
    #[must_use]
    pub fn proven(self, key: &SigningKey) -> Self {
        let proof = key.sign(self.signed_text().as_bytes()).0;
        Self { proof, ..self }
    }

    /// What the key signs: the domain and the card's lines before the proof.
    fn signed_text(&self) -> String {
        let Self {
            name,
            origin,
            genesis,
            party,
            desk,
            person,
            public,
            ..
        } = self;
        let public = Digest(*public);
        format!(
            "{DESK_DOMAIN}{DESK_HEADER}\nname: {name}\norigin: {origin}\ngenesis: {genesis}\nparty: {party}\ndesk: {desk}\nperson: {person}\npublic: {public}\n"
        )
    }

    /// Reads a card file.
    ///
    /// # Errors
    /// [`Problem`] naming the file and the line.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        Self::parse(&file::read_text(path, MAX_CARD_BYTES)?).map_err(|what| malformed(path, &what))
    }

    /// Reads the card of a key to be enrolled.
    ///
    /// # Errors
    /// [`Problem`]: as [`Self::read`], or the card is for another register than `own`.
    pub fn read_for(path: &Path, own: &Self) -> Result<Self, Problem> {
        let card = Self::read(path)?;
        if card.genesis != own.genesis || card.origin != own.origin {
            return Err(Problem::usage(format!(
                "{}: is for another register; have the key made for this one",
                path.display()
            )));
        }
        Ok(card)
    }

    /// Reads the text that [`fmt::Display`] writes.
    ///
    /// # Errors
    /// Which line is wrong, or that the card is not as its key signed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = Lines::of(text, DESK_HEADER)?;
        let card = Self {
            name: lines.value("name")?.to_owned(),
            origin: lines.value("origin")?.to_owned(),
            genesis: lines.digest("genesis")?,
            party: PartyId::parse(lines.value("party")?).map_err(|error| error.to_string())?,
            desk: DeskId::parse(lines.value("desk")?).map_err(|error| error.to_string())?,
            person: PersonId::parse(lines.value("person")?).map_err(|error| error.to_string())?,
            public: lines.digest("public")?.0,
            proof: lines.proof()?,
        };
        lines.end()?;
        let verified = VerifyingKey::parse(&card.public).is_ok_and(|key| {
            key.verify(card.signed_text().as_bytes(), &Signature(card.proof))
                .is_ok()
        });
        if !verified {
            return Err(
                "was changed after its key signed it, or the key is not its maker's".to_owned(),
            );
        }
        Ok(card)
    }
}

impl fmt::Display for DeskCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = self.signed_text();
        f.write_str(signed.strip_prefix(DESK_DOMAIN).unwrap_or(&signed))?;
        f.write_str("proof: ")?;
        for byte in self.proof {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("\n")
    }
}

impl RegisterCard {
    /// Reads a card file.
    ///
    /// # Errors
    /// [`Problem`] naming the file and the line.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        Self::parse(&file::read_text(path, MAX_CARD_BYTES)?).map_err(|what| malformed(path, &what))
    }

    /// Reads the text that [`fmt::Display`] writes.
    ///
    /// # Errors
    /// Which line is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = Lines::of(text, REGISTER_HEADER)?;
        let card = Self {
            origin: lines.value("origin")?.to_owned(),
            theatre: lines.value("theatre")?.to_owned(),
            exercise: match lines.value("kind")? {
                "register" => false,
                "exercise" => true,
                _ => return Err("the kind is neither register nor exercise".to_owned()),
            },
            genesis: lines.digest("genesis")?,
            log: VerifierKey::parse(lines.value("log")?).map_err(|error| error.to_string())?,
        };
        lines.end().map(|()| card)
    }
}

impl fmt::Display for RegisterCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.exercise {
            "exercise"
        } else {
            "register"
        };
        writeln!(
            f,
            "{REGISTER_HEADER}\norigin: {}\ntheatre: {}",
            self.origin, self.theatre
        )?;
        writeln!(
            f,
            "kind: {kind}\ngenesis: {}\nlog: {}",
            self.genesis, self.log
        )
    }
}

fn malformed(path: &Path, what: &str) -> Problem {
    Problem::usage(format!(
        "{}: {what}; ask for the card again, as `key new` made it",
        path.display()
    ))
}

/// The lines of a card, taken in order.
struct Lines<'a> {
    rest: std::str::Lines<'a>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, header: &str) -> Result<Self, String> {
        let mut rest = text.lines();
        match rest.next() {
            Some(first) if first == header => Ok(Self { rest, number: 1 }),
            _ => Err(format!("line 1 is not \"{header}\"")),
        }
    }

    fn value(&mut self, label: &str) -> Result<&'a str, String> {
        self.number += 1;
        let line = self
            .rest
            .next()
            .and_then(|line| line.strip_prefix(label)?.strip_prefix(": "));
        line.ok_or_else(|| format!("line {} is not \"{label}: …\"", self.number))
    }

    fn digest(&mut self, label: &str) -> Result<Digest, String> {
        let text = self.value(label)?;
        digest(text).ok_or_else(|| format!("line {} has no 64 hexadecimal digits", self.number))
    }

    fn proof(&mut self) -> Result<[u8; 64], String> {
        let text = self.value("proof")?;
        let half = |half: std::ops::Range<usize>| text.get(half).and_then(digest);
        let (Some(Digest(first)), Some(Digest(second)), 128) =
            (half(0..64), half(64..128), text.len())
        else {
            return Err(format!(
                "line {} has no 128 hexadecimal digits",
                self.number
            ));
        };
        let mut proof = [0; 64];
        proof[..32].copy_from_slice(&first);
        proof[32..].copy_from_slice(&second);
        Ok(proof)
    }

    fn end(mut self) -> Result<(), String> {
        match self.rest.next() {
            None => Ok(()),
            Some(_) => Err(format!("nothing belongs into line {}", self.number + 1)),
        }
    }
}

/// A digest from its 64 lower-case hexadecimal digits.
#[must_use]
pub fn digest(text: &str) -> Option<Digest> {
    if text.len() != 64
        || text
            .bytes()
            .any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    {
        return None;
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(Digest(bytes))
}

#[cfg(test)]
mod tests;
