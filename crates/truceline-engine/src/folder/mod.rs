//! The data folder of one register, and the guard at its inception.
//!
//! ```text
//! register           which register this is: origin and genesis; written last when one is made
//! log-2.db           the log            } named by the format that `register` says: `log.db` and `vault.db`
//! vault-2.db         what can be erased } in format 1
//! head/checkpoint    the last signed checkpoint, outside the database
//! keys/              key files, where they are not kept elsewhere
//! lock               held by the process that writes
//! ```
//!
//! The folder and all in it are its owner's alone. Its guard refuses two things that have ended logs elsewhere:
//! to make a register where one is or was, and to go on with an empty log under an existing identity. It opens
//! no database and reads no checkpoint.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::disk::{self, ReplaceError};
use crate::head::HeadFile;
use crate::lock::{ExclusiveLock, LockError};

const IDENTITY: &str = "register";
const UNFINISHED: &str = "unfinished";
const HEAD_FOLDER: &str = "head";
const HEAD: &str = "head/checkpoint";
const KEYS: &str = "keys";
const LOCK: &str = "lock";

/// A part of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Log,
    Vault,
    Head,
}
const PARTS_OF_THE_LOG: [Part; 2] = [Part::Log, Part::Head];
const ALL_PARTS: [Part; 3] = [Part::Log, Part::Vault, Part::Head];

impl Part {
    /// Its file in a folder of this format.
    const fn name(self, format: u32) -> &'static str {
        match (self, format) {
            (Self::Log, 1) => "log.db",
            (Self::Log, _) => "log-2.db",
            (Self::Vault, 1) => "vault.db",
            (Self::Vault, _) => "vault-2.db",
            (Self::Head, _) => HEAD,
        }
    }

    /// What it is, for people.
    const fn what(self, format: u32) -> &'static str {
        match (self, format) {
            (Self::Log, 1) => "log (`log.db`)",
            (Self::Log, _) => "log (`log-2.db`)",
            (Self::Vault, 1) => "vault (`vault.db`)",
            (Self::Vault, _) => "vault (`vault-2.db`)",
            (Self::Head, _) => "head (`head/checkpoint`)",
        }
    }
}

/// The format of a data folder that this release reads and writes; it stands in the first line of `register`.
pub const FORMAT: u32 = 2;
/// The oldest format that this release upgrades.
pub const OLDEST_FORMAT: u32 = 1;
const REMAINS_WORD: &str = "remains: ";
const HEADER_WORD: &str = "truceline-register ";
const IDENTITY_MAX_BYTES: u64 = 4 << 10;
const UNFINISHED_TEXT: &str = "This register was never finished and no checkpoint of it left this folder. Delete the folder and begin again.\n";

/// Which register a folder holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The log's origin line.
    pub origin: String,
    /// The digest of its genesis.
    pub genesis: [u8; 32],
}

/// Why a folder was not used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is a register already.
    #[error("{}: holds the register {origin}; a new one needs a folder of its own", path.display())]
    RegisterExists {
        /// The folder.
        path: PathBuf,
        /// The register's origin.
        origin: String,
    },
    /// There is something else.
    #[error("{}: is not empty (it holds {what}); a new register needs an empty folder", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
        /// The first name found.
        what: String,
    },
    /// Making a register stopped half-way; nothing was ever signed for.
    #[error("{}: making this register was never finished; delete the folder and begin again", path.display())]
    Unfinished {
        /// The folder.
        path: PathBuf,
    },
    /// There is no register.
    #[error("{}: holds no register; create one with `init`, or name another folder", path.display())]
    NoRegister {
        /// The folder.
        path: PathBuf,
    },
    /// A register was here and part of it is gone.
    #[error("{}: the register's {what} is gone; restore it from a backup, it is never begun anew under the same identity", path.display())]
    Lost {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        what: &'static str,
    },
    /// Others may enter.
    #[error("{}: others may enter (mode {mode:03o}); run `chmod 700` on it", path.display())]
    Permissions {
        /// The folder.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Another release made it.
    #[error("{}: is of format {found}, and this release knows format {FORMAT}; use the release that wrote it", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format found.
        found: u32,
    },
    /// An earlier release made it.
    #[error("{}: holds the register {origin} in format {found}, and this release reads and writes format {FORMAT}; make a backup with the release that wrote it, then run `truceline upgrade` on the folder", path.display())]
    Older {
        /// The folder.
        path: PathBuf,
        /// The register's origin.
        origin: String,
        /// The format found.
        found: u32,
    },
    /// The identity file is damaged.
    #[error("{}: is damaged; put it back from a backup", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
    },
    /// Another command writes here.
    #[error("{}: busy: another command is writing to this register; try again", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The lock could not be taken.
    #[error(transparent)]
    Lock(LockError),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The folder of a finished register.
