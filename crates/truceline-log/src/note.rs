//! Signed notes: a text, an empty line, and signature lines by named keys.
//!
//! Follows C2SP signed-note. Lines by keys that the reader does not know are kept, carried on and
//! listed, never trusted. A line by a known key must verify, or the whole note is refused. Not here:
//! what the text means; the one text we sign is a [`crate::checkpoint`].

use crate::cosignature::Cosignature;
use crate::key::Signature;
use crate::line;
use crate::vkey::{Algorithm, KeyId, KeyName, NameError, SignerKey, VerifierKey};
use std::fmt;
use thiserror::Error;

/// The largest note in bytes: 64 of the largest signatures in use (ML-DSA-44, 3.3 kB a line) and a text.
pub const MAX_NOTE_BYTES: usize = 256 * 1024;

/// The most signature lines; C2SP asks readers to take at least 16, a policy may name 48 witnesses.
pub const MAX_SIGNATURES: usize = 64;

/// The largest signature in bytes, key id included: C2SP speaks of nearly 5 kB for post-quantum ones.
pub const MAX_SIGNATURE_BYTES: usize = 5 * 1024;

/// What every signature line begins with: an em dash and a space.
const LINE_START: &str = "\u{2014} ";

/// Why bytes are not a signed note.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoteError {
    /// More bytes than [`MAX_NOTE_BYTES`].
    #[error("a note has at most {MAX_NOTE_BYTES} bytes, found {found}")]
    TooLarge {
        /// Bytes given.
        found: usize,
    },
    /// A witness's key cosigns checkpoints and signs no notes of its own.
    #[error("a cosigner's key signs no notes; use a key with algorithm Ed25519 (0x01)")]
    CosignerKey,
    /// Not UTF-8.
    #[error("a note is UTF-8 text")]
    NotText,
    /// A control character other than newline.
    #[error("a note has no control characters but newlines")]
    ControlCharacter,
    /// The text does not end with a newline, or the separating empty line is missing.
    #[error("a note is a text, an empty line and signature lines, each ending with a newline")]
    Shape,
    /// A signature line is not one.
    #[error("signature line {number}: {fault}")]
    Line {
        /// Number of the line among the signature lines, from 1.
        number: usize,
        /// What is wrong with it.
        fault: LineError,
    },
    /// More lines than [`MAX_SIGNATURES`].
    #[error("a note has at most {MAX_SIGNATURES} signature lines")]
    TooManySignatures,
    /// The same line twice adds nothing and would give a note a second spelling.
    #[error("signature line {number} repeats an earlier one")]
    Repeated {
        /// Number of the line among the signature lines, from 1.
        number: usize,
    },
}

/// Why a line is not a signature line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineError {
    /// Not an em dash, a name and base64, with single spaces between.
    #[error("expected an em dash, a key name and base64, with single spaces between")]
    Shape,
    /// The name is not a key name.
    #[error("{0}")]
    Name(#[from] NameError),
    /// The base64 is not one, or too short or long.
    #[error(
        "expected the base64 of a 4-byte key id and a signature of 1 to {MAX_SIGNATURE_BYTES} bytes"
    )]
    Signature,
}

/// Why the signatures of a note were not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// A known key's signature does not verify: the text was changed, or the line.
    #[error("the signature by {name} ({id}) does not verify")]
    BadSignature {
        /// Name of the key.
        name: KeyName,
        /// Id of the key.
        id: KeyId,
    },
    /// No line is by a known key.
    #[error("the note has no signature by a known key")]
    NoKnownSigner,
}

/// One signature line, not yet verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

impl SignatureLine {
    pub(crate) fn by(signer: &VerifierKey, signature: Vec<u8>) -> Self {
        Self {
            name: signer.name().clone(),
            id: signer.id(),
            signature,
        }
    }

    /// The name it claims.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key id it claims.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The bytes behind the key id; their form depends on the algorithm.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether name and id are those of `key`.
    #[must_use]
    pub fn claims(&self, key: &VerifierKey) -> bool {
        self.name == *key.name() && self.id == key.id()
    }

    /// Reads one line without its newline.
    ///
    /// # Errors
    /// The line is not a signature line.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let rest = text.strip_prefix(LINE_START).ok_or(LineError::Shape)?;
        let (name, base64) = rest.split_once(' ').ok_or(LineError::Shape)?;
        let name = KeyName::parse(name)?;
        if base64.len() > MAX_SIGNATURE_BYTES.div_ceil(3) * 4 {
            return Err(LineError::Signature);
        }
        let bytes = line::from_base64(base64).ok_or(LineError::Signature)?;
        let (id, signature) = bytes.split_first_chunk::<4>().ok_or(LineError::Signature)?;
        if signature.is_empty() || bytes.len() > MAX_SIGNATURE_BYTES {
            return Err(LineError::Signature);
        }
        Ok(Self {
            name,
            id: KeyId(*id),
            signature: signature.to_vec(),
        })
    }

    /// Verifies the line over `text`, if it claims `key`.
    fn verify(&self, key: &VerifierKey, text: &str) -> Result<VerifiedSignature, VerifyError> {
        let bad = || VerifyError::BadSignature {
            name: self.name.clone(),
            id: self.id,
        };
        let time_s = match key.algorithm() {
            Algorithm::Ed25519 => {
                let signature = Signature(self.signature.as_slice().try_into().map_err(|_| bad())?);
                key.key()
                    .verify(text.as_bytes(), &signature)
                    .map_err(|_| bad())?;
                None
            }
            Algorithm::CosignatureV1 => {
                let cosignature = Cosignature::parse(&self.signature).map_err(|_| bad())?;
                cosignature.verify(key.key(), text).map_err(|_| bad())?;
                Some(cosignature.time_s)
            }
        };
        Ok(VerifiedSignature {
            key: key.clone(),
            time_s,
        })
    }
}

