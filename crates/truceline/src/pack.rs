//! The file of an offline pack: the opening of what it holds, and the receipt of the record that commits to it.
//!
//! ```text
//! truceline-pack 1
//! the opening, base64
//! the receipt, as `truceline receipt` writes it
//! ```
//!
//! Whoever has the register's card can tell without any line that the register drew it, for whom and until
//! when. `docs/spec/files.md`. Not here: what overlaps ([`truceline_register::pack`]).

use crate::card::RegisterCard;
use crate::exit::Problem;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fmt;
use truceline_engine::evidence::LeafContent;
use truceline_log::policy::Policy;
use truceline_log::receipt::Receipt;
use truceline_register::act::Act;
use truceline_register::codec::disclosure::{Disclosure, Disclosures, Label};
use truceline_register::codec::record::{Effect, Record};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::pack::{Pack, PackAsked};

/// What a pack's file begins with.
pub const HEADER: &str = "truceline-pack 1";
/// A pack's presences take some megabytes at most, as base64 a third more, and its receipt less than one.
pub const MAX_PACK_BYTES: u64 = 8 << 20;

/// A pack's file.
#[derive(Clone, Debug)]
pub struct PackFile {
    opening: Disclosure,
    receipt: Receipt,
}

/// A pack as its own file has it; believe it only when it is verified.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where the record stands.
    pub index: LogIndex,
    /// For whom it was drawn.
    pub party: PartyId,
    /// What was asked.
    pub asked: PackAsked,
    /// What it holds.
    pub pack: Pack,
}

impl PackFile {
    /// The file of a pack's record.
    ///
    /// # Errors
    /// [`Problem`]: the record draws no pack, or what it holds is not at hand.
    pub fn of(record: &Record, receipt: &str) -> Result<Self, Problem> {
        let packed = packed(record).and_then(|digest| record.disclosures.get(&digest));
        let opening = packed.cloned().ok_or_else(|| {
            Problem::unavailable(format!(
                "what the pack of the record at index {} holds is not at hand, or was erased; draw another",
                record.index
            ))
        })?;
        let receipt = Receipt::parse(receipt.as_bytes())
            .map_err(|error| Problem::unverified(error.to_string()))?;
        let file = Self { opening, receipt };
        file.open().map_err(Problem::unverified)?;
        Ok(file)
    }

    /// Reads the text that [`fmt::Display`] writes.
    ///
    /// # Errors
    /// What does not fit.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let wrong =
            |what: &str| format!("{what}; fetch the pack again, and carry its file as it is");
        let text = std::str::from_utf8(bytes)
            .map_err(|_| wrong("it is not text, and a pack's file is"))?;
        let rest = text
            .strip_prefix(HEADER)
            .ok_or_else(|| format!("it does not begin with \"{HEADER}\": it is no pack, or one of another version; draw one with `truceline pack`"))?;
        let rest = rest.strip_prefix('\n').ok_or_else(|| {
            wrong("its first line holds more than the header, or ends as lines of other systems do")
        })?;
        let (opening, receipt) = rest
            .split_once('\n')
            .ok_or_else(|| wrong("it ends within its second line: the receipt is missing"))?;
        let opening = BASE64_STANDARD
            .decode(opening)
            .map_err(|_| wrong("its second line, what it holds, is not whole base64"))?;
        let opening = Disclosure::from_bytes(&opening)
            .map_err(|error| wrong(&format!("its second line, what it holds: {error}")))?;
        let receipt = Receipt::parse(receipt.as_bytes())
            .map_err(|error| wrong(&format!("its receipt, from the third line on: {error}")))?;
        Ok(Self { opening, receipt })
    }

    /// What the file says, without a word on whether the register said it.
    ///
    /// # Errors
    /// What does not fit together.
    pub fn open(&self) -> Result<Opened, String> {
        let (opened, _) = self.taken_apart()?;
        Ok(opened)
    }

    /// What the register drew, as far as its card goes: the receipt verifies under its log's key, the record
    /// is a request for this register, and the opening is what the record commits to.
    ///
    /// # Errors
    /// What does not verify.
    pub fn verify(&self, card: &RegisterCard) -> Result<Opened, String> {
        let (opened, record) = self.taken_apart()?;
        let policy = Policy::of_log(card.log.clone()).map_err(|error| error.to_string())?;
        let content = LeafContent::of_receipt(&self.receipt).map_err(|error| error.to_string())?;
        let verdict = self.receipt.verify(&content.leaf_hash(), &policy);
        verdict.map_err(|error| error.to_string())?;
        let header = record.statement.as_ref().map(|statement| &statement.header);
        match header {
            Some(header) if header.origin == card.origin && header.genesis == card.genesis => {
                Ok(opened)
            }
            _ => Err("it is of another register than the card's".to_owned()),
        }
    }

    fn taken_apart(&self) -> Result<(Opened, Record), String> {
        let content = LeafContent::of_receipt(&self.receipt)
            .map_err(|_| "its receipt does not carry the record")?;
        let index = self.receipt.index();
        let record = Record::read(index, &content.envelope, Disclosures::default())
            .map_err(|error| error.to_string())?;
        let asked = record
            .payload
            .as_ref()
            .and_then(|payload| match payload.act {
                Act::PackAsked(asked) => Some((payload.party, asked)),
                _ => None,
            });
        let (party, asked) = asked.ok_or("its record asks for no pack")?;
        if packed(&record) != Some(self.opening.digest()) {
            return Err("what it holds is not what the record commits to".to_owned());
        }
        let pack: Pack = self
            .opening
            .open(Label::Basis)
            .map_err(|error| error.to_string())?;
        if pack.until != asked.until {
            return Err("its end is not the one that was asked for".to_owned());
        }
        let opened = Opened {
            index,
            party,
            asked,
            pack,
        };
        Ok((opened, record))
    }
}

impl fmt::Display for PackFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let opening = BASE64_STANDARD.encode(self.opening.to_bytes());
        write!(f, "{HEADER}\n{opening}\n{}", self.receipt)
    }
}

/// What a record commits to as a pack.
fn packed(record: &Record) -> Option<truceline_register::codec::cbor::Digest> {
    let mut effects = record.part.effects.iter();
    effects.find_map(|effect| match effect {
        Effect::Packed(digest) => Some(*digest),
        _ => None,
    })
}
