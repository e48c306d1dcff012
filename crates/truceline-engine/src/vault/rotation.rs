//! Another master key for a vault, in pieces, while others read it.
//!
//! ```text
//! 1. the caller has made the new key's file durable
//! 2. the plate says the new key, and holds the former one sealed under it     one transaction
//! 3. data keys are wrapped under the new key, some at a time; values stay      a transaction each
//! 4. the former key is blotted out of the plate                                one transaction
//! 5. the caller puts the new file in the old one's place, and destroys that
//! ```
//!
//! Before 2 the vault opens with the old key, from 2 on with the new one, and never with neither: from the new key
//! and what is in the vault the former key follows for as long as anything is wrapped under it. Cut short
//! anywhere, what is left is done by whoever opens it next. Not here: key files, and when a piece is done (the
//! writer's queue).

use super::seal;
use super::shelf::Plate;
use super::{Erasure, RecordKey, Vault, VaultError, VaultRefusal, damaged};
use crate::keyfile::Seed;
use crate::randomness::Randomness;

/// How many data keys one piece wraps: some milliseconds, most of them the disk's.
pub const PIECE: usize = 256;
/// How often it is tried to empty the write-ahead log at the end without waiting for anybody.
pub(super) const SWEEPS: u8 = 100;

/// What one piece has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Piece {
    /// So many data keys were looked at; there may be more. None: all is done but that the write-ahead log is emptied,
    /// which waits for readers; try again soon.
    Some(u64),
    /// Everything is wrapped under the new key, and the former one is gone from the vault.
    Done(Erasure),
}

impl Vault {
    /// Whether something may still be wrapped under a former master key.
    #[must_use]
    pub fn is_rotating(&self) -> bool {
        self.ring.is_turning()
    }

    /// Begins to change the master key: from now on the vault opens with `new`, whose file is durable, and with no
    /// other.
    pub fn begin_rotation(
        &mut self,
        new: Seed,
        randomness: &mut dyn Randomness,
    ) -> Result<(), VaultError> {
        let masters = self.ring.now();
        if masters.former.is_some() {
            return Err(VaultRefusal::Rotating.into());
        }
        let plate = Plate {
            sealed: seal::seal_nameplate(&new, &self.register, randomness)?,
            former: Some(seal::seal_former(
                &masters.current,
                &new,
                &self.register,
                randomness,
            )?),
        };
        self.shelf.set_plate(&plate)?;
        self.ring.turn(new, Some(masters.current.clone()));
        self.next_to_wrap = RecordKey::FIRST;
        Ok(())
    }

    /// Wraps the next `limit` data keys under the new master key. What is wrapped under it already stays as it is,
    /// so beginning again from the first costs only time.
    pub fn rotate_some(
        &mut self,
        limit: usize,
        randomness: &mut dyn Randomness,
    ) -> Result<Piece, VaultError> {
        let masters = self.ring.now();
        let Some(former) = &masters.former else {
            return self.sweep_once();
        };
        let keys = self.shelf.keys(self.next_to_wrap, limit)?;
        let Some((last, _)) = keys.last() else {
            return self.end_rotation();
        };
        let (next, seen) = (last.next(), keys.len() as u64);
        let mut wrapped = Vec::with_capacity(keys.len());
        for (record, sealed) in keys {
            if seal::unwrap(&sealed, &masters.current, &self.register, record).is_some() {
                continue;
            }
            let key = seal::unwrap(&sealed, former, &self.register, record)
                .ok_or_else(|| damaged(record, "key"))?;
            let again = seal::wrap(&key, &masters.current, &self.register, record, randomness)?;
            wrapped.push((record, again));
        }
        if !wrapped.is_empty() {
            self.shelf.rewrap(&wrapped)?;
        }
        self.next_to_wrap = next;
        Ok(Piece::Some(seen))
    }

    fn end_rotation(&mut self) -> Result<Piece, VaultError> {
        let masters = self.ring.now();
        let plate = self.shelf.plate()?.ok_or(VaultError::WrongMasterKey)?;
        self.shelf.set_plate(&Plate {
            former: None,
            ..plate
        })?;
        self.ring.turn(masters.current.clone(), None);
        self.sweeps_left = SWEEPS;
        Ok(Piece::Some(0))
    }

    /// Removes what the write-ahead log holds of the old wrapping, where no reader stands in the way right now. Also
    /// where the change came to its end before this vault was opened: that nothing is left is said of what was looked
    /// at, and of nothing else.
    fn sweep_once(&mut self) -> Result<Piece, VaultError> {
        let swept = self.shelf.try_sweep()?;
        self.sweeps_left = match swept {
            Erasure::Complete => 0,
            Erasure::TracesRemain => self.sweeps_left.saturating_sub(1),
        };
        if self.sweeps_left > 0 {
            return Ok(Piece::Some(0));
        }
        self.sweeps_left = SWEEPS;
        Ok(Piece::Done(swept))
    }

    /// Wraps every data key under a new master key; values are not touched. The new key's file is durable before
    /// this is called and the old one's is destroyed after.
    pub fn rotate_master(
        &mut self,
        new: Seed,
        randomness: &mut dyn Randomness,
    ) -> Result<Erasure, VaultError> {
        self.begin_rotation(new, randomness)?;
        self.finish_rotation(&mut |_| {}, randomness)
    }

    /// Does what is left of a rotation; `done` is told how many data keys have been looked at.
    pub fn finish_rotation(
        &mut self,
        done: &mut dyn FnMut(u64),
        randomness: &mut dyn Randomness,
    ) -> Result<Erasure, VaultError> {
        let mut all = 0;
        loop {
            match self.rotate_some(PIECE, randomness)? {
                // Nobody else waits here: readers are given their time.
                Piece::Some(0) => {
                    return self.shelf.sweep();
                }
                Piece::Some(seen) => {
                    all += seen;
                    done(all);
                }
                Piece::Done(traces) => return Ok(traces),
            }
        }
    }
}

#[cfg(test)]
mod tests;
