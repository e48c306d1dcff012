//! Where random bytes come from: always an argument, never a global.
//!
//! Not a generator of numbers for statistics, and not for the pure crates, which take finished bytes.

use sha2::{Digest, Sha256};

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
