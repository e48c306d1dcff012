//! Where random bytes come from: always an argument, never a global.
//!
//! Not a generator of numbers for statistics, and not for the pure crates, which take finished bytes.

use sha2::{Digest, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

/// The system gave no randomness; nothing that needs a key or a nonce may go on.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no random bytes ({0}); nothing was sealed or signed")]
pub struct RandomnessError(#[source] getrandom::Error);

#[cfg(test)]
impl RandomnessError {
    /// The failure that tests of others rehearse.
    pub(crate) fn rehearsed() -> Self {
        Self(getrandom::Error::UNSUPPORTED)
    }
}

/// A source of random bytes.
pub trait Randomness: Send {
    /// Fills `out` wholly or fails.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomnessError>;
}

/// The operating system's generator: the only source for a real register.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomnessError> {
        getrandom::fill(out).map_err(RandomnessError)
    }
}

/// How much is fetched from the system at once.
const FETCHED_BYTES: usize = 4096;

/// The operating system's generator, asked for a page at a time: who draws many small pieces, as the writer does for
/// each record, need not go to the system for every one. Each byte is given once, and wiped when it is given.
pub struct FetchedRandomness<R> {
    source: R,
    fetched: Zeroizing<Vec<u8>>,
}

impl<R: Randomness> FetchedRandomness<R> {
    /// Nothing fetched yet.
    #[must_use]
    pub fn of(source: R) -> Self {
        Self {
            source,
            fetched: Zeroizing::new(Vec::new()),
        }
    }
}

impl<R: Randomness> Randomness for FetchedRandomness<R> {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomnessError> {
        if out.len() > FETCHED_BYTES {
            return self.source.fill(out);
        }
        if self.fetched.len() < out.len() {
            // In one piece from the start, so that no copy of it stays behind.
            let mut fetched = Zeroizing::new(vec![0; FETCHED_BYTES]);
            self.source.fill(&mut fetched)?;
            self.fetched = fetched;
        }
        let rest = self.fetched.len() - out.len();
        if let Some(given) = self.fetched.get_mut(rest..) {
            out.copy_from_slice(given);
            given.zeroize();
        }
        self.fetched.truncate(rest);
        Ok(())
    }
}

/// The same bytes for the same seed: for tests, scenarios and simulation. Keys drawn from it protect nothing.
#[derive(Debug, Clone)]
pub struct RehearsalRandomness {
    seed: u64,
    block: u64,
}

impl RehearsalRandomness {
    /// Starts the sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, block: 0 }
    }
}

impl Randomness for RehearsalRandomness {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomnessError> {
        for chunk in out.chunks_mut(32) {
            let mut hash = Sha256::new();
            hash.update(b"truceline rehearsal randomness 1");
            hash.update(self.seed.to_be_bytes());
            hash.update(self.block.to_be_bytes());
            let block = hash.finalize();
            for (to, from) in chunk.iter_mut().zip(block.iter()) {
                *to = *from;
            }
            self.block += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    /// Counts upward, and how often it is asked; ends after so many.
    struct Counting {
        next: u64,
        asked: usize,
        ends_after: usize,
    }

    impl Randomness for Counting {
        fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomnessError> {
            if self.asked == self.ends_after {
                return Err(RandomnessError::rehearsed());
            }
            self.asked += 1;
            for piece in out.chunks_mut(8) {
                piece.copy_from_slice(&self.next.to_be_bytes()[..piece.len()]);
                self.next += 1;
            }
            Ok(())
        }
    }

    #[test]
    fn what_was_fetched_is_given_once_and_wiped() {
        let source = Counting {
            next: 1,
            asked: 0,
            ends_after: 3,
        };
        let mut fetched = FetchedRandomness::of(source);
        let mut given = std::collections::BTreeSet::new();
        for _ in 0..700 {
            let mut piece = [0; 16];
            fetched.fill(&mut piece).unwrap();
            assert!(given.insert(piece), "a piece was given twice");
            assert_ne!(piece, [0; 16], "a piece was never filled");
            let room = fetched.fetched.spare_capacity_mut().len();
            assert_eq!(room + fetched.fetched.len(), FETCHED_BYTES);
        }
        assert_eq!(fetched.source.asked, 3, "a page at a time");
        let mut large = vec![0; FETCHED_BYTES + 1];
        assert!(fetched.fill(&mut large).is_err(), "fetched by itself");
        let rest = fetched.fetched.len() / 16;
        for _ in 0..rest {
            fetched.fill(&mut [0; 16]).unwrap();
        }
        assert!(fetched.fill(&mut [0; 16]).is_err(), "nothing is made up");
    }
}
