//! A voice at work in one command: it signs what is said, and either submits it into the data folder
//! or writes it to a file for whoever carries it there.

mod outcome;

pub use outcome::{in_part, take_answer, tell_submitted, unheard};

use outcome::write_receipt;

use super::context::{Context, Progress};
use super::flags::{Found, ReadBack};
use super::heed::Heed;
use crate::exit::{Done, Problem};
use crate::file;
use crate::house::House;
use crate::names::Names;
use crate::reading::Reading;
use crate::session::load_key;
use crate::speech::{Disclose, Sealer, Speech};
use crate::voice::{self, ChainEnd, Voice};
use crate::wire::receipt::SubmittedView;
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::keyfile::Purpose;
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::writer::{Answer, CommitError};
use truceline_register::codec::statement::{Statement, Submission};
use truceline_register::ids::{PartyId, ZoneId};
use truceline_register::register::Register;
use truceline_register::time::{Instant, TimeWindow};

/// So many statements are submitted one by one, so that a refusal stops those after it.
const ONE_BY_ONE: usize = 8;

/// A voice with the folder or the file that its words go to.
pub struct Speaker<'a> {
    context: &'a Context,
    voice: Voice,
    target: Target,
    randomness: SystemRandomness,
    read_back: Vec<ReadBack>,
    /// One moment for what is said and for its signature, so that "from now on" is what it says.
    now: Instant,
}

/// Where the words go.
enum Target {
    /// To the register.
    House(Box<House>),
    /// Into a file; the register is at hand for its names.
    NamesOnly(Box<Reading>),
    /// Into a file.
    Nowhere,
}

impl Target {
    /// The time: the register's, or this machine's.
    fn now(&self) -> Instant {
        match self {
            Self::House(house) => house.now(),
            Self::NamesOnly(reading) => reading.now(),
            Self::Nowhere => SystemClock::default().read().wall,
        }
    }
}

/// What was signed for later.
#[derive(Clone, Debug, Serialize)]
pub struct SignedView {
    /// The files.
    pub signed: Vec<PathBuf>,
    /// What to do with them.
    pub next: String,
    /// Positions as they were understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read_back: Vec<ReadBack>,
}

