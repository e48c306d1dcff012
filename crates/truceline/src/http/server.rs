//! The running server: the published state, the intake of the one writer, and readers of log and vault.
//!
//! Answers are made beside the writer, on a state that was durable when the answer began. What a party may
//! have of a record is decided in one place ([`crate::portion`]), through [`Sight`]. Not here: who may ask
//! ([`super::gate`]), and what an answer looks like ([`super::answer`]).

use super::caller::Caller;
use super::cursor::Cursors;
use super::departures::Departures;
use super::kept::Kept;
use super::looks;
use super::metrics::Metrics;
use super::presence::Attendance;
use super::problem::{not_found, problem};
use super::rate::Rates;
use super::recent::Recent;
use super::settings::Settings;
use super::vault_key::Rotation;
use crate::exit::Problem;
use crate::names::Names;
use crate::portion;
use crate::session::Place;
use crate::signature::nonce::Nonces;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use truceline_engine::clock::{Clock, Reading};
use truceline_engine::evidence::{Archive, receipt};
use truceline_engine::folder::Folder;
use truceline_engine::store::Store as _;
use truceline_engine::store::sqlite::SqliteStore;
use truceline_engine::vault::Vault;
use truceline_engine::vault::ring::Ring;
use truceline_engine::vault::sqlite::SqliteShelf;
use truceline_engine::writer::queue::{Intake, Lane, Outcome};
use truceline_engine::writer::rotation::Rotation as Order;
use truceline_engine::writer::state::{Published, State};
use truceline_engine::writer::{Answer, Notice, Work};
use truceline_register::codec::proven::Proven;
use truceline_register::codec::record::Record;
use truceline_register::ids::{DeskId, LogIndex, PartyId, PersonId};
use truceline_register::looks::{Look, Way};
use truceline_register::register::Register;
use truceline_register::time::Instant;
use truceline_register::vocabulary::Resolution;

/// Most answers that are made at the same time from log, vault and index; more wait their turn. Each may
/// hold a core for some ten milliseconds.
pub const MAX_READING: usize = 16;

/// Most records given to persons that are remembered, some 40 MB; beyond it all are forgotten, and the next are on
/// record once more.
const MAX_EXPORTED: usize = 1_000_000;

/// The running server; one for a process.
pub struct Server {
    /// What it was told at its start.
    pub settings: Settings,
    /// Figures without positions.
    pub metrics: Metrics,
    /// The latest records, for streams.
    pub recent: Recent,
    /// What is kept beside the register.
    pub kept: Kept,
    /// The desks that follow.
    pub attendance: Attendance,
    /// Event ids.
    pub cursors: Cursors,
    /// How often somebody may ask.
    pub rates: Rates,
    /// Words of stops that have left, to be put on record.
    pub departures: Departures,
    /// How the change of the vault's master key stands.
    pub rotation: Rotation,
    /// The keys that the vault opens with: the writer's, and every reader's.
    pub ring: Ring,
    published: Published,
    intake: Intake,
    place: Place,
    clock: Arc<dyn Clock + Sync>,
    readers: Mutex<Vec<Reader>>,
    nonces: Mutex<Nonces>,
    /// What was given to whom for other programs since the start, and is on record.
    exported: Mutex<BTreeSet<Export>>,
    reading: Arc<Semaphore>,
    /// Of streams that come back, in each lane.
    catching_up: [Arc<Semaphore>; 2],
    stopping: watch::Sender<bool>,
}

/// A record that a person was given, and how exactly.
type Export = (PersonId, LogIndex, Resolution);

/// Log and vault, opened to read.
pub struct Reader {
    store: SqliteStore,
    vault: Vault,
}

/// What one answer is made from.
pub struct Sight<'a> {
    /// The state.
    pub state: &'a State,
    /// Who asks.
    pub caller: Caller,
    /// The time, never before the latest record.
    pub now: Instant,
    reader: &'a Reader,
    looks: RefCell<Vec<Look>>,
}

impl Reader {
    /// The log.
    pub(super) fn store(&self) -> &SqliteStore {
        &self.store
    }
}

