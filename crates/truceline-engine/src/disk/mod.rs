//! Small files that are whole after a power cut.
//!
//! Each function returns only after file and folder entry are on disk. Not for large or growing files: those
//! are databases.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Owner may read and write, nobody else anything: every file of a register.
pub const PRIVATE_FILE_MODE: u32 = 0o600;
/// Owner alone may enter: every folder of a register.
pub const PRIVATE_FOLDER_MODE: u32 = 0o700;

/// Why a file was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The old content stands.
    #[error("not replaced: {0}")]
    NotReplaced(io::Error),
    /// Old or new: only reading after a restart will tell. The process must end.
    #[error("whether it was replaced is not known: {0}")]
    Unknown(io::Error),
}

/// Whether a folder lies on a medium that nobody can write to. Looks by setting the mode that it has.
pub fn is_write_protected(folder: &Path) -> bool {
    let again = fs::metadata(folder)
        .and_then(|metadata| fs::set_permissions(folder, metadata.permissions()));
    again.is_err_and(|error| error.kind() == io::ErrorKind::ReadOnlyFilesystem)
}

/// As much as is written to find out whether a disk is full: more than the room that a file system keeps in
/// the last block of a file.
const PROBE_BYTES: usize = 256 << 10;

/// Whether a folder's disk has no room left, or its owner's share of it is used up. Looks by writing a small
/// file, which is removed again.
pub fn is_full(folder: &Path) -> bool {
    let probe = folder.join(format!("space-{}.probe", std::process::id()));
    let written = write_new(&probe, &vec![0; PROBE_BYTES]);
    let full = written.as_ref().is_err_and(is_no_space);
    if written.is_ok() {
        // A probe that stays is no harm.
        let _ = fs::remove_file(&probe);
    }
    full
}

/// Whether an error says that the disk is full, or its owner's share of it used up.
pub fn is_no_space(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// Makes the entries of a folder (creations, renames, removals) durable.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The folder a file stands in.
pub fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The path with `suffix` added to its last part.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Creates a private file that must not exist yet. A file that could not be written whole is removed again.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(PRIVATE_FILE_MODE)
        .open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if let Err(error) = written {
        drop(file);
        // The first error is the one to tell; a half-written file that also cannot be removed stays visible.
        let _ = fs::remove_file(path);
        return Err(error);
    }
    sync_folder(parent(path))
}

/// Replaces a file's content at once: a reader, or a restart, sees the old bytes or the new ones.
///
/// The caller holds a lock that keeps a second replacer away.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), ReplaceError> {
    let temporary = with_suffix(path, ".new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(PRIVATE_FILE_MODE)
        .open(&temporary)
        .map_err(ReplaceError::NotReplaced)?;
    file.write_all(bytes).map_err(ReplaceError::NotReplaced)?;
    file.sync_all().map_err(ReplaceError::Unknown)?;
    drop(file);
    fs::rename(&temporary, path).map_err(ReplaceError::Unknown)?;
    sync_folder(parent(path)).map_err(ReplaceError::Unknown)
}

/// Writes over part of a file that is there and long enough; then it is on disk. A power cut can leave any mixture of
/// old and new in that part, and nowhere else.
pub fn overwrite(path: &Path, offset: u64, bytes: &[u8]) -> Result<(), ReplaceError> {
    let file = OpenOptions::new()
        .write(true)
        .open(path)
        .map_err(ReplaceError::NotReplaced)?;
    file.write_all_at(bytes, offset)
        .map_err(ReplaceError::Unknown)?;
    file.sync_data().map_err(ReplaceError::Unknown)
}

/// Added to the name of a file while another takes its place, until it is overwritten.
const SUPERSEDED: &str = ".superseded";

/// Puts the file `new` in the place of `path` and overwrites what stood there before: at every moment a file stands
/// under `path`, and the old bytes go last. Until then they have a second name, so that a power cut does not leave
/// them where nobody finds them again ([`end_superseding`]); where the file system has no second names it may. Where
/// another name still leads to the old file it is left as it is. What a disk keeps in blocks that it no longer shows
/// is beyond a program.
///
/// # Errors
/// The system refused. Whether `path` is the new file is seen by looking.
pub fn supersede(new: &Path, path: &Path) -> io::Result<()> {
    end_superseding(path)?;
    let old = match OpenOptions::new().write(true).open(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.is_some() && fs::hard_link(path, with_suffix(path, SUPERSEDED)).is_ok() {
        sync_folder(parent(path))?;
    }
    let renamed = fs::rename(new, path);
    if renamed.is_ok() {
        sync_folder(parent(path))?;
    }
    // Where nothing was put there, this takes the second name away again and no more.
    let ended = end_superseding(path);
    renamed.and(ended)?;
    match old {
        Some(old) if old.metadata()?.nlink() == 0 => overwrite_whole(&old),
        _ => Ok(()),
    }
}

/// Whether a file that was superseded is still to be overwritten.
pub fn is_superseding(path: &Path) -> bool {
    fs::symlink_metadata(with_suffix(path, SUPERSEDED)).is_ok()
}

/// Ends what a power cut left of [`supersede`]: overwrites and removes the old file, where another stands in its
/// place.
///
/// # Errors
/// The system refused; it can be tried again.
pub fn end_superseding(path: &Path) -> io::Result<()> {
    let second = with_suffix(path, SUPERSEDED);
    let old = match OpenOptions::new().write(true).open(&second) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    // What stands in its place is there to stay before the old bytes go.
    sync_folder(parent(path))?;
    let (was, stands) = match fs::metadata(path) {
        Ok(stands) => (old.metadata()?, stands),
        // The only one there is.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let is_same = (was.dev(), was.ino()) == (stands.dev(), stands.ino());
    if !is_same && was.nlink() == 1 {
        overwrite_whole(&old)?;
    }
    fs::remove_file(&second)?;
    sync_folder(parent(path))
}

fn overwrite_whole(file: &File) -> io::Result<()> {
    let zeros = vec![0; usize::try_from(file.metadata()?.len()).unwrap_or(0)];
    file.write_all_at(&zeros, 0)?;
    file.sync_all()
}

/// Creates a folder only its owner may enter, with the folders above it, and makes it durable.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE_FOLDER_MODE)
        .create(folder)?;
    sync_folder(folder)?;
    sync_folder(parent(folder))
}

/// Reads a file of at most `limit` bytes; `None` when there is no such file.
pub fn read_bounded(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    match File::open(path) {
        Ok(file) => read_open(&file, limit).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads an open file of at most `limit` bytes.
pub fn read_open(file: &File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("longer than the {limit} bytes such a file may have"),
        ));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
