//! Which addresses a target may have. Looked at after its name is resolved, on the very addresses that are connected
//! to, so that a name that changes its mind leads nowhere else.
//!
//! A target has addresses of one kind: on the open network unless the configuration says `private` or
//! `this-machine`. Link-local addresses, among them those where machines in data centres find their secrets, and
//! every range that is for nothing of the kind, are never connected to.

use serde::Deserialize;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Which kind of address a target may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The open network.
    #[default]
    Public,
    /// A network of one's own.
    Private,
    /// This machine.
    ThisMachine,
}

impl Reach {
    /// Whether an address is of this kind.
    #[must_use]
    pub fn allows(self, address: IpAddr) -> bool {
        kind(address) == Some(self)
    }
}

/// The kind of an address; none where nothing of ours may ever connect.
fn kind(address: IpAddr) -> Option<Reach> {
    match address {
        IpAddr::V4(address) => kind_v4(address),
        IpAddr::V6(address) => kind_v6(address),
    }
}

fn kind_v4(address: Ipv4Addr) -> Option<Reach> {
    match address.octets() {
        [127, ..] => Some(Reach::ThisMachine),
        // Where a large provider's machines find their secrets, within a range for carriers.
        [100, 100, 100, 200] => None,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => {
            Some(Reach::Private)
        }
        // This network, link-local, protocol assignments, documentation, benchmarks, relays, multicast, reserved.
        [0, ..]
        | [169, 254, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        | [224..=255, ..] => None,
        _ => Some(Reach::Public),
    }
}

fn kind_v6(address: Ipv6Addr) -> Option<Reach> {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return kind_v4(mapped);
    }
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => Some(Reach::ThisMachine),
        // Translated: the address within counts.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            kind_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Where a large provider's machines find their secrets, within a range for networks of one's own.
        [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] => None,
        [0xfc00..=0xfdff, ..] => Some(Reach::Private),
        // Tunnels with another address within, assignments, documentation.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => {
            None
        }
        [0x2000..=0x3fff, ..] => Some(Reach::Public),
        _ => None,
    }
}

/// What a connection that is not made is called inside.
fn refused() -> io::Error {
    io::Error::new(
        io::ErrorKind::PermissionDenied,
        "the name leads to an address of another kind than the configuration allows",
    )
}

/// Every address, if each may be connected to.
///
/// # Errors
/// One may not, or there is none.
pub fn allowed(reach: Reach, addresses: &[SocketAddr]) -> io::Result<()> {
    if addresses.is_empty() || !addresses.iter().all(|address| reach.allows(address.ip())) {
        return Err(refused());
    }
    Ok(())
}

/// Resolves a name to addresses that may be connected to.
///
/// # Errors
/// The name is not known, or leads elsewhere.
pub fn resolve(host: &str, port: u16, reach: Reach) -> io::Result<Vec<SocketAddr>> {
    let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    allowed(reach, &addresses)?;
    Ok(addresses)
}

/// A resolver that gives addresses of one kind only.
#[derive(Debug)]
pub struct Guarded<R> {
    inner: R,
    reach: Reach,
}

impl<R> Guarded<R> {
    /// Over another.
    pub const fn new(inner: R, reach: Reach) -> Self {
        Self { inner, reach }
    }
}

impl<R: Resolver> Resolver for Guarded<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.inner.resolve(uri, config, timeout)?;
        allowed(self.reach, &addresses)?;
        Ok(addresses)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn is(text: &str) -> Option<Reach> {
        kind(text.parse().unwrap())
    }

    #[test]
    fn addresses_are_of_one_kind_and_some_of_none() {
        for public in [
            "8.8.8.8",
            "93.184.216.34",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
        ] {
            assert_eq!(is(public), Some(Reach::Public), "{public}");
        }
        for private in [
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "64:ff9b::10.0.0.1",
        ] {
            assert_eq!(is(private), Some(Reach::Private), "{private}");
        }
        for own in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(is(own), Some(Reach::ThisMachine), "{own}");
        }
        for never in [
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "64:ff9b::169.254.169.254",
            "100.100.100.200",
            "fd00:ec2::254",
            "fe80::1",
            "0.0.0.0",
            "::",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "2002:7f00:1::",
            "2001:0:1::1",
            "ff02::1",
            "::127.0.0.1",
        ] {
            assert_eq!(is(never), None, "{never}");
        }
    }

    /// Says an open address first and this machine's own from then on.
    #[derive(Debug)]
    struct Rebinding(AtomicUsize);

    impl Resolver for Rebinding {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
            let mut addresses = self.empty();
            addresses.push(if first {
                "93.184.216.34:443".parse().unwrap()
            } else {
                "127.0.0.1:443".parse().unwrap()
            });
            Ok(addresses)
        }
    }

    #[test]
    fn a_name_that_changes_its_mind_leads_nowhere() {
        let guarded = Guarded::new(Rebinding(AtomicUsize::new(0)), Reach::Public);
        let uri: Uri = "https://duty.example/".parse().unwrap();
        let config = Config::default();
        let timeout = || NextTimeout {
            after: ureq::unversioned::transport::time::Duration::NotHappening,
            reason: ureq::Timeout::Global,
            ..NextTimeout::default()
        };
        assert!(guarded.resolve(&uri, &config, timeout()).is_ok());
        let refused = guarded.resolve(&uri, &config, timeout()).unwrap_err();
        assert!(
            matches!(&refused, ureq::Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied),
            "{refused}"
        );
    }

    #[test]
    fn one_address_of_another_kind_among_several_is_enough_to_refuse() {
        let both = [
            "93.184.216.34:443".parse().unwrap(),
            "10.0.0.1:443".parse().unwrap(),
        ];
        assert!(allowed(Reach::Public, &both).is_err());
        assert!(allowed(Reach::Public, &both[..1]).is_ok());
        assert!(allowed(Reach::Public, &[]).is_err());
    }
}