#[derive(Debug, Clone)]
pub struct Folder {
    paths: Paths,
    identity: Identity,
    remains: Option<u32>,
}

/// What the file `register` says.
struct Marker {
    format: u32,
    identity: Identity,
    /// The format whose files an upgrade has still to remove.
    remains: Option<u32>,
}

/// A register in the making. Dropped unfinished, the folder says so to whoever opens it.
#[derive(Debug)]
pub struct Inception {
    paths: Paths,
    lock: ExclusiveLock,
}

/// Where things are in a data folder.
#[derive(Debug, Clone)]
pub struct Paths {
    root: PathBuf,
    format: u32,
}

impl Paths {
    /// The paths within this folder, whether it exists or not.
    pub fn of(root: &Path) -> Self {
        Self::in_format(root, FORMAT)
    }

    /// The same as a register of this format names them.
    pub(crate) fn in_format(root: &Path, format: u32) -> Self {
        Self {
            root: root.to_owned(),
            format,
        }
    }

    /// The format that names them.
    pub const fn format(&self) -> u32 {
        self.format
    }

    /// Writes, in one step, which register this is and in which format, and what an upgrade has still to remove.
    pub(crate) fn write_marker(
        &self,
        identity: &Identity,
        remains: Option<u32>,
    ) -> Result<(), ReplaceError> {
        let marker = Marker {
            format: self.format,
            identity: identity.clone(),
            remains,
        };
        disk::replace(&self.root.join(IDENTITY), marker.text().as_bytes())
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The log's database.
    pub fn log(&self) -> PathBuf {
        self.root.join(Part::Log.name(self.format))
    }

    /// The vault's database.
    pub fn vault(&self) -> PathBuf {
        self.root.join(Part::Vault.name(self.format))
    }

    /// The head file.
    pub fn head(&self) -> HeadFile {
        HeadFile::at(&self.root.join(HEAD))
    }

    /// The folder of key files.
    pub fn keys(&self) -> PathBuf {
        self.root.join(KEYS)
    }

    fn has(&self, name: &str) -> bool {
        fs::symlink_metadata(self.root.join(name)).is_ok()
    }

    fn not_locked(&self, error: LockError) -> FolderError {
        match error {
            LockError::Held { .. } => FolderError::Busy {
                path: self.root.clone(),
            },
            other => FolderError::Lock(other),
        }
    }

    fn error(&self, source: io::Error) -> FolderError {
        FolderError::Io {
            path: self.root.clone(),
            source,
        }
    }
}

impl Inception {
    /// Takes an empty or new folder for a new register, and marks it unfinished.
    pub fn begin(root: &Path) -> Result<Self, FolderError> {
        let paths = Paths::of(root);
        refuse_what_is_there(&paths)?;
        disk::create_private_folder(root).map_err(|source| paths.error(source))?;
        fs::set_permissions(root, Permissions::from_mode(disk::PRIVATE_FOLDER_MODE))
            .map_err(|source| paths.error(source))?;
        let lock =
            ExclusiveLock::try_take(&root.join(LOCK)).map_err(|error| paths.not_locked(error))?;
        // Under the lock this is the moment that decides between two that begin at once: the file is new or not.
        disk::write_new(&root.join(UNFINISHED), UNFINISHED_TEXT.as_bytes()).map_err(|source| {
            match source.kind() {
                io::ErrorKind::AlreadyExists => FolderError::Unfinished {
                    path: root.to_owned(),
                },
                _ => paths.error(source),
            }
        })?;
        for folder in [HEAD_FOLDER, KEYS] {
            disk::create_private_folder(&root.join(folder))
                .map_err(|source| paths.error(source))?;
        }
        Ok(Self { paths, lock })
    }