impl Server {
    /// A server over a writer that is at work.
    #[must_use]
    pub fn new(
        settings: Settings,
        place: Place,
        (published, intake, ring): (Published, Intake, Ring),
        recent: Recent,
        cursors: Cursors,
        kept: Kept,
        (nonces, clock): (Nonces, Arc<dyn Clock + Sync>),
    ) -> Arc<Self> {
        let attendance = {
            let state = published.now();
            let (authority, size) = (&state.register.authority, state.register.size);
            let desks = authority
                .desks
                .iter()
                .map(|(desk, opened)| (opened.party, *desk));
            let there = |key: &(PartyId, DeskId)| {
                state.register.attendance.is_present(key.0, key.1, size) == Some(true)
            };
            Attendance::of(desks.filter(there))
        };
        Arc::new(Self {
            attendance,
            rates: Rates::new(settings.limits),
            departures: Departures::default(),
            rotation: Rotation::default(),
            ring,
            settings,
            metrics: Metrics::new(),
            published,
            intake,
            place,
            clock,
            readers: Mutex::new(Vec::new()),
            nonces: Mutex::new(nonces),
            exported: Mutex::new(BTreeSet::new()),
            reading: Arc::new(Semaphore::new(reading_at_once())),
            catching_up: [(); 2].map(|()| Arc::new(Semaphore::new(reading_at_once() / 2))),
            recent,
            cursors,
            kept,
            stopping: watch::Sender::new(false),
        })
    }

    /// The state as it is now.
    #[must_use]
    pub fn state(&self) -> Arc<State> {
        self.published.now()
    }

    /// The time by the machine's clock, never before the latest record.
    #[must_use]
    pub fn now(&self, register: &Register) -> Instant {
        let wall = self.clock.read().wall;
        register.last_received.map_or(wall, |last| last.max(wall))
    }

    /// Size of the log at the last public checkpoint.
    #[must_use]
    pub fn public_size(&self) -> LogIndex {
        let public = self.kept.public();
        public.map_or(0, |public| public.checkpoint().size)
    }

