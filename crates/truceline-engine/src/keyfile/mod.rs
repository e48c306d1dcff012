//! Keys as files: the register's, a party's, a witness's, the vault's master key.
//!
//! A key file is text that a person can tell from any other file, holding one 32-byte seed, plain or sealed with
//! a passphrase (age, scrypt). It is made once, readable by its owner alone, and not loaded otherwise. What the
//! seed signs or opens, and where a passphrase comes from, is the caller's matter.
//!
//! ```text
//! truceline-key 1
//! purpose: party
//! name: north/desk-1
//! seed: <base64>
//! check: <base64, against a mistyped or damaged seed>
//! ```
//!
//! Sealed, the last two lines are `sealed: age` and the age file in base64. The sealed part repeats purpose
//! and name, so that neither can be changed without the passphrase.

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::disk::{self, ReplaceError};
use crate::lock::{ExclusiveLock, LockError};
use crate::randomness::{Randomness, RandomnessError};

/// A key file is some hundred bytes; more is something else.
const FILE_MAX_BYTES: u64 = 16 << 10;
/// A name is a label for people, one line of it.
pub const NAME_MAX_BYTES: usize = 200;
/// Characters of base64 in a line, as people paste them.
const LINE_CHARACTERS: usize = 64;
const HEADER: &str = "truceline-key 1";

/// What a key is for. A file for one purpose is not loaded for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signs the register's checkpoints.
    Register,
    /// Signs a party's statements.
    Party,
    /// Cosigns another's checkpoints.
    Witness,
    /// Wraps the data keys of the vault.
    VaultMaster,
}

impl Purpose {
    const ALL: [Self; 4] = [
        Self::Register,
        Self::Party,
        Self::Witness,
        Self::VaultMaster,
    ];

    /// As it stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Party => "party",
            Self::Witness => "witness",
            Self::VaultMaster => "vault-master",
        }
    }
}

/// The secret of a key. Wiped from memory when dropped, and never printed.
#[derive(Clone)]
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// Draws a fresh one.
    pub fn generate(randomness: &mut dyn Randomness) -> Result<Self, RandomnessError> {
        let mut seed = Zeroizing::new([0; 32]);
        randomness.fill(&mut *seed)?;
        Ok(Self(seed))
    }

    /// Takes bytes that are a seed already.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The secret itself, for whoever signs or seals with it.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed([redacted])")
    }
}

/// A passphrase. Wiped from memory when dropped, and never printed.
#[derive(Debug, Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Takes what the person typed, or the first line of a file.
    pub fn new(text: String) -> Self {
        Self(SecretString::from(text))
    }

    /// Whether a person typed the same twice.
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

/// How hard a guess at a passphrase is made: scrypt with N = 2^this, r = 8, p = 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkFactor(u8);

impl WorkFactor {
    /// 2^17: about 128 MiB and a fraction of a second for each guess; what a small field machine still has.
    pub const DEFAULT: Self = Self(17);
    /// 2^20: 1 GiB. A file asking for more is refused rather than tried.
    pub const MAX: Self = Self(20);
    /// 2^1: for tests; protects nothing.
    pub const REHEARSAL: Self = Self(1);
}

/// How a key file is sealed.
#[derive(Debug, Clone)]
pub struct Sealing {
    /// What opens it.
    pub passphrase: Passphrase,
    /// How hard a guess is.
    pub work: WorkFactor,
}

/// A key as its file holds it.
#[derive(Debug, Clone)]
pub struct Key {
    /// What it is for.
    pub purpose: Purpose,
    /// Whose it is, for people: one line.
    pub name: String,
    /// Its secret.
    pub seed: Seed,
}

/// Why a key file was not made, loaded or changed.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// A file stands there; keys are never overwritten.
    #[error("{}: exists already; a key is never overwritten, choose another name", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// No such file.
    #[error("{}: no such key file", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Others may read it.
    #[error("{}: others may read this key (mode {mode:03o}); run `chmod 600` on it, and if others were on this machine, rotate the key", path.display())]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is a key for something else.
    #[error("{}: is a {} key, a {} key is needed", path.display(), found.name(), wanted.name())]
    Purpose {
        /// The file.
        path: PathBuf,
        /// What it is for.
        found: Purpose,
        /// What was asked for.
        wanted: Purpose,
    },
    /// It is sealed and no passphrase was given.
    #[error("{}: is sealed; give its passphrase", path.display())]
    PassphraseNeeded {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase does not open it, or it was changed.
    #[error("{}: the passphrase does not open it", path.display())]
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// It is no key file, or a damaged one.
    #[error("{}: line {line}: {what}; this is no key file, or a damaged one: use its copy", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        what: &'static str,
    },
    /// The name cannot stand on one line.
    #[error("a key's name is one line of 1 to {NAME_MAX_BYTES} bytes without blanks at its ends")]
    Name,
    /// Sealing itself failed.
    #[error("{}: cannot be sealed: {what}", path.display())]
    Sealing {
        /// The file.
        path: PathBuf,
        /// What age said.
        what: String,
    },
    /// Another process is changing it.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Makes a new key file, durable when it returns; plain without `sealing`.
