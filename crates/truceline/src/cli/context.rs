//! The flags that every command takes, and what follows from them.

use crate::card::DeskCard;
use crate::client::Client;
use crate::client::base::Base;
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::house::House;
use crate::names::Names;
use crate::passphrase::{Passphrases, Typed};
use crate::reading::{Opened, Reading};
use crate::render;
use crate::replica::Replica;
use crate::seen::SeenFile;
use crate::session::{CENTRE_KEY, Place, Session, load_key};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::cell::{Cell, OnceCell};
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;
use truceline_engine::clock::SystemClock;
use truceline_engine::disk;
use truceline_engine::keyfile::{Passphrase, Purpose, Seed};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::replay::Lost;
use truceline_log::key::SigningKey;
use truceline_register::register::Register;

/// A certificate authority's file holds some kilobytes.
const MAX_AUTHORITY_BYTES: u64 = 256 << 10;
/// A passphrase file holds some lines.
const MAX_PASSPHRASE_BYTES: u64 = 16 << 10;

/// How long a command waits for its turn, in seconds: a large import holds the register for so long and longer,
/// every other command for less.
pub const DEFAULT_WAIT_S: u64 = 10;
/// What to do where the register's clock is in doubt.
pub const CLOCK_IN_DOUBT: &str = "the register's clock is in doubt; set the machine's clock, then two people run `truceline clock confirm`, one of them of the centre";
/// After this a person at a terminal is told what is waited for.
const WAIT_UNTOLD: Duration = Duration::from_secs(1);