    /// Where the parts go.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Declares the register made: log, vault and head are there and durable. The lock goes on to the caller.
    pub fn finish(self, identity: Identity) -> Result<(Folder, ExclusiveLock), FolderError> {
        self.finish_with(identity, &ALL_PARTS)
    }

    /// The same for a log that was put back to be read, without its vault: nothing writes to it.
    pub fn finish_without_vault(
        self,
        identity: Identity,
    ) -> Result<(Folder, ExclusiveLock), FolderError> {
        self.finish_with(identity, &PARTS_OF_THE_LOG)
    }

    fn finish_with(
        self,
        identity: Identity,
        parts: &[Part],
    ) -> Result<(Folder, ExclusiveLock), FolderError> {
        require_parts(&self.paths, parts)?;
        let path = self.paths.root.join(IDENTITY);
        let io = |source| FolderError::Io {
            path: path.clone(),
            source,
        };
        let marker = Marker {
            format: self.paths.format,
            identity,
            remains: None,
        };
        disk::write_new(&path, marker.text().as_bytes()).map_err(io)?;
        fs::remove_file(self.paths.root.join(UNFINISHED)).map_err(io)?;
        disk::sync_folder(&self.paths.root).map_err(io)?;
        Ok((
            Folder {
                paths: self.paths,
                identity: marker.identity,
                remains: None,
            },
            self.lock,
        ))
    }
}

impl Folder {
    /// Opens the folder of a finished register with all its parts; takes no lock, so readers may too.
    pub fn open(root: &Path) -> Result<Self, FolderError> {
        Self::open_with(root, &ALL_PARTS)
    }

    /// Opens it to read the log alone, whether its vault is there or not.
    pub fn open_without_vault(root: &Path) -> Result<Self, FolderError> {
        Self::open_with(root, &PARTS_OF_THE_LOG)
    }

    fn open_with(root: &Path, parts: &[Part]) -> Result<Self, FolderError> {
        let folder = Self::open_any(root, parts)?;
        if folder.format() < FORMAT {
            return Err(FolderError::Older {
                path: root.to_owned(),
                origin: folder.identity.origin,
                found: folder.paths.format,
            });
        }
        Ok(folder)
    }

    /// Opens it in whatever format it is, to upgrade it; with its vault, if it has one.
    pub fn open_to_upgrade(root: &Path) -> Result<Self, FolderError> {
        Self::open_any(root, &PARTS_OF_THE_LOG)
    }

    fn open_any(root: &Path, parts: &[Part]) -> Result<Self, FolderError> {
        let paths = Paths::of(root);
        let metadata = match fs::metadata(root) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FolderError::NoRegister {
                    path: root.to_owned(),
                });
            }
            Err(source) => return Err(paths.error(source)),
        };
        let mode = metadata.mode() & 0o777;
        if mode & 0o077 != 0 && !disk::is_write_protected(root) {
            return Err(FolderError::Permissions {
                path: root.to_owned(),
                mode,
            });
        }
        match read_marker(&paths)? {
            Some(marker) => {
                let paths = Paths::in_format(root, marker.format);
                require_parts(&paths, parts)?;
                Ok(Self {
                    paths,
                    identity: marker.identity,
                    remains: marker.remains,
                })
            }
            None if paths.has(UNFINISHED) => Err(FolderError::Unfinished {
                path: root.to_owned(),
            }),
            None if has_any_part(&paths) => Err(FolderError::Lost {
                path: root.to_owned(),
                what: "identity (the file `register`)",
            }),
            None => Err(FolderError::NoRegister {
                path: root.to_owned(),
            }),
        }
    }

    /// Takes the lock of the one process that writes to this register.
    pub fn lock(&self) -> Result<ExclusiveLock, FolderError> {
        self.lock_within(Duration::ZERO, &mut |_| {})
    }

    /// Waits up to `wait` for the lock; `waited` is told how long it has been.
    pub fn lock_within(
        &self,
        wait: Duration,
        waited: &mut dyn FnMut(Duration),
    ) -> Result<ExclusiveLock, FolderError> {
        let path = self.paths.root.join(LOCK);
        ExclusiveLock::take_within(&path, wait, waited)
            .map_err(|error| self.paths.not_locked(error))
    }

    /// Where its parts are.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Which register it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// In which format.
    pub const fn format(&self) -> u32 {
        self.paths.format
    }

    /// The format whose files an upgrade has still to remove, as it stood when this was opened.
    pub const fn remains(&self) -> Option<u32> {
        self.remains
    }
}

