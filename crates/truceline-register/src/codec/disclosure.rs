//! Salted digests and what opens them.
//!
//! Sensitive fields stand in a payload as digests; the values travel beside it as disclosures and
//! live in the vault (the construction of SD-JWT, RFC 9901, over CBOR). Without its salt a digest
//! says nothing, and a destroyed disclosure leaves the signed bytes whole.
//!
//! Not here: who may be given which disclosure, and where they are kept. `docs/spec/disclosure.md`.

use super::cbor::{self, CborError, Digest};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;
use std::fmt;

/// Longest value of one disclosure: a footprint of 10,000 vertices takes about 110 KiB.
pub const MAX_VALUE_BYTES: usize = 256 * 1024;
/// Longest basis of an outcome, which the register draws itself: its overlaps take a quarter of it
/// ([`crate::check::MAX_OVERLAPS`]), the rest is for reasons and coverage. It is less than
/// what the vault takes.
pub const MAX_BASIS_BYTES: usize = 4_000_000;
/// Longest part of a file, with the bytes that say its length.
pub const MAX_PART_BYTES: usize = crate::evidence::PART_BYTES + 16;

/// Which field a disclosure opens; part of what is digested, so that no value can stand in for
/// another field's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Label {
    /// A place as exactly as its owner knows it.
    #[n(0)]
    Exact,
    /// The coarse cells that a place touches.
    #[n(1)]
    Cell,
    /// That something is in a zone and window.
    #[n(2)]
    Existence,
    /// Names of places, markings, vehicles, purpose.
    #[n(3)]
    Details,
    /// Names and numbers of persons.
    #[n(4)]
    Personal,
    /// Free text: reasons, remarks.
    #[n(5)]
    Text,
    /// Area and window of a request, an answer or a nil.
    #[n(6)]
    Area,
    /// Positions given in an answer.
    #[n(7)]
    Positions,
    /// Volumes of a plan or of a check.
    #[n(8)]
    Volumes,
    /// What an outcome rests on; drawn by the register.
    #[n(9)]
    Basis,
    /// Bytes of a file.
    #[n(10)]
    Part,
}

/// Sixteen random bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Salt(pub [u8; 16]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<C> Encode<C> for Salt {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Salt {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        cbor::exact_bytes::<16>(d).map(Self)
    }
}

/// A field's value with the salt that its digest was made with.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Disclosure {
    #[n(0)]
    salt: Salt,
    #[n(1)]
    label: Label,
    #[cbor(n(2), with = "minicbor::bytes")]
    value: Vec<u8>,
}

impl fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} [redacted]", self.label)
    }
}

impl Disclosure {
    /// The disclosure of a value.
    #[must_use]
    pub fn seal<T: Encode<()>>(salt: Salt, label: Label, value: &T) -> Self {
        Self {
            salt,
            label,
            value: cbor::encode(value),
        }
    }

    /// The digest that stands in the payload: SHA-256 over the disclosure's deterministic bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&cbor::encode(self))
    }

    /// Which field it opens.
    #[must_use]
    pub const fn label(&self) -> Label {
        self.label
    }

    /// The value, if the label is the expected one and the bytes are such a value.
    ///
    /// # Errors
    /// [`CborError`]: another label, malformed, too long or not deterministic.
    pub fn open<T: Encode<()> + for<'b> Decode<'b, ()>>(
        &self,
        label: Label,
    ) -> Result<T, CborError> {
        if self.label != label {
            return Err(CborError::Malformed(format!(
                "a disclosure of {:?} stands where {label:?} is due",
                self.label
            )));
        }
        let longest = match label {
            Label::Basis => MAX_BASIS_BYTES,
            Label::Part => MAX_PART_BYTES,
            _ => MAX_VALUE_BYTES,
        };
        if self.value.len() > longest {
            return Err(CborError::Malformed(format!(
                "a disclosed value of more than {longest} bytes"
            )));
        }
        cbor::decode(&self.value)
    }

    /// The bytes of a disclosure, as the vault keeps them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// At most so many bytes [`Disclosure::to_bytes`] gives.
    #[must_use]
    pub fn most_bytes(&self) -> usize {
        self.value.len().saturating_add(32)
    }

    /// Reads the bytes that [`Disclosure::to_bytes`] writes.
    ///
    /// # Errors
    /// [`CborError`]: malformed or not deterministic.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CborError> {
        cbor::decode(bytes)
    }
}

/// What came beside a statement that nobody can read, as it came: a disclosure of this release or of
/// a later one.
#[derive(Clone, PartialEq, Eq)]
pub struct Unread(pub Vec<u8>);

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes [redacted]", self.0.len())
    }
}

/// Disclosures by the digest that each opens; and, beside a statement that nobody can read, what came
/// with it, unread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosures {
    read: BTreeMap<Digest, Disclosure>,
    unread: Vec<Unread>,
}

impl Disclosures {
    /// A set of these disclosures.
    #[must_use]
    pub fn of(disclosures: impl IntoIterator<Item = Disclosure>) -> Self {
        Self {
            read: disclosures.into_iter().map(|d| (d.digest(), d)).collect(),
            unread: Vec::new(),
        }
    }

    /// What came beside a statement that nobody can read, in the order it came.
    #[must_use]
    pub const fn of_unread(unread: Vec<Unread>) -> Self {
        Self {
            read: BTreeMap::new(),
            unread,
        }
    }

    /// Adds something that came beside a statement that nobody can read, after what is here.
    pub fn add_unread(&mut self, unread: Unread) {
        self.unread.push(unread);
    }

    /// What came beside a statement that nobody can read, in the order it came.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// How many bytes that is.
    #[must_use]
    pub fn unread_bytes(&self) -> u64 {
        self.unread.iter().map(|unread| unread.0.len() as u64).sum()
    }

    /// Adds one.
    pub fn add(&mut self, disclosure: Disclosure) -> Digest {
        let digest = disclosure.digest();
        self.read.insert(digest, disclosure);
        digest
    }

    /// Whether the digest's disclosure is here.
    #[must_use]
    pub fn has(&self, digest: &Digest) -> bool {
        self.read.contains_key(digest)
    }

    /// The disclosure that opens `digest`.
    #[must_use]
    pub fn get(&self, digest: &Digest) -> Option<&Disclosure> {
        self.read.get(digest)
    }

    /// The value behind `digest`, where it was disclosed.
    ///
    /// # Errors
    /// [`CborError`]: disclosed, but not a value of this kind.
    pub fn open<T: Encode<()> + for<'b> Decode<'b, ()>>(
        &self,
        digest: Option<Digest>,
        label: Label,
    ) -> Result<Option<T>, CborError> {
        digest
            .and_then(|d| self.read.get(&d))
            .map(|d| d.open(label))
            .transpose()
    }

    /// All that can be read, in order of their digests.
    pub fn iter(&self) -> impl Iterator<Item = (&Digest, &Disclosure)> {
        self.read.iter()
    }

    /// All that can be read, with the digest that each opens.
    pub fn into_read(self) -> impl Iterator<Item = (Digest, Disclosure)> {
        self.read.into_iter()
    }

    /// How many there are that can be read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.is_empty() && self.unread.is_empty()
    }
}
