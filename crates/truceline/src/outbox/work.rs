//! The outbox at work: one thread goes through the log, one for each target sends.
//!
//! They read what is published, and hold no intake of the writer and no stream: a target that hangs delays its own
//! letters and nothing else. What fails is tried again; a process that ends in the middle goes on where its file says.

use super::key::OutboxKey;
use super::ledger::Ledger;
use super::letter::{self, Kind, Letter, Owed, SAYS};
use super::line::{Entered, LetterLine, Standing};
use super::settings::OutboxSettings;
use super::target::{Target, targets};
use super::{FILE, pace};
use crate::exit::Problem;
use crate::http::recent::{Heard, Recent};
use crate::session::Place;
use crate::wire;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant as Moment};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::folder::Folder;
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use truceline_engine::store::Store as _;
use truceline_engine::store::sqlite::SqliteStore;
use truceline_engine::writer::state::{Published, State};
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;
use truceline_register::ids::LogIndex;
use truceline_register::register::{Register, Standpoint};

/// How often the log is looked at.
const LOOK_AT_LOG: Duration = Duration::from_millis(100);

/// How often a target without work looks whether somebody wants a letter tried again.
const LOOK_AT_LETTERS: Duration = Duration::from_secs(1);

/// How often dead letters are compared with what was answered since, and old ones forgotten.
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// After a failure of the file: so long until the next try.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Most entries taken from the log in one go.
const STEP: usize = 500;

/// How far the mark in the file may lag behind where nothing was owed: what is gone through twice is entered once.
const MAX_LAG: u64 = 20_000;

/// The outbox of a running server.
pub struct Outbox {
    ledger: Option<Ledger>,
    targets: Vec<Target>,
    key: OutboxKey,
    origin: String,
    first: Duration,
    longest: Duration,
    give_up: Duration,
    began_ms: i64,
    stopping: AtomicBool,
    has_dead: AtomicBool,
    /// Counts what was entered, so that senders look again.
    bell: (Mutex<u64>, Condvar),
}

/// Milliseconds since 1970 by the machine's clock.
#[must_use]
pub fn now_ms() -> i64 {
    SystemClock::default().read().wall.micros() / 1_000
}

/// A span of time in milliseconds.
fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX / 4)
}

impl Outbox {
    /// Of a server that starts. Without targets and without a file there is nothing to keep.
    ///
    /// # Errors
    /// [`Problem`]: a target is wrong, or the file cannot be made.
    pub fn open(
        settings: Option<&OutboxSettings>,
        place: &Place,
        register: &Register,
        secret: &[u8; 32],
    ) -> Result<Self, Problem> {
        let none = OutboxSettings::default();
        let named = settings.unwrap_or(&none);
        let targets = targets(named, register)?;
        let authority = &register.authority;
        let ledger = match targets.is_empty() && !place.data.join(FILE).exists() {
            true => None,
            false => {
                let name = format!("{} {}", authority.origin(), authority.genesis_digest());
                let ledger = Ledger::open(&place.data, &name)?;
                ledger.name_none()?;
                Some(ledger)
            }
        };
        let dead = ledger.as_ref().map_or(Ok(0), Ledger::dead)?;
        Ok(Self {
            ledger,
            targets,
            key: OutboxKey::of(secret),
            origin: authority.origin().to_owned(),
            first: named.first_retry(),
            longest: named.longest_retry(),
            give_up: named.give_up_after(),
            began_ms: now_ms(),
            stopping: AtomicBool::new(false),
            has_dead: AtomicBool::new(dead > 0),
            bell: (Mutex::new(0), Condvar::new()),
        })
    }

    /// The key that it signs with.
    #[must_use]
    pub const fn key(&self) -> &OutboxKey {
        &self.key
    }