    /// Tells when the server stops.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Ends every stream, so that open connections do not hold the server up.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
        self.catching_up.iter().for_each(|turns| turns.close());
    }

    /// How many wait for the writer: urgent, ordinary.
    #[must_use]
    pub fn waiting(&self) -> (usize, usize) {
        self.intake.waiting()
    }

    /// Makes an answer beside the writer, of what the caller may have.
    ///
    /// # Errors
    /// [`Problem`]: the answer's own, or log and vault cannot be opened.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        caller: Caller,
        make: impl FnOnce(&Sight<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (made, looks) = self
            .beside(move |state, reader, now| {
                let sight = Sight {
                    state,
                    caller,
                    now,
                    reader,
                    looks: RefCell::new(Vec::new()),
                };
                let made = make(&sight)?;
                Ok((made, sight.looks.into_inner()))
            })
            .await?;
        self.put_on_record(Lane::Ordinary, caller, looks).await?;
        Ok(made)
    }

    /// What somebody was shown of others' places goes on record before it is shown.
    ///
    /// # Errors
    /// [`Problem`]: it could not be recorded, and is not shown.
    pub async fn put_on_record(
        &self,
        lane: Lane,
        by: Caller,
        looks: Vec<Look>,
    ) -> Result<(), Problem> {
        let key = |look: &Look| (by.person, look.record, look.resolution);
        // Who fetches a portion again was given the same before: that is on record.
        let before = |look: &Look| look.way == Way::Export && self.exported().contains(&key(look));
        let looks: Vec<Look> = looks.into_iter().filter(|look| !before(look)).collect();
        if looks.is_empty() {
            return Ok(());
        }
        let exported = looks.iter().filter(|look| look.way == Way::Export);
        let exported: Vec<Export> = exported.map(key).collect();
        self.notice(
            lane,
            Box::new(move |register, context| register.looked(by.signer(), &looks, context)),
        )
        .await?;
        let mut before = self.exported();
        if before.len() > MAX_EXPORTED {
            before.clear();
        }
        before.extend(exported);
        Ok(())
    }

    fn exported(&self) -> MutexGuard<'_, BTreeSet<Export>> {
        self.exported.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the register notice something, and waits until that is durable.
    ///
    /// # Errors
    /// [`Problem`]: it could not be recorded.
    pub async fn notice(&self, lane: Lane, notice: Notice) -> Result<(), Problem> {
        let (reply, answer) = oneshot::channel();
        self.intake
            .hand_in(lane, Work::Noticed(notice), move |outcome| {
                // Whoever went away is shown nothing.
                let _ = reply.send(outcome);
            })?;
        answer.await.map_err(|_| stopping())??;
        Ok(())
    }

    /// The receipt of a record under the latest checkpoint: for whoever sent the statement. It holds what
    /// was signed and what the register added, no disclosure.
    ///
    /// # Errors
    /// [`Problem`]: there is none.
    pub async fn receipt(self: &Arc<Self>, index: LogIndex) -> Result<String, Problem> {
        // Who has just spoken is answered from what was just written.
        if let Some(entry) = self.recent.entry(index) {
            let state = self.state();
            if let Some(checkpoint) = state.checkpoint() {
                return Ok(receipt(&state.tree, index, entry, &checkpoint)?.to_string());
            }
        }
        self.beside(move |state, reader, _| {
            let checkpoint = state
                .checkpoint()
                .ok_or_else(|| problem("unavailable", "the register has no checkpoint"))?;
            Ok(archive(state, reader)
                .receipt(index, &checkpoint)?
                .to_string())
        })
        .await
    }

    /// The data folder with its keys.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Has the writer change the vault's master key between its rounds.
    ///
    /// # Errors
    /// [`Problem`]: the writer does not take it.
    pub fn rotate(&self, order: Order) -> Result<(), Problem> {
        Ok(self.intake.rotate(order)?)
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.place.data
    }

    /// One look at both clocks.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.clock.read()
    }

    /// Makes something beside the writer, whoever asks for it.
    ///
    /// # Errors
    /// [`Problem`]: its own, or log and vault cannot be opened.
    pub(super) async fn beside<T: Send + 'static>(
        self: &Arc<Self>,
        make: impl FnOnce(&State, &Reader, Instant) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.reading).acquire_owned();
        let turn = turn.await.map_err(|_| stopping())?;
        let server = Arc::clone(self);
        let made = tokio::task::spawn_blocking(move || {
            // Whoever hangs up does not make room for another: the work goes on until it is done.
            let _turn = turn;
            let reader = server.take_reader()?;
            let state = server.state();
            let made = make(&state, &reader, server.now(&state.register));
            server.give_back(reader);
            made
        });
        made.await.map_err(|_| {
            problem(
                "internal",
                "the answer could not be made; tell whoever runs the server",
            )
        })?
    }

    /// The turn of a stream that comes back after long and reads from the log, urgent ones apart: half as many
    /// have it as answers are made at once. It is given back when what is read is read, whoever hangs up.
    ///
    /// # Errors
    /// [`Problem`]: the server is stopping.
    pub async fn catching_up(&self, urgent: bool) -> Result<OwnedSemaphorePermit, Problem> {
        let turns = Arc::clone(&self.catching_up[usize::from(urgent)]);
        turns.acquire_owned().await.map_err(|_| stopping())
    }

    /// Hands a submission to the writer; what comes is its answer ([`answered`]).
    ///
    /// # Errors
    /// [`Problem`]: the writer does not take it.
    pub fn hand_in(&self, lane: Lane, proven: Proven) -> Result<Waiting, Problem> {
        let (reply, answer) = oneshot::channel();
        self.intake
            .hand_in(lane, Work::Said(Box::new(proven)), move |outcome| {
                // Whoever went away sends the same again and hears the same.
                let _ = reply.send(outcome);
            })?;
        Ok(answer)
    }

    /// Nonces of signed requests.
    pub fn nonces(&self) -> MutexGuard<'_, Nonces> {
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The machine's time in seconds since 1970.
    #[must_use]
    pub fn wall_s(&self) -> u64 {
        u64::try_from(self.clock.read().wall.micros() / 1_000_000).unwrap_or(0)
    }

    fn take_reader(&self) -> Result<Reader, Problem> {
        let kept = self.readers().pop();
        match kept {
            Some(reader) => Ok(reader),
            None => {
                let folder = Folder::open(&self.place.data)?;
                let (sealed, genesis) = (folder.paths().vault(), folder.identity().genesis);
                let shelf = SqliteShelf::open_reader(&sealed)?.of(&sealed, &genesis)?;
                Ok(Reader {
                    store: SqliteStore::open_reader(&folder.paths().log())?,
                    vault: Vault::beside(Box::new(shelf), self.ring.clone(), genesis),
                })
            }
        }
    }

    fn give_back(&self, reader: Reader) {
        let mut readers = self.readers();
        if readers.len() < MAX_READING {
            readers.push(reader);
        }
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stopping() -> Problem {
    problem(
        "stopping",
        "the server is stopping; ask again when it is back",
    )
}

/// How many answers are made at once: as many as there are cores. More would not be made sooner; each would hold the
/// state that it reads for longer, which the writer waits for, and leave less of the cores to the writer.
fn reading_at_once() -> usize {
    std::thread::available_parallelism()
        .map_or(2, usize::from)
        .clamp(2, MAX_READING)
}

/// An answer of the writer that is still to come.
pub type Waiting = oneshot::Receiver<Outcome>;

/// The writer's answer, once it is durable.
///
/// # Errors
/// [`Problem`]: nothing was recorded, or nobody knows.
pub async fn answered(waiting: Waiting) -> Result<Answer, Problem> {
    let unknown = || {
        problem(
            "outcome-unknown",
            "the server stopped before it answered; send the same again",
        )
    };
    waiting.await.map_err(|_| unknown())??.ok_or_else(unknown)
}

/// Log, vault and state together.
pub(super) fn archive<'a>(state: &'a State, reader: &'a Reader) -> Archive<'a> {
    Archive {
        store: &reader.store,
        tree: &state.tree,
        vault: &reader.vault,
        register: &state.register,
    }
}

impl Sight<'_> {
    /// The state of the register.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.state.register
    }

    /// Names beside ids.
    #[must_use]
    pub fn names(&self) -> Names {
        Names::of_register(self.register())
    }

    /// Whether it is the centre that asks.
    #[must_use]
    pub fn is_centre(&self) -> bool {
        self.caller.is_centre(self.register())
    }

    /// Log, vault and state. What leaves the server of it goes through [`Self::record`].
    #[must_use]
    pub fn archive(&self) -> Archive<'_> {
        archive(self.state, self.reader)
    }

    /// A record as the caller may have it.
    ///
    /// # Errors
    /// [`Problem`], the same where there is none, where it fills the log up and where it is not for the caller.
    pub fn record(&self, index: LogIndex) -> Result<Record, Problem> {
        self.record_or_filler(index, Way::View)?
            .ok_or_else(not_found)
    }

    /// The same without places: for a line in a list, which shows none.
    ///
    /// # Errors
    /// [`Problem`], as of [`Self::record`].
    pub fn line(&self, index: LogIndex) -> Result<Option<Record>, Problem> {
        let record = self.portion(index)?;
        Ok(record.map(|record| looks::without_place(&record)))
    }

    /// The same; nothing where the caller may have nothing of it.
    ///
    /// # Errors
    /// [`Problem`]: log or vault cannot be read.
    pub fn record_or_filler(&self, index: LogIndex, way: Way) -> Result<Option<Record>, Problem> {
        let record = self.portion(index)?;
        if let Some(record) = &record {
            self.look(record, way);
        }
        Ok(record)
    }

    /// Notes that the caller is shown a record of others.
    pub fn look(&self, record: &Record, way: Way) {
        let own = self.register().owner_of(record.index) == Some(self.caller.party);
        if !own {
            self.looks
                .borrow_mut()
                .extend(looks::of_record(record, way, self.now));
        }
    }

    fn portion(&self, index: LogIndex) -> Result<Option<Record>, Problem> {
        if index >= self.register().size {
            return Ok(None);
        }
        let entry = self
            .reader
            .store
            .read(index, 1)
            .map_err(|error| problem("unavailable", error.to_string()))?;
        let Some(entry) = entry.first() else {
            return Ok(None);
        };
        let record = truceline_engine::replay::record(index, entry, &self.reader.vault)?;
        Ok(record.and_then(|record| portion::of(self.caller.party, self.register(), &record)))
    }
}
