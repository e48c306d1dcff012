//! What owners are told of looks: when a plan has ended and the zone's delay is over, each party of
//! which something overlapped learns how many plans and checks that were and how many notifications,
//! by zone. No plan, no party and no place: a notification must be no trip-wire.
//!
//! Said once per plan or check and owner, with a tick of its own, into the owner's inbox; who else is
//! told stands in other ticks. What was counted is sealed, for the register alone.

use crate::check::{Asking, Spoken};
use crate::codec::disclosure::{Disclosures, Label};
use crate::codec::record::{Effect, Ground, Record};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement, Told};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use crate::vocabulary::Resolution;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// How long after the end owners are told where no zone says.
pub const DELAY_WITHOUT_ZONES: Span = Span::hours(24);
/// Most plans and checks that one tick counts; the next counts the rest.
pub const MAX_COUNTED: usize = 1_000;

/// Plans and checks that overlapped something of an owner's, in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct ZoneCount {
    /// In which zone; absent: outside all.
    #[n(0)]
    pub zone: Option<ZoneId>,
    /// How many plans and checks.
    #[n(1)]
    pub checks: u32,
    /// How many notifications and answers of the owner's they overlapped, each plan and check by itself.
    #[n(2)]
    pub overlaps: u32,
}

/// What an owner was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldCounts {
    /// The record that told it.
    pub record: LogIndex,
    /// When.
    pub received_at: Instant,
    /// The counts, by zone.
    pub counts: Told<Vec<ZoneCount>>,
}

/// What was counted, and what waits for its end. Plans and checks are named by their first record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    told: BTreeMap<PartyId, Vec<ToldCounts>>,
    counted: BTreeSet<(LogIndex, PartyId)>,
    waiting: BTreeMap<LogIndex, BTreeSet<LogIndex>>,
}

impl Counts {
    /// What an owner was told, in order of the log.
    pub fn of(&self, owner: PartyId, known_at: LogIndex) -> impl Iterator<Item = &ToldCounts> {
        let told = self.told.get(&owner).into_iter().flatten();
        told.take_while(move |told| told.record < known_at)
    }
}

/// The plan or check of which something was said: its first record, and whose it is.
fn subject(register: &Register, spoken: &Spoken) -> Option<(LogIndex, PartyId)> {
    if let Some((party, plan)) = spoken.verdict.plan {
        let first = register.plans.plan((party, plan))?.versions().first()?;
        return Some((first.record, party));
    }
    let asked = register.checks.asked(spoken.record)?;
    Some((asked.record, asked.party))
}

/// Notes that something overlapped, so that its owners are told in time.
pub(crate) fn note(register: &mut Register, spoken: &Spoken) {
    let Some((subject, asker)) = subject(register, spoken) else {
        return;
    };
    let overlaps = spoken.basis.value().into_iter().flat_map(|b| &b.overlaps);
    let owners: Vec<PartyId> = overlaps
        .map(|overlap| overlap.party)
        .filter(|owner| *owner != asker)
        .collect();
    let uncounted = |owner: &PartyId| !register.counts.counted.contains(&(subject, *owner));
    if owners.iter().any(uncounted) {
        let waiting = register.counts.waiting.entry(subject).or_default();
        waiting.insert(spoken.record);
    }
}

/// What was said of a plan or check, and by whom it was asked.
fn spoken_of(register: &Register, subject: LogIndex) -> (Option<PartyId>, Vec<&Spoken>) {
    let records = register.counts.waiting.get(&subject);
    let spoken = records
        .into_iter()
        .flatten()
        .flat_map(|record| register.checks.spoken(*record))
        .filter(|spoken| self::subject(register, spoken).map(|(of, _)| of) == Some(subject));
    let asker = register
        .plans
        .of_record(subject)
        .map(|(party, _)| party)
        .or_else(|| register.checks.asked(subject).map(|asked| asked.party));
    (asker, spoken.collect())
}

/// The owners that were not told of a plan or check yet.
fn owners(register: &Register, subject: LogIndex) -> BTreeSet<PartyId> {
    let (asker, spoken) = spoken_of(register, subject);
    spoken
        .into_iter()
        .filter_map(|spoken| spoken.basis.value())
        .flat_map(|basis| &basis.overlaps)
        .map(|overlap| overlap.party)
        .filter(|owner| Some(*owner) != asker)
        .filter(|owner| !register.counts.counted.contains(&(subject, *owner)))
        .collect()
}

/// When owners may be told of a plan or check: its end and the longest delay of the zones that it
/// touched. A plan ends when its owner says so, or with its last window.
fn due_at(register: &Register, subject: LogIndex) -> Option<Instant> {
    let plan = register.plans.of_record(subject);
    let last = |volumes: &[crate::place::Volume4d]| volumes.iter().map(|v| v.window.end()).max();
    let end = match plan.and_then(|plan| register.plans.plan(plan)) {
        Some(plan) if plan.is_over() => plan.steps().last().map(|step| step.received_at),
        Some(plan) => plan
            .version()
            .and_then(|version| version.volumes.value())
            .and_then(|volumes| last(volumes)),
        None => {
            let asked = register.checks.asked(subject)?;
            match &asked.what {
                Asking::Volumes(Told::Value(volumes)) => last(volumes),
                _ => Some(asked.received_at),
            }
        }
    }?;
    let (_, spoken) = spoken_of(register, subject);
    let delay = spoken
        .into_iter()
        .filter_map(|spoken| spoken.basis.value())
        .flat_map(|basis| &basis.touched)
        .filter_map(|zone| register.zones.profile(*zone, register.size))
        .map(|(_, profile)| profile.owner_delay)
        .max()
        .unwrap_or(DELAY_WITHOUT_ZONES);
    Some(end.plus(delay))
}