    /// How far deliveries have come, where there ever was a target.
    #[must_use]
    pub const fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref()
    }

    /// Whether there are dead letters; as of a moment ago.
    #[must_use]
    pub fn has_dead(&self) -> bool {
        self.has_dead.load(Ordering::Relaxed)
    }

    /// Tries a letter again now, or every dead one; how many there were.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn retry(&self, letter: Option<&str>) -> Result<usize, Problem> {
        let Some(ledger) = &self.ledger else {
            return Ok(0);
        };
        let letters = ledger.retry(letter, now_ms())?;
        self.count_dead(ledger)?;
        self.ring();
        Ok(letters)
    }

    /// Drops a letter that waits or is dead; whether there was one.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn discard(&self, letter: &str) -> Result<bool, Problem> {
        let Some(ledger) = &self.ledger else {
            return Ok(false);
        };
        let dropped = ledger.discard(letter, now_ms())?;
        self.count_dead(ledger)?;
        Ok(dropped)
    }

    fn count_dead(&self, ledger: &Ledger) -> Result<(), Problem> {
        self.has_dead.store(ledger.dead()? > 0, Ordering::Relaxed);
        Ok(())
    }

    /// Puts it to work.
    ///
    /// # Errors
    /// [`Problem`]: the system gives no thread.
    pub fn start(
        self: &Arc<Self>,
        published: &Published,
        recent: &Recent,
        place: &Place,
    ) -> Result<(), Problem> {
        if self.targets.is_empty() {
            return Ok(());
        }
        let failed = |error: std::io::Error| Problem::unavailable(format!("outbox: {error}"));
        let thread = |name: &str| std::thread::Builder::new().name(name.to_owned());
        {
            let (outbox, published) = (Arc::clone(self), published.clone());
            let (recent, data) = (recent.clone(), place.data.clone());
            let log = move || -> Result<SqliteStore, Problem> {
                let folder = Folder::open(&data)?;
                Ok(SqliteStore::open_reader(&folder.paths().log())?)
            };
            let gather = move || {
                if let Some(ledger) = &outbox.ledger {
                    Gathering {
                        outbox: &outbox,
                        ledger,
                        recent,
                        log: &log,
                        store: None,
                        next: vec![None; outbox.targets.len()],
                        written: vec![0; outbox.targets.len()],
                        stops: vec![0; outbox.targets.len()],
                        stops_written: vec![0; outbox.targets.len()],
                    }
                    .run(&published);
                }
            };
            thread("outbox").spawn(gather).map_err(failed)?;
        }
        for number in 0..self.targets.len() {
            let (outbox, published) = (Arc::clone(self), published.clone());
            let send = move || {
                if let (Some(target), Some(ledger)) = (outbox.targets.get(number), &outbox.ledger) {
                    outbox.send(target, ledger, &published);
                }
            };
            thread("outbox-target").spawn(send).map_err(failed)?;
        }
        Ok(())
    }

    /// Lets no further attempt begin; one under way ends with the process, and is made again.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        self.ring();
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn ring(&self) {
        let mut count = self.bell.0.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        self.bell.1.notify_all();
    }

    /// Waits until the bell is rung, or for so long.
    fn wait(&self, heard: &mut u64, most: Duration) {
        let count = self.bell.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rung = self
            .bell
            .1
            .wait_timeout_while(count, most, |count| *count == *heard)
            .unwrap_or_else(PoisonError::into_inner);
        *heard = *rung.0;
    }

    /// One target's letters, one after the other.
    fn send(&self, target: &Target, ledger: &Ledger, published: &Published) {
        let mut heard = 0;
        while !self.is_stopping() {
            match ledger.due(&target.name, now_ms(), millis(self.longest)) {
                Ok(Some(letter)) => {
                    if self.attempt(target, ledger, &letter, published).is_err() {
                        self.wait(&mut heard, AFTER_FAILURE);
                    }
                }
                Ok(None) => self.wait(&mut heard, LOOK_AT_LETTERS),
                Err(_) => self.wait(&mut heard, AFTER_FAILURE),
            }
        }
    }

    fn attempt(
        &self,
        target: &Target,
        ledger: &Ledger,
        letter: &LetterLine,
        published: &Published,
    ) -> Result<(), Problem> {
        if !self.is_owed(target, letter.owed, &published.now()) {
            return ledger.over(letter, Standing::Answered, None, now_ms());
        }
        let attempts = letter.attempts.saturating_add(1);
        let mut drawn = [0; 8];
        SystemRandomness.fill(&mut drawn)?;
        let pause = pace::pause(
            attempts,
            self.first,
            self.longest,
            u64::from_le_bytes(drawn),
        );
        ledger.trying(letter, now_ms() + millis(pause))?;
        let written = Letter {
            id: letter.id.clone(),
            register: self.origin.clone(),
            event: letter.kind.word(),
            at: letter.at.clone(),
            says: SAYS,
        };
        match target.way.deliver(&written, &self.key) {
            Ok(()) => ledger.taken(letter, now_ms()),
            Err(failure) => {
                let now = now_ms();
                let fault = failure.fault.to_string();
                // The time that the server itself was away does not count.
                let until = letter.entered_at_ms.max(self.began_ms) + millis(self.give_up);
                let left = Duration::from_millis(u64::try_from(until - now).unwrap_or(0));
                let next = now + millis(pace::as_asked(pause, failure.after, left));
                ledger.failed(letter, &fault, next, now)?;
                if next < until {
                    return Ok(());
                }
                self.has_dead.store(true, Ordering::Relaxed);
                tracing::warn!("outbox: a letter was given up; see `truceline outbox list`");
                ledger.over(letter, Standing::Dead, Some(&fault), now)
            }
        }
    }

    fn is_owed(&self, target: &Target, owed: Owed, state: &State) -> bool {
        letter::is_open(&state.register, target.to.party, owed, at(state))
    }
}