/// The line with its newline.
impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.0, self.signature.as_slice()].concat();
        writeln!(f, "{LINE_START}{} {}", self.name, line::base64_of(&bytes))
    }
}

/// A signature that verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// The key that made it.
    pub key: VerifierKey,
    /// For a cosignature, the witness's time in seconds since 1970-01-01 UTC.
    pub time_s: Option<u64>,
}

/// What verifying a note found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Signatures by known keys, in the order of the note. Never empty.
    pub signatures: Vec<VerifiedSignature>,
    /// Lines by keys that were not asked for. They were **not checked**.
    pub unchecked: Vec<SignatureLine>,
}

/// A signed note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

impl Note {
    /// Signs a text with one key.
    ///
    /// # Errors
    /// The key is a cosigner's, or the text does not end with a newline, has control characters, or is
    /// too large.
    pub fn sign(text: &str, signer: &SignerKey) -> Result<Self, NoteError> {
        if signer.algorithm() != Algorithm::Ed25519 {
            return Err(NoteError::CosignerKey);
        }
        check_characters(text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::Shape);
        }
        let signature = signer.key().sign(text.as_bytes());
        let line = SignatureLine::by(&signer.verifier(), signature.0.to_vec());
        let note = Self {
            text: text.to_owned(),
            signatures: vec![line],
        };
        note.check_size()?;
        Ok(note)
    }

    /// Reads a note.
    ///
    /// # Errors
    /// Bytes that are not a note, or beyond its limits.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge { found: bytes.len() });
        }
        let all = std::str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        check_characters(all)?;
        let (text, lines) = all.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        let signatures = parse_lines(lines)?;
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// The text, with its final newline.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All signature lines, verified or not.
    #[must_use]
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// Adds a signature line; one that is there already is not added again.
    ///
    /// # Errors
    /// The note would grow beyond its limits; it is then unchanged.
    pub fn add(&mut self, line: SignatureLine) -> Result<(), NoteError> {
        if self.signatures.contains(&line) {
            return Ok(());
        }
        self.signatures.push(line);
        self.check_size().inspect_err(|_| {
            self.signatures.pop();
        })
    }

    /// Keeps the first line that claims each of `keys` and drops all others: what a store writes down
    /// of a note from outside, so that nobody can fill it up.
    pub(crate) fn retain_claims(&mut self, keys: &[VerifierKey]) {
        let mut kept: Vec<SignatureLine> = Vec::new();
        for line in self.signatures.drain(..) {
            let again = kept
                .iter()
                .any(|other| other.name == line.name && other.id == line.id);
            if !again && keys.iter().any(|key| line.claims(key)) {
                kept.push(line);
            }
        }
        self.signatures = kept;
    }

    /// Verifies every line by one of `keys`; lists the others.
    ///
    /// # Errors
    /// A line by a known key does not verify, or no line is by a known key.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Verified, VerifyError> {
        let mut verified = Verified {
            signatures: Vec::new(),
            unchecked: Vec::new(),
        };
        for line in &self.signatures {
            let mut claimed = keys.iter().filter(|key| line.claims(key)).peekable();
            if claimed.peek().is_none() {
                verified.unchecked.push(line.clone());
                continue;
            }
            // Two known keys may share a four-byte id; the line must verify under one of them.
            let mut outcome = Err(VerifyError::NoKnownSigner);
            for key in claimed {
                outcome = line.verify(key, &self.text);
                if outcome.is_ok() {
                    break;
                }
            }
            verified.signatures.push(outcome?);
        }
        if verified.signatures.is_empty() {
            return Err(VerifyError::NoKnownSigner);
        }
        Ok(verified)
    }

    fn check_size(&self) -> Result<(), NoteError> {
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let found = self.to_string().len();
        if found > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge { found });
        }
        Ok(())
    }
}

/// The note as it is stored and sent.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| line.fmt(f))
    }
}

/// Reads signature lines as a witness answers them, without a text before.
///
/// # Errors
/// No lines, too many, or one that is not a signature line.
pub fn parse_lines(text: &str) -> Result<Vec<SignatureLine>, NoteError> {
    let body = text.strip_suffix('\n').ok_or(NoteError::Shape)?;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(body.split('\n')) {
        if number > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let line = SignatureLine::parse(line).map_err(|fault| NoteError::Line { number, fault })?;
        if lines.contains(&line) {
            return Err(NoteError::Repeated { number });
        }
        lines.push(line);
    }
    Ok(lines)
}

fn check_characters(text: &str) -> Result<(), NoteError> {
    // C2SP names those below U+0020; DEL and the C1 range are no better in a terminal.
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(NoteError::ControlCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