impl<'a> Speaker<'a> {
    /// Opens the key, and the data folder where one is named.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn open(context: &'a Context) -> Result<Self, Problem> {
        let path = context.key_path()?;
        let named = context.data.is_some() || context.server.is_some();
        if !named && context.out.is_none() {
            return Err(Problem::usage(
                "say where it goes: --data FOLDER or --server URL records it, --out FILE signs it for later",
            ));
        }
        // A folder first: who names the wrong one is told so before any passphrase is asked for.
        let of_folder = match (&context.data, &context.out) {
            (Some(_), None) => Some(Target::House(Box::new(context.house()?))),
            (Some(_), Some(_)) => Some(Target::NamesOnly(Box::new(context.reading()?))),
            (None, _) => None,
        };
        let key = load_key(&path, Purpose::Party, &context.passphrases()?)?;
        let voice = Voice::open_within(&path, &key, context.wait(), &mut context.waiting())?;
        let target = match (of_folder, &context.server, &context.out) {
            (Some(target), _, _) => target,
            (None, Some(_), None) => {
                let replica = context.replica_with(&key.seed, voice.card())?;
                Target::House(Box::new(House::Server(Box::new(replica))))
            }
            (None, Some(_), Some(_)) => {
                let replica = context.replica_with(&key.seed, voice.card())?;
                replica.heed()?;
                Target::NamesOnly(Box::new(Reading::Server(Box::new(replica))))
            }
            (None, None, _) => Target::Nowhere,
        };
        let now = target.now();
        Ok(Self {
            context,
            voice,
            target,
            randomness: SystemRandomness,
            read_back: Vec::new(),
            now,
        })
    }

    /// The state, where a data folder is named.
    #[must_use]
    pub fn register(&self) -> Option<&Register> {
        match &self.target {
            Target::House(house) => Some(house.register()),
            Target::NamesOnly(reading) => Some(reading.register()),
            Target::Nowhere => None,
        }
    }

    /// The register that the words go to.
    ///
    /// # Errors
    /// [`Problem`]: they go to a file.
    pub fn house(&mut self) -> Result<&mut House, Problem> {
        match &mut self.target {
            Target::House(house) => Ok(house),
            _ => Err(Problem::usage(
                "this needs the register itself: give --data FOLDER or --server URL, and no --out",
            )),
        }
    }

    /// Names known here.
    #[must_use]
    pub fn names(&self) -> Names {
        self.register().map(Names::of_register).unwrap_or_default()
    }

    /// The time of what is said: the register's, or this machine's, when the key was opened or the
    /// last batch was recorded.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// Whose voice it is.
    #[must_use]
    pub const fn party(&self) -> PartyId {
        self.voice.card().party
    }

    /// The voice.
    #[must_use]
    pub const fn voice(&self) -> &Voice {
        &self.voice
    }

    /// The zone of a place: the one named, or the first that it touches.
    ///
    /// # Errors
    /// [`Problem`]: no zone of that name.
    pub fn zone_of(
        &self,
        named: Option<&str>,
        place: &Found,
        window: TimeWindow,
    ) -> Result<Option<ZoneId>, Problem> {
        if let Some(name) = named {
            return self.names().find_zone(name).map(Some);
        }
        let touching = self.register().map(|register| {
            register
                .zones
                .zones_touching(&place.footprint, window, register.size)
        });
        Ok(touching.and_then(|zones| zones.first().copied()))
    }

    /// A sealer that gives the register so much.
    pub fn sealer(&mut self, disclose: Disclose) -> Sealer<'_> {
        Sealer::new(&mut self.randomness, disclose)
    }

    /// Sixteen fresh bytes: an id.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn draw(&mut self) -> Result<[u8; 16], Problem> {
        voice::draw(&mut self.randomness)
    }

    /// Shows positions back with the answer.
    pub fn read_back(&mut self, found: &[ReadBack]) {
        self.read_back.extend_from_slice(found);
    }

    /// The positions to show back, where the answer is told by somebody else.
    pub fn take_read_back(&mut self) -> Vec<ReadBack> {
        std::mem::take(&mut self.read_back)
    }

    /// Signs and submits, or signs and writes, and tells what came of it.
    ///
    /// # Errors
    /// [`Problem`]; of a refusal the register's own.
    pub fn say(&mut self, speeches: &[Speech]) -> Done {
        if self.context.out.is_some() {
            return self.write(speeches);
        }
        let view = self.submit(speeches)?;
        let read_back = std::mem::take(&mut self.read_back);
        tell_submitted(self.context, view, read_back)
    }

    /// The same, one after the other however many they are: each is as long as a submission may be.
    ///
    /// # Errors
    /// [`Problem`]; of a refusal the register's own.
    pub fn say_one_by_one(&mut self, speeches: &[Speech]) -> Done {
        if self.context.out.is_some() {
            return self.write(speeches);
        }
        let view = self.submit_in(speeches, 1)?;
        let read_back = std::mem::take(&mut self.read_back);
        tell_submitted(self.context, view, read_back)
    }

    /// The same, in one durable batch: after a crash all of it stands or nothing does.
    ///
    /// # Errors
    /// [`Problem`]; of a refusal the register's own.
    pub fn say_at_once(&mut self, speeches: &[Speech]) -> Done {
        if self.context.out.is_some() {
            return self.write(speeches);
        }
        let view = self.submit_in(speeches, speeches.len().max(1))?;
        let read_back = std::mem::take(&mut self.read_back);
        tell_submitted(self.context, view, read_back)
    }

    /// Signs and submits into the data folder.
    ///
    /// # Errors
    /// [`Problem`]: nothing could be written. Refusals are in the view.
    pub fn submit(&mut self, speeches: &[Speech]) -> Result<SubmittedView, Problem> {
        let step = if speeches.len() <= ONE_BY_ONE {
            1
        } else {
            truceline_engine::writer::queue::MAX_BATCH
        };
        self.submit_in(speeches, step)
    }

    fn submit_in(&mut self, speeches: &[Speech], step: usize) -> Result<SubmittedView, Problem> {
        let progress = Progress::start(self.context, "recording");
        let mut view = SubmittedView::new();
        let mut heed = Heed::default();
        let mut done = 0_u64;
        for batch in speeches.chunks(step) {
            let house = self.house()?;
            let going: Vec<Speech> = batch
                .iter()
                .filter(|speech| heed.lets(house, Some(&speech.act), None))
                .cloned()
                .collect();
            if going.is_empty() {
                continue;
            }
            heed.warn(house);
            let answers = self
                .submit_batch(&going)
                .map_err(|problem| in_part(&view, speeches.len(), problem))?;
            // A receipt may contradict what was shown before.
            heed.warn(self.house()?);
            let names = self.names();
            for (answer, _) in &answers {
                take_answer(self.context, self.house()?, answer, None, &names, &mut view)?;
            }
            done += batch.len() as u64;
            progress.at(done);
            if step == 1 && !view.refused.is_empty() {
                break;
            }
        }
        view.refused = heed.before(view.refused);
        Ok(view)
    }

    /// Signs and submits one batch, and gives only what became of each statement: for long work whose records
    /// nobody reads back one by one.
    ///
    /// # Errors
    /// [`Problem`]: nothing was recorded, or the server is not to be relied on.
    pub fn submit_at_once(&mut self, batch: &[Speech]) -> Result<Vec<Answer>, Problem> {
        if let Some(alarm) = self.house()?.alarm() {
            return Err(alarm.clone());
        }
        let answers = self.submit_batch(batch)?;
        let answers: Vec<Answer> = answers.into_iter().map(|(answer, _)| answer).collect();
        for answer in &answers {
            if let Answer::Admitted { index } | Answer::Repeated { index } = answer {
                write_receipt(self.context, self.house()?, *index)?;
            }
        }
        Ok(answers)
    }

    /// One durable batch. What was refused at its end, or not recorded at all, and has left this process
    /// with nobody is taken back from the key's chain.
    fn submit_batch(&mut self, batch: &[Speech]) -> Result<Vec<(Answer, Submission)>, Problem> {
        let start = self.voice.chain();
        let signed = self.voice.sign_all(batch, self.now, &mut self.randomness)?;
        let (submissions, ends): (Vec<Submission>, Vec<ChainEnd>) = signed.into_iter().unzip();
        let kept = match self.keep_withheld(batch, &submissions) {
            Ok(kept) => kept,
            Err(problem) => {
                self.take_back(start);
                return Err(problem);
            }
        };
        let answers = match self.house()?.submit(&submissions, &mut |_| {}) {
            Ok(answers) => answers,
            Err(error) => {
                if !matches!(error, CommitError::Unknown(_) | CommitError::Ended) {
                    kept.iter().flatten().for_each(|path| forget(path));
                    self.take_back(start);
                }
                return Err(error.into());
            }
        };
        for (path, answer) in kept.iter().zip(&answers) {
            if let Some(path) = path
                && !matches!(answer, Answer::Admitted { .. })
            {
                forget(path);
            }
        }
        let recorded = answers
            .iter()
            .rposition(|answer| matches!(answer, Answer::Admitted { .. }))
            .and_then(|place| ends.get(place).copied())
            .unwrap_or(start);
        self.take_back(recorded);
        self.now = self.target.now();
        Ok(answers.into_iter().zip(submissions).collect())
    }

    /// Takes the key's chain back to where it stood; where that fails, a gap stays.
    fn take_back(&mut self, to: ChainEnd) {
        if to == self.voice.chain() {
            return;
        }
        if let Err(problem) = self.voice.take_back(to) {
            eprintln!(
                "truceline: warning: {problem}. The chain of the key keeps a gap, which the register flags and which delays nothing"
            );
        }
    }

    /// What the register is not given stays with the speaker, before the rest leaves: without its salts
    /// nobody could ever open the digests.
    fn keep_withheld(
        &self,
        batch: &[Speech],
        submissions: &[Submission],
    ) -> Result<Vec<Option<PathBuf>>, Problem> {
        let folder = file::beside(&self.context.key_path()?, "withheld");
        let mut kept: Vec<Option<PathBuf>> = Vec::with_capacity(batch.len());
        for (speech, submission) in batch.iter().zip(submissions) {
            if speech.withheld.is_empty() {
                kept.push(None);
                continue;
            }
            match keep_whole(&folder, speech, submission) {
                Ok(path) => kept.push(Some(path)),
                Err(problem) => {
                    kept.iter().flatten().for_each(|path| forget(path));
                    return Err(Problem {
                        what: format!("{}; nothing was recorded", problem.what),
                        ..problem
                    });
                }
            }
        }
        Ok(kept)
    }

    fn write(&mut self, speeches: &[Speech]) -> Done {
        let out = self.context.out()?.to_owned();
        let withheld = file::beside(&self.context.key_path()?, "withheld");
        let submissions = self
            .voice
            .sign_all(speeches, self.now, &mut self.randomness)?;
        let mut signed = Vec::with_capacity(speeches.len());
        for (number, (speech, (submission, _))) in speeches.iter().zip(submissions).enumerate() {
            let path = match speeches {
                [_] => out.clone(),
                _ => out.join(format!("{:05}.stm", number + 1)),
            };
            file::write_public(&path, &submission.to_bytes())?;
            if !speech.withheld.is_empty() {
                keep_whole(&withheld, speech, &submission)?;
            }
            signed.push(path);
        }
        let next = format!(
            "carry it to the register and run: truceline submit --data FOLDER {}",
            out.display()
        );
        let view = SignedView {
            signed,
            next,
            read_back: std::mem::take(&mut self.read_back),
        };
        self.context.tell(&view, || {
            let mut text: String = view
                .read_back
                .iter()
                .map(|back| format!("read back: {}\n", back.text()))
                .collect();
            text.extend(
                view.signed
                    .iter()
                    .map(|path| format!("signed: {}\n", path.display())),
            );
            text + &view.next + "\n"
        })
    }
}

/// Removes a file of what was withheld from a statement that was not recorded; one that stays is no harm.
fn forget(path: &Path) {
    let _ = std::fs::remove_file(path);
}

fn keep_whole(folder: &Path, speech: &Speech, submission: &Submission) -> Result<PathBuf, Problem> {
    let mut whole = submission.clone();
    whole.disclosures.extend(speech.withheld.iter().cloned());
    let payload = Statement::parse(&whole.statement)
        .ok()
        .and_then(|statement| statement.payload().ok());
    let name = payload.map_or_else(
        || "unreadable".to_owned(),
        |payload| payload.act_id.to_string(),
    );
    let path = folder.join(format!("{name}.stm"));
    file::write_new(&path, &whole.to_bytes())?;
    Ok(path)
}
