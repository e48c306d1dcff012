//! What a server is asked at every contact: that its log begins with all that it has shown this party before.
//!
//! The checkpoints are kept beside the key ([`crate::seen`]), so the question reaches over runs. Two signed
//! histories are evidence, which is written beside the key. A server that gives no proof, or one that does not
//! hold, has proven nothing; it is relied on no more than one that is caught. Not here: what goes on all the
//! same (presence and stops do, [`crate::house`]).

use super::Replica;
use crate::client::Form;
use crate::exchange::{Comparison, by_proof, compare};
use crate::exit::{Exit, Problem};
use crate::publication::rebuild;
use crate::seen::Seen;
use crate::session::verifier;
use crate::wire::consistency::ConsistencyView;
use crate::witnessing::round::FORK;
use std::collections::BTreeMap;
use truceline_log::beginning::BeginningProof;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::ForkEvidence;
use truceline_log::hash::Hash;
use truceline_log::tree::Tree;
use truceline_log::vkey::VerifierKey;

/// Problems of a server that may answer later.
const LATER: [&str; 5] = [
    "unavailable",
    "starting",
    "stopping",
    "overload",
    "too-many-requests",
];

/// Most checkpoints that the server is asked about at once: below [`crate::http::consistency::MAX_SIZES`].
const PAGE: usize = 64;

/// What the server shows, and what shows how its tree began.
struct Shown {
    latest: SignedCheckpoint,
    beginnings: BTreeMap<u64, BeginningProof>,
    other_history: Vec<String>,
}

impl Shown {
    /// What is shown, held against a checkpoint that came before or from another.
    fn held(&self, one: &SignedCheckpoint, keys: &[VerifierKey]) -> Comparison {
        let proof = self.beginnings.get(&one.checkpoint().size).cloned();
        by_proof(one, &self.latest, proof, keys)
    }
}

/// Whether nothing is shown yet either way.
const fn is_open(one: &Comparison) -> bool {
    matches!(one, Comparison::Unproven(_))
}

impl Replica {
    /// Why nothing that the server answers is to be relied on, where that is so.
    #[must_use]
    pub const fn alarm(&self) -> Option<&Problem> {
        self.alarm.as_ref()
    }

    /// The same as an error.
    ///
    /// # Errors
    /// The alarm.
    pub fn heed(&self) -> Result<(), Problem> {
        self.alarm.clone().map_or(Ok(()), Err)
    }

    /// Witnesses that, as the server says, have seen another history of its log.
    #[must_use]
    pub fn other_history(&self) -> &[String] {
        &self.other_history
    }

    /// What the party was shown.
    #[must_use]
    pub const fn seen(&self) -> &Seen {
        self.seen.seen()
    }