pub fn create(path: &Path, key: &Key, sealing: Option<&Sealing>) -> Result<(), KeyFileError> {
    let text = text_of(path, key, sealing)?;
    disk::write_new(path, text.as_bytes()).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => KeyFileError::Exists {
            path: path.to_owned(),
        },
        _ => KeyFileError::Io {
            path: path.to_owned(),
            source,
        },
    })
}

/// Loads a key for one purpose. `passphrase` is called only if the file is sealed; `None` from it means that
/// there is nobody to ask.
pub fn load(
    path: &Path,
    wanted: Purpose,
    passphrase: &mut dyn FnMut() -> Option<Passphrase>,
) -> Result<Key, KeyFileError> {
    let key = load_any(path, passphrase)?;
    if key.purpose != wanted {
        return Err(KeyFileError::Purpose {
            path: path.to_owned(),
            found: key.purpose,
            wanted,
        });
    }
    Ok(key)
}

/// Whether a key file is sealed with a passphrase.
pub fn is_sealed(path: &Path) -> Result<bool, KeyFileError> {
    Ok(Lines::read(path)?.parse()?.sealed.is_some())
}

/// Seals a plain key file, gives a sealed one another passphrase, or (`None`) takes the seal off. The old
/// content stays until the new one is durable.
pub fn reseal(
    path: &Path,
    old: &mut dyn FnMut() -> Option<Passphrase>,
    new: Option<&Sealing>,
) -> Result<(), KeyFileError> {
    let _lock = ExclusiveLock::try_take(&disk::with_suffix(path, ".lock"))?;
    let key = load_any(path, old)?;
    let text = text_of(path, &key, new)?;
    disk::replace(path, text.as_bytes()).map_err(|error| match error {
        ReplaceError::NotReplaced(source) | ReplaceError::Unknown(source) => KeyFileError::Io {
            path: path.to_owned(),
            source,
        },
    })
}

/// Loads a key whatever it is for: to seal it anew, never to use it.
pub fn load_any(
    path: &Path,
    passphrase: &mut dyn FnMut() -> Option<Passphrase>,
) -> Result<Key, KeyFileError> {
    let lines = Lines::read(path)?;
    let outer = lines.parse()?;
    let Some(sealed) = outer.sealed else {
        return lines.key(outer);
    };
    let passphrase = passphrase().ok_or_else(|| KeyFileError::PassphraseNeeded {
        path: path.to_owned(),
    })?;
    let mut identity = age::scrypt::Identity::new(passphrase.0);
    identity.set_max_work_factor(WorkFactor::MAX.0);
    let wrong = || KeyFileError::WrongPassphrase {
        path: path.to_owned(),
    };
    let opened = Zeroizing::new(age::decrypt(&identity, &sealed).map_err(|_| wrong())?);
    let text = String::from_utf8(opened.to_vec()).map_err(|_| wrong())?;
    let inside = Lines {
        path: path.to_owned(),
        text: Zeroizing::new(text),
    };
    let inner = inside.parse()?;
    // Changed from outside: what was sealed says otherwise.
    if (inner.purpose, &inner.name) != (outer.purpose, &outer.name) {
        return Err(wrong());
    }
    inside.key(inner)
}

