//! Passphrases of sealed keys: the lines of a file, or typed at a terminal that does not show them.
//!
//! Not here: sealing and opening (the engine's key files).

use crate::exit::Problem;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use truceline_engine::keyfile::{self, KeyFileError, Passphrase};

/// So often one file's passphrase is asked for: a slip of the fingers, twice.
const MAX_TRIES: usize = 3;

/// Asks a person; `None` where there is nobody to ask.
pub type Ask = fn(&str) -> Option<Passphrase>;

/// What one command knows of passphrases. What was typed for one key is tried with the next.
#[derive(Clone, Debug)]
pub struct Passphrases {
    given: Vec<Passphrase>,
    typed: Typed,
    ask: Ask,
}

/// What was typed so far.
#[derive(Clone, Debug, Default)]
pub struct Typed(Arc<Mutex<Vec<Passphrase>>>);

impl Typed {
    fn all(&self) -> Vec<Passphrase> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, passphrase: Passphrase) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(passphrase);
    }
}

impl Passphrases {
    /// Of a file's lines; where there are none, a person at the terminal is asked.
    #[must_use]
    pub const fn new(given: Vec<Passphrase>, typed: Typed) -> Self {
        Self {
            given,
            typed,
            ask: at_terminal,
        }
    }

    /// Of keys that are not sealed: nobody is asked.
    #[must_use]
    pub fn none() -> Self {
        Self::new(Vec::new(), Typed::default()).asking(|_| None)
    }

    /// The same, with somebody else to ask.
    #[must_use]
    pub const fn asking(mut self, ask: Ask) -> Self {
        self.ask = ask;
        self
    }

    /// Opens a key file: each passphrase is tried, then a person is asked.
    ///
    /// # Errors
    /// [`Problem`] naming the file and saying how to give its passphrase.
    pub fn open<T>(
        &self,
        path: &Path,
        mut attempt: impl FnMut(&mut dyn FnMut() -> Option<Passphrase>) -> Result<T, KeyFileError>,
    ) -> Result<T, Problem> {
        let mut known = self.given.clone();
        known.extend(self.typed.all());
        let mut known = known.into_iter();
        let mut asked = 0;
        loop {
            let mut typed = None;
            let outcome = attempt(&mut || {
                known.next().or_else(|| {
                    typed = self.ask_for(path, asked);
                    typed.clone()
                })
            });
            match outcome {
                Ok(opened) => {
                    if let Some(passphrase) = typed {
                        self.typed.keep(passphrase);
                    }
                    return Ok(opened);
                }
                Err(KeyFileError::WrongPassphrase { .. }) if known.len() > 0 => {}
                Err(KeyFileError::WrongPassphrase { .. })
                    if self.given.is_empty() && asked < MAX_TRIES =>
                {
                    asked += usize::from(typed.is_some());
                    if asked == MAX_TRIES {
                        return Err(Problem::unavailable(format!(
                            "{}: none of the {MAX_TRIES} passphrases opens it",
                            path.display()
                        )));
                    }
                }
                Err(KeyFileError::PassphraseNeeded { path }) => {
                    let path = path.display();
                    return Err(Problem::unavailable(format!(
                        "{path}: is sealed and there is no terminal to ask at; give its passphrase in a file with --passphrase-file"
                    )));
                }
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// The passphrase that opens a key file, of those that are known; nobody is asked.
    #[must_use]
    pub fn that_opens(&self, path: &Path) -> Option<Passphrase> {
        let mut known = self.given.clone();
        known.extend(self.typed.all());
        known
            .into_iter()
            .find(|passphrase| keyfile::load_any(path, &mut || Some(passphrase.clone())).is_ok())
    }

    /// A new passphrase, to seal with: the file's first line, or typed twice.
    ///
    /// # Errors
    /// [`Problem`]: there is none, nobody to ask, or the two differ.
    pub fn choose(&self, flag: &str) -> Result<Passphrase, Problem> {
        if let Some(first) = self.given.first() {
            return Ok(first.clone());
        }
        let nobody = || {
            Problem::usage(format!(
                "sealing needs a passphrase: in the first line of {flag} FILE, or typed at a terminal"
            ))
        };
        let first = (self.ask)("new passphrase: ").ok_or_else(nobody)?;
        let again = (self.ask)("the same again: ").ok_or_else(nobody)?;
        if !first.is_same(&again) {
            return Err(Problem::usage("the two passphrases differ; begin again"));
        }
        self.typed.keep(first.clone());
        Ok(first)
    }

    fn ask_for(&self, path: &Path, asked: usize) -> Option<Passphrase> {
        if !self.given.is_empty() {
            return None;
        }
        let again = if asked == 0 { "" } else { "not that one; " };
        (self.ask)(&format!("{again}passphrase of {}: ", path.display()))
    }
}

/// Asks at the terminal, without showing what is typed. An empty line is no passphrase.
fn at_terminal(prompt: &str) -> Option<Passphrase> {
    let terminal = console::Term::stderr();
    if !terminal.is_term() {
        return None;
    }
    terminal.write_str(prompt).ok()?;
    let typed = terminal.read_secure_line().ok()?;
    (!typed.is_empty()).then(|| Passphrase::new(typed))
}

#[cfg(test)]
mod tests;
