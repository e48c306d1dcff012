//! The flags that every command takes, and what follows from them.

use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::names::Names;
use crate::passphrase::{Passphrases, Typed};
use crate::render;
use crate::session::{CENTRE_KEY, Place, Reading, Session};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::cell::Cell;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;
use truceline_engine::keyfile::Passphrase;

/// A passphrase file holds some lines.
const MAX_PASSPHRASE_BYTES: u64 = 16 << 10;

/// The flags that every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct Context {
    /// The register's data folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// The folder of the register's own keys, where that is not FOLDER/keys
    #[arg(long, global = true, value_name = "FOLDER")]
    pub keys: Option<PathBuf>,
    /// The key file to sign with; without it the centre's, where the data folder has it
    #[arg(long, global = true, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// A file with the passphrases of sealed keys, one a line
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Print JSON: one document, the answer or the problem; words of a problem go to the error output too
    #[arg(long, global = true)]
    pub json: bool,
    /// Write what comes of it here; of a statement the signed file, to be submitted later
    #[arg(long, global = true, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write a receipt for each recorded statement into this folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub receipts: Option<PathBuf>,
    /// Read the log alone, where its vault or the vault's key is gone: what was disclosed shows as erased
    #[arg(long, global = true)]
    pub without_vault: bool,
    /// Whether an answer stands on the output already.
    #[arg(skip)]
    pub told: Rc<Cell<bool>>,
    /// Passphrases typed so far.
    #[arg(skip)]
    pub typed: Typed,
}

impl Context {
    /// The passphrases given, or who is asked for them.
    ///
    /// # Errors
    /// [`Problem`]: the file cannot be read, or holds none.
    pub fn passphrases(&self) -> Result<Passphrases, Problem> {
        let given = match &self.passphrase_file {
            None => Vec::new(),
            Some(path) => passphrases_of(path)?,
        };
        Ok(Passphrases::new(given, self.typed.clone()))
    }

    /// The data folder.
    ///
    /// # Errors
    /// [`Problem`]: none was named.
    pub fn place(&self) -> Result<Place, Problem> {
        let data = self.data.as_deref();
        let data =
            data.ok_or_else(|| Problem::usage("name the register's folder with --data FOLDER"))?;
        let place = Place::of(data, self.keys.as_deref(), self.passphrases()?);
        Ok(if self.without_vault {
            place.without_vault()
        } else {
            place
        })
    }

    /// Opens the data folder to read.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn reading(&self) -> Result<Reading, Problem> {
        let progress = Progress::start(self, "reading the log");
        Reading::open(&self.place()?, &mut |index| progress.at(index))
    }

    /// Opens the data folder to write.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn session(&self) -> Result<Session, Problem> {
        let progress = Progress::start(self, "reading the log");
        Session::open(&self.place()?, &mut |index| progress.at(index))
    }

    /// The key to sign with.
    ///
    /// # Errors
    /// [`Problem`]: none was named and there is no default.
    pub fn key_path(&self) -> Result<PathBuf, Problem> {
        if let Some(path) = &self.key {
            return is_no_card(path).map(|()| path.clone());
        }
        if let Some(data) = self.data.as_ref().filter(|data| !data.exists()) {
            return Err(Problem::unavailable(format!(
                "{}: no such folder; name the register's folder with --data",
                data.display()
            )));
        }
        let default = self.place().ok().map(|place| place.keys.join(CENTRE_KEY));
        default
            .filter(|path| path.exists())
            .ok_or_else(|| Problem::usage("name the key to sign with: --key FILE"))
    }

    /// Names known in the data folder; none where no folder is named.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn names(&self) -> Result<Names, Problem> {
        if self.data.is_none() {
            return Ok(Names::default());
        }
        Ok(Names::of_register(self.reading()?.register()))
    }

    /// Shows a view: as JSON, or as an outline.
    ///
    /// # Errors
    /// [`Problem`]: the output is closed.
    pub fn show<T: Serialize>(&self, view: &T) -> Done {
        self.tell(view, || render::outline(view))
    }

    /// Shows a view: as JSON, or as the text made for it.
    ///
    /// # Errors
    /// [`Problem`]: the output is closed.
    pub fn tell<T: Serialize>(&self, view: &T, text: impl FnOnce() -> String) -> Done {
        let said = if self.json {
            render::json(view)
        } else {
            render::visible(&text())
        };
        self.write(&said)
    }

    /// Gives text as it is: for a machine, as the text of a file is.
    ///
    /// # Errors
    /// [`Problem`]: the output is closed.
    pub fn give(&self, text: &str) -> Done {
        self.write(text)
    }

    fn write(&self, said: &str) -> Done {
        self.told.set(true);
        let mut out = std::io::stdout().lock();
        match out.write_all(said.as_bytes()).and_then(|()| out.flush()) {
            // Whoever reads has read enough; what was done is done.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Exit::Done),
            Err(error) => Err(Problem::unavailable(format!("the output: {error}"))),
            Ok(()) => Ok(Exit::Done),
        }
    }

    /// The file that the result goes to.
    ///
    /// # Errors
    /// [`Problem`]: none was named.
    pub fn out(&self) -> Result<&Path, Problem> {
        self.out
            .as_deref()
            .ok_or_else(|| Problem::usage("name the file to write with --out FILE"))
    }
}

