//! `compare`: what another party was shown of the log, held against what you are shown.
//!
//! Two parties with one dishonest centre find a split view here, at their first exchange: of whatever sizes
//! their checkpoints are, whoever was shown more can tell. Three answers: CONSISTENT, SPLIT VIEW with evidence
//! that anybody can verify offline, and CANNOT SAY. Not here: what makes two checkpoints contradict each other
//! ([`crate::exchange`]), and what is asked of a server ([`crate::replica::contact`]).

use super::artefact::{Artefact, recognise};
use super::context::Context;
use super::verify::{Belief, keep_fork};
use crate::exchange::{Comparison, compare};
use crate::exit::{Done, Exit, Problem};
use crate::file::{self, MAX_FILE_BYTES};
use crate::witnessing::round::FORK;
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::evidence::LeafContent;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::{ForkEvidence, TwoLeaves};
use truceline_log::receipt::Receipt;
use truceline_log::vkey::VerifierKey;
use truceline_register::bundle::Bundle;

/// Hold what another party was shown of the log against what you are shown
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --server https://… --server-ca ca.pem --key south.key compare north.seen\n  truceline --data valley compare north.checkpoint\n  truceline compare north.receipt --own south.receipt --card register.card\nGive others your KEY.seen, which holds every checkpoint that you were shown; they give you theirs.\nExit 0 CONSISTENT, 5 SPLIT VIEW, 11 CANNOT SAY. The evidence of a split view goes to FILE.fork: `truceline verify`\nverifies it offline."
)]
pub struct Compare {
    /// What the other party hands you: its KEY.seen, a checkpoint, a head file, a receipt or a bundle
    file: PathBuf,
    /// Without --data and --server: a file of your own of the same kinds, to be compared offline
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
    /// With --own: the register's card, from another source than the files
    #[arg(long, value_name = "FILE", requires = "own")]
    card: Option<PathBuf>,
    /// With --own: whom to believe, a C2SP tlog-policy with the log's key
    #[arg(long, value_name = "FILE", requires = "own")]
    policy: Option<PathBuf>,
}

