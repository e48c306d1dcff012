//! The statement: what a desk or person of a party signs.
//!
//! A COSE_Sign1 (RFC 9052, Ed25519 of RFC 9864) over a deterministic CBOR payload. The protected
//! header binds the content type, the key, the log's origin and the genesis digest, so that no
//! statement of one register can be shown to another. `docs/spec/statement.cddl`.

use super::cbor::{self, CborError, Digest};
use super::disclosure::{Disclosure, Unread};
use crate::act::Act;
use crate::ids::{ActId, DeskId, KeyId, PartyId};
use crate::time::Instant;
use minicbor::{Decode, Decoder, Encode, Encoder};
use truceline_log::key::{Signature, SigningKey, VerifyingKey};

/// Content type in the protected header.
pub const CONTENT_TYPE: &str = "application/vnd.truceline.statement+cbor";
/// Longest statement in bytes; what is large stands in disclosures, but for boundaries.
pub const MAX_STATEMENT_BYTES: usize = 256 * 1024;
/// Most disclosures beside one statement.
pub const MAX_DISCLOSURES: usize = 64;
/// Longest submission in bytes: a statement and its disclosures.
pub const MAX_SUBMISSION_BYTES: usize = 1024 * 1024;

/// COSE algorithm Ed25519 (RFC 9864).
const ALG_ED25519: i32 = -19;
/// Header label of the log's origin, private use.
const LABEL_ORIGIN: i32 = -70_001;
/// Header label of the genesis digest, private use.
const LABEL_GENESIS: i32 = -70_002;
/// Number of [`Payload::sequence`] in the payload's map.
const FIELD_SEQUENCE: u64 = 4;
/// CBOR tag of COSE_Sign1.
const TAG_SIGN1: u64 = 18;

/// Why bytes are not a statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Longer than [`MAX_STATEMENT_BYTES`].
    #[error("the statement is longer than 256 KiB")]
    TooLong,
    /// Not a COSE_Sign1 of the expected form.
    #[error("not a signed statement: {0}")]
    NotAStatement(CborError),
    /// Signed, but not by this key or not over these bytes.
    #[error("the signature does not fit the statement and the key")]
    Signature,
}

/// What the signature binds besides the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which key signs.
    pub key: KeyId,
    /// For which log.
    pub origin: String,
    /// Digest of the register's genesis statement; zero in the genesis statement itself.
    pub genesis: Digest,
}

/// What is said, by whom, and after what.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Payload {
    /// The client's id for this act; the same payload again is the same record.
    #[n(0)]
    pub act_id: ActId,
    /// Who says it.
    #[n(1)]
    pub party: PartyId,
    /// At which desk.
    #[n(2)]
    pub desk: DeskId,
    /// When, by the signer's clock: a claim.
    #[n(3)]
    pub signed_at: Instant,
    /// Place in the key's chain, counted from 0.
    #[n(4)]
    pub sequence: u64,
    /// Digest of the payload before it in the key's chain; zero for the first.
    #[n(5)]
    pub previous: Digest,
    /// Random bytes, so that a chain's links reveal nothing.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// What.
    #[n(7)]
    pub act: Act,
}

impl Payload {
    /// Digest that the next payload of the key links to.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&cbor::encode(self))
    }
}

/// A statement taken apart, its signature not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The protected header.
    pub header: Header,
    /// The payload's bytes.
    payload_bytes: Vec<u8>,
    protected: Vec<u8>,
    signature: [u8; 64],
    /// Of the payload's bytes: asked for many times, worked out once.
    payload_digest: Digest,
}

impl Encode<()> for Header {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        (): &mut (),
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.map(5)?
            .u8(1)?
            .i32(ALG_ED25519)?
            .u8(3)?
            .str(CONTENT_TYPE)?;
        e.u8(4)?.encode(self.key)?;
        e.i32(LABEL_ORIGIN)?.str(&self.origin)?;
        e.i32(LABEL_GENESIS)?.encode(self.genesis)?.ok()
    }
}