fn text_of(
    path: &Path,
    key: &Key,
    sealing: Option<&Sealing>,
) -> Result<Zeroizing<String>, KeyFileError> {
    let name_fits = (1..=NAME_MAX_BYTES).contains(&key.name.len())
        && key.name.trim() == key.name
        && !key.name.chars().any(char::is_control);
    if !name_fits {
        return Err(KeyFileError::Name);
    }
    let head = format!(
        "{HEADER}\npurpose: {}\nname: {}\n",
        key.purpose.name(),
        key.name
    );
    let seed = Zeroizing::new(BASE64.encode(key.seed.expose()));
    let plain = Zeroizing::new(format!("{head}seed: {}\ncheck: {}\n", *seed, check(key)));
    let Some(sealing) = sealing else {
        return Ok(plain);
    };
    let mut recipient = age::scrypt::Recipient::new(sealing.passphrase.0.clone());
    recipient.set_work_factor(sealing.work.0);
    let sealed =
        age::encrypt(&recipient, plain.as_bytes()).map_err(|error| KeyFileError::Sealing {
            path: path.to_owned(),
            what: error.to_string(),
        })?;
    let mut text = format!("{head}sealed: age\n");
    for (place, character) in BASE64.encode(sealed).chars().enumerate() {
        if place > 0 && place % LINE_CHARACTERS == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    text.push('\n');
    Ok(Zeroizing::new(text))
}

/// Eight bytes of a digest over purpose, name and seed: a wrong character is noticed, the seed is not given away.
fn check(key: &Key) -> String {
    let mut hash = Sha256::new();
    hash.update(b"truceline key check 1");
    for part in [
        key.purpose.name().as_bytes(),
        key.name.as_bytes(),
        key.seed.expose(),
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    BASE64.encode(hash.finalize().get(..8).unwrap_or_default())
}

/// The text of a key file, and where it came from for the errors.
struct Lines {
    path: PathBuf,
    text: Zeroizing<String>,
}

/// What the lines say, before it is known to be a key.
struct Parsed {
    purpose: Purpose,
    name: String,
    sealed: Option<Vec<u8>>,
}

impl Lines {
    fn read(path: &Path) -> Result<Self, KeyFileError> {
        let io = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => KeyFileError::Missing {
                path: path.to_owned(),
            },
            _ => KeyFileError::Io {
                path: path.to_owned(),
                source,
            },
        };
        let file = File::open(path).map_err(io)?;
        // Asked of the open file, so that what is judged is what is read.
        let mode = file.metadata().map_err(io)?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Permissions {
                path: path.to_owned(),
                mode,
            });
        }
        let bytes = Zeroizing::new(disk::read_open(&file, FILE_MAX_BYTES).map_err(io)?);
        let text = std::str::from_utf8(&bytes).map_err(|_| KeyFileError::Malformed {
            path: path.to_owned(),
            line: 1,
            what: "not text",
        })?;
        Ok(Self {
            path: path.to_owned(),
            text: Zeroizing::new(text.to_owned()),
        })
    }

    fn malformed(&self, line: usize, what: &'static str) -> KeyFileError {
        KeyFileError::Malformed {
            path: self.path.clone(),
            line,
            what,
        }
    }

    /// The value of line `number` (from 1), which must have this label.
    fn value(&self, number: usize, label: &str) -> Option<&str> {
        let line = self.text.lines().nth(number - 1)?;
        line.strip_prefix(label)?.strip_prefix(": ")
    }

    fn parse(&self) -> Result<Parsed, KeyFileError> {
        if self.text.lines().next() != Some(HEADER) {
            return Err(self.malformed(1, "not `truceline-key 1`"));
        }
        let purpose = self
            .value(2, "purpose")
            .and_then(|name| Purpose::ALL.into_iter().find(|each| each.name() == name))
            .ok_or_else(|| self.malformed(2, "no known `purpose:`"))?;
        let name = self
            .value(3, "name")
            .ok_or_else(|| self.malformed(3, "no `name:`"))?
            .to_owned();
        let sealed = match self.value(4, "sealed") {
            None => None,
            Some("age") => {
                let body: String = self.text.lines().skip(4).collect();
                Some(
                    BASE64
                        .decode(body)
                        .map_err(|_| self.malformed(5, "not base64"))?,
                )
            }
            Some(_) => return Err(self.malformed(4, "sealed in an unknown way")),
        };
        Ok(Parsed {
            purpose,
            name,
            sealed,
        })
    }

    fn key(&self, parsed: Parsed) -> Result<Key, KeyFileError> {
        let text = self
            .value(4, "seed")
            .ok_or_else(|| self.malformed(4, "no `seed:`"))?;
        let bytes = Zeroizing::new(
            BASE64
                .decode(text)
                .map_err(|_| self.malformed(4, "the seed is not base64"))?,
        );
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| self.malformed(4, "the seed is not 32 bytes"))?;
        let key = Key {
            purpose: parsed.purpose,
            name: parsed.name,
            seed: Seed::from_bytes(bytes),
        };
        if self.value(5, "check") != Some(check(&key).as_str()) {
            return Err(self.malformed(5, "the check does not fit the seed"));
        }
        if self.text.lines().count() > 5 {
            return Err(self.malformed(6, "nothing belongs here"));
        }
        Ok(key)
    }
}

#[cfg(test)]
mod tests;