/// What somebody was shown.
struct Handed {
    checkpoints: Vec<SignedCheckpoint>,
    /// A receipt, with the leaf that it is of.
    receipt: Option<Receipt>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
struct ComparedView {
    /// `consistent`, `split-view` or `cannot-say`.
    outcome: &'static str,
    /// The log.
    log: String,
    /// The size that you are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    own_size: Option<u64>,
    /// The sizes that the other party was shown.
    other_sizes: Vec<u64>,
    /// What it rests on, or what is missing.
    why: Vec<String>,
    /// Where the evidence is.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<PathBuf>,
    /// What to do now.
    next: String,
}

/// One's own side: what each of the other's checkpoints comes to.
struct Held {
    own_size: Option<u64>,
    found: Vec<Comparison>,
    /// Why one's own side is not to be relied on by itself.
    alarm: Option<Problem>,
    /// Where the evidence of that is.
    evidence: Option<PathBuf>,
}

impl Compare {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`]: a file that is none of the kinds, or not of this log.
    pub fn run(&self, context: &Context) -> Done {
        let other = handed(&self.file)?;
        let held = match (&context.server, &context.data, &self.own) {
            (Some(_), _, None) => by_server(context, &other)?,
            (None, Some(_), None) => by_folder(context, &other)?,
            (None, None, Some(own)) => {
                let belief = Belief::read(self.card.as_deref(), self.policy.as_deref())?;
                by_file(own, &other, &belief.log_keys(None))?
            }
            (_, _, Some(_)) => {
                return Err(Problem::usage(
                    "--own is for comparing two files; leave out --data and --server, or --own",
                ));
            }
            (None, None, None) => {
                return Err(Problem::usage(
                    "say what you are shown: --server URL with --key FILE, --data FOLDER, or --own FILE with --card FILE",
                ));
            }
        };
        self.tell(context, &other, held)
    }

    fn tell(&self, context: &Context, other: &Handed, held: Held) -> Done {
        let mut sizes: Vec<u64> = other.sizes().collect();
        sizes.sort_unstable();
        let mut view = ComparedView {
            outcome: "consistent",
            log: other.origin(),
            own_size: held.own_size,
            other_sizes: sizes,
            why: Vec::new(),
            evidence: None,
            next: "nothing; exchange again from time to time, and with others".to_owned(),
        };
        let mut open = Vec::new();
        if let Some(alarm) = held.alarm {
            let is_split = alarm.code == FORK;
            open.push(alarm.what);
            if is_split {
                (view.evidence, view.why) = (held.evidence, open);
                return self.split(context, view);
            }
        }
        for (found, size) in held.found.iter().zip(other.sizes()) {
            match found {
                Comparison::OneLog => {
                    view.why.push(format!("its checkpoint of size {size} is of one log with yours"));
                }
                Comparison::TwoHistories(fork) => {
                    view.evidence = Some(keep_fork(&self.file, fork)?);
                    view.why = vec![format!(
                        "the log {} has signed {}",
                        fork.origin(),
                        fork.deed()
                    )];
                    return self.split(context, view);
                }
                Comparison::NotOfThisLog => {
                    return Err(Problem::unverified(format!(
                        "{}: its checkpoint of {size} entries is not signed by this log's key; it is of another register, or forged",
                        self.file.display()
                    )));
                }
                Comparison::OtherIsLarger => open.push(match held.own_size {
                    Some(own) => format!("the other party was shown {size} entries, and you are shown {own}: a log that has signed so many has them"),
                    None => format!("nothing of yours says anything of {size} entries"),
                }),
                Comparison::Unproven(why) => open.push(format!("of {size} entries: {why}")),
            }
        }
        if open.is_empty() {
            return self.said(context, &view, "CONSISTENT", Exit::Done);
        }
        view.outcome = "cannot-say";
        view.why = open;
        view.next = "that is no evidence of a split view, and none of one log: give the other party your own KEY.seen, for whoever was shown more can tell; then ask again, and ask whoever runs the register and its witnesses".to_owned();
        self.said(context, &view, "CANNOT SAY", Exit::Unknown)
    }

    fn split(&self, context: &Context, mut view: ComparedView) -> Done {
        view.outcome = "split-view";
        view.next =
            "keep the evidence, show it to every party and witness, and stop relying on this log"
                .to_owned();
        self.said(context, &view, "SPLIT VIEW", Exit::VerificationFailed)
    }

    fn said(&self, context: &Context, view: &ComparedView, shown: &str, exit: Exit) -> Done {
        context.tell(view, || {
            format!("{shown}\n{}", crate::render::outline(view))
        })?;
        Ok(exit)
    }
}

impl Handed {
    fn sizes(&self) -> impl Iterator<Item = u64> {
        self.checkpoints.iter().map(|one| one.checkpoint().size)
    }

    fn origin(&self) -> String {
        let first = self.checkpoints.first();
        first.map_or_else(String::new, |one| one.checkpoint().origin.to_string())
    }
}

/// The checkpoints in a file that another party hands out.
fn handed(path: &Path) -> Result<Handed, Problem> {
    let bytes = file::read(path, MAX_FILE_BYTES)?;
    let one = |signed: SignedCheckpoint| Handed {
        checkpoints: vec![signed],
        receipt: None,
    };
    let handed = match recognise(&bytes) {
        Some(Artefact::Checkpoint(signed) | Artefact::Head(signed)) => one(*signed),
        Some(Artefact::Seen(seen)) => Handed {
            checkpoints: seen.all().cloned().collect(),
            receipt: None,
        },
        Some(Artefact::Receipt(receipt)) => Handed {
            checkpoints: vec![receipt.checkpoint().clone()],
            receipt: Some(*receipt),
        },
        Some(Artefact::Bundle) => {
            let wrong = |error: &dyn std::fmt::Display| {
                Problem::unverified(format!("{}: {error}", path.display()))
            };
            let bundle = Bundle::from_bytes(&bytes).map_err(|error| wrong(&error))?;
            let signed = SignedCheckpoint::parse(bundle.checkpoint.as_bytes());
            one(signed.map_err(|error| wrong(&error))?)
        }
        Some(Artefact::Broken(broken)) => return Err(broken.problem(path)),
        _ => {
            return Err(Problem::usage(format!(
                "{}: holds no checkpoint of a log; take the other party's KEY.seen, a checkpoint, a head file, a receipt or a bundle",
                path.display()
            )));
        }
    };
    if handed.checkpoints.is_empty() {
        return Err(Problem::usage(format!(
            "{}: whoever keeps it was shown nothing yet",
            path.display()
        )));
    }
    Ok(handed)
}

/// What the server shows, with the key's own `.seen` beside it.
fn by_server(context: &Context, other: &Handed) -> Result<Held, Problem> {
    let mut replica = context.replica()?;
    let found = replica.hold_against(&other.checkpoints)?;
    let latest = replica.seen().all().map(|kept| kept.checkpoint().size);
    Ok(Held {
        own_size: latest.max(),
        found,
        alarm: replica.alarm().cloned(),
        evidence: Some(file::beside(&context.key_path()?, "fork")),
    })
}

/// The data folder's own tree.
fn by_folder(context: &Context, other: &Handed) -> Result<Held, Problem> {
    let reading = context.reading()?;
    let opened = reading.here()?;
    let (own, archive) = (opened.checkpoint(), opened.archive());
    let keys = [crate::session::verifier(opened.register())?];
    let mut found: Vec<Comparison> = other
        .checkpoints
        .iter()
        .map(|one| compare(own, archive.tree, one, &keys))
        .collect();
    // Of a receipt under a larger checkpoint its own entry can still be looked at.
    if let (Some(receipt), Some(first)) = (&other.receipt, found.first_mut())
        && *first == Comparison::OtherIsLarger
        && let (index, size) = (receipt.index(), own.checkpoint().size)
        && let Some(leaf) = archive.tree.subtree(0, index)
        && let Ok(proof) = archive.tree.inclusion(index, size)
        && let Some(fork) = of_entry(index, (own, (leaf, proof)), receipt)
    {
        *first = Comparison::TwoHistories(Box::new(fork));
    }
    Ok(Held {
        own_size: Some(own.checkpoint().size),
        found,
        alarm: None,
        evidence: None,
    })
}

/// Two files, and nobody to ask.
fn by_file(own: &Path, other: &Handed, keys: &[VerifierKey]) -> Result<Held, Problem> {
    if keys.is_empty() {
        return Err(Problem::usage(
            "say whose log it is: --card register.card or --policy FILE, from another source than the files",
        ));
    }
    let own_path = own;
    let own = handed(own)?;
    if let Some(foreign) = own.checkpoints.iter().find(|one| one.verify(keys).is_err()) {
        return Err(Problem::unverified(format!(
            "{}: its checkpoint of {} entries is not signed by this log's key",
            own_path.display(),
            foreign.checkpoint().size
        )));
    }
    let mut found: Vec<Comparison> = other
        .checkpoints
        .iter()
        .map(|one| of_pairs(&own.checkpoints, one, keys))
        .collect();
    if let (Some(ours), Some(theirs), Some(first)) =
        (&own.receipt, &other.receipt, found.first_mut())
        && *first != Comparison::NotOfThisLog
        && ours.index() == theirs.index()
        && let Some(leaf) = leaf_of(ours)
        && let Some(fork) = of_entry(
            ours.index(),
            (ours.checkpoint(), (leaf, ours.proof().clone())),
            theirs,
        )
    {
        *first = Comparison::TwoHistories(Box::new(fork));
    }
    Ok(Held {
        own_size: own.sizes().max(),
        found,
        alarm: None,
        evidence: None,
    })
}

/// A checkpoint held against several of one's own, without a tree.
fn of_pairs(
    own: &[SignedCheckpoint],
    other: &SignedCheckpoint,
    keys: &[VerifierKey],
) -> Comparison {
    if other.verify(keys).is_err() {
        return Comparison::NotOfThisLog;
    }
    let size = other.checkpoint().size;
    let Some(same) = own.iter().find(|one| one.checkpoint().size == size) else {
        return Comparison::Unproven(
            "from two sizes alone nothing follows; ask the server (--server) or the register's folder (--data)".to_owned(),
        );
    };
    match ForkEvidence::new(same.clone(), other.clone()) {
        Ok(fork) => Comparison::TwoHistories(Box::new(fork)),
        Err(_) if same.checkpoint() == other.checkpoint() => Comparison::OneLog,
        Err(_) => Comparison::NotOfThisLog,
    }
}

/// One's own leaf under one's own checkpoint.
type Proven<'a> = (
    &'a SignedCheckpoint,
    (
        truceline_log::hash::Hash,
        truceline_log::proof::InclusionProof,
    ),
);

/// The evidence of two leaves at one index, where a receipt has another.
fn of_entry(index: u64, own: Proven<'_>, receipt: &Receipt) -> Option<ForkEvidence> {
    let leaves = TwoLeaves {
        index,
        first: own.1,
        second: (leaf_of(receipt)?, receipt.proof().clone()),
    };
    ForkEvidence::of_entry(own.0.clone(), receipt.checkpoint().clone(), leaves).ok()
}

/// The leaf that a receipt carries the content of.
fn leaf_of(receipt: &Receipt) -> Option<truceline_log::hash::Hash> {
    let content = LeafContent::of_receipt(receipt).ok()?;
    Some(content.leaf_hash())
}
