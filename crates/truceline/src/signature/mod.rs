//! Signed HTTP requests: one fixed profile of RFC 9421, written and read strictly.
//!
//! ```text
//! Content-Digest: sha-256=:…:                                        (only with a body; RFC 9530)
//! Signature-Input: truceline=("@method" "@authority" "@path" "@query" "content-digest");created=…;
//!   expires=…;nonce="…";keyid="key_…";alg="ed25519";tag="truceline-1"       (one line)
//! Signature: truceline=:…:
//! ```
//!
//! There is one spelling of each header: what was read is written again and must give the same bytes, so
//! another order, a second signature, an unknown parameter or a space too many is refused by one rule.
//! A signature says who asks and is no evidence: what goes into the log is signed by itself.
//!
//! In order: [`head::Head::read`], the key from the register, [`head::Head::verify`],
//! [`nonce::Nonces::claim`], the body, [`head::Verified::check_body`]. Not here: keys and how they stand
//! (the register's), sending and answering.

pub mod base;
pub mod digest;
pub mod head;
pub mod nonce;
pub mod params;
pub mod sign;

/// The label of the one signature of a request.
pub const LABEL: &str = "truceline";

/// The tag that names this profile and its version.
pub const TAG: &str = "truceline-1";

/// The signature algorithm by its name in the registry of RFC 9421.
pub const ALGORITHM: &str = "ed25519";

/// The longest life of a signature, in seconds: as long as a request may take over a bad line. What was
/// overheard is of no use after it.
pub const MAX_LIFE_S: u64 = 300;

/// How far ahead of the server's clock `created` may be, in seconds: clocks of duty desks differ. Small,
/// because a server that has just started waits as long (see [`nonce`]).
pub const MAX_AHEAD_S: u64 = 10;

/// Longest header taken, in bytes; the longest of the profile has some 250.
pub const MAX_FIELD_BYTES: usize = 512;

/// Why a signed request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// No signature.
    #[error("the request is not signed; sign it with an enrolled key (RFC 9421, tag {TAG})")]
    Missing,
    /// A header is there twice, or more than one signature is in it.
    #[error(
        "the request has more than one signature or the same header twice; one signature with the label {LABEL} is taken"
    )]
    Several,
    /// Not structured fields, or not of the expected kinds.
    #[error("the signature's headers cannot be read (RFC 9421, section 4)")]
    Malformed,
    /// Another label.
    #[error("the signature's label is not {LABEL}")]
    Label,
    /// Other covered components, or in another order.
    #[error(
        "the signature does not cover exactly method, authority, path and query, in this order, and the digest of a body"
    )]
    Components,
    /// A parameter is missing, unknown, of another value or twice, or the order or spelling is another.
    #[error(
        "the signature's parameters are not created, expires, nonce, keyid, alg and tag as tag {TAG} has them"
    )]
    Parameters,
    /// `expires` is not after `created`, or too far after it.
    #[error("the signature would live longer than {MAX_LIFE_S} s, or not at all")]
    Life,
    /// Created in the future.
    #[error(
        "the signature was created more than {MAX_AHEAD_S} s in the future; look at the clock and sign again"
    )]
    Early,
    /// Expired.
    #[error("the signature has expired; look at the clock and sign again")]
    Expired,
    /// The request names another server, or none.
    #[error("the request names another server than this one")]
    Authority,
    /// The key is not enrolled, or no longer in force.
    #[error("the key is not enrolled here, or no longer in force")]
    Key,
    /// The signature does not verify.
    #[error("the signature does not verify")]
    Wrong,
    /// A body without a digest, or a digest without a signature over it.
    #[error("the request has a body and no digest of it (Content-Digest, sha-256)")]
    DigestMissing,
    /// Not the one spelling of one SHA-256 digest.
    #[error("the Content-Digest is not one sha-256 (RFC 9530)")]
    DigestMalformed,
    /// The body is another than the one signed.
    #[error("the body is not the one that was signed")]
    DigestWrong,
    /// The nonce was used already.
    #[error("this signed request was received before; sign it again")]
    Replayed,
    /// Signed before the server could know which nonces were used.
    #[error("the server has just started, or has forgotten that time; sign the request again")]
    Forgotten,
    /// Too many nonces to remember.
    #[error("too many signed requests at this moment; wait and sign again")]
    Overload,
}

impl SignatureError {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "signature-missing",
            Self::Several => "signature-several",
            Self::Malformed => "signature-malformed",
            Self::Label => "signature-label",
            Self::Components => "signature-components",
            Self::Parameters => "signature-parameters",
            Self::Life => "signature-life",
            Self::Early => "signature-early",
            Self::Expired => "signature-expired",
            Self::Authority => "signature-authority",
            Self::Key => "signature-key",
            Self::Wrong => "signature-wrong",
            Self::DigestMissing => "digest-missing",
            Self::DigestMalformed => "digest-malformed",
            Self::DigestWrong => "digest-wrong",
            Self::Replayed => "signature-replayed",
            Self::Forgotten => "signature-forgotten",
            Self::Overload => "overload",
        }
    }

    /// Whether the same request, signed again, can be taken without anything else being mended.
    #[must_use]
    pub const fn is_cured_by_signing_again(self) -> bool {
        matches!(
            self,
            Self::Expired | Self::Replayed | Self::Forgotten | Self::Overload
        )
    }
}

#[cfg(test)]
mod tests;
