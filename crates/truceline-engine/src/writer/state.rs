//! The state that everybody sees, and how it moves on without anybody waiting.
//!
//! There are two copies (decision 4). The writer stages a round on one while readers hold the other; once
//! the round is durable the staged copy is published, and the copy before it is taken back once its
//! readers are done, given the same records, and staged upon next. Readers never wait for the writer. The
//! writer waits for readers of the copy before the last, and for [`PATIENCE`] at most: then it copies.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::hash::Hash;
use truceline_log::tree::Tree;
use truceline_register::codec::record::Record;
use truceline_register::register::Register;

use crate::head::Head;
use crate::store::Entry;

/// How long the writer waits for a reader before it makes a copy of its own: longer than a usual answer
/// takes, shorter than anybody who waits for a warning would notice.
pub const PATIENCE: Duration = Duration::from_millis(200);
/// How often it looks meanwhile.
const LOOK: Duration = Duration::from_micros(100);

/// What the log says up to one checkpoint: derived, durable before it is shown, never changed after.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What was said.
    pub register: Register,
    /// The tree over all entries.
    pub tree: Tree,
    /// The checkpoint over it; none before the first record.
    pub head: Option<Head>,
    /// The same, read: every receipt of a round holds it.
    checkpoint: OnceLock<Option<SignedCheckpoint>>,
}

impl State {
    /// The state of a register whose log ends at a head.
    #[must_use]
    pub fn new(register: Register, tree: Tree, head: Option<Head>) -> Self {
        Self {
            register,
            tree,
            head,
            checkpoint: OnceLock::new(),
        }
    }

    /// The latest signed checkpoint.
    #[must_use]
    pub fn checkpoint(&self) -> Option<SignedCheckpoint> {
        let read = || SignedCheckpoint::parse(&self.head.as_ref()?.signed).ok();
        self.checkpoint.get_or_init(read).clone()
    }

    fn take(&mut self, round: &[Settled]) {
        for settled in round {
            self.tree.push(settled.leaf_hash());
            match &settled.record {
                Some(record) => self.register.apply(record),
                None => self.register.apply_pad(),
            }
        }
    }
}

/// An entry that is durable.
#[derive(Debug, Clone)]
pub struct Settled {
    /// As the log has it.
    pub entry: Entry,
    /// The record; none for a pad.
    pub record: Option<Record>,
}

impl Settled {
    /// Its leaf.
    #[must_use]
    pub const fn leaf_hash(&self) -> Hash {
        Hash(self.entry.leaf_hash)
    }
}

/// Where readers find the state. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Published(Arc<RwLock<Arc<State>>>);

impl Published {
    /// The state as it is now. Hold it for one answer, and not for longer.
    #[must_use]
    pub fn now(&self) -> Arc<State> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, state: Arc<State>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Both copies, in the writer's hands.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// What is decided upon: the published state and what is not durable yet.
    pub(super) staged: Register,
    /// The tree of the published state, in the second copy.
    tree: Tree,
    /// What everybody sees.
    pub(super) shown: Arc<State>,
    published: Published,
    /// The copy before the last, and what it has not heard of.
    behind: Option<(Arc<State>, Arc<[Settled]>)>,
    /// Rounds that nobody has taken yet, where somebody follows.
    fresh: Option<Vec<Arc<[Settled]>>>,
}

impl Copies {
    /// Both copies of a state.
    pub(super) fn of(state: State) -> Self {
        let copies = Self {
            staged: state.register.clone(),
            tree: state.tree.clone(),
            shown: Arc::new(state),
            published: Published::default(),
            behind: None,
            fresh: None,
        };
        copies.published.show(Arc::clone(&copies.shown));
        copies
    }

    pub(super) fn published(&self) -> Published {
        self.published.clone()
    }

    /// From now on somebody takes every round.
    pub(super) fn follow(&mut self) {
        self.fresh = Some(Vec::new());
    }

    /// The rounds since the last time, where somebody follows.
    pub(super) fn take_fresh(&mut self) -> Vec<Arc<[Settled]>> {
        self.fresh.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What was staged is forgotten.
    pub(super) fn discard(&mut self) {
        self.staged = self.shown.register.clone();
    }

    /// Shows what was staged, now that it is durable.
    pub(super) fn publish(&mut self, round: Arc<[Settled]>, head: Head) {
        let mut tree = std::mem::take(&mut self.tree);
        for settled in round.iter() {
            tree.push(settled.leaf_hash());
        }
        let staged = std::mem::take(&mut self.staged);
        let next = Arc::new(State::new(staged, tree, Some(head)));
        self.published.show(Arc::clone(&next));
        if let Some(fresh) = &mut self.fresh {
            fresh.push(Arc::clone(&round));
        }
        let before = std::mem::replace(&mut self.shown, next);
        self.behind = Some((before, round));
    }

    /// Takes the copy before the last back, if nobody reads it any more: for when nobody waits for the writer.
    pub(super) fn catch_up(&mut self) {
        self.take_back(Duration::ZERO);
    }

    /// Has a copy to stage upon.
    pub(super) fn make_ready(&mut self) {
        self.take_back(PATIENCE);
        if self.behind.take().is_some() {
            self.staged = self.shown.register.clone();
            self.tree = self.shown.tree.clone();
        }
    }

    /// Takes the copy before the last back, unless it is still read after so long.
    fn take_back(&mut self, patience: Duration) {
        let Some((mut before, round)) = self.behind.take() else {
            return;
        };
        let until = Instant::now() + patience;
        loop {
            match Arc::try_unwrap(before) {
                Ok(mut state) => {
                    state.take(&round);
                    // Both say the same now: what is large and alike is held once.
                    state.register.share(&self.shown.register);
                    (self.staged, self.tree) = (state.register, state.tree);
                    return;
                }
                Err(read) if Instant::now() < until => {
                    before = read;
                    std::thread::sleep(LOOK);
                }
                Err(read) => {
                    self.behind = Some((read, round));
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
