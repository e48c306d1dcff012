//! The built binary of the product, for the campaigns that drive it as a user would.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Builds the program, which is quick when it is built, and says where it is.
///
/// # Errors
/// Cargo's words: the program does not build.
pub fn build() -> Result<PathBuf, String> {
    build_with(&[])
}

/// As [`build`], with what cargo is told beside it.
///
/// # Errors
/// Cargo's words: the program does not build.
pub fn build_with(more: &[&str]) -> Result<PathBuf, String> {
    eprintln!("building the program {}", more.join(" "));
    let mut cargo = Command::new(cargo());
    // What the cargo that runs us has told us about ourselves: a build script that looks at it (ring's does)
    // would run again, and everything that stands on it be compiled again, at every turn.
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if told {
            cargo.env_remove(name);
        }
    }
    let built = cargo
        // Both packages, so that the dependencies' features are those that we were built with, and
        // nothing is built twice.
        .args(["build", "--package", "xtask", "--package", "truceline"])
        .args(more)
        .current_dir(repository())
        .status()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if !built.success() {
        return Err("the program does not build".to_owned());
    }
    let here = std::env::current_exe().map_err(|error| error.to_string())?;
    // Beside this binary, or one up where this is a test of the suite.
    here.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("truceline"))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("no truceline beside {}", here.display()))
}

/// The cargo that runs us.
#[must_use]
pub fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
