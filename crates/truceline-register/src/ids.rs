//! Identifiers: 128 bits, chosen by the client, scoped to the party that chose them.
//!
//! As text each carries the prefix of its kind and 26 letters of Crockford's base 32, which leaves
//! out the letters that are mistaken for one another when read aloud. DESIGN.md §5.

use std::fmt;

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an identifier of this kind: it starts with \"{expected}_\" and has 26 letters or digits without i, l, o, u"
)]
pub struct IdError {
    /// The prefix that the kind has.
    pub expected: &'static str,
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn write_id(prefix: &str, bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let value = u128::from_be_bytes(*bytes);
    f.write_str(prefix)?;
    f.write_str("_")?;
    for place in (0..26).rev() {
        let digit = usize::try_from(value >> (place * 5) & 31).unwrap_or(0);
        write!(f, "{}", char::from(ALPHABET[digit]))?;
    }
    Ok(())
}

fn read_id(prefix: &'static str, text: &str) -> Result<[u8; 16], IdError> {
    let wrong = IdError { expected: prefix };
    let letters = text
        .strip_prefix(prefix)
        .and_then(|t| t.strip_prefix('_'))
        .ok_or(wrong.clone())?;
    if letters.len() != 26 {
        return Err(wrong);
    }
    let mut value: u128 = 0;
    for (place, letter) in letters.bytes().enumerate() {
        let digit = ALPHABET
            .iter()
            .position(|&a| a == letter)
            .ok_or(wrong.clone())?;
        if place == 0 && digit > 7 {
            return Err(wrong);
        }
        value = value << 5 | digit as u128;
    }
    Ok(value.to_be_bytes())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The prefix of this kind's text.
            pub const PREFIX: &'static str = $prefix;

            /// The identifier of these 16 bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its 16 bytes.
            #[must_use]
            pub const fn bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads the text that [`fmt::Display`] writes.
            ///
            /// # Errors
            /// [`IdError`] for another prefix, length or letter.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                read_id($prefix, text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id($prefix, &self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                crate::codec::cbor::exact_bytes::<16>(d).map(Self)
            }
        }
    )*};
}

ids! {
    /// A statement of a party, whatever it says; the idempotency key.
    ActId = "act";
    /// A party of the register.
    PartyId = "pty";
    /// A duty post of a party.
    DeskId = "dsk";
    /// A person who signs for a party; never a name.
    PersonId = "per";
    /// A signing key: the first half of the SHA-256 of its public bytes.
    KeyId = "key";
    /// A zone.
    ZoneId = "zon";
    /// A notification of site, movement or nil.
    NotificationId = "ntf";
    /// A request of the centre.
    RequestId = "req";
    /// A planned activity.
    PlanId = "pln";
    /// A check.
    CheckId = "chk";
    /// A stop.
    StopId = "stp";
    /// Somebody who is spoken about, enrolled or not.
    ActorId = "acr";
    /// What one side calls an actor.
    DesignationId = "dsg";
    /// An agreement.
    AgreementId = "agr";
    /// Something that happened.
    IncidentId = "inc";
    /// A standard question about an incident.
    InformationRequestId = "irq";
    /// What somebody says.
    ClaimId = "clm";
    /// A violation that somebody alleges.
    AllegationId = "alg";
    /// Two lists, set side by side.
    ReconciliationId = "rec";
    /// What a centre publishes of a zone and day.
    BulletinId = "bul";
    /// A document that is kept by its hash.
    EvidenceId = "evd";
    /// A test of the lines.
    LineTestId = "lnt";
    /// An offline pack.
    PackId = "pck";
}

/// A place in the log, counted from zero; the only order.
pub type LogIndex = u64;

#[cfg(test)]
mod tests;
