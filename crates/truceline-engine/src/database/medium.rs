//! Reading from a medium that nobody can write to.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Kind, OpenError, connect_as};
use crate::disk;

/// Whether a reader failed because it can make no shared memory file beside the database.
pub(super) fn is_for_want_of_writing(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// Opens a database that nobody can write to: without lock and shared memory, and only where no
/// write-ahead log waits beside it.
pub(super) fn connect_to_what_lies(
    path: &Path,
    flags: OpenFlags,
    kind: &Kind,
) -> Result<Connection, OpenError> {
    let waiting = fs::metadata(disk::with_suffix(path, "-wal"));
    if waiting.is_ok_and(|file| file.len() > 0) {
        return Err(OpenError::Pending {
            path: path.to_owned(),
        });
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    connect_as(path, &immutable_uri(path), flags, kind, kind.older)
}

/// The name by which SQLite reads a file without locks and companions.
fn immutable_uri(path: &Path) -> PathBuf {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?immutable=1");
    PathBuf::from(uri)
}