/// When the next owner may be told.
#[must_use]
pub fn next_due(register: &Register) -> Option<Instant> {
    let waiting = register.counts.waiting.keys();
    waiting
        .filter_map(|subject| due_at(register, *subject))
        .min()
}

/// The tick that tells one owner, where one may be told.
pub(crate) fn tick(register: &Register, now: Instant, context: &Context) -> Option<Draft> {
    let due: Vec<LogIndex> = register
        .counts
        .waiting
        .keys()
        .copied()
        .filter(|subject| due_at(register, *subject).is_some_and(|due| due <= now))
        .collect();
    let owner = due
        .iter()
        .flat_map(|subject| owners(register, *subject))
        .min()?;
    let counted: Vec<LogIndex> = due
        .into_iter()
        .filter(|subject| owners(register, *subject).contains(&owner))
        .take(MAX_COUNTED)
        .collect();
    let counts = counts_of(register, owner, &counted);
    let mut out = Judgement::new(context);
    out.tell(owner, Resolution::Existence);
    let sealed = out.seal(Label::Basis, &counts);
    out.effects.push(Effect::OwnerCounts {
        to: owner,
        counts: sealed,
    });
    let sealed = out.seal(Label::Basis, &counted);
    out.effects.push(Effect::Counted(sealed));
    Some(register.draft(
        Ground::Tick,
        None,
        None,
        Disclosures::default(),
        out,
        context,
    ))
}

fn counts_of(register: &Register, owner: PartyId, subjects: &[LogIndex]) -> Vec<ZoneCount> {
    let mut by_zone: BTreeMap<Option<ZoneId>, (u32, u32)> = BTreeMap::new();
    for subject in subjects {
        let mut found: BTreeMap<Option<ZoneId>, BTreeSet<LogIndex>> = BTreeMap::new();
        let (_, spoken) = spoken_of(register, *subject);
        for basis in spoken.into_iter().filter_map(|s| s.basis.value()) {
            let zones: Vec<Option<ZoneId>> = match basis.touched.is_empty() {
                true => vec![None],
                false => basis.touched.iter().copied().map(Some).collect(),
            };
            for overlap in basis.overlaps.iter().filter(|o| o.party == owner) {
                for zone in &zones {
                    let first = overlap.notification.and_then(|about| {
                        let known = register.notifications.get(about)?;
                        Some(known.versions.first()?.record)
                    });
                    let found = found.entry(*zone).or_default();
                    found.insert(first.unwrap_or(overlap.record));
                }
            }
        }
        for (zone, found) in found {
            let (checks, overlaps) = by_zone.entry(zone).or_default();
            *checks = checks.saturating_add(1);
            let more = u32::try_from(found.len()).unwrap_or(u32::MAX);
            *overlaps = overlaps.saturating_add(more);
        }
    }
    let count = |(zone, (checks, overlaps))| ZoneCount {
        zone,
        checks,
        overlaps,
    };
    by_zone.into_iter().map(count).collect()
}

/// Takes in what an owner is told.
pub(crate) fn apply_told(
    register: &mut Register,
    record: &Record,
    to: PartyId,
    counts: crate::codec::cbor::Digest,
) {
    let counts = Told::of(record.disclosures.open(Some(counts), Label::Basis));
    let told = ToldCounts {
        record: record.index,
        received_at: record.part.received_at,
        counts,
    };
    register.counts.told.entry(to).or_default().push(told);
    register.watch.stay_quiet_after(record.index);
}

/// Takes in what was counted for the owner that the record tells.
pub(crate) fn apply_counted(
    register: &mut Register,
    record: &Record,
    sealed: crate::codec::cbor::Digest,
) {
    let owner = record.part.effects.iter().find_map(|effect| match effect {
        Effect::OwnerCounts { to, .. } => Some(*to),
        _ => None,
    });
    let counted: Told<Vec<LogIndex>> =
        Told::of(record.disclosures.open(Some(sealed), Label::Basis));
    for subject in counted.value().into_iter().flatten() {
        register
            .counts
            .counted
            .extend(owner.map(|owner| (*subject, owner)));
        drop_settled(register, *subject);
    }
}

fn drop_settled(register: &mut Register, subject: LogIndex) {
    if owners(register, subject).is_empty() {
        register.counts.waiting.remove(&subject);
    }
}

/// Forgets what a record told or said.
pub(crate) fn forget(register: &mut Register, record: LogIndex) {
    for told in register.counts.told.values_mut().flatten() {
        if told.record == record {
            told.counts.forget();
        }
    }
    let holding = |(subject, spoken): (&LogIndex, &mut BTreeSet<LogIndex>)| {
        spoken.remove(&record).then_some(*subject)
    };
    let touched: Vec<LogIndex> = register
        .counts
        .waiting
        .iter_mut()
        .filter_map(holding)
        .collect();
    for subject in touched {
        drop_settled(register, subject);
    }
}

/// What an owner was told at a standpoint.
#[must_use]
pub fn told(register: &Register, owner: PartyId, at: Standpoint) -> Vec<ToldCounts> {
    register.counts.of(owner, at.known_at).cloned().collect()
}

#[cfg(test)]
mod tests;
