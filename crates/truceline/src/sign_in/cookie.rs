//! The cookie of a session, as RFC 6265bis has it.
//!
//! Over TLS its name begins with `__Host-`, so that no neighbouring host or path can set it. Over plain
//! loopback a browser would not take that name, and it goes without.

use super::WHOLE_LIFE;
use super::token::Token;

/// How a server is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// TLS.
    Secure,
    /// Plain HTTP on the machine itself.
    PlainLoopback,
}

impl Transport {
    /// The cookie's name.
    #[must_use]
    pub const fn cookie_name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-truceline",
            Self::PlainLoopback => "truceline",
        }
    }

    const fn secure(self) -> &'static str {
        match self {
            Self::Secure => "; Secure",
            Self::PlainLoopback => "",
        }
    }

    /// The text of `Set-Cookie` that gives a token.
    #[must_use]
    pub fn giving(self, token: &Token) -> String {
        let (name, secure) = (self.cookie_name(), self.secure());
        let (value, seconds) = (token.expose(), WHOLE_LIFE.as_secs());
        format!("{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Strict{secure}")
    }

    /// The text of `Set-Cookie` that takes it away.
    #[must_use]
    pub fn taking_away(self) -> String {
        let (name, secure) = (self.cookie_name(), self.secure());
        format!("{name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict{secure}")
    }

    /// The token in the `Cookie` headers of a request. Two cookies of the name are none: one of them is
    /// not ours.
    #[must_use]
    pub fn token<'a>(self, headers: impl IntoIterator<Item = &'a str>) -> Option<Token> {
        let mut values = headers
            .into_iter()
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == self.cookie_name())
            .map(|(_, value)| value);
        match (values.next(), values.next()) {
            (Some(value), None) => Token::parse(value),
            _ => None,
        }
    }
}
