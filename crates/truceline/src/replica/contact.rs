//! What a server is asked at every contact: that its log begins with all that it has shown this party before.
//!
//! The checkpoints are kept beside the key ([`crate::seen`]), so the question reaches over runs. Two signed
//! histories are evidence, which is written beside the key. A server that gives no proof, or one that does not
//! hold, has proven nothing; it is relied on no more than one that is caught. Not here: what goes on all the
//! same (presence and stops do, [`crate::house`]).

use super::Replica;
use crate::client::Form;
use crate::exchange::{Comparison, by_proof};
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
use truceline_log::vkey::VerifierKey;

/// Problems of a server that may answer later.
const LATER: [&str; 5] = [
    "unavailable",
    "starting",
    "stopping",
    "overload",
    "too-many-requests",
];

/// What the server shows, and what shows how its tree began.
struct Shown {
    latest: SignedCheckpoint,
    beginnings: BTreeMap<u64, BeginningProof>,
    other_history: Vec<String>,
}

impl Shown {
    /// What another's checkpoint says, once what is shown extends one's own.
    fn judge(
        &self,
        own: Option<&SignedCheckpoint>,
        other: &SignedCheckpoint,
        keys: &[VerifierKey],
    ) -> Comparison {
        let held = |one: &SignedCheckpoint| {
            let proof = self.beginnings.get(&one.checkpoint().size).cloned();
            by_proof(one, &self.latest, proof, keys)
        };
        let other = held(other);
        match own.map(held) {
            Some(broken) if broken != Comparison::OneLog && other == Comparison::OneLog => broken,
            _ => other,
        }
    }
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

    /// Asks whether the log begins with what was shown before, and keeps what it shows now.
    pub(super) fn contact(&mut self) -> Result<(), Problem> {
        let owed = self.seen.seen().owed();
        let shown = match self.proofs_of(&owed) {
            Ok(shown) => shown,
            Err(problem) => {
                self.alarm = Some(unanswered(&problem));
                return Ok(());
            }
        };
        self.other_history.clone_from(&shown.other_history);
        let keys = [self.log_key()?];
        for kept in &owed {
            let proof = shown.beginnings.get(&kept.checkpoint().size).cloned();
            let alarm = match by_proof(kept, &shown.latest, proof, &keys) {
                Comparison::OneLog => continue,
                Comparison::TwoHistories(fork) => self.caught(&fork)?,
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
            // Two histories are told before a proof that fails.
            if self.alarm.is_none() || alarm.code == FORK {
                self.alarm = Some(alarm);
            }
        }
        let holds = self.alarm.is_none();
        self.seen.change(|seen| match holds {
            true => seen.extend(&shown.latest),
            false => seen.note(&shown.latest),
        })
    }

    /// Keeps the checkpoints of receipts that came, which verify: the next contact must extend them.
    pub(super) fn note(&mut self, shown: &[SignedCheckpoint]) {
        for one in shown {
            if let Some(fork) = self.seen.seen().contradiction(one) {
                self.alarm = Some(self.caught(&fork).unwrap_or_else(|problem| problem));
            }
        }
        let noted = self
            .seen
            .change(|seen| shown.iter().for_each(|one| seen.note(one)));
        if let Err(problem) = noted {
            // What was recorded is recorded; that its receipt is not remembered is told.
            self.alarm.get_or_insert(problem);
        }
    }

    /// What others' checkpoints say about the log that the server shows this party: asked of the server, and where it
    /// proves nothing, of the public tiles.
    ///
    /// # Errors
    /// [`Problem`]: what is shown cannot be kept.
    pub fn hold_against(
        &mut self,
        others: &[SignedCheckpoint],
    ) -> Result<Vec<Comparison>, Problem> {
        let keys = [self.log_key()?];
        let own = self.seen.seen().latest().cloned();
        let asked: Vec<SignedCheckpoint> = own.iter().chain(others).cloned().collect();
        let shown = self.proofs_of(&asked);
        let mut found: Vec<Comparison> = others
            .iter()
            .map(|other| match &shown {
                Ok(shown) => shown.judge(own.as_ref(), other, &keys),
                Err(problem) => Comparison::Unproven(problem.to_string()),
            })
            .collect();
        for (other, found) in others.iter().zip(&mut found) {
            // What was shown before may contradict it by itself.
            let fork = self.seen.seen().contradiction(other);
            if let Some(fork) = fork.filter(|fork| fork.verify(&keys).is_ok()) {
                *found = Comparison::TwoHistories(Box::new(fork));
            }
        }
        let is_open = |one: &Comparison| matches!(one, Comparison::Unproven(_));
        if found.iter().any(is_open) {
            self.by_tiles(others, &mut found, &keys);
        }
        if let Ok(shown) = shown {
            self.seen.change(|seen| seen.note(&shown.latest))?;
        }
        Ok(found)
    }

    /// The same by the public tiles, for what the server has not proven.
    fn by_tiles(
        &self,
        others: &[SignedCheckpoint],
        found: &mut [Comparison],
        keys: &[VerifierKey],
    ) {
        let mut client = self.client.borrow_mut();
        let Ok(public) = client.get("/log/checkpoint", Form::Bytes) else {
            return;
        };
        let Some(public) = SignedCheckpoint::parse(&public.body)
            .ok()
            .filter(|public| public.verify(keys).is_ok())
        else {
            return;
        };
        let mut fetch = |path: &str| {
            let answer = client.get(&format!("/log/{path}"), Form::Bytes);
            answer.map(|answer| answer.body)
        };
        let Ok(tree) = rebuild(&public, &mut fetch) else {
            return;
        };
        for (other, found) in others.iter().zip(found) {
            if matches!(found, Comparison::Unproven(_)) {
                match crate::exchange::compare(&public, &tree, other, keys) {
                    Comparison::OtherIsLarger | Comparison::Unproven(_) => {}
                    settled => *found = settled,
                }
            }
        }
    }

    /// The alarm of evidence, which is kept.
    fn caught(&self, fork: &ForkEvidence) -> Result<Problem, Problem> {
        let kept = self.seen.keep(fork)?;
        let kept = kept.map_or_else(String::new, |path| {
            format!(
                " The evidence is in {}: keep it, and show it to every party and witness.",
                path.display()
            )
        });
        Ok(Problem::new(
            Exit::VerificationFailed,
            FORK,
            format!(
                "SPLIT VIEW: the log {} has signed {}.{kept} Rely on nothing that this server answers",
                fork.origin(),
                fork.deed()
            ),
        ))
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
        latest
            .verify(&[self.log_key()?])
            .map_err(|error| wrong(&error))?;
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