    /// The log's key, by the genesis that the key's card is for.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn log_key(&self) -> Result<VerifierKey, Problem> {
        verifier(&self.register)
    }

    /// Asks whether the log begins with what was shown before, and keeps what it shows now. Nothing fails here: what does not
    /// hold is the alarm, for what is urgent goes out all the same.
    pub(super) fn contact(&mut self) {
        let owed = self.seen.seen().owed();
        let mut holds = true;
        let mut extended: Option<SignedCheckpoint> = None;
        let pages = owed.chunks(PAGE).map(<[_]>::to_vec);
        let none_owed = owed.is_empty().then(Vec::new);
        for page in pages.chain(none_owed) {
            // What one page was shown is owed a proof on the next.
            let page: Vec<SignedCheckpoint> = extended.iter().cloned().chain(page).collect();
            let (shown, keys) = match self
                .proofs_of(&page)
                .and_then(|shown| Ok((shown, [self.log_key()?])))
            {
                Ok(shown) => shown,
                Err(problem) => {
                    self.alarmed(unanswered(&problem));
                    self.note(extended.as_slice());
                    return;
                }
            };
            self.other_history.clone_from(&shown.other_history);
            for kept in &page {
                let alarm = match shown.held(kept, &keys) {
                    Comparison::OneLog => continue,
                    Comparison::TwoHistories(fork) => self.caught(&fork),
                    Comparison::OtherIsLarger => unproven(&format!(
                        "it shows {} entries, and its log has signed {}",
                        shown.latest.checkpoint().size,
                        kept.checkpoint().size
                    )),
                    Comparison::NotOfThisLog => {
                        unproven("what your party keeps is not signed by this log's key")
                    }
                    Comparison::Unproven(why) => unproven(&why),
                };
                holds = false;
                self.alarmed(alarm);
            }
            if !holds {
                self.note(&[shown.latest]);
                return;
            }
            extended = Some(shown.latest);
        }
        if let Some(latest) = extended {
            self.keep(|seen| seen.extend(&latest));
        }
    }

    /// Raises the alarm. The first stays, but that two histories are told before all else.
    fn alarmed(&mut self, alarm: Problem) {
        if self.alarm.is_none() || alarm.code == FORK {
            self.alarm = Some(alarm);
        }
    }

    /// Changes what is kept. That it cannot be written is told.
    fn keep(&mut self, change: impl FnOnce(&mut Seen)) {
        if let Err(problem) = self.seen.change(change) {
            self.alarmed(problem);
        }
    }

    /// Keeps checkpoints that came and that the log's key has signed: the next contact must extend them.
    pub(super) fn note(&mut self, shown: &[SignedCheckpoint]) {
        for one in shown {
            if let Some(fork) = self.seen.seen().contradiction(one) {
                let alarm = self.caught(&fork);
                self.alarmed(alarm);
            }
        }
        self.keep(|seen| shown.iter().for_each(|one| seen.note(one)));
    }

    /// What others' checkpoints say about the log that the server shows this party: asked of the server, and where it
    /// proves nothing, of the public tiles. Where the server contradicts here what this party was shown, that is the alarm.
    ///
    /// # Errors
    /// [`Problem`]: the register has no key.
    pub fn hold_against(
        &mut self,
        others: &[SignedCheckpoint],
    ) -> Result<Vec<Comparison>, Problem> {
        let keys = [self.log_key()?];
        let mut found = Vec::with_capacity(others.len());
        for page in others.chunks(PAGE) {
            let own = self.seen.seen().latest().cloned();
            let asked: Vec<SignedCheckpoint> = own.iter().chain(page).cloned().collect();
            let shown = match self.proofs_of(&asked) {
                Ok(shown) => shown,
                Err(problem) => {
                    found.extend(
                        page.iter()
                            .map(|_| Comparison::Unproven(problem.to_string())),
                    );
                    continue;
                }
            };
            let linked = own.as_ref().map_or_else(
                || Comparison::Unproven("nothing that was shown before is proven".to_owned()),
                |own| shown.held(own, &keys),
            );
            found.extend(page.iter().map(|other| match shown.held(other, &keys) {
                // A beginning of a log that is not shown to be one's own says nothing of one's own.
                Comparison::OneLog => linked.clone(),
                found => found,
            }));
            self.note(std::slice::from_ref(&shown.latest));
            match linked {
                Comparison::OneLog => {}
                Comparison::TwoHistories(fork) => {
                    let alarm = self.caught(&fork);
                    self.alarmed(alarm);
                }
                _ => self.alarmed(unproven("what it shows now is not shown to extend that")),
            }
        }
        for (other, found) in others.iter().zip(&mut found) {
            // What was shown before may contradict it by itself.
            let fork = self.seen.seen().contradiction(other);
            if let Some(fork) = fork.filter(|fork| fork.verify(&keys).is_ok()) {
                *found = Comparison::TwoHistories(Box::new(fork));
            }
        }
        if found.iter().any(is_open) {
            self.by_tiles(others, &mut found, &keys);
        }
        Ok(found)
    }

    /// The same by the public tiles, for what the server has not proven. The tiles are the server's too: that another's
    /// checkpoint is a beginning of them says something only where all that this party was shown is of the same log.
    fn by_tiles(
        &mut self,
        others: &[SignedCheckpoint],
        found: &mut [Comparison],
        keys: &[VerifierKey],
    ) {
        let Some((public, tree)) = self.public(keys) else {
            return;
        };
        let fork = match self.linked(&public, &tree, keys) {
            Ok(linked) => {
                for (other, found) in others.iter().zip(found.iter_mut()) {
                    let of_tiles = compare(&public, &tree, other, keys);
                    match of_tiles {
                        Comparison::OneLog if !linked => {}
                        Comparison::OtherIsLarger | Comparison::Unproven(_) => {}
                        settled if is_open(found) => *found = settled,
                        _ => {}
                    }
                }
                None
            }
            Err(fork) => Some(fork),
        };
        if let Some(fork) = fork {
            let alarm = self.caught(&fork);
            self.alarmed(alarm);
            for open in found.iter_mut().filter(|one| is_open(one)) {
                *open = Comparison::TwoHistories(fork.clone());
            }
        }
        self.note(&[public]);
    }

    /// The public checkpoint, and the tree that the tiles give.
    fn public(&self, keys: &[VerifierKey]) -> Option<(SignedCheckpoint, Tree)> {
        let mut client = self.client.borrow_mut();
        let public = client.get("/log/checkpoint", Form::Bytes).ok()?;
        let public = SignedCheckpoint::parse(&public.body).ok()?;
        public.verify(keys).ok()?;
        let public = public.with_claims_of(keys);
        let mut fetch = |path: &str| {
            let answer = client.get(&format!("/log/{path}"), Form::Bytes);
            answer.map(|answer| answer.body)
        };
        let tree = rebuild(&public, &mut fetch).ok()?;
        Some((public, tree))
    }

    /// Whether all that this party was shown is of one log with the public checkpoint and its tree: by the tree what is smaller,
    /// by the server's proof what is larger. The error is the evidence of two.
    fn linked(
        &self,
        public: &SignedCheckpoint,
        tree: &Tree,
        keys: &[VerifierKey],
    ) -> Result<bool, Box<ForkEvidence>> {
        let mut all_held = self.seen.seen().latest().is_some();
        let mut larger = false;
        for kept in self.seen.seen().all() {
            match compare(public, tree, kept, keys) {
                Comparison::OneLog => {}
                Comparison::TwoHistories(fork) => return Err(fork),
                Comparison::OtherIsLarger => larger = true,
                Comparison::NotOfThisLog | Comparison::Unproven(_) => all_held = false,
            }
        }
        if !larger {
            return Ok(all_held);
        }
        let mut owed = self.seen.seen().owed();
        owed.retain(|kept| kept.checkpoint().size > public.checkpoint().size);
        for page in owed.chunks(PAGE) {
            let page: Vec<SignedCheckpoint> = page
                .iter()
                .chain(std::iter::once(public))
                .cloned()
                .collect();
            let Ok(shown) = self.proofs_of(&page) else {
                return Ok(false);
            };
            for kept in &page {
                match shown.held(kept, keys) {
                    Comparison::OneLog => {}
                    Comparison::TwoHistories(fork) => return Err(fork),
                    _ => all_held = false,
                }
            }
        }
        Ok(all_held)
    }

    /// The alarm of evidence, which is kept where it can be.
    fn caught(&self, fork: &ForkEvidence) -> Problem {
        let kept = match self.seen.keep(fork) {
            Ok(None) => String::new(),
            Ok(Some(path)) => format!(
                " The evidence is in {}: keep it, and show it to every party and witness.",
                path.display()
            ),
            Err(problem) => format!(" The evidence could not be kept: {}.", problem.what),
        };
        Problem::new(
            Exit::VerificationFailed,
            FORK,
            format!(
                "SPLIT VIEW: the log {} has signed {}.{kept} Rely on nothing that this server answers",
                fork.origin(),
                fork.deed()
            ),
        )
    }

    /// Asks for the latest checkpoint and how its tree began.
    fn proofs_of(&self, kept: &[SignedCheckpoint]) -> Result<Shown, Problem> {
        let mut sizes: Vec<u64> = kept.iter().map(|kept| kept.checkpoint().size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let sizes: Vec<String> = sizes.iter().map(u64::to_string).collect();
        let path = format!("/v1/consistency?sizes={}", sizes.join(","));
        let answer = self.client.borrow_mut().get(&path, Form::Json)?;
        let view: ConsistencyView = answer.json()?;
        let wrong = |what: &dyn std::fmt::Display| {
            Problem::unverified(format!("the server's checkpoint: {what}"))
        };
        let latest = SignedCheckpoint::parse(view.checkpoint.as_bytes());
        let latest = latest.map_err(|error| wrong(&error))?;
        let keys = [self.log_key()?];
        latest.verify(&keys).map_err(|error| wrong(&error))?;
        // Others' lines are neither checked nor kept: the server does not choose how large what is kept becomes.
        let latest = latest.with_claims_of(&keys);
        let proof = |hashes: &[String]| {
            let hashes = hashes.iter().map(|hash| Hash::from_base64(hash).ok());
            BeginningProof::new(hashes.collect::<Option<Vec<_>>>()?).ok()
        };
        let beginnings = view.beginnings.iter();
        Ok(Shown {
            beginnings: beginnings
                .filter_map(|one| Some((one.size, proof(&one.hashes)?)))
                .collect(),
            latest,
            other_history: view.other_history,
        })
    }
}

/// The alarm of a server that proves nothing.
fn unproven(why: &str) -> Problem {
    Problem::unverified(format!(
        "the server does not prove that its log begins with what it has shown your party before: {why}. That is no evidence of a split view, and no reason to rely on it: compare with other parties (`truceline compare`), and ask whoever runs it and its witnesses"
    ))
}

/// The alarm of a server that does not answer.
fn unanswered(problem: &Problem) -> Problem {
    match LATER.contains(&problem.code.as_str()) {
        true => problem.clone(),
        false => unproven(&problem.to_string()),
    }
}
