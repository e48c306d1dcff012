//! Where a server is: scheme, host and port, and nothing else.

use crate::exit::Problem;
use http::Uri;
use std::fmt;
use std::net::IpAddr;

/// A server's address, in its one spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    is_secure: bool,
    authority: String,
}

impl Base {
    /// Reads `https://HOST[:PORT]`; `http` only for this machine itself.
    ///
    /// # Errors
    /// [`Problem`]: what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |why: &str| Problem::usage(format!("--server {text}: {why}"));
        let uri: Uri = text
            .parse()
            .map_err(|_| wrong("is no address, such as https://register.example:8443"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(wrong(
                "is no address, such as https://register.example:8443",
            ));
        };
        let (is_secure, own_port) = match scheme {
            "https" => (true, 443),
            "http" => (false, 80),
            _ => {
                return Err(wrong(
                    "is asked by https, or by http on this machine itself",
                ));
            }
        };
        if authority.as_str().contains('@') || uri.query().is_some() || uri.path() != "/" {
            return Err(wrong("has more than a host and a port; leave the rest out"));
        }
        let host = authority.host();
        if !is_secure && !is_this_machine(host) {
            return Err(wrong(
                "is not on this machine, and is asked by https only: others could read along",
            ));
        }
        let mut spelled = host.to_ascii_lowercase();
        if let Some(port) = authority.port_u16().filter(|port| *port != own_port) {
            spelled.push_str(&format!(":{port}"));
        }
        Ok(Self {
            is_secure,
            authority: spelled,
        })
    }

    /// Whether over TLS.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// Host and port, as signed requests name it.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.authority)
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