impl<'b> Decode<'b, ()> for Header {
    fn decode(d: &mut Decoder<'b>, (): &mut ()) -> Result<Self, minicbor::decode::Error> {
        let wrong = minicbor::decode::Error::message;
        if d.map()? != Some(5) || d.u8()? != 1 || d.i32()? != ALG_ED25519 {
            return Err(wrong("the protected header is not that of a statement"));
        }
        if d.u8()? != 3 || d.str()? != CONTENT_TYPE {
            return Err(wrong("the content type is not that of a statement"));
        }
        if d.u8()? != 4 {
            return Err(wrong("the key is missing from the protected header"));
        }
        let key = d.decode()?;
        if d.i32()? != LABEL_ORIGIN {
            return Err(wrong("the origin is missing from the protected header"));
        }
        let origin = d.str()?.to_owned();
        if d.i32()? != LABEL_GENESIS {
            return Err(wrong(
                "the genesis digest is missing from the protected header",
            ));
        }
        Ok(Self {
            key,
            origin,
            genesis: d.decode()?,
        })
    }
}

/// The bytes that are signed: RFC 9052 §4.4, context "Signature1", no external data.
fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut e = Encoder::new(&mut bytes);
    let done = e
        .array(4)
        .and_then(|e| e.str("Signature1"))
        .and_then(|e| e.bytes(protected))
        .and_then(|e| e.bytes(&[]))
        .and_then(|e| e.bytes(payload))
        .is_ok();
    assert!(done, "writing to memory cannot fail");
    bytes
}

impl Encode<()> for Statement {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        (): &mut (),
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.tag(minicbor::data::Tag::new(TAG_SIGN1))?
            .array(4)?
            .bytes(&self.protected)?;
        e.map(0)?
            .bytes(&self.payload_bytes)?
            .bytes(&self.signature)?
            .ok()
    }
}

impl<'b> Decode<'b, ()> for Statement {
    fn decode(d: &mut Decoder<'b>, (): &mut ()) -> Result<Self, minicbor::decode::Error> {
        let wrong = minicbor::decode::Error::message;
        if d.tag()?.as_u64() != TAG_SIGN1 || d.array()? != Some(4) {
            return Err(wrong("not a COSE_Sign1"));
        }
        let protected = d.bytes()?.to_vec();
        if d.map()? != Some(0) {
            return Err(wrong("there are headers outside the signature"));
        }
        let payload_bytes = d.bytes()?.to_vec();
        let signature = cbor::exact_bytes::<64>(d)?;
        let header = cbor::decode(&protected).map_err(minicbor::decode::Error::custom)?;
        Ok(Self {
            header,
            payload_digest: Digest::of(&payload_bytes),
            payload_bytes,
            protected,
            signature,
        })
    }
}

impl Statement {
    /// Signs a payload; the result's bytes are kept as they are.
    #[must_use]
    pub fn sign(header: Header, payload: &Payload, key: &SigningKey) -> Self {
        Self::sign_bytes(header, cbor::encode(payload), key)
    }

    /// Signs payload bytes as they are, readable or not: what a later release may say is signed by
    /// the same rule.
    #[must_use]
    pub fn sign_bytes(header: Header, payload_bytes: Vec<u8>, key: &SigningKey) -> Self {
        let protected = cbor::encode(&header);
        let Signature(signature) = key.sign(&to_be_signed(&protected, &payload_bytes));
        Self {
            header,
            payload_digest: Digest::of(&payload_bytes),
            payload_bytes,
            protected,
            signature,
        }
    }

    /// Takes a statement's bytes apart.
    ///
    /// # Errors
    /// [`StatementError::TooLong`] and [`StatementError::NotAStatement`].
    pub fn parse(bytes: &[u8]) -> Result<Self, StatementError> {
        if bytes.len() > MAX_STATEMENT_BYTES {
            return Err(StatementError::TooLong);
        }
        cbor::decode(bytes).map_err(StatementError::NotAStatement)
    }