fn at(state: &State) -> Standpoint {
    let wall = SystemClock::default().read().wall;
    let register = &state.register;
    register.standpoint(register.last_received.map_or(wall, |last| last.max(wall)))
}

/// Goes through the log.
struct Gathering<'a> {
    outbox: &'a Outbox,
    ledger: &'a Ledger,
    recent: Recent,
    log: &'a dyn Fn() -> Result<SqliteStore, Problem>,
    store: Option<SqliteStore>,
    /// How far each target has been gone through; nothing before its beginning.
    next: Vec<Option<LogIndex>>,
    /// The mark in the file.
    written: Vec<LogIndex>,
    /// How far each target's stops were entered ahead, while there was no room for anything else.
    stops: Vec<LogIndex>,
    /// The mark of that in the file.
    stops_written: Vec<LogIndex>,
}

impl Gathering<'_> {
    fn run(&mut self, published: &Published) {
        let mut tidied = Moment::now();
        while !self.outbox.is_stopping() {
            let pause = match self.look(published) {
                true => LOOK_AT_LOG,
                false => AFTER_FAILURE,
            };
            if tidied.elapsed() >= TIDY_EVERY {
                tidied = Moment::now();
                // Tried again the next time.
                let _ = self.tidy(published);
            }
            std::thread::sleep(pause);
        }
    }

    /// Enters what the log owes every target; whether all of it could be.
    fn look(&mut self, published: &Published) -> bool {
        let state = published.now();
        let mut is_done = true;
        for number in 0..self.outbox.targets.len() {
            // Nothing is passed over: the same entries are gone through again.
            is_done &= self.step(number, &state).is_ok();
        }
        is_done
    }

    /// Enters what the log owes one target, as far as the state goes.
    fn step(&mut self, number: usize, state: &State) -> Result<(), Problem> {
        let size = state.register.size;
        let Some(mut next) = self.next[number] else {
            let next = self.begin(number, state)?;
            self.next[number] = Some(next);
            self.written[number] = next;
            return Ok(());
        };
        let outbox = self.outbox;
        let target = &outbox.targets[number];
        while next < size && !self.outbox.is_stopping() {
            let (mut letters, end) = self.owed(target, next, state)?;
            if end == next {
                return Ok(());
            }
            let stops = self.stops[number];
            letters.retain(|letter| letter.kind != Kind::Stop || letter.owed.record >= stops);
            if !letters.is_empty() {
                let takes_room = letters.iter().any(|letter| letter.kind != Kind::Stop);
                if takes_room && !self.ledger.has_room(&target.name)? {
                    // The rest waits here in the log, and is entered from here on when there is room.
                    return self.step_stops(number, next, state);
                }
                self.ledger.enter(&target.name, &letters, end, now_ms())?;
                self.written[number] = end;
                self.outbox.ring();
            } else if end - self.written[number] > MAX_LAG {
                self.ledger.enter(&target.name, &[], end, now_ms())?;
                self.written[number] = end;
            }
            next = end;
            self.next[number] = Some(next);
        }
        Ok(())
    }

    /// Enters a target's stops, as far as the state goes, past what there is no room for.
    fn step_stops(&mut self, number: usize, from: LogIndex, state: &State) -> Result<(), Problem> {
        let outbox = self.outbox;
        let target = &outbox.targets[number];
        let mut next = self.stops[number].max(from);
        while next < state.register.size && !outbox.is_stopping() {
            let (mut letters, end) = self.owed(target, next, state)?;
            if end == next {
                return Ok(());
            }
            letters.retain(|letter| letter.kind == Kind::Stop);
            if !letters.is_empty() || end.saturating_sub(self.stops_written[number]) > MAX_LAG {
                self.ledger
                    .enter_stops(&target.name, &letters, end, now_ms())?;
                self.stops_written[number] = end;
                outbox.ring();
            }
            next = end;
            self.stops[number] = end;
        }
        Ok(())
    }

    /// Where a target goes on; of a new one everything that nobody has answered is entered.
    fn begin(&mut self, number: usize, state: &State) -> Result<LogIndex, Problem> {
        let target = &self.outbox.targets[number];
        let size = state.register.size;
        let line = target.line();
        if let Some(next) = self.ledger.name(&line)?.filter(|next| *next <= size) {
            let stops = self.ledger.stops_entered(&target.name)?;
            let stops = if stops <= size { stops } else { 0 };
            self.stops[number] = stops;
            self.stops_written[number] = stops;
            return Ok(next);
        }
        let mut letters = Vec::new();
        for index in letter::open_records(&state.register, target.to, at(state)) {
            for record in self.records(index, 1)?.into_iter().flatten() {
                letters.extend(self.entered(target, &record, state));
            }
        }
        letters.retain(|letter| self.outbox.is_owed(target, letter.owed, state));
        self.ledger.begin_target(&line, &letters, size, now_ms())?;
        self.outbox.ring();
        Ok(size)
    }

    /// What some entries owe a target, and where they end.
    fn owed(
        &mut self,
        target: &Target,
        from: LogIndex,
        state: &State,
    ) -> Result<(Vec<Entered>, LogIndex), Problem> {
        let mut letters = Vec::new();
        let centre = state.register.authority.centre();
        let recent = (self.recent).concerning(target.to.party, centre, from, STEP);
        if let Some((end, recent)) = recent {
            for record in recent.iter().filter_map(Heard::record) {
                letters.extend(self.entered(target, record, state));
            }
            return Ok((letters, end));
        }
        let left = usize::try_from(state.register.size - from).unwrap_or(STEP);
        let records = self.records(from, STEP.min(left))?;
        for record in records.iter().flatten() {
            letters.extend(self.entered(target, record, state));
        }
        Ok((letters, from + records.len() as u64))
    }

    fn entered(&self, target: &Target, record: &Record, state: &State) -> Vec<Entered> {
        let owed = letter::owed_by(&state.register, record, target.to);
        let key = self.outbox.key();
        owed.into_iter()
            .map(|(owed, kind)| Entered {
                owed,
                id: key.letter_id(&target.name, owed.record, owed.number),
                kind,
                at: wire::time(record.part.received_at),
            })
            .collect()
    }

    /// Records as they stand in the log, without what the vault has: nothing of that goes out.
    fn records(&mut self, from: LogIndex, most: usize) -> Result<Vec<Option<Record>>, Problem> {
        let store = match self.store.take() {
            Some(store) => store,
            None => (self.log)()?,
        };
        let unreadable = |error: &dyn std::fmt::Display| Problem::unavailable(error.to_string());
        let entries = store.read(from, most).map_err(|error| unreadable(&error))?;
        self.store = Some(store);
        let read = entries.iter().zip(from..).map(|(entry, index)| {
            if entry.envelope.is_empty() {
                return Ok(None);
            }
            Record::read(index, &entry.envelope, Disclosures::default()).map(Some)
        });
        read.collect::<Result<_, _>>()
            .map_err(|error| unreadable(&error))
    }

    /// Dead letters that were answered since are over, and what is long over is forgotten.
    fn tidy(&mut self, published: &Published) -> Result<(), Problem> {
        let outbox = self.outbox;
        for target in &outbox.targets {
            let mut after = None;
            while !outbox.is_stopping() {
                let page = self.ledger.dead_after(&target.name, after)?;
                let Some(last) = page.last() else { break };
                after = Some(last.owed);
                let state = published.now();
                for letter in &page {
                    if !outbox.is_owed(target, letter.owed, &state) {
                        self.ledger
                            .over(letter, Standing::Answered, None, now_ms())?;
                    }
                }
                drop(state);
                // New letters, stops among them, do not wait for the dead.
                self.look(published);
            }
        }
        self.ledger.tidy(now_ms())?;
        let dead = self.ledger.dead()?;
        self.outbox.has_dead.store(dead > 0, Ordering::Relaxed);
        Ok(())
    }
}
