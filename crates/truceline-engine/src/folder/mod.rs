//! The data folder of one register, and the guard at its inception.
//!
//! ```text
//! register           which register this is: origin and genesis; written last when one is made
//! log.db             the log
//! vault.db           what can be erased
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

use crate::disk;
use crate::head::HeadFile;
use crate::lock::{ExclusiveLock, LockError};

const IDENTITY: &str = "register";
const UNFINISHED: &str = "unfinished";
const LOG: &str = "log.db";
const VAULT: &str = "vault.db";
const HEAD_FOLDER: &str = "head";
const HEAD: &str = "head/checkpoint";
const KEYS: &str = "keys";
const LOCK: &str = "lock";

/// A part by its name, and what it is for people.
type Part = (&'static str, &'static str);
const LOG_PART: Part = (LOG, "log (`log.db`)");
const VAULT_PART: Part = (VAULT, "vault (`vault.db`)");
const HEAD_PART: Part = (HEAD, "head (`head/checkpoint`)");
const PARTS_OF_THE_LOG: [Part; 2] = [LOG_PART, HEAD_PART];
const ALL_PARTS: [Part; 3] = [LOG_PART, VAULT_PART, HEAD_PART];

/// The format of a data folder that this release reads and writes; it stands in the first line of `register`.
pub const FORMAT: u32 = 1;
const HEADER: &str = "truceline-register 1";
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
}

impl Paths {
    /// The paths within this folder, whether it exists or not.
    pub fn of(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The log's database.
    pub fn log(&self) -> PathBuf {
        self.root.join(LOG)
    }

    /// The vault's database.
    pub fn vault(&self) -> PathBuf {
        self.root.join(VAULT)
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
        disk::write_new(&path, identity_text(&identity).as_bytes()).map_err(io)?;
        fs::remove_file(self.paths.root.join(UNFINISHED)).map_err(io)?;
        disk::sync_folder(&self.paths.root).map_err(io)?;
        Ok((
            Folder {
                paths: self.paths,
                identity,
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
        match read_identity(&paths)? {
            Some(identity) => {
                require_parts(&paths, parts)?;
                Ok(Self { paths, identity })
            }
            None if paths.has(UNFINISHED) => Err(FolderError::Unfinished {
                path: root.to_owned(),
            }),
            None if [LOG, VAULT, HEAD].iter().any(|part| paths.has(part)) => {
                Err(FolderError::Lost {
                    path: root.to_owned(),
                    what: "identity (the file `register`)",
                })
            }
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
}

fn refuse_what_is_there(paths: &Paths) -> Result<(), FolderError> {
    let path = paths.root.clone();
    if let Some(identity) = read_identity(paths)? {
        return Err(FolderError::RegisterExists {
            path,
            origin: identity.origin,
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
    for (name, what) in parts {
        if !paths.has(name) {
            return Err(FolderError::Lost {
                path: paths.root.clone(),
                what,
            });
        }
    }
    Ok(())
}

fn identity_text(identity: &Identity) -> String {
    format!(
        "{HEADER}\norigin: {}\ngenesis: {}\n",
        identity.origin,
        BASE64.encode(identity.genesis)
    )
}

fn read_identity(paths: &Paths) -> Result<Option<Identity>, FolderError> {
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
    if let Some(found) = format_of(&bytes).filter(|found| *found != FORMAT) {
        return Err(FolderError::Format { path, found });
    }
    let identity = parse_identity(&bytes);
    // One text for one identity: written again it must be the same.
    match identity.filter(|identity| identity_text(identity).as_bytes() == bytes) {
        Some(identity) => Ok(Some(identity)),
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

fn parse_identity(bytes: &[u8]) -> Option<Identity> {
    let mut lines = std::str::from_utf8(bytes).ok()?.lines().skip(1);
    let origin = lines.next()?.strip_prefix("origin: ")?.to_owned();
    let genesis = BASE64
        .decode(lines.next()?.strip_prefix("genesis: ")?)
        .ok()?;
    Some(Identity {
        origin,
        genesis: genesis.try_into().ok()?,
    })
}

#[cfg(test)]
mod tests;
