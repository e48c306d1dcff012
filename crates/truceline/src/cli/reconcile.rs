//! `reconcile`: two sides' lists set side by side, pair by pair, by a person.

use super::context::Context;
use super::flags::{self, When};
use super::ladder;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::notation::known_at::{KnownAt, known_at};
use crate::speech::Disclose;
use crate::wire::reconciliation::{
    ProposalView, ReconciliationCountsView, StandingReconciliationView,
};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::codec::disclosure::Label;
use truceline_register::day::{ClockOffset, Day};
use truceline_register::ids::{AllegationId, LogIndex, PartyId, ReconciliationId};
use truceline_register::reconciliation::history::Reconciliation;
use truceline_register::reconciliation::listing::compared;
use truceline_register::reconciliation::matching::DEFAULT_THRESHOLD;
use truceline_register::reconciliation::{
    EntryDisputed, EntryVersion, JudgementUndone, PairJudged, PairWord, Proposed,
    ReconciliationOpened, ReconciliationRef, Side,
};
use truceline_register::register::Register;
use truceline_register::time::TimeWindow;

/// Set two sides' lists of allegations side by side, and say which entries are about the same event
///
/// Matched means the same event, not that either account is so. The register proposes; a person confirms.
#[derive(Args, Clone, Debug)]
pub struct Reconcile {
    #[command(subcommand)]
    what: Command,
}

#[derive(Subcommand, Clone, Debug)]
enum Command {
    Open(Open),
    /// Propose pairs, each with its score and its reasons
    #[command(
        after_help = "Example:\n  truceline --data valley --key valley/keys/centre.key reconcile propose rec_…"
    )]
    Propose {
        /// The reconciliation's id
        #[arg(value_parser = reconciliation_id)]
        id: ReconciliationId,
        /// From which score on, 0 to 1000
        #[arg(long, default_value_t = DEFAULT_THRESHOLD)]
        threshold: u16,
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
    /// Hold two entries to be about the same event; it makes neither account so
    #[command(
        after_help = "Example:\n  truceline --data valley --key valley/keys/centre.key reconcile match rec_… alg_… alg_… --text \"the same hour by two clocks\""
    )]
    Match(Pair),
    /// Hold two entries to be about two events: they are not proposed again
    #[command(
        after_help = "Example:\n  truceline --data valley --key valley/keys/centre.key reconcile apart rec_… alg_… alg_…"
    )]
    Apart(Pair),
    /// Set an entry apart as disputed, with the reason
    #[command(
        after_help = "Example:\n  truceline --data valley --key valley/keys/centre.key reconcile dispute rec_… alg_… --reason \"two persons of the centre read it as two events\""
    )]
    Dispute {
        /// The reconciliation's id
        #[arg(value_parser = reconciliation_id)]
        id: ReconciliationId,
        /// The entry
        #[arg(value_parser = allegation_id)]
        entry: AllegationId,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Take back what a record says of a pair or an entry; both stay to be read
    #[command(
        after_help = "Example:\n  truceline --data valley --key valley/keys/centre.key reconcile undo rec_… 812 --reason \"the second crater is another one\""
    )]
    Undo {
        /// The reconciliation's id
        #[arg(value_parser = reconciliation_id)]
        id: ReconciliationId,
        /// The record that says it
        record: LogIndex,
        /// Why
        #[arg(long)]
        reason: Option<String>,
    },
    /// List your party's reconciliations
    List {
        /// Whose, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
    /// Show both lists with the class of every entry, and what was judged
    #[command(
        after_help = "Example:\n  truceline --data valley reconcile show rec_… --as Centre --known-at 900"
    )]
    Show {
        /// The reconciliation's id
        #[arg(value_parser = reconciliation_id)]
        id: ReconciliationId,
        /// As it was known then: a size of the log, or a time
        #[arg(long, value_parser = known_at)]
        known_at: Option<KnownAt>,
        /// Whose, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
}