    /// The statement's bytes, the very ones that were parsed or signed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Checks the signature, strictly.
    ///
    /// # Errors
    /// [`StatementError::Signature`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), StatementError> {
        key.verify(
            &to_be_signed(&self.protected, &self.payload_bytes),
            &Signature(self.signature),
        )
        .map_err(|_| StatementError::Signature)
    }

    /// The payload, if it can be read.
    ///
    /// # Errors
    /// [`CborError`]: unknown kind, malformed, or not deterministic.
    pub fn payload(&self) -> Result<Payload, CborError> {
        cbor::decode(&self.payload_bytes)
    }

    /// The place in the key's chain that the payload names, also where the rest of it is beyond this
    /// release; `None` where even that cannot be read.
    #[must_use]
    pub fn place_in_chain(&self) -> Option<u64> {
        let mut d = Decoder::new(&self.payload_bytes);
        for _ in 0..d.map().ok()?? {
            if d.u64().ok()? == FIELD_SEQUENCE {
                return d.u64().ok();
            }
            d.skip().ok()?;
        }
        None
    }

    /// Digest of the payload's bytes: identity of what was said, link of the key's chain.
    #[must_use]
    pub const fn payload_digest(&self) -> Digest {
        self.payload_digest
    }

    /// The payload's bytes.
    #[must_use]
    pub fn payload_bytes(&self) -> &[u8] {
        &self.payload_bytes
    }
}

/// The id of a key: the first half of the SHA-256 of its public bytes.
#[must_use]
pub fn key_id(public: &[u8; 32]) -> KeyId {
    let Digest(digest) = Digest::of(public);
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    KeyId::from_bytes(half)
}

/// A statement on its way, with whatever its signer discloses to the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The statement's bytes.
    pub statement: Vec<u8>,
    /// What opens its digests.
    pub disclosures: Vec<Disclosure>,
    /// What stands in the place of the disclosures where this release cannot read all of them: each
    /// item as it came. Then `disclosures` is empty.
    pub unread: Vec<Unread>,
}

impl Encode<()> for Submission {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        (): &mut (),
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.array(2)?.bytes(&self.statement)?;
        let beside = self.disclosures.len() + self.unread.len();
        e.array(beside as u64)?;
        for disclosure in &self.disclosures {
            e.encode(disclosure)?;
        }
        for Unread(item) in &self.unread {
            e.writer_mut()
                .write_all(item)
                .map_err(minicbor::encode::Error::write)?;
        }
        Ok(())
    }
}

impl<'b> Decode<'b, ()> for Submission {
    fn decode(d: &mut Decoder<'b>, (): &mut ()) -> Result<Self, minicbor::decode::Error> {
        let wrong = minicbor::decode::Error::message;
        if d.array()? != Some(2) {
            return Err(wrong("not a statement with its disclosures"));
        }
        let statement = d.bytes()?.to_vec();
        let beside = d
            .array()?
            .ok_or_else(|| wrong("disclosures without their number"))?;
        let mut items = Vec::new();
        for _ in 0..beside {
            let start = d.position();
            d.skip()?;
            let item = d
                .input()
                .get(start..d.position())
                .ok_or_else(|| wrong("a disclosure beyond the end"))?;
            items.push(item);
        }
        let read: Result<Vec<Disclosure>, CborError> =
            items.iter().map(|item| cbor::decode(item)).collect();
        let unread = match &read {
            Ok(_) => Vec::new(),
            Err(_) => items.iter().map(|item| Unread(item.to_vec())).collect(),
        };
        Ok(Self {
            statement,
            disclosures: read.unwrap_or_default(),
            unread,
        })
    }
}

impl Submission {
    /// The bytes of a submission file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads a submission file.
    ///
    /// # Errors
    /// [`CborError`]: too long, too many disclosures, malformed or not deterministic.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CborError> {
        if bytes.len() > MAX_SUBMISSION_BYTES {
            return Err(CborError::Malformed(
                "a submission of more than 1 MiB".to_owned(),
            ));
        }
        let submission: Self = cbor::decode(bytes)?;
        if submission.disclosures.len() + submission.unread.len() > MAX_DISCLOSURES {
            return Err(CborError::Malformed("more than 64 disclosures".to_owned()));
        }
        Ok(submission)
    }

    /// What came beside the statement, as it came.
    #[must_use]
    pub fn beside(&self) -> Vec<Unread> {
        let read = self.disclosures.iter().map(|d| Unread(d.to_bytes()));
        read.chain(self.unread.iter().cloned()).collect()
    }
}