fn refuse_what_is_there(paths: &Paths) -> Result<(), FolderError> {
    let path = paths.root.clone();
    if let Some(marker) = read_marker(paths)? {
        return Err(FolderError::RegisterExists {
            path,
            origin: marker.identity.origin,
        });
    }
    if paths.has(UNFINISHED) {
        return Err(FolderError::Unfinished { path });
    }
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(paths.error(source)),
    };
    for entry in entries {
        let name = entry.map_err(|source| paths.error(source))?.file_name();
        if name != LOCK {
            return Err(FolderError::NotEmpty {
                path,
                what: name.to_string_lossy().into_owned(),
            });
        }
    }
    Ok(())
}

fn require_parts(paths: &Paths, parts: &[Part]) -> Result<(), FolderError> {
    for part in parts {
        if !paths.has(part.name(paths.format)) {
            return Err(FolderError::Lost {
                path: paths.root.clone(),
                what: part.what(paths.format),
            });
        }
    }
    Ok(())
}

fn has_any_part(paths: &Paths) -> bool {
    (OLDEST_FORMAT..=FORMAT).any(|format| {
        let mut parts = ALL_PARTS.into_iter();
        parts.any(|part| paths.has(part.name(format)))
    })
}

impl Marker {
    fn text(&self) -> String {
        let mut text = format!(
            "{HEADER_WORD}{}\norigin: {}\ngenesis: {}\n",
            self.format,
            self.identity.origin,
            BASE64.encode(self.identity.genesis)
        );
        if let Some(format) = self.remains {
            text.push_str(&format!("{REMAINS_WORD}{format}\n"));
        }
        text
    }
}

fn read_marker(paths: &Paths) -> Result<Option<Marker>, FolderError> {
    let path = paths.root.join(IDENTITY);
    let bytes =
        disk::read_bounded(&path, IDENTITY_MAX_BYTES).map_err(|source| FolderError::Io {
            path: path.clone(),
            source,
        })?;
    let Some(bytes) = bytes else {
        return Ok(None);
    };
    // The format first: what another release wrote below it is not damage.
    let format = format_of(&bytes);
    if let Some(found) = format.filter(|found| !(OLDEST_FORMAT..=FORMAT).contains(found)) {
        return Err(FolderError::Format { path, found });
    }
    let marker = format.and_then(|format| parse_marker(format, &bytes));
    // One text for one marker: written again it must be the same.
    match marker.filter(|marker| marker.text().as_bytes() == bytes) {
        Some(marker) => Ok(Some(marker)),
        None => Err(FolderError::Malformed { path }),
    }
}

fn format_of(bytes: &[u8]) -> Option<u32> {
    let first = std::str::from_utf8(bytes).ok()?.lines().next()?;
    let number = first.strip_prefix(HEADER_WORD)?;
    // In its one spelling: `01` is damage.
    let found: u32 = number.parse().ok()?;
    (found.to_string() == number).then_some(found)
}

fn parse_marker(format: u32, bytes: &[u8]) -> Option<Marker> {
    let mut lines = std::str::from_utf8(bytes).ok()?.lines().skip(1);
    let origin = lines.next()?.strip_prefix("origin: ")?.to_owned();
    let genesis = BASE64
        .decode(lines.next()?.strip_prefix("genesis: ")?)
        .ok()?;
    let remains = match lines.next() {
        None => None,
        Some(line) => Some(line.strip_prefix(REMAINS_WORD)?.parse().ok()?),
    };
    // Nothing remains of what is no earlier format.
    if remains.is_some_and(|earlier| !(OLDEST_FORMAT..format).contains(&earlier)) {
        return None;
    }
    Some(Marker {
        format,
        identity: Identity {
            origin,
            genesis: genesis.try_into().ok()?,
        },
        remains,
    })
}

#[cfg(test)]
mod tests;
