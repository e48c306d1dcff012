//! A page of a party's portion of the log, as bytes: what the command line works on against a server.
//!
//! Envelopes here are those of the log only where nothing was left out; a receipt proves a record, a portion
//! does not.

use minicbor::{Decode, Encode};
use truceline_register::codec::cbor::{self, CborError};
use truceline_register::codec::disclosure::{Disclosure, Disclosures};
use truceline_register::codec::record::{Envelope, Record, RecordError};
use truceline_register::ids::LogIndex;
use truceline_register::time::Instant;

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.truceline.portion+cbor";

/// A page.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub struct PortionPage {
    /// The log's size when the page was made.
    #[n(0)]
    pub size: LogIndex,
    /// The server's time.
    #[n(1)]
    pub now: Instant,
    /// Up to which index, exclusive, the page goes; a further page begins there where it is below the size.
    #[n(2)]
    pub end: LogIndex,
    /// What the party may have, in order. Everything else up to the end is a filler to it.
    #[n(3)]
    pub records: Vec<PortionRecord>,
}

/// A record as the party may have it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PortionRecord {
    /// Its place.
    #[n(0)]
    pub index: LogIndex,
    /// Statement and register's part.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub envelope: Vec<u8>,
    /// What was disclosed to the party.
    #[n(2)]
    pub disclosures: Vec<Disclosure>,
}

impl PortionPage {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads a page.
    ///
    /// # Errors
    /// [`CborError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CborError> {
        cbor::decode(bytes)
    }
}

impl PortionRecord {
    /// Of a record that was cut to what the party may have.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let envelope = Envelope {
            statement: record
                .statement
                .as_ref()
                .map(|statement| statement.to_bytes()),
            part: record.part.clone(),
        };
        let kept = record.disclosures.iter();
        Self {
            index: record.index,
            envelope: envelope.to_bytes(),
            disclosures: kept.map(|(_, disclosure)| disclosure.clone()).collect(),
        }
    }

    /// The record again.
    ///
    /// # Errors
    /// [`RecordError`]: the server sent something else.
    pub fn record(&self) -> Result<Record, RecordError> {
        let disclosures = Disclosures::of(self.disclosures.iter().cloned());
        Record::read(self.index, &self.envelope, disclosures)
    }
}
