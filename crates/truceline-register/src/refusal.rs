//! Refusals: a stable code each, and what the sender can do.

use minicbor::{Decode, Encode};

pub mod tally;

macro_rules! codes {
    ($($(#[$doc:meta])* $n:literal $variant:ident = $code:literal, $finality:ident;)*) => {
        /// Why a statement was not admitted; the code is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(index_only)]
        pub enum RefusalCode { $($(#[$doc])* #[n($n)] $variant,)* }

        impl RefusalCode {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as files, exit messages and the API write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Whether and how it is kept on record.
            #[must_use]
            pub const fn finality(self) -> Finality {
                match self { $(Self::$variant => Finality::$finality,)* }
            }
        }
    };
}

/// What becomes of a refused statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finality {
    /// For good; a digest and the code go on record.
    Final,
    /// Can be mended and sent again; no record, the id is not used up.
    Curable,
    /// Not authenticated or not a statement at all; no record.
    Unheard,
}

codes! {
    /// Not a statement.
    0 Malformed = "malformed", Unheard;
    /// For another register, or an exercise's statement in a live one.
    1 OtherRegister = "other-register", Unheard;
    /// No such key here.
    2 UnknownKey = "unknown-key", Unheard;
    /// The signature does not fit.
    3 BadSignature = "bad-signature", Unheard;
    /// Signed after the key's revocation, by its own signed-at.
    4 KeyRevoked = "key-revoked", Final;
    /// The payload names another party or desk than the key belongs to.
    5 NotTheSigner = "not-the-signer", Final;
    /// Not this role's to say.
    6 NotThisRole = "not-this-role", Final;
    /// The id was used before for other content.
    7 IdReused = "id-reused", Final;
    /// It names something that is not here, or not yet.
    8 MissingReference = "missing-reference", Curable;
    /// It is not the signer's own.
    9 NotTheOwner = "not-the-owner", Final;
    /// A second person is needed, and this is the first again.
    10 SamePerson = "same-person", Final;
    /// Beyond a named limit.
    11 OverLimit = "over-limit", Curable;
    /// A disclosure does not fit any digest, or is not of the digest's kind.
    12 DisclosureMismatch = "disclosure-mismatch", Curable;
    /// A field contradicts another or lies out of its range.
    13 Invalid = "invalid", Curable;
    /// The state it asks for cannot follow the present one.
    14 WrongState = "wrong-state", Curable;
    /// Still in force or held: cannot be erased.
    15 InForce = "in-force", Curable;
    /// The register takes nothing now.
    16 Overload = "overload", Curable;
    /// The clock is in doubt; what only time decides waits.
    17 ClockInDoubt = "clock-in-doubt", Curable;
}

/// A refusal: the code, what exactly is wrong and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {what}", code.code())]
pub struct Refusal {
    /// The stable code.
    pub code: RefusalCode,
    /// What is wrong, where, and what to do; never a position.
    pub what: String,
}

impl Refusal {
    /// A refusal in words.
    #[must_use]
    pub fn new(code: RefusalCode, what: impl Into<String>) -> Self {
        Self {
            code,
            what: what.into(),
        }
    }
}
