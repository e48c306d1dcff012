//! `Signature-Input` and `Signature`: what the headers say, and their one spelling.

use super::{ALGORITHM, LABEL, MAX_FIELD_BYTES, SignatureError, TAG};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sfv::{Dictionary, InnerList, ListEntry, Parser};
use std::fmt;
use truceline_log::key::{SIGNATURE_BYTES, Signature};
use truceline_register::ids::KeyId;

/// The components that every signature covers, in order.
pub const COVERED: [&str; 4] = ["@method", "@authority", "@path", "@query"];

/// Covered after them where there is a body.
pub const COVERED_WITH_BODY: &str = "content-digest";

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 16;

/// Fresh random bytes: they make two equal requests two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nonce(pub [u8; NONCE_BYTES]);

/// The parameters of a signature. Times are seconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// Whether the digest of a body is covered.
    pub covers_body: bool,
    /// When it was made, by the signer's clock.
    pub created_s: u64,
    /// From when on it does not count.
    pub expires_s: u64,
    /// Random bytes.
    pub nonce: Nonce,
    /// Whose.
    pub key: KeyId,
}

impl Params {
    /// Reads the header `Signature-Input`.
    ///
    /// # Errors
    /// Anything but the one spelling of this profile's parameters.
    pub fn parse(text: &str) -> Result<Self, SignatureError> {
        let ListEntry::InnerList(list) = only_member(text)? else {
            return Err(SignatureError::Malformed);
        };
        let params = Self {
            covers_body: covers_body(&list)?,
            created_s: seconds(&list, "created")?,
            expires_s: seconds(&list, "expires")?,
            nonce: nonce(word(&list, "nonce")?)?,
            key: KeyId::parse(word(&list, "keyid")?).map_err(|_| SignatureError::Parameters)?,
        };
        // Algorithm, tag, order, spelling, and anything that should not be there.
        if params.field() != text {
            return Err(SignatureError::Parameters);
        }
        Ok(params)
    }

    /// The text of the header `Signature-Input`.
    #[must_use]
    pub fn field(&self) -> String {
        format!("{LABEL}={self}")
    }
}

/// As in the signature base, without the label.
impl fmt::Display for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (place, name) in COVERED.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            write!(f, "{space}\"{name}\"")?;
        }
        if self.covers_body {
            write!(f, " \"{COVERED_WITH_BODY}\"")?;
        }
        let Self {
            created_s,
            expires_s,
            nonce,
            key,
            ..
        } = self;
        let nonce = URL_SAFE_NO_PAD.encode(nonce.0);
        write!(
            f,
            ");created={created_s};expires={expires_s};nonce=\"{nonce}\";keyid=\"{key}\";alg=\"{ALGORITHM}\";tag=\"{TAG}\""
        )
    }
}

/// The text of the header `Signature`.
#[must_use]
pub fn signature_field(signature: &Signature) -> String {
    format!("{LABEL}=:{}:", STANDARD.encode(signature.0))
}

/// Reads the header `Signature`.
///
/// # Errors
/// Anything but the one spelling of one signature with the label.
pub fn parse_signature(text: &str) -> Result<Signature, SignatureError> {
    let ListEntry::Item(item) = only_member(text)? else {
        return Err(SignatureError::Malformed);
    };
    let bytes = item
        .bare_item
        .as_byte_sequence()
        .and_then(|bytes| <[u8; SIGNATURE_BYTES]>::try_from(bytes).ok())
        .ok_or(SignatureError::Malformed)?;
    let signature = Signature(bytes);
    if signature_field(&signature) != text {
        return Err(SignatureError::Malformed);
    }
    Ok(signature)
}

/// The one member of a dictionary, which has our label.
fn only_member(text: &str) -> Result<ListEntry, SignatureError> {
    if text.len() > MAX_FIELD_BYTES {
        return Err(SignatureError::Malformed);
    }
    let fields: Dictionary = Parser::new(text)
        .parse()
        .map_err(|_| SignatureError::Malformed)?;
    let mut members = fields.into_iter();
    match (members.next(), members.next()) {
        (None, _) => Err(SignatureError::Missing),
        (Some(_), Some(_)) => Err(SignatureError::Several),
        (Some((label, _)), None) if label.as_str() != LABEL => Err(SignatureError::Label),
        (Some((_, member)), None) => Ok(member),
    }
}

fn covers_body(list: &InnerList) -> Result<bool, SignatureError> {
    let names: Option<Vec<&str>> = list
        .items
        .iter()
        .map(|item| {
            let name = item.bare_item.as_string()?.as_str();
            item.params.is_empty().then_some(name)
        })
        .collect();
    let names = names.ok_or(SignatureError::Components)?;
    match names.strip_prefix(&COVERED[..]) {
        Some([]) => Ok(false),
        Some([last]) if *last == COVERED_WITH_BODY => Ok(true),
        _ => Err(SignatureError::Components),
    }
}

fn seconds(list: &InnerList, name: &str) -> Result<u64, SignatureError> {
    let value = list.params.get(name).and_then(|value| value.as_integer());
    value
        .and_then(|value| u64::try_from(i64::from(value)).ok())
        .ok_or(SignatureError::Parameters)
}

fn word<'a>(list: &'a InnerList, name: &str) -> Result<&'a str, SignatureError> {
    let value = list.params.get(name).and_then(|value| value.as_string());
    value
        .map(|value| value.as_str())
        .ok_or(SignatureError::Parameters)
}

fn nonce(text: &str) -> Result<Nonce, SignatureError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .map(Nonce)
        .ok_or(SignatureError::Parameters)
}