/// Set two lists side by side, or take in what was alleged since
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key valley/keys/centre.key reconcile open South North --zone Valley --day 2031-05-20\n  truceline --data valley --key valley/keys/centre.key reconcile open --again rec_…"
)]
struct Open {
    /// Whose the first list is, by name or id
    #[arg(required_unless_present = "again")]
    one: Option<String>,
    /// Whose the second list is, by name or id
    #[arg(required_unless_present = "again")]
    other: Option<String>,
    /// Of which zone, by name or id
    #[arg(long, required_unless_present = "again")]
    zone: Option<String>,
    /// Of which day, from midnight to midnight; else --from and --until
    #[arg(long, value_parser = super::designation::day, conflicts_with_all = ["from", "until"])]
    day: Option<Day>,
    /// By a clock so far ahead of UTC, such as +02:00
    #[arg(long, value_parser = clock, default_value = "+00:00", requires = "day", allow_hyphen_values = true)]
    clock: ClockOffset,
    /// Entries that begin from then on
    #[arg(long, value_parser = flags::when_or_before, requires = "until")]
    from: Option<When>,
    /// Entries that begin before then
    #[arg(long, value_parser = flags::when_or_before, requires = "from")]
    until: Option<When>,
    /// Take in what was alleged since, of this one
    #[arg(long, value_name = "ID", value_parser = reconciliation_id, conflicts_with_all = ["one", "other", "zone", "day", "from", "until"])]
    again: Option<ReconciliationId>,
}

#[derive(Args, Clone, Debug)]
struct Pair {
    /// The reconciliation's id
    #[arg(value_parser = reconciliation_id)]
    id: ReconciliationId,
    /// The entry of the first list
    #[arg(value_parser = allegation_id)]
    one: AllegationId,
    /// The entry of the second list
    #[arg(value_parser = allegation_id)]
    other: AllegationId,
    /// Why
    #[arg(long)]
    text: Option<String>,
}

fn reconciliation_id(text: &str) -> Result<ReconciliationId, String> {
    ReconciliationId::parse(text).map_err(|error| error.to_string())
}

fn allegation_id(text: &str) -> Result<AllegationId, String> {
    AllegationId::parse(text).map_err(|error| error.to_string())
}

/// Reads `+02:00`.
///
/// # Errors
/// How it is written.
pub fn clock(text: &str) -> Result<ClockOffset, String> {
    ClockOffset::parse(text).ok_or_else(|| "write a clock like +02:00, ahead of UTC".to_owned())
}

/// The reconciliation of a party.
fn find(
    register: &Register,
    party: PartyId,
    id: ReconciliationId,
) -> Result<&Reconciliation, Problem> {
    let about = ReconciliationRef { party, id };
    register.reconciliations.get(about).ok_or_else(|| {
        Problem::usage(format!(
            "that party has no reconciliation {id}; `reconcile list` shows those that it has"
        ))
    })
}

impl Open {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let body = match self.again {
            Some(id) => {
                let register = speaker.register().ok_or_else(no_register)?;
                find(register, speaker.party(), id)?.said.clone()
            }
            None => self.body(&mut speaker)?,
        };
        let sealer = speaker.sealer(Disclose::Exact);
        let speech = sealer.speech(Act::ReconciliationOpened(body));
        speaker.say(&[speech])
    }

    fn body(&self, speaker: &mut Speaker<'_>) -> Result<ReconciliationOpened, Problem> {
        let (names, now) = (speaker.names(), speaker.now());
        let given = |text: &Option<String>, what: &str| {
            let wanted = || Problem::usage(format!("say {what}"));
            text.clone().ok_or_else(wanted)
        };
        let window = match (self.day, self.from, self.until) {
            (Some(day), _, _) => TimeWindow::new(day.begins(self.clock), day.ends(self.clock))
                .map_err(|error| Problem::usage(error.to_string()))?,
            (None, Some(from), Some(until)) => flags::window(from.at(now), until.at(now))?,
            _ => return Err(Problem::usage("say of when: --day, or --from and --until")),
        };
        Ok(ReconciliationOpened {
            one: names.find_party(&given(&self.one, "whose lists")?)?,
            other: names.find_party(&given(&self.other, "whose lists")?)?,
            zone: names.find_zone(&given(&self.zone, "of which zone")?)?,
            window,
            id: ReconciliationId::from_bytes(speaker.draw()?),
        })
    }
}

fn no_register() -> Problem {
    Problem::usage("the lists are looked up first: give --data FOLDER or --server URL")
}

