//! How far each delivery has come: `outbox.db` in the data folder, written and read by the server and, between its
//! writes, by the command line.
//!
//! Which letters there are follows from the log; this holds what the log does not: the next try, attempts, what was
//! taken and what was given up. Each step is durable before the next begins. A file that is lost, damaged or of
//! another register is begun anew: letters that nobody has answered go out once more under the same ids.

use super::letter::{Kind, Owed};
use super::line::{Entered, LetterLine, Standing, TargetLine};
use super::pace::MAX_ASKED;
use super::{FILE, MAX_WAITING};
use crate::exit::Problem;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use truceline_engine::disk;
use truceline_register::ids::LogIndex;

/// How long one process waits for the other's write.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Letters that are over are shown for so long.
const KEPT_MS: i64 = 30 * 24 * 3_600 * 1_000;

/// Most letters that are over and kept for one target.
const MAX_OVER: i64 = 1_000;

/// Most letters of a target in a list.
pub const MAX_LISTED: i64 = 1_000;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS register (name TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS target (
  name TEXT PRIMARY KEY, way TEXT NOT NULL, party TEXT NOT NULL, desk TEXT NOT NULL, shown TEXT NOT NULL,
  next INTEGER NOT NULL, configured INTEGER NOT NULL, taken_at INTEGER, fault TEXT, fault_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS letter (
  target TEXT NOT NULL, record INTEGER NOT NULL, number INTEGER NOT NULL,
  id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, urgent INTEGER NOT NULL,
  entered_at INTEGER NOT NULL, next_try INTEGER NOT NULL, attempts INTEGER NOT NULL,
  state TEXT NOT NULL, fault TEXT, over_at INTEGER,
  PRIMARY KEY (target, record, number)
) STRICT;
CREATE TABLE IF NOT EXISTS stops (target TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS due ON letter (target, state, urgent, next_try);
CREATE INDEX IF NOT EXISTS named ON letter (id);
";

/// The open file.
pub struct Ledger {
    path: PathBuf,
    connection: Mutex<Connection>,
}

type Sql<T> = rusqlite::Result<T>;

impl Ledger {
    /// The file of a data folder, made where there is none; begun anew where it is damaged or another register's.
    ///
    /// # Errors
    /// [`Problem`]: it cannot be made.
    pub fn open(folder: &Path, register: &str) -> Result<Self, Problem> {
        let path = folder.join(FILE);
        if let Ok(ledger) = Self::begin(&path, register)
            && ledger.is_of(register)
        {
            return Ok(ledger);
        }
        if path.exists() {
            tracing::warn!("{FILE} is damaged or another register's; it is begun anew");
            for suffix in ["", "-wal", "-shm"] {
                let from = disk::with_suffix(&path, suffix);
                // What is not there need not go.
                let _ = std::fs::rename(&from, disk::with_suffix(&from, ".damaged"));
            }
        }
        Self::begin(&path, register)
            .map_err(|error| Problem::unavailable(format!("{}: {error}", path.display())))
    }

    /// The file of a data folder, where there is one.
    ///
    /// # Errors
    /// [`Problem`]: it cannot be read.
    pub fn open_if_there(folder: &Path) -> Result<Option<Self>, Problem> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let opened = Self::connect(&path);
        let connection =
            opened.map_err(|error| Problem::unavailable(format!("{}: {error}", path.display())))?;
        Ok(Some(Self {
            path,
            connection: Mutex::new(connection),
        }))
    }

    fn begin(path: &Path, register: &str) -> Result<Self, Box<dyn std::error::Error>> {
        if !path.exists() {
            disk::write_new(path, b"")?;
        }
        let connection = Self::connect(path)?;
        connection.execute_batch(SCHEMA)?;
        connection.execute(
            "INSERT INTO register (name) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM register)",
            [register],
        )?;
        Ok(Self {
            path: path.to_owned(),
            connection: Mutex::new(connection),
        })
    }

    fn connect(path: &Path) -> Sql<Connection> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        Ok(connection)
    }

    fn is_of(&self, register: &str) -> bool {
        let name = self
            .connection()
            .query_row("SELECT name FROM register", [], |row| {
                row.get::<_, String>(0)
            });
        name.is_ok_and(|name| name == register)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn done<T>(&self, result: Sql<T>) -> Result<T, Problem> {
        result.map_err(|error| Problem::unavailable(format!("{}: {error}", self.path.display())))
    }

    /// Marks what the configuration names; nothing else is sent to.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn name_none(&self) -> Result<(), Problem> {
        let done = self
            .connection()
            .execute("UPDATE target SET configured = 0", []);
        self.done(done).map(|_| ())
    }

    /// Marks a target that the configuration names, and gives how far the log was gone through for it: nothing
    /// where it is new, or has become another's.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn name(&self, target: &TargetLine) -> Result<Option<LogIndex>, Problem> {
        let mut connection = self.connection();
        let done = (|| {
            let work = connection.transaction()?;
            let known: Option<(String, String, String, i64)> = work
                .query_row(
                    "SELECT way, party, desk, next FROM target WHERE name = ?1",
                    [&target.name],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
                )
                .optional()?;
            let same = known.filter(|(way, party, desk, _)| {
                (way, party, desk) == (&target.way, &target.party, &target.desk)
            });
            if same.is_none() {
                // Whose letters they were is not who stands here now.
                work.execute("DELETE FROM letter WHERE target = ?1", [&target.name])?;
                work.execute("DELETE FROM target WHERE name = ?1", [&target.name])?;
                work.execute("DELETE FROM stops WHERE target = ?1", [&target.name])?;
            } else {
                work.execute(
                    "UPDATE target SET configured = 1, shown = ?2 WHERE name = ?1",
                    params![target.name, target.shown],
                )?;
            }
            work.commit()?;
            Ok(same.map(|(.., next)| count(next)))
        })();
        self.done(done)
    }

    /// Begins a new target: what is owed at this moment, and from where in the log it goes on.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn begin_target(
        &self,
        target: &TargetLine,
        letters: &[Entered],
        next: LogIndex,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let mut connection = self.connection();
        let done = (|| {
            let work = connection.transaction()?;
            work.execute(
                "INSERT OR REPLACE INTO target (name, way, party, desk, shown, next, configured) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
                params![target.name, target.way, target.party, target.desk, target.shown, stored(next)],
            )?;
            work.execute("DELETE FROM stops WHERE target = ?1", [&target.name])?;
            enter(&work, &target.name, letters, now_ms)?;
            work.commit()
        })();
        self.done(done)
    }

    /// Enters what the log owes a target up to an index.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn enter(
        &self,
        target: &str,
        letters: &[Entered],
        next: LogIndex,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let mut connection = self.connection();
        let done = (|| {
            let work = connection.transaction()?;
            work.execute(
                "UPDATE target SET next = ?2 WHERE name = ?1",
                params![target, stored(next)],
            )?;
            enter(&work, target, letters, now_ms)?;
            work.commit()
        })();
        self.done(done)
    }

    /// Enters the stops that the log owes a target up to an index, ahead of what has no room yet: that stays where
    /// it is in the log.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn enter_stops(
        &self,
        target: &str,
        stops: &[Entered],
        next: LogIndex,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let mut connection = self.connection();
        let done = (|| {
            let work = connection.transaction()?;
            work.execute(
                "INSERT OR REPLACE INTO stops (target, next) VALUES (?1, ?2)",
                params![target, stored(next)],
            )?;
            enter(&work, target, stops, now_ms)?;
            work.commit()
        })();
        self.done(done)
    }

    /// Up to where a target's stops were entered ahead; nothing where they never were.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn stops_entered(&self, target: &str) -> Result<LogIndex, Problem> {
        let next = self
            .connection()
            .query_row(
                "SELECT next FROM stops WHERE target = ?1",
                [target],
                |row| row.get(0),
            )
            .optional();
        Ok(count(self.done(next)?.unwrap_or(0)))
    }

    /// Whether a target has room for more: stops take none, and dead letters neither.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn has_room(&self, target: &str) -> Result<bool, Problem> {
        let there = self.connection().query_row(
            "SELECT count(*) FROM letter WHERE target = ?1 AND state = 'waiting' AND urgent = 0",
            [target],
            |row| row.get(0),
        );
        Ok(count(self.done(there)?) < MAX_WAITING as u64)
    }

    /// The letter of a target that is to be tried now: stops first.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn due(
        &self,
        target: &str,
        now_ms: i64,
        longest_ms: i64,
    ) -> Result<Option<LetterLine>, Problem> {
        // Further ahead than any pause, a receiver's own wish among them.
        let asked = i64::try_from(MAX_ASKED.as_millis()).unwrap_or(i64::MAX);
        let ahead = now_ms.saturating_add(longest_ms.saturating_mul(2).max(asked));
        let found = self
            .connection()
            .query_row(
                // One that is far ahead was written by a clock that has gone back since.
                &format!(
                    "SELECT {COLUMNS} FROM letter WHERE target = ?1 AND state = 'waiting' AND (next_try <= ?2 OR next_try > ?3) ORDER BY urgent DESC, next_try, record, number LIMIT 1"
                ),
                params![target, now_ms, ahead],
                letter,
            )
            .optional();
        self.done(found)
    }

    /// An attempt begins: should this process end now, the next comes after the pause.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written; then nothing may be sent.
    pub fn trying(&self, letter: &LetterLine, next_try_ms: i64) -> Result<(), Problem> {
        let done = self.connection().execute(
            "UPDATE letter SET attempts = attempts + 1, next_try = ?4 WHERE target = ?1 AND record = ?2 AND number = ?3 AND state = 'waiting'",
            params![letter.target, stored(letter.owed.record), letter.owed.number, next_try_ms],
        );
        self.done(done).map(|_| ())
    }

    /// The target has taken a letter.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written; it goes out once more.
    pub fn taken(&self, letter: &LetterLine, now_ms: i64) -> Result<(), Problem> {
        self.over(letter, Standing::Taken, None, now_ms)?;
        let done = self.connection().execute(
            "UPDATE target SET taken_at = ?2, fault = NULL, fault_at = NULL WHERE name = ?1",
            params![letter.target, now_ms],
        );
        self.done(done).map(|_| ())
    }

    /// An attempt failed.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn failed(
        &self,
        letter: &LetterLine,
        fault: &str,
        next_try_ms: i64,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let connection = self.connection();
        let done = connection
            .execute(
                "UPDATE letter SET fault = ?4, next_try = ?5 WHERE target = ?1 AND record = ?2 AND number = ?3 AND state = 'waiting'",
                params![letter.target, stored(letter.owed.record), letter.owed.number, fault, next_try_ms],
            )
            .and_then(|_| {
                connection.execute(
                    "UPDATE target SET fault = ?2, fault_at = ?3 WHERE name = ?1",
                    params![letter.target, fault, now_ms],
                )
            });
        drop(connection);
        self.done(done).map(|_| ())
    }

    /// A letter is over, one way or another.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn over(
        &self,
        letter: &LetterLine,
        standing: Standing,
        fault: Option<&str>,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let done = self.connection().execute(
            "UPDATE letter SET state = ?4, fault = ?5, over_at = ?6 WHERE target = ?1 AND record = ?2 AND number = ?3",
            params![letter.target, stored(letter.owed.record), letter.owed.number, standing.word(), fault, now_ms],
        );
        self.done(done).map(|_| ())
    }

    /// Tries a dead letter again, or all of them; how many there were.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn retry(&self, id: Option<&str>, now_ms: i64) -> Result<usize, Problem> {
        let done = self.connection().execute(
            "UPDATE letter SET state = 'waiting', attempts = 0, entered_at = ?2, next_try = ?2, over_at = NULL WHERE state IN ('waiting', 'dead') AND (?1 IS NULL AND state = 'dead' OR id = ?1)",
            params![id, now_ms],
        );
        self.done(done)
    }

    /// Drops a letter that waits or is dead; whether there was one.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn discard(&self, id: &str, now_ms: i64) -> Result<bool, Problem> {
        let done = self.connection().execute(
            "UPDATE letter SET state = 'dropped', over_at = ?2 WHERE id = ?1 AND state IN ('waiting', 'dead')",
            params![id, now_ms],
        );
        Ok(self.done(done)? > 0)
    }

    /// Forgets what has been over for long.
    ///
    /// # Errors
    /// [`Problem`]: it could not be written.
    pub fn tidy(&self, now_ms: i64) -> Result<(), Problem> {
        let connection = self.connection();
        let done = connection
            .execute(
                "DELETE FROM letter WHERE state NOT IN ('waiting', 'dead') AND over_at < ?1",
                [now_ms - KEPT_MS],
            )
            .and_then(|_| {
                connection.execute(
                    "DELETE FROM letter WHERE rowid IN (SELECT rowid FROM (SELECT rowid, row_number() OVER (PARTITION BY target ORDER BY over_at DESC) AS place FROM letter WHERE state NOT IN ('waiting', 'dead')) WHERE place > ?1)",
                    [MAX_OVER],
                )
            });
        drop(connection);
        self.done(done).map(|_| ())
    }

    /// Every target, by name.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn targets(&self) -> Result<Vec<TargetLine>, Problem> {
        let connection = self.connection();
        let found = (|| {
            let mut select = connection.prepare(
                "SELECT name, way, party, desk, shown, configured, taken_at, fault, fault_at,
                  (SELECT count(*) FROM letter WHERE target = name AND state = 'waiting'),
                  (SELECT count(*) FROM letter WHERE target = name AND state = 'dead')
                 FROM target ORDER BY name",
            )?;
            let line = |row: &Row<'_>| {
                Ok(TargetLine {
                    name: row.get(0)?,
                    way: row.get(1)?,
                    party: row.get(2)?,
                    desk: row.get(3)?,
                    shown: row.get(4)?,
                    configured: row.get(5)?,
                    taken_at_ms: row.get(6)?,
                    fault: row.get(7)?,
                    fault_at_ms: row.get(8)?,
                    waiting: count(row.get(9)?),
                    dead: count(row.get(10)?),
                })
            };
            select.query_map([], line)?.collect()
        })();
        self.done(found)
    }

    /// Letters of a target, the latest first: those that wait or are dead, or all that are kept.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn letters(&self, target: &str, all: bool) -> Result<Vec<LetterLine>, Problem> {
        let connection = self.connection();
        let found = (|| {
            let mut select = connection.prepare(&format!(
                "SELECT {COLUMNS} FROM letter WHERE target = ?1 AND (?2 OR state IN ('waiting', 'dead')) ORDER BY record DESC, number LIMIT {MAX_LISTED}"
            ))?;
            select.query_map(params![target, all], letter)?.collect()
        })();
        self.done(found)
    }

    /// Dead letters of a target by record and number, so many at most, from the one after another on.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn dead_after(
        &self,
        target: &str,
        after: Option<Owed>,
    ) -> Result<Vec<LetterLine>, Problem> {
        let (record, number) = after.map_or((-1, 0), |owed| (stored(owed.record), owed.number));
        let connection = self.connection();
        let found = (|| {
            let mut select = connection.prepare(&format!(
                "SELECT {COLUMNS} FROM letter WHERE target = ?1 AND state = 'dead' AND (record, number) > (?2, ?3) ORDER BY record, number LIMIT {MAX_LISTED}"
            ))?;
            select
                .query_map(params![target, record, number], letter)?
                .collect()
        })();
        self.done(found)
    }

    /// How many letters are dead.
    ///
    /// # Errors
    /// [`Problem`]: it could not be read.
    pub fn dead(&self) -> Result<u64, Problem> {
        let there = self.connection().query_row(
            "SELECT count(*) FROM letter WHERE state = 'dead'",
            [],
            |row| row.get(0),
        );
        Ok(count(self.done(there)?))
    }
}

