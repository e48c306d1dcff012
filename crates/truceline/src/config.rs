//! A server's configuration: one file, and the environment over it.
//!
//! ```toml
//! data = "valley"                      # the data folder
//! listen = "127.0.0.1:8420"
//! names = ["register.example:8420"]    # what clients call it; signed requests for another are refused
//! publish-every-s = 60
//!
//! [tls]                                # without it an authority is made in DATA/tls
//! certificate = "server.pem"
//! key = "server.key"
//!
//! [witness]                            # witness others' logs at /witness/add-checkpoint
//! key = "mission.key"
//! state = "mission.state"
//!
//! [witnesses]                          # who is asked to cosign this log, each time one comes out
//! policy = "witnesses.policy"
//! authority = "witnesses.pem"
//! ```
//!
//! What `[outbox]` holds stands with [`OutboxSettings`].
//!
//! Paths are taken from the file's folder. An unknown field is refused by its name: a setting that is
//! misspelt must not be a setting that is missing.

use crate::exit::Problem;
use crate::file;
use crate::http::rate::Limits;
use crate::outbox::settings::OutboxSettings;
use serde::Deserialize;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// A configuration is a page of text.
const MAX_CONFIG_BYTES: u64 = 256 << 10;
/// Before each variable's name.
const PREFIX: &str = "TRUCELINE_";

/// What a server is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The data folder. `TRUCELINE_DATA`
    pub data: Option<PathBuf>,
    /// The folder of the register's keys. `TRUCELINE_KEYS`
    pub keys: Option<PathBuf>,
    /// Where to listen. `TRUCELINE_LISTEN`
    pub listen: Option<SocketAddr>,
    /// What clients call it, with the port. `TRUCELINE_NAMES`, separated by commas
    #[serde(default)]
    pub names: Vec<String>,
    /// Serve without TLS, on loopback only. `TRUCELINE_PLAIN`
    #[serde(default)]
    pub plain: bool,
    /// Certificate files.
    pub tls: Option<TlsFiles>,
    /// How often a public checkpoint comes out, in seconds. `TRUCELINE_PUBLISH_EVERY_S`
    pub publish_every_s: Option<u64>,
    /// The witness that it runs for others' logs.
    pub witness: Option<WitnessFiles>,
    /// Who is asked to cosign this log.
    pub witnesses: Option<PolicyFiles>,
    /// Webhooks and e-mail.
    pub outbox: Option<OutboxSettings>,
    /// How often somebody may ask. `TRUCELINE_LIMITS=off` for none.
    #[serde(default)]
    pub limits: Limits,
    /// A file with the passphrases of sealed keys. `TRUCELINE_PASSPHRASE_FILE`
    pub passphrase_file: Option<PathBuf>,
}

/// Certificate files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TlsFiles {
    /// The certificate and its chain, PEM. `TRUCELINE_TLS_CERTIFICATE`
    pub certificate: PathBuf,
    /// Its key, PEM. `TRUCELINE_TLS_KEY`
    pub key: PathBuf,
}

/// A witness of others' logs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WitnessFiles {
    /// Its key (`witness key`).
    pub key: PathBuf,
    /// What it remembers (`witness watch`).
    pub state: PathBuf,
}

/// Witnesses of this log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PolicyFiles {
    /// The policy that names them with their addresses, and the quorum.
    pub policy: PathBuf,
    /// The authorities that vouch for their servers, PEM.
    pub authority: Option<PathBuf>,
}

impl Config {
    /// The file, where one is named, with the environment over it.
    ///
    /// # Errors
    /// [`Problem`] naming the file or the variable.
    pub fn read(
        path: Option<&Path>,
        environment: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Self, Problem> {
        let mut config = match path {
            None => Self::default(),
            Some(path) => Self::of_file(path)?,
        };
        config.take(environment)?;
        Ok(config)
    }

    fn of_file(path: &Path) -> Result<Self, Problem> {
        let text = file::read_text(path, MAX_CONFIG_BYTES)?;
        let mut config: Self = toml::from_str(&text)
            .map_err(|error| Problem::usage(format!("{}: {error}", path.display())))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let tls = config.tls.as_mut();
        let [certificate, key] = tls.map_or([None, None], |tls| {
            [Some(&mut tls.certificate), Some(&mut tls.key)]
        });
        let witness = config.witness.as_mut();
        let [witness_key, witness_state] = witness.map_or([None, None], |witness| {
            [Some(&mut witness.key), Some(&mut witness.state)]
        });
        let witnesses = config.witnesses.as_mut();
        let [policy, authority] = witnesses.map_or([None, None], |witnesses| {
            [Some(&mut witnesses.policy), witnesses.authority.as_mut()]
        });
        let named = [
            config.data.as_mut(),
            config.keys.as_mut(),
            config.passphrase_file.as_mut(),
            certificate,
            key,
            witness_key,
            witness_state,
            policy,
            authority,
        ];
        for path in named.into_iter().flatten() {
            *path = folder.join(&*path);
        }
        if let Some(outbox) = &mut config.outbox {
            outbox.below(folder);
        }
        Ok(config)
    }

    fn take(&mut self, environment: &dyn Fn(&str) -> Option<OsString>) -> Result<(), Problem> {
        let path = |name: &str| environment(&format!("{PREFIX}{name}")).map(PathBuf::from);
        let text = |name: &str| -> Result<Option<String>, Problem> {
            let name = format!("{PREFIX}{name}");
            let value = environment(&name).map(OsString::into_string).transpose();
            value.map_err(|_| Problem::usage(format!("{name}: is not text in UTF-8")))
        };
        self.data = path("DATA").or(self.data.take());
        self.keys = path("KEYS").or(self.keys.take());
        self.passphrase_file = path("PASSPHRASE_FILE").or(self.passphrase_file.take());
        if let Some(listen) = text("LISTEN")? {
            self.listen = Some(parsed("LISTEN", &listen, "an address and a port")?);
        }
        if let Some(names) = text("NAMES")? {
            self.names = names
                .split(',')
                .map(|name| name.trim().to_owned())
                .collect();
        }
        if let Some(plain) = text("PLAIN")? {
            self.plain = parsed("PLAIN", &plain, "true or false")?;
        }
        if let Some(every) = text("PUBLISH_EVERY_S")? {
            self.publish_every_s = Some(parsed("PUBLISH_EVERY_S", &every, "a number of seconds")?);
        }
        match text("LIMITS")?.as_deref() {
            None => {}
            Some("off") => self.limits = Limits::off(),
            Some(_) => {
                let what = format!("{PREFIX}LIMITS: write off; numbers stand in the file");
                return Err(Problem::usage(what));
            }
        }
        match (path("TLS_CERTIFICATE"), path("TLS_KEY")) {
            (Some(certificate), Some(key)) => self.tls = Some(TlsFiles { certificate, key }),
            (None, None) => {}
            _ => {
                return Err(Problem::usage(format!(
                    "{PREFIX}TLS_CERTIFICATE and {PREFIX}TLS_KEY go together"
                )));
            }
        }
        Ok(())
    }
}

fn parsed<T: std::str::FromStr>(name: &str, text: &str, wanted: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|_| Problem::usage(format!("{PREFIX}{name}: write {wanted}")))
}

#[cfg(test)]
mod tests;