impl Pair {
    fn run(&self, context: &Context, word: PairWord) -> Done {
        let mut speaker = Speaker::open(context)?;
        let (party, register) = (speaker.party(), speaker.register());
        let register = register.ok_or_else(no_register)?;
        let known = find(register, party, self.id)?;
        let version = |side: Side, id: AllegationId| {
            let found = known.current(register, side, id, register.size);
            found.ok_or_else(|| {
                Problem::usage(format!(
                    "{id} is not in the {} list; `reconcile show` shows both, `reconcile open --again` takes in what came since",
                    if side == Side::One { "first" } else { "second" }
                ))
            })
        };
        let (one, other) = (
            version(Side::One, self.one)?,
            version(Side::Other, self.other)?,
        );
        let proposed = compared(one, other).as_ref().map(Proposed::of);
        let (one, other) = (
            EntryVersion {
                id: self.one,
                record: one.record,
            },
            EntryVersion {
                id: self.other,
                record: other.record,
            },
        );
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = PairJudged {
            about: self.id,
            one,
            other,
            word,
            proposed: sealer.seal_some(Label::Details, proposed.as_ref())?,
            text: sealer.text(self.text.as_deref())?,
        };
        let speech = sealer.speech(Act::PairJudged(body));
        speaker.say(&[speech])
    }
}

impl Reconcile {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            Command::Open(open) => open.run(context),
            Command::Match(pair) => pair.run(context, PairWord::Matched),
            Command::Apart(pair) => pair.run(context, PairWord::NotTheSame),
            Command::Dispute { id, entry, reason } => dispute(context, *id, *entry, reason),
            Command::Undo { id, record, reason } => {
                let mut speaker = Speaker::open(context)?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let body = JudgementUndone {
                    about: *id,
                    record: *record,
                    reason: sealer.text(reason.as_deref())?,
                };
                let speech = sealer.speech(Act::JudgementUndone(body));
                speaker.say(&[speech])
            }
            Command::Propose {
                id,
                threshold,
                eyes,
            } => {
                let reading = context.reading()?;
                let register = reading.register();
                let names = Names::of_register(register);
                let party = ladder::party(context, eyes.as_deref(), &names)?;
                let known = find(register, party, *id)?;
                let found = known.proposals(register, *threshold, register.size);
                let found = found.map_err(|error| Problem::usage(error.to_string()))?;
                let view = ProposalView::of(known, &found, *threshold, register.size);
                context.tell(&view, || view.text())
            }
            Command::List { eyes } => list(context, eyes.as_deref()),
            Command::Show { id, known_at, eyes } => {
                let reading = context.reading()?;
                let register = reading.register();
                let names = Names::of_register(register);
                let party = ladder::party(context, eyes.as_deref(), &names)?;
                let known = find(register, party, *id)?;
                let known_at = known_at.map(|at| at.size(register)).transpose()?;
                let known_at = known_at.unwrap_or(register.size);
                let view = StandingReconciliationView::of(known, (register, &names), known_at);
                let view = view.ok_or_else(|| {
                    Problem::usage("it was not opened yet at that size of the log")
                })?;
                context.tell(&view, || view.text())
            }
        }
    }
}

fn dispute(context: &Context, id: ReconciliationId, entry: AllegationId, reason: &str) -> Done {
    let mut speaker = Speaker::open(context)?;
    let (party, register) = (speaker.party(), speaker.register());
    let register = register.ok_or_else(no_register)?;
    let known = find(register, party, id)?;
    let mut sides = [Side::One, Side::Other].into_iter();
    let side = sides.find(|side| {
        let mut entries = known.entries(*side, register.size);
        entries.any(|listed| listed.id == entry)
    });
    let side = side.ok_or_else(|| {
        Problem::usage(format!(
            "{entry} is in neither list; `reconcile show` shows both"
        ))
    })?;
    let mut sealer = speaker.sealer(Disclose::Exact);
    let body = EntryDisputed {
        about: id,
        side,
        entry,
        reason: sealer.seal(Label::Text, &reason.to_owned())?,
    };
    let speech = sealer.speech(Act::EntryDisputed(body));
    speaker.say(&[speech])
}

fn list(context: &Context, eyes: Option<&str>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let party = ladder::party(context, eyes, &names)?;
    let all = register.reconciliations.all();
    let own = all.filter(|known| known.about.party == party);
    let views: Vec<ReconciliationCountsView> = own
        .filter_map(|known| ReconciliationCountsView::of(known, &names, register.size))
        .collect();
    context.tell(&views, || match views.is_empty() {
        true => "no lists are set side by side\n".to_owned(),
        false => views.iter().map(ReconciliationCountsView::line).collect(),
    })
}
