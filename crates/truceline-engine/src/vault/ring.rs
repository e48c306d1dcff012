//! The master keys that a vault opens with, shared by its writer and the readers beside it.
//!
//! While the master key is changed there are two: the new one, under which everything is put and wrapped from
//! then on, and the former one, under which the rest still stands. Readers of one process hold the same ring, so
//! that they have the new key before the first data key is wrapped under it. A reader takes what is on the ring
//! **before** it reads what is sealed: what it then cannot open was wrapped since, and the ring has turned.

use std::sync::{Arc, PoisonError, RwLock};

use crate::keyfile::Seed;

/// The master keys of a vault. Clones are the same ring.
#[derive(Clone)]
pub struct Ring(Arc<RwLock<Arc<Masters>>>);

/// What is on a ring at one moment.
pub(crate) struct Masters {
    /// The one that everything is wrapped under from now on.
    pub(crate) current: Seed,
    /// The one before, while something is still wrapped under it.
    pub(crate) former: Option<Seed>,
}

impl Ring {
    pub(crate) fn of(current: Seed, former: Option<Seed>) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(Masters { current, former }))))
    }

    /// Whether `master` is what everything is wrapped under from now on.
    #[must_use]
    pub fn is(&self, master: &Seed) -> bool {
        self.now().current.expose() == master.expose()
    }

    /// Whether something may still be wrapped under a former key.
    #[must_use]
    pub fn is_turning(&self) -> bool {
        self.now().former.is_some()
    }

    pub(crate) fn now(&self) -> Arc<Masters> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn turn(&self, current: Seed, former: Option<Seed>) {
        let masters = Arc::new(Masters { current, former });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = masters;
    }

    /// Whether the ring has been turned since `masters` were taken from it.
    pub(crate) fn has_turned(&self, masters: &Arc<Masters>) -> bool {
        !Arc::ptr_eq(&self.now(), masters)
    }
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ring([redacted])")
    }
}
