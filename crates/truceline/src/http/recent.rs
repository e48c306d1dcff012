//! The latest records, at hand for those who follow: so that a thousand streams do not each read the log.

use crate::portion::Audience;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use tokio::sync::watch;
use truceline_engine::store::Entry;
use truceline_engine::writer::state::{Published, Settled};
use truceline_register::codec::record::Record;
use truceline_register::ids::{LogIndex, PartyId};

/// Most entries at hand; a stream that is further behind reads the log.
pub const MAX_RECENT: usize = 10_000;

/// An entry of a durable round, and whom its record is for.
#[derive(Clone, Debug)]
pub struct Heard {
    round: Arc<[Settled]>,
    place: usize,
    /// Whom it is for; nobody where it is a pad.
    pub audience: Arc<Audience>,
}

impl Heard {
    fn settled(&self) -> Option<&Settled> {
        self.round.get(self.place)
    }

    /// The record, whole; nothing where the entry is a pad.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        self.settled()?.record.as_ref()
    }
}

/// The latest records. Clones share them.
#[derive(Clone)]
pub struct Recent {
    shared: Arc<RwLock<Window>>,
    /// Up to where the log holds something for a party, for each party that follows: whom a round does not
    /// concern it does not wake.
    concerned: Arc<Mutex<BTreeMap<PartyId, watch::Sender<LogIndex>>>>,
}

#[derive(Default)]
struct Window {
    /// Index of the first at hand.
    first: LogIndex,
    entries: VecDeque<Heard>,
}

impl Recent {
    /// None yet, of a log of this size.
    #[must_use]
    pub fn from(size: LogIndex) -> Self {
        let window = Window {
            first: size,
            entries: VecDeque::new(),
        };
        Self {
            shared: Arc::new(RwLock::new(window)),
            concerned: Arc::default(),
        }
    }

    /// Takes a durable round in.
    pub fn take(&self, round: &Arc<[Settled]>, published: &Published) {
        let state = published.now();
        let heard = round.iter().enumerate().map(|(place, settled)| {
            let record = settled.record.as_ref();
            let audience = record.map_or(Audience::Some(BTreeSet::new()), |record| {
                Audience::of(&state.register, record)
            });
            Heard {
                round: Arc::clone(round),
                place,
                audience: Arc::new(audience),
            }
        });
        let heard: Vec<Heard> = heard.collect();
        let centre = state.register.authority.centre();
        drop(state);
        let mut everybody = false;
        let mut parties = BTreeSet::from([centre]);
        for audience in heard.iter().map(|heard| heard.audience.as_ref()) {
            match audience {
                Audience::Everybody => everybody = true,
                Audience::Some(some) => parties.extend(some),
            }
        }
        let mut window = self.shared.write().unwrap_or_else(PoisonError::into_inner);
        window.entries.extend(heard);
        while window.entries.len() > MAX_RECENT {
            window.entries.pop_front();
            window.first += 1;
        }
        let size = window.first + window.entries.len() as u64;
        drop(window);
        let mut concerned = self.concerned();
        concerned.retain(|_, follower| !follower.is_closed());
        for (party, follower) in concerned.iter() {
            if everybody || parties.contains(party) {
                follower.send_replace(size);
            }
        }
    }

    fn concerned(&self) -> MutexGuard<'_, BTreeMap<PartyId, watch::Sender<LogIndex>>> {
        let concerned = self.concerned.lock();
        concerned.unwrap_or_else(PoisonError::into_inner)
    }

    /// An entry as the log has it, where it is still at hand.
    #[must_use]
    pub fn entry(&self, index: LogIndex) -> Option<Entry> {
        let window = self.window();
        let place = usize::try_from(index.checked_sub(window.first)?).ok()?;
        Some(window.entries.get(place)?.settled()?.entry.clone())
    }

    /// Tells when there is more for a party, and up to where.
    #[must_use]
    pub fn follow(&self, party: PartyId) -> watch::Receiver<LogIndex> {
        let size = self.size();
        let mut concerned = self.concerned();
        let follower = concerned.entry(party);
        follower
            .or_insert_with(|| watch::Sender::new(size))
            .subscribe()
    }

    /// How many entries the log has, as far as they were heard of.
    #[must_use]
    pub fn size(&self) -> LogIndex {
        let window = self.window();
        window.first + window.entries.len() as u64
    }

    /// Of the entries from an index on, so many at most, those for a party, and the index after the last one
    /// looked at; `None` where they are no longer at hand.
    #[must_use]
    pub fn concerning(
        &self,
        party: PartyId,
        centre: PartyId,
        index: LogIndex,
        most: usize,
    ) -> Option<(LogIndex, Vec<Heard>)> {
        let window = self.window();
        let skip = usize::try_from(index.checked_sub(window.first)?).ok()?;
        let last = window.entries.len().min(skip.saturating_add(most));
        let entries = window.entries.range(skip.min(last)..last);
        let concerning = entries.filter(|heard| match heard.audience.as_ref() {
            Audience::Everybody => true,
            Audience::Some(parties) => party == centre || parties.contains(&party),
        });
        let end = index.max(window.first + last as u64);
        Some((end, concerning.cloned().collect()))
    }

    fn window(&self) -> RwLockReadGuard<'_, Window> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner)
    }
}