const COLUMNS: &str =
    "target, record, number, id, kind, at, entered_at, next_try, attempts, state, fault";

/// As SQLite holds it; a log is shorter than that.
fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn enter(
    work: &rusqlite::Transaction<'_>,
    target: &str,
    letters: &[Entered],
    now_ms: i64,
) -> Sql<()> {
    let mut insert = work.prepare(
        "INSERT OR IGNORE INTO letter (target, record, number, id, kind, at, urgent, entered_at, next_try, attempts, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, 0, 'waiting')",
    )?;
    for letter in letters {
        insert.execute(params![
            target,
            stored(letter.owed.record),
            letter.owed.number,
            letter.id,
            letter.kind.word(),
            letter.at,
            letter.kind == Kind::Stop,
            now_ms
        ])?;
    }
    Ok(())
}

fn letter(row: &Row<'_>) -> Sql<LetterLine> {
    Ok(LetterLine {
        target: row.get(0)?,
        owed: Owed {
            record: count(row.get(1)?),
            number: row.get(2)?,
        },
        id: row.get(3)?,
        kind: Kind::of_word(&row.get::<_, String>(4)?).unwrap_or(Kind::Alert),
        at: row.get(5)?,
        entered_at_ms: row.get(6)?,
        next_try_ms: row.get(7)?,
        attempts: row.get(8)?,
        standing: Standing::of_word(&row.get::<_, String>(9)?),
        fault: row.get(10)?,
    })
}

#[cfg(test)]
mod tests;
