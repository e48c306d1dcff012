//! What a server keeps beside the register: who is signed in, invitations, what of the log is public, and its
//! own witness. Sessions are in memory; invitations and the witness's state are on disk before an answer.

use super::settings::Settings;
use crate::exit::Problem;
use crate::invitation::Invitations;
use crate::outbox::Outbox;
use crate::session::{Place, cosigned, load_key};
use crate::sign_in::SignIns;
use crate::sign_in::challenge::Place as SignInPlace;
use crate::witnessing::keeper::Keeper;
use crate::witnessing::round::Heard;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use truceline_engine::folder::Folder;
use truceline_engine::keyfile::Purpose;
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::writer::PUBLIC_STEP;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::tree::Tree;
use truceline_register::register::Register;

/// Beside the register.
pub struct Kept {
    sign_ins: Mutex<SignIns>,
    invitations: Mutex<Invitations>,
    public: RwLock<Option<Arc<SignedCheckpoint>>>,
    /// Witnesses that say they have seen another history of this log.
    other_history: Mutex<BTreeSet<String>>,
    witness: Option<Keeper>,
    outbox: Arc<Outbox>,
}

impl Kept {
    /// Of a server that starts; the data folder's lock is held.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a file is damaged or held by another process.
    pub fn open(
        settings: &Settings,
        place: &Place,
        register: &Register,
        tree: &Tree,
        secret: &[u8; 32],
    ) -> Result<Self, Problem> {
        let authority = &register.authority;
        let sign_ins = SignIns::new(
            SignInPlace {
                origin: authority.origin().to_owned(),
                genesis: authority.genesis_digest(),
                authorities: settings.authorities.clone(),
            },
            &mut SystemRandomness,
        )
        .map_err(|error| Problem::unavailable(error.to_string()))?;
        let invitations = Invitations::open(&place.data)
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        let witness = match &settings.witness {
            None => None,
            Some(files) => {
                let key = load_key(&files.key, Purpose::Witness, &place.passphrases)?;
                Some(Keeper::open(&files.state, &key)?)
            }
        };
        // What went round before the start is public already.
        let public = cosigned(&Folder::open(&place.data)?)?.pop();
        let public = public.filter(|signed| {
            let checkpoint = signed.checkpoint();
            let is_over = tree.root_at(checkpoint.size).ok() == Some(checkpoint.root);
            is_over && checkpoint.size.is_multiple_of(PUBLIC_STEP)
        });
        Ok(Self {
            sign_ins: Mutex::new(sign_ins),
            invitations: Mutex::new(invitations),
            public: RwLock::new(public.map(Arc::new)),
            other_history: Mutex::default(),
            witness,
            outbox: Arc::new(Outbox::open(
                settings.outbox.as_ref(),
                place,
                register,
                secret,
            )?),
        })
    }

    /// Who is signed in.
    pub fn sign_ins(&self) -> MutexGuard<'_, SignIns> {
        self.sign_ins.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Invitations, and cards that wait.
    pub fn invitations(&self) -> MutexGuard<'_, Invitations> {
        self.invitations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The latest public checkpoint, with the cosignatures that it has.
    #[must_use]
    pub fn public(&self) -> Option<Arc<SignedCheckpoint>> {
        self.public
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// From now on this one is public; one that is smaller never replaces a larger.
    pub fn make_public(&self, checkpoint: SignedCheckpoint) {
        let mut public = self.public.write().unwrap_or_else(PoisonError::into_inner);
        let before = public.as_ref().map_or(0, |before| before.checkpoint().size);
        if checkpoint.checkpoint().size >= before {
            *public = Some(Arc::new(checkpoint));
        }
    }

    /// The witnesses that say they have seen another history of this log.
    #[must_use]
    pub fn other_history(&self) -> Vec<String> {
        let witnesses = self.other_history.lock();
        let witnesses = witnesses.unwrap_or_else(PoisonError::into_inner);
        witnesses.iter().cloned().collect()
    }

    /// What a round of witnesses has heard of that; a witness that could not be asked has taken nothing back.
    pub fn note_heard(&self, heard: &[Heard]) {
        let witnesses = self.other_history.lock();
        let mut witnesses = witnesses.unwrap_or_else(PoisonError::into_inner);
        for heard in heard {
            if heard.is_other_history() {
                witnesses.insert(heard.witness.clone());
            } else if heard.fault.is_none() {
                witnesses.remove(&heard.witness);
            }
        }
    }

    /// What is sent outside.
    #[must_use]
    pub const fn outbox(&self) -> &Arc<Outbox> {
        &self.outbox
    }

    /// The witness that this server runs, if any.
    #[must_use]
    pub const fn witness(&self) -> Option<&Keeper> {
        self.witness.as_ref()
    }
}
