//! A party's signing side: one person's key at a desk, and the chain of what it signed.
//!
//! ```text
//! south.key     the secret (engine key file)
//! south.card    whose it is and for which register
//! south.chain   next sequence number and digest of the payload before it
//! ```
//!
//! The chain is on disk before a statement leaves: a crash between the two leaves a gap, which is
//! admitted and flagged, never a fork. Not here: what is said ([`crate::speech`]).

use crate::card::{self, DeskCard};
use crate::exit::Problem;
use crate::file;
use crate::speech::Speech;
use std::path::{Path, PathBuf};
use std::time::Duration;
use truceline_engine::disk;
use truceline_engine::keyfile::{self, Key, Purpose, Seed};
use truceline_engine::lock::ExclusiveLock;
use truceline_engine::randomness::Randomness;
use truceline_log::key::SigningKey;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::statement::{Header, Payload, Statement, Submission, key_id};
use truceline_register::ids::{ActId, KeyId};
use truceline_register::time::Instant;

/// The first line of a key's chain.
pub const CHAIN_HEADER: &str = "truceline-key-chain 1";

/// Where the next statement of a key stands in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainEnd {
    /// Its sequence number.
    pub next: u64,
    /// Digest of the payload before it.
    pub previous: Digest,
}

impl ChainEnd {
    /// Of a key that has signed nothing.
    pub const START: Self = Self {
        next: 0,
        previous: Digest::ZERO,
    };

    /// Reads a chain file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let header = lines.next()?;
        let next = lines.next()?.strip_prefix("next: ")?.parse().ok()?;
        let previous = card::digest(lines.next()?.strip_prefix("previous: ")?)?;
        (header == CHAIN_HEADER && lines.next().is_none()).then_some(Self { next, previous })
    }

    fn text(self) -> String {
        format!(
            "{CHAIN_HEADER}\nnext: {}\nprevious: {}\n",
            self.next, self.previous
        )
    }
}

/// One person's key at a desk.
pub struct Voice {
    card: DeskCard,
    key: SigningKey,
    chain: ChainEnd,
    file: Option<ChainFile>,
}

struct ChainFile {
    path: PathBuf,
    _lock: ExclusiveLock,
}

impl Voice {
    /// A voice without files, for rehearsals and for a register's first moment.
    #[must_use]
    pub fn in_memory(card: DeskCard, seed: &Seed) -> Self {
        Self {
            card,
            key: SigningKey::from_seed(seed.expose()),
            chain: ChainEnd::START,
            file: None,
        }
    }

    /// The same voice once its register has begun.
    #[must_use]
    pub fn with_genesis(mut self, genesis: Digest) -> Self {
        self.card.genesis = genesis;
        self
    }

    /// Opens a key, loaded from `path`, with its card and chain; no second process signs with it meanwhile.
    ///
    /// # Errors
    /// [`Problem`]: a file is missing or damaged, the card is another key's, the key is in use.
    pub fn open(path: &Path, key: &Key) -> Result<Self, Problem> {
        Self::open_within(path, key, Duration::ZERO, &mut |_| {})
    }

    /// The same; another process's end is waited for.
    ///
    /// # Errors
    /// [`Problem`], as of [`Voice::open`].
    pub fn open_within(
        path: &Path,
        key: &Key,
        wait: Duration,
        waited: &mut dyn FnMut(Duration),
    ) -> Result<Self, Problem> {
        let card_path = file::beside(path, "card");
        let card = DeskCard::read(&card_path)?;
        let mut voice = Self::in_memory(card, &key.seed);
        if voice.card.public != *voice.key.verifying_key().as_bytes() {
            let path = card_path.display();
            return Err(Problem::usage(format!(
                "{path}: is the card of another key; put back the one made with this key"
            )));
        }
        let chain_path = file::beside(path, "chain");
        let lock = ExclusiveLock::take_within(&file::beside(path, "lock"), wait, waited)
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        let text = file::read_text(&chain_path, card::MAX_CARD_BYTES)?;
        voice.chain = ChainEnd::parse(&text).ok_or_else(|| {
            Problem::usage(format!(
                "{}: is no key chain, or a damaged one; put back its copy",
                chain_path.display()
            ))
        })?;
        voice.file = Some(ChainFile {
            path: chain_path,
            _lock: lock,
        });
        Ok(voice)
    }

    /// Whose it is.
    #[must_use]
    pub const fn card(&self) -> &DeskCard {
        &self.card
    }

