//! A stable word for each refusal of a bundle, the same in every verifier, and the place where it shows.

use super::BundleError;
use super::verify::Refused;
use crate::codec::record::RecordError;
use crate::ids::LogIndex;
use truceline_log::policy::RefusalError;

impl Refused {
    /// The word; `docs/spec/bundle.md` lists them.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Bundle(BundleError::NotABundle) => "not-a-bundle",
            Self::Bundle(BundleError::Checksum) => "damaged",
            Self::Bundle(BundleError::Unreadable(_)) => "unreadable",
            Self::Checkpoint(_) => "checkpoint",
            Self::NotBelieved(RefusalError::WrongOrigin { .. }) => "wrong-origin",
            Self::NotBelieved(RefusalError::LogSignature(_)) => "log-signature",
            Self::NotBelieved(RefusalError::Cosignature(_)) => "cosignature",
            Self::NotBelieved(RefusalError::QuorumMissing { .. }) => "quorum",
            Self::Order => "order",
            Self::ProofLength { .. } => "proof-length",
            Self::NotIncluded { .. } => "not-included",
            Self::Record(_) => "record",
            Self::Genesis(_) => "genesis",
            Self::AuthorityChain { .. } => "authority-chain",
            Self::EndMissing { .. } => "end-missing",
            Self::UnknownKey { .. } => "unknown-key",
            Self::RevokedKey { .. } => "revoked-key",
            Self::Authority { .. } => "authority",
            Self::Signature { .. } => "signature",
            Self::Mismatch { .. } => "mismatch",
            Self::Disclosure { .. } => "disclosure",
            Self::TimeBackward { .. } => "time-backward",
            Self::ChainGap { .. } => "chain-gap",
        }
    }

    /// At which place in the log it shows, where it is about one.
    #[must_use]
    pub const fn index(&self) -> Option<LogIndex> {
        match self {
            Self::ProofLength { index, .. }
            | Self::NotIncluded { index, .. }
            | Self::Record(RecordError::Envelope { index, .. } | RecordError::Mismatch { index })
            | Self::AuthorityChain { index, .. }
            | Self::UnknownKey { index, .. }
            | Self::RevokedKey { index, .. }
            | Self::Authority { index, .. }
            | Self::Signature { index }
            | Self::Mismatch { index, .. }
            | Self::Disclosure { index }
            | Self::TimeBackward { index } => Some(*index),
            Self::Bundle(_)
            | Self::Checkpoint(_)
            | Self::NotBelieved(_)
            | Self::Order
            | Self::Genesis(_)
            | Self::EndMissing { .. }
            | Self::ChainGap { .. } => None,
        }
    }
}