/// The flags that every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct Context {
    /// The register's data folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// A server that keeps the register, instead of its data folder
    #[arg(long, global = true, value_name = "URL", conflicts_with = "data")]
    pub server: Option<String>,
    /// The certificate authority that vouches for the server, PEM; without it only a server on this machine
    #[arg(long, global = true, value_name = "FILE", requires = "server")]
    pub server_ca: Option<PathBuf>,
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
    /// Read a log that stands against its head, or has none, as evidence; each answer says what it rests on
    #[arg(long, global = true)]
    pub as_evidence: bool,
    /// How long to wait while another command writes to the register
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = DEFAULT_WAIT_S)]
    pub wait: u64,
    /// Whether an answer stands on the output already.
    #[arg(skip)]
    pub told: Rc<Cell<bool>>,
    /// Passphrases typed so far.
    #[arg(skip)]
    pub typed: Typed,
    /// Why what was read is no more than evidence.
    #[arg(skip)]
    pub against: OnceCell<String>,
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
        let data = data.ok_or_else(|| match &self.server {
            None => Problem::usage("name the register's folder with --data FOLDER"),
            Some(_) => Problem::usage(
                "this needs the register's own folder: run it where that is, with --data FOLDER",
            ),
        })?;
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
        if self.server.is_some() {
            let replica = self.replica()?;
            replica.heed()?;
            return Ok(Reading::Server(Box::new(replica)));
        }
        let progress = Progress::start(self, "reading the log");
        let opened = Opened::open(&self.place()?, self.as_evidence, &mut |index| {
            progress.at(index);
        });
        drop(progress);
        let reading = opened?;
        if let Some(why) = reading.against() {
            // The first reason is the one to tell.
            let _ = self.against.set(why.to_owned());
        }
        warn_of_lost(reading.lost(), reading.register());
        Ok(Reading::Folder(Box::new(reading)))
    }

    /// What the key's party may know of the register that the server keeps.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn replica(&self) -> Result<Replica, Problem> {
        let path = self.key_path()?;
        let key = load_key(&path, Purpose::Party, &self.passphrases()?)?;
        self.replica_with(&key.seed, &DeskCard::read(&file::beside(&path, "card"))?)
    }

    /// The same with a key at hand. What the server makes of what the party was shown before is the replica's to
    /// tell; whoever reads heeds it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn replica_with(&self, seed: &Seed, card: &DeskCard) -> Result<Replica, Problem> {
        let client = self.client(Some(SigningKey::from_seed(seed.expose())))?;
        let seen = SeenFile::open_or_aside(&file::beside(&self.key_path()?, "seen"));
        let progress = Progress::start(self, "fetching");
        let replica = Replica::fetch(client, card, seen, &mut |index| progress.at(index));
        drop(progress);
        let replica = replica?;
        for witness in replica.other_history() {
            eprintln!(
                "truceline: warning: the witness {witness} says that it has seen another history of this log; compare with other parties (`truceline compare`)"
            );
        }
        Ok(replica)
    }

    /// The line to the server; without a key, requests are not signed.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn client(&self, key: Option<SigningKey>) -> Result<Client, Problem> {
        let url = self.server.as_deref();
        let url = url.ok_or_else(|| Problem::usage("name the server with --server URL"))?;
        let authority = self.server_ca.as_deref();
        let authority = authority
            .map(|path| file::read(path, MAX_AUTHORITY_BYTES))
            .transpose()?;
        Client::new(
            Base::parse(url)?,
            authority.as_deref(),
            key,
            Box::new(SystemClock::default()),
            Box::new(SystemRandomness),
        )
    }

    /// Opens the data folder to write.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn session(&self) -> Result<Session, Problem> {
        if self.as_evidence {
            return Err(Problem::usage(
                "evidence is read, never written to; leave --as-evidence out",
            ));
        }
        let place = self.place()?;
        let progress = Progress::start(self, "reading the log");
        let opened = Session::open(&place, self.wait(), &mut self.waiting(), &mut |index| {
            progress.at(index);
        });
        drop(progress);
        let mut session = opened?;
        let lost = session.writer().lost().to_vec();
        warn_of_lost(&lost, session.register());
        Ok(session)
    }

    /// The register to submit to: its folder opened to write, or the server.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn house(&self) -> Result<House, Problem> {
        Ok(match self.server {
            Some(_) => House::Server(Box::new(self.replica()?)),
            None => House::Folder(Box::new(self.session()?)),
        })
    }

    /// Names a full disk as what is behind a problem, where one of the folders that are written to lies on one.
    #[must_use]
    pub fn on_full_disk(&self, problem: Problem) -> Problem {
        let of_key = self.key.as_deref().map(disk::parent);
        let folders = [self.data.as_deref(), of_key, self.keys.as_deref()];
        let full = || {
            folders
                .into_iter()
                .flatten()
                .find(|folder| disk::is_full(folder))
        };
        match problem.code.as_str() {
            "unavailable" => match full() {
                Some(folder) => problem.for_want_of_space(folder),
                None => problem,
            },
            _ => problem,
        }
    }

    /// Says on the error output that the clock is in doubt, where it is.
    pub fn note_clock(&self, register: &Register) {
        if register.clock.in_doubt(register.size) {
            eprintln!(
                "truceline: note: {CLOCK_IN_DOUBT}; until then nothing falls due and checks cannot say"
            );
        }
    }

    /// How long to wait for another command's end.
    #[must_use]
    pub const fn wait(&self) -> Duration {
        Duration::from_secs(self.wait)
    }

    /// Tells a person at a terminal, once, that another command is waited for.
    pub fn waiting(&self) -> impl FnMut(Duration) {
        let mut told = self.json || !std::io::stderr().is_terminal();
        let wait = self.wait;
        move |so_far| {
            if !told && so_far >= WAIT_UNTOLD {
                told = true;
                eprintln!("another command is writing; waiting up to {wait} s for its end");
            }
        }
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
        if self.data.is_none() && self.server.is_none() {
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
        let said = match (self.json, self.against.get()) {
            (true, None) => render::json(view),
            (true, Some(why)) => render::json(&AsEvidence {
                as_evidence: why,
                answer: view,
            }),
            (false, None) => render::visible(&text()),
            (false, Some(why)) => format!(
                "EVIDENCE ONLY, NOT THE REGISTER: {why}\n{}",
                render::visible(&text())
            ),
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
            Err(error) => {
                let what = format!("the output cannot be written: {error}");
                Err(Problem::new(Exit::Unavailable, "output", what))
            }
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

/// An answer from a log that stands against its head.
#[derive(Serialize)]
struct AsEvidence<'a, T> {
    as_evidence: &'a str,
    answer: &'a T,
}

/// Says what the vault lacks, though nobody erased it: once in each command.
fn warn_of_lost(lost: &[Lost], register: &Register) {
    let Some(first) = lost.first() else {
        return;
    };
    let whose = first.party.map_or_else(
        || "the register's own".to_owned(),
        |party| format!("of {}", Names::of_register(register).party(party).short()),
    );
    eprintln!(
        "truceline: warning: the vault lacks what {} records disclosed, the first at index {} ({whose}), and nobody erased it: an older vault was put back. Put the newer one back, or ask whose they are to say it again; `truceline fsck` names them all",
        lost.len(),
        first.index
    );
}

/// A key's card and its chain stand beside it and are taken for it.
fn is_no_card(path: &Path) -> Result<(), Problem> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending {
        Some("card" | "chain" | "lock" | "seen" | "fork") if path.exists() => {
            Err(Problem::usage(format!(
                "{}: is the key's {}, and no key; sign with {}",
                path.display(),
                ending.unwrap_or_default(),
                file::beside(path, "key").display()
            )))
        }
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