    /// The key's id.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        key_id(&self.card.public)
    }

    /// Where its next statement stands.
    #[must_use]
    pub const fn chain(&self) -> ChainEnd {
        self.chain
    }

    /// Signs a speech for the voice's register.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or the chain could not be written; then nothing was signed.
    pub fn sign(
        &mut self,
        speech: &Speech,
        signed_at: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<Submission, Problem> {
        let (submission, end) = self.sign_after(self.chain, speech, signed_at, randomness)?;
        self.advance(end)?;
        Ok(submission)
    }

    /// Signs speeches one after the other, and gives with each where the chain ends after it. The
    /// chain is written once, before any of them leaves.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or the chain could not be written; then nothing was signed.
    pub fn sign_all(
        &mut self,
        speeches: &[Speech],
        signed_at: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<Vec<(Submission, ChainEnd)>, Problem> {
        let mut signed = Vec::with_capacity(speeches.len());
        let mut end = self.chain;
        for speech in speeches {
            let (submission, next) = self.sign_after(end, speech, signed_at, randomness)?;
            end = next;
            signed.push((submission, end));
        }
        self.advance(end)?;
        Ok(signed)
    }

    fn sign_after(
        &self,
        chain: ChainEnd,
        speech: &Speech,
        signed_at: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(Submission, ChainEnd), Problem> {
        let mut nonce = [0; 16];
        randomness.fill(&mut nonce)?;
        let act_id = match speech.act_id {
            Some(id) => id,
            None => ActId::from_bytes(draw(randomness)?),
        };
        let payload = Payload {
            act_id,
            party: self.card.party,
            desk: self.card.desk,
            signed_at,
            sequence: chain.next,
            previous: chain.previous,
            nonce,
            act: speech.act.clone(),
        };
        let end = ChainEnd {
            next: chain.next + 1,
            previous: payload.digest(),
        };
        let header = Header {
            key: self.key_id(),
            origin: self.card.origin.clone(),
            genesis: self.card.genesis,
        };
        let statement = Statement::sign(header, &payload, &self.key);
        let submission = Submission {
            statement: statement.to_bytes(),
            disclosures: speech.given.clone(),
            unread: Vec::new(),
        };
        Ok((submission, end))
    }

    /// Takes the chain back to where it stood, for statements that were refused before anybody else
    /// saw them.
    ///
    /// # Errors
    /// [`Problem`]: the chain could not be written; a gap stays.
    pub fn take_back(&mut self, to: ChainEnd) -> Result<(), Problem> {
        self.move_chain(to)
    }

    fn advance(&mut self, to: ChainEnd) -> Result<(), Problem> {
        self.move_chain(to).map_err(|problem| Problem {
            what: format!(
                "{}; nothing was signed and nothing recorded: free space on that disk, or let the file be written, and run it again",
                problem.what
            ),
            ..problem
        })
    }

    fn move_chain(&mut self, to: ChainEnd) -> Result<(), Problem> {
        if let Some(file) = &self.file {
            file::replace(&file.path, to.text().as_bytes())?;
        }
        self.chain = to;
        Ok(())
    }
}

/// Sixteen fresh bytes: an id.
///
/// # Errors
/// [`Problem`]: no randomness.
pub fn draw(randomness: &mut dyn Randomness) -> Result<[u8; 16], Problem> {
    let mut bytes = [0; 16];
    randomness.fill(&mut bytes)?;
    Ok(bytes)
}

/// Makes the three files of a new voice; the card is signed by its key.
///
/// # Errors
/// [`Problem`]: a file exists already or cannot be written.
pub fn create(
    path: &Path,
    card: &DeskCard,
    chain: ChainEnd,
    seed: &Seed,
    sealing: Option<&keyfile::Sealing>,
) -> Result<(), Problem> {
    for ending in ["card", "chain"] {
        let other = file::beside(path, ending);
        if other == path || other.exists() {
            let other = other.display();
            return Err(Problem::unavailable(format!(
                "{other}: exists already and is not overwritten; name another key file"
            )));
        }
    }
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
    {
        disk::create_private_folder(folder)
            .map_err(|error| Problem::unavailable(format!("{}: {error}", folder.display())))?;
    }
    let key = keyfile::Key {
        purpose: Purpose::Party,
        name: card.name.clone(),
        seed: seed.clone(),
    };
    keyfile::create(path, &key, sealing)?;
    let card = card.clone().proven(&SigningKey::from_seed(seed.expose()));
    file::write_public(&file::beside(path, "card"), card.to_string().as_bytes())?;
    file::write_new(&file::beside(path, "chain"), chain.text().as_bytes())
}

/// Takes the files of a new voice away that [`create`] has just made, where nothing came of it.
pub fn discard(path: &Path) {
    for path in [
        path.to_owned(),
        file::beside(path, "card"),
        file::beside(path, "chain"),
    ] {
        // What cannot be taken away is named as existing already the next time.
        let _ = std::fs::remove_file(path);
    }
}

/// The public half of a seed.
#[must_use]
pub fn public_of(seed: &Seed) -> [u8; 32] {
    *SigningKey::from_seed(seed.expose())
        .verifying_key()
        .as_bytes()
}

#[cfg(test)]
mod tests;
