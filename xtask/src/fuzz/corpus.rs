//! The committed corpus: `fuzz/corpus/TARGET/`, a file per input.

use std::path::PathBuf;

use crate::program;
use crate::tidy::source::files_under;

/// Where a target's corpus stands.
#[must_use]
pub fn folder(target: &str) -> PathBuf {
    program::repository()
        .join("fuzz")
        .join("corpus")
        .join(target)
}

/// A target's corpus, in the order of the files' names.
///
/// # Errors
/// It cannot be read, or there is none.
pub fn read(target: &str) -> Result<Vec<Vec<u8>>, String> {
    let mut inputs = Vec::new();
    for path in files_under(&folder(target))? {
        inputs.push(std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    if inputs.is_empty() {
        return Err(format!(
            "{target} has no corpus; write one with --seed-corpus"
        ));
    }
    Ok(inputs)
}

/// Adds an input that broke a promise to the artifacts and says where it is.
#[must_use]
pub fn keep(target: &str, input: &[u8]) -> String {
    let folder = program::repository()
        .join("fuzz")
        .join("artifacts")
        .join(target);
    let digest = truceline_register::codec::cbor::Digest::of(input).to_string();
    let path = folder.join(format!("crash-{}", &digest[..16]));
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input));
    match written {
        Ok(()) => format!("fuzz/artifacts/{target}/crash-{}", &digest[..16]),
        Err(error) => format!(
            "an input of {} bytes that could not be kept ({error})",
            input.len()
        ),
    }
}
