//! `cargo xtask demo`: one command from a fresh clone to the story.
//!
//! Builds the program where it is missing and hands over to `truceline demo`.

use std::process::{Command, ExitCode};

use crate::program;

/// What `cargo xtask demo` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Arguments of `truceline demo`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

/// Runs it; the exit code is that of `truceline demo`.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let binary = match program::build() {
        Ok(binary) => binary,
        Err(error) => {
            eprintln!("demo: {error}");
            return ExitCode::FAILURE;
        }
    };
    match Command::new(binary)
        .arg("demo")
        .args(&options.arguments)
        .status()
    {
        Ok(status) => status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            eprintln!("demo: the program did not start: {error}");
            ExitCode::FAILURE
        }
    }
}