/// A key's card and its chain stand beside it and are taken for it.
fn is_no_card(path: &Path) -> Result<(), Problem> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending {
        Some("card" | "chain" | "lock") if path.exists() => Err(Problem::usage(format!(
            "{}: is the key's {}, and no key; sign with {}",
            path.display(),
            ending.unwrap_or_default(),
            file::beside(path, "key").display()
        ))),
        _ => Ok(()),
    }
}

/// The lines of a file.
fn passphrases_of(path: &Path) -> Result<Vec<Passphrase>, Problem> {
    let text = file::read_text(path, MAX_PASSPHRASE_BYTES)?;
    let lines = text.lines().filter(|line| !line.is_empty());
    let given: Vec<Passphrase> = lines.map(|line| Passphrase::new(line.to_owned())).collect();
    if given.is_empty() {
        let path = path.display();
        return Err(Problem::usage(format!(
            "{path}: holds no passphrase; write one into its first line"
        )));
    }
    Ok(given)
}

/// Shows a problem in words on the error output.
pub fn complain(problem: &Problem) {
    let text = render::visible(&format!("truceline: {problem}\n"));
    // Where even the error output is closed, the exit code says it.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Ends with a problem: in words on the error output, and with --json as the one document of the
/// output, where no answer stands there already.
pub fn end(problem: &Problem, json: bool, told: bool) {
    if json && !told {
        let _ = std::io::stdout()
            .lock()
            .write_all(render::json(problem).as_bytes());
    }
    complain(problem);
}

/// Progress of long work, on a terminal only, from the first that is done: until then a person may be
/// asked for a passphrase there.
pub struct Progress {
    bar: Option<ProgressBar>,
    moves: Cell<bool>,
}

impl Progress {
    /// Starts to show, unless nobody looks.
    #[must_use]
    pub fn start(context: &Context, what: &'static str) -> Self {
        if context.json || !std::io::stderr().is_terminal() {
            return Self {
                bar: None,
                moves: Cell::new(false),
            };
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos}") {
            bar.set_style(style);
        }
        // Nothing is drawn before it moves.
        bar.set_draw_target(ProgressDrawTarget::hidden());
        bar.set_message(what);
        Self {
            bar: Some(bar),
            moves: Cell::new(false),
        }
    }

    /// So far.
    pub fn at(&self, count: u64) {
        if let Some(bar) = &self.bar {
            if !self.moves.replace(true) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(Duration::from_millis(200));
            }
            bar.set_position(count);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
