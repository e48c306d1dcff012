//! Files that people hand to the program and that it hands to them.
//!
//! What a person named is never overwritten; what the program keeps for itself is replaced whole.
//! Not here: what stands in them.

use crate::exit::Problem;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use truceline_engine::disk;

/// The largest file taken from a person: a bundle of a whole register.
pub const MAX_FILE_BYTES: u64 = 512 << 20;

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    read_if_there(path, limit)?
        .ok_or_else(|| Problem::unavailable(format!("{}: no such file", path.display())))
}

/// Reads a file of at most `limit` bytes, if it is there.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn read_if_there(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Problem> {
    disk::read_bounded(path, limit).map_err(|error| cannot(path, &error))
}

/// Reads a file that is text.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn read_text(path: &Path, limit: u64) -> Result<String, Problem> {
    String::from_utf8(read(path, limit)?).map_err(|_| {
        Problem::usage(format!(
            "{}: is not text; is it the right file?",
            path.display()
        ))
    })
}

/// Writes a new file that its owner alone may read; one that exists is left alone.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    make_parent(path)?;
    disk::write_new(path, bytes).map_err(|error| not_new(path, &error))
}

/// Writes a new file that others may read too: what is handed on.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn write_public(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    make_parent(path)?;
    let mut file = File::create_new(path).map_err(|error| not_new(path, &error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| cannot(path, &error))
}

/// Replaces a file's content at once; the caller holds whatever keeps others away.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    disk::replace(path, bytes)
        .map_err(|error| Problem::unavailable(format!("{}: {error}", path.display())))
}

/// The path with another ending: `south.key` to `south.card`.
#[must_use]
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}

fn make_parent(path: &Path) -> Result<(), Problem> {
    let folder = disk::parent(path);
    if folder.exists() {
        return Ok(());
    }
    disk::create_private_folder(folder).map_err(|error| cannot(folder, &error))
}

fn not_new(path: &Path, error: &std::io::Error) -> Problem {
    if error.kind() == std::io::ErrorKind::AlreadyExists {
        let path = path.display();
        return Problem::unavailable(format!(
            "{path}: exists already and is not overwritten; name another file"
        ));
    }
    cannot(path, error)
}

fn cannot(path: &Path, error: &std::io::Error) -> Problem {
    Problem::unavailable(format!("{}: {error}", path.display()))
}
