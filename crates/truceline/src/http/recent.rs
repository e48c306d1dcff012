//! The latest records, at hand for those who follow: so that a thousand streams do not each read the log.

use crate::portion::Audience;
use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;
use truceline_engine::writer::state::{Published, Settled};
use truceline_register::codec::record::Record;
use truceline_register::ids::LogIndex;

/// Most entries at hand; a stream that is further behind reads the log.
pub const MAX_RECENT: usize = 10_000;

/// A record and whom it is for.
#[derive(Debug)]
pub struct Heard {
    /// The record, whole.
    pub record: Record,
    /// Whom it is for.
    pub audience: Audience,
}

/// The latest records. Clones share them.
#[derive(Clone)]
pub struct Recent {
    shared: Arc<RwLock<Window>>,
    size: Arc<watch::Sender<LogIndex>>,
}

#[derive(Default)]
struct Window {
    /// Index of the first at hand.
    first: LogIndex,
    entries: VecDeque<Option<Arc<Heard>>>,
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
            size: Arc::new(watch::Sender::new(size)),
        }
    }

    /// Takes a durable round in.
    pub fn take(&self, round: &[Settled], published: &Published) {
        let state = published.now();
        let heard = round.iter().map(|settled| {
            let record = settled.record.clone()?;
            let audience = Audience::of(&state.register, &record);
            Some(Arc::new(Heard { record, audience }))
        });
        let heard: Vec<_> = heard.collect();
        let mut window = self.shared.write().unwrap_or_else(PoisonError::into_inner);
        window.entries.extend(heard);
        while window.entries.len() > MAX_RECENT {
            window.entries.pop_front();
            window.first += 1;
        }
        let size = window.first + window.entries.len() as u64;
        drop(window);
        self.size.send_replace(size);
    }

    /// Tells when there is more.
    #[must_use]
    pub fn size(&self) -> watch::Receiver<LogIndex> {
        self.size.subscribe()
    }

    /// The entries from an index on, so many at most; `None` where they are no longer at hand.
    #[must_use]
    pub fn since(&self, index: LogIndex, most: usize) -> Option<Vec<Option<Arc<Heard>>>> {
        let window = self.shared.read().unwrap_or_else(PoisonError::into_inner);
        let skip = usize::try_from(index.checked_sub(window.first)?).ok()?;
        Some(
            window
                .entries
                .iter()
                .skip(skip)
                .take(most)
                .cloned()
                .collect(),
        )
    }
}
