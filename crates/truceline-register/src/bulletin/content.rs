//! The figures of a bulletin, made of a reconciliation and of allegations as they stood at one size of the log.
//!
//! Nothing here needs a sealed word: lists were fixed by records; kinds, steps and answers stand in envelopes. So
//! the same figures come out at any time, also after what was told is erased. There is no place but the zone, and no
//! name but of the zone and of parties: the two sides, and those whose role it is to watch or to inquire. Whoever else
//! spoke of an allegation did so to its readers alone, and is in a count without a name.

use crate::allegation::history::{Standing, Version};
use crate::allegation::{AllegationRef, AnswerWord, Step, What};
use crate::day::{ClockOffset, Day};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::reconciliation::history::{Classes, Reconciliation};
use crate::reconciliation::listing::{Belongs, belongs};
use crate::reconciliation::{ReconciliationRef, Side, may_reconcile};
use crate::refusal::RefusalCode;
use crate::register::Register;
use crate::time::TimeWindow;
use crate::vocabulary::Resolution;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// The rules by which the figures are made; another meaning of one is another number.
pub const RULES: u16 = 1;

/// The content.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Content {
    /// Which reconciliation it rests on.
    #[n(0)]
    pub reconciliation: ReconciliationRef,
    /// Of which zone.
    #[n(1)]
    pub zone: ZoneId,
    /// Of which day.
    #[n(2)]
    pub day: Day,
    /// By which clock.
    #[n(3)]
    pub clock: ClockOffset,
    /// How many records of the log the figures rest on.
    #[n(4)]
    pub as_of: LogIndex,
    /// The record that last put entries into the lists: later allegations are not in them.
    #[n(5)]
    pub listed_at: LogIndex,
    /// Both lists, in the order of the reconciliation.
    #[n(6)]
    pub sides: Vec<SideFigures>,
    /// How many pairs are matched.
    #[n(7)]
    pub pairs: u32,
    /// Steps on the ladder, by who stands by them.
    #[n(8)]
    pub steps: Vec<StepFigure>,
    /// Answers, by who gave them.
    #[n(9)]
    pub answers: Vec<AnswerFigure>,
    /// What was observed or not, beside the lists.
    #[n(10)]
    pub beside: Vec<BesideFigure>,
    /// What the zone is called.
    #[n(11)]
    pub zone_name: String,
    /// What the parties that are named here are called.
    #[n(12)]
    pub names: Vec<(PartyId, String)>,
    /// By which rules.
    #[n(13)]
    pub rules: u16,
    /// Answers by parties that are not named.
    #[n(14)]
    pub answers_by_others: u32,
    /// What parties that are not named entered beside the lists.
    #[n(15)]
    pub beside_by_others: u32,
}

/// The figures of one list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SideFigures {
    /// Whose list.
    #[n(0)]
    pub party: PartyId,
    /// Its entries by class.
    #[n(1)]
    pub total: Classes,
    /// The same for each kind.
    #[n(2)]
    pub kinds: Vec<(What, Classes)>,
    /// Entries that somebody denies.
    #[n(3)]
    pub contested: u32,
    /// Entries that their maker withdrew.
    #[n(5)]
    pub withdrawn: u32,
    /// Entries that their maker told otherwise since they were listed.
    #[n(6)]
    pub corrected: u32,
    /// Allegations of that time that say neither zone nor place.
    #[n(7)]
    pub unplaced: u32,
    /// Allegations whose account cannot be read, of whatever day.
    #[n(8)]
    pub untold: u32,
}

/// How often somebody stands by a step.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StepFigure {
    /// Who.
    #[n(0)]
    pub by: PartyId,
    /// Of whose entries.
    #[n(1)]
    pub of: PartyId,
    /// By which step.
    #[n(2)]
    pub step: Step,
    /// Of how many.
    #[n(3)]
    pub number: u32,
}

/// How often somebody answered with a word.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AnswerFigure {
    /// Who.
    #[n(0)]
    pub by: PartyId,
    /// Of whose entries.
    #[n(1)]
    pub of: PartyId,
    /// What.
    #[n(2)]
    pub word: AnswerWord,
    /// To how many.
    #[n(3)]
    pub number: u32,
}

/// How much of a kind somebody entered beside the lists.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct BesideFigure {
    /// Who.
    #[n(0)]
    pub by: PartyId,
    /// What: nothing observed, no access, or a violation alleged by neither of the two sides.
    #[n(1)]
    pub what: What,
    /// How many.
    #[n(2)]
    pub number: u32,
    /// Of them withdrawn since.
    #[n(3)]
    pub withdrawn: u32,
}

/// Why there is no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoContent {
    /// No such reconciliation.
    #[error("there is no such reconciliation; `reconcile list` shows them")]
    Unknown,
    /// The lists were made later.
    #[error(
        "the two lists were not yet set side by side at that size of the log; name a later one"
    )]
    NothingListed,
    /// A list is longer than what one opening takes in.
    #[error(
        "a list is longer than what was taken in; open the reconciliation again until nothing is left"
    )]
    More,
    /// It is of another stretch of time.
    #[error(
        "the reconciliation is not of that day by that clock; open one from midnight to midnight"
    )]
    OtherDay,
    /// The log is not that long.
    #[error("the log has not so many records; name a size that it has")]
    TooLate,
}

impl NoContent {
    /// The code of a refusal for this.
    #[must_use]
    pub const fn code(&self) -> RefusalCode {
        match self {
            Self::Unknown | Self::NothingListed => RefusalCode::MissingReference,
            Self::More => RefusalCode::WrongState,
            Self::OtherDay | Self::TooLate => RefusalCode::Invalid,
        }
    }
}

/// Whether a party's words stand under its name: it is one of the two sides, or watches or inquires.
fn is_named(register: &Register, known: &Reconciliation, party: PartyId) -> bool {
    let role = register.authority.party(party).map(|party| party.role);
    party == known.said.one || party == known.said.other || role.is_some_and(may_reconcile)
}

/// What is counted while entries are gone through.
#[derive(Default)]
struct Tally {
    others: u32,
    steps: BTreeMap<(PartyId, PartyId, Step), u32>,
    answers: BTreeMap<(PartyId, PartyId, AnswerWord), u32>,
}

impl Tally {
    /// Counts what was said of an entry of a party that is named.
    fn add(&mut self, standing: &Standing<'_>, of: PartyId, named: impl Fn(PartyId) -> bool) {
        for grade in standing.steps.iter().filter(|grade| named(grade.party)) {
            *self.steps.entry((grade.party, of, grade.step)).or_default() += 1;
        }
        for answer in &standing.answers {
            if !named(answer.party) {
                self.others += 1;
                continue;
            }
            let answers = self.answers.entry((answer.party, of, answer.word));
            *answers.or_default() += 1;
        }
    }
}

impl Content {
    /// Makes what may be published of a reconciliation: of the day on which its time begins by this clock.
    ///
    /// # Errors
    /// [`NoContent`].
    pub fn draft(
        register: &Register,
        about: ReconciliationRef,
        clock: ClockOffset,
        as_of: LogIndex,
    ) -> Result<Self, NoContent> {
        let known = register.reconciliations.get(about);
        let known = known.ok_or(NoContent::Unknown)?;
        let day = Day::of(known.said.window.start(), clock);
        Self::make(register, about, (day, clock), as_of)
    }

    /// Makes the content of a zone and day.
    ///
    /// # Errors
    /// [`NoContent`].
    pub fn make(
        register: &Register,
        about: ReconciliationRef,
        (day, clock): (Day, ClockOffset),
        as_of: LogIndex,
    ) -> Result<Self, NoContent> {
        if as_of > register.size {
            return Err(NoContent::TooLate);
        }
        let known = register.reconciliations.get(about);
        let known = known.ok_or(NoContent::Unknown)?;
        let window = known.said.window;
        if (window.start(), window.end()) != (day.begins(clock), day.ends(clock)) {
            return Err(NoContent::OtherDay);
        }
        let listing = known.listing(as_of).ok_or(NoContent::NothingListed)?;
        if listing.listed.more {
            return Err(NoContent::More);
        }
        let mut tally = Tally::default();
        let sides = [Side::One, Side::Other];
        let sides: Vec<SideFigures> = sides
            .into_iter()
            .map(|side| figures(register, known, side, as_of, &mut tally))
            .collect();
        let (beside, beside_by_others) = beside(register, known, as_of, &mut tally);
        let mut content = Self {
            reconciliation: about,
            zone: known.said.zone,
            day,
            clock,
            as_of,
            listed_at: listing.record,
            sides,
            pairs: u32::try_from(known.pairs(as_of).count()).unwrap_or(u32::MAX),
            steps: tally
                .steps
                .into_iter()
                .map(|((by, of, step), number)| StepFigure {
                    by,
                    of,
                    step,
                    number,
                })
                .collect(),
            answers: tally
                .answers
                .into_iter()
                .map(|((by, of, word), number)| AnswerFigure {
                    by,
                    of,
                    word,
                    number,
                })
                .collect(),
            beside,
            zone_name: String::new(),
            names: Vec::new(),
            rules: RULES,
            answers_by_others: tally.others,
            beside_by_others,
        };
        content.name(register);
        Ok(content)
    }

    /// Every party that is named.
    fn parties(&self) -> BTreeSet<PartyId> {
        let mut found = BTreeSet::from([self.reconciliation.party]);
        found.extend(self.sides.iter().map(|side| side.party));
        found.extend(self.steps.iter().flat_map(|figure| [figure.by, figure.of]));
        found.extend(
            self.answers
                .iter()
                .flat_map(|figure| [figure.by, figure.of]),
        );
        found.extend(self.beside.iter().map(|figure| figure.by));
        found
    }

    fn name(&mut self, register: &Register) {
        let boundaries = register.zones.boundaries(self.zone, self.as_of);
        let zone = boundaries.last().map(|(_, drawn)| drawn.name.clone());
        self.zone_name = zone.unwrap_or_default();
        let parties = self.parties();
        let named = parties.into_iter().filter_map(|party| {
            let known = register.authority.party(party)?;
            Some((party, known.name.clone()))
        });
        self.names = named.collect();
    }

    /// The same figures under the names that another content gives: parties may be renamed.
    #[must_use]
    pub fn named_as(mut self, other: &Self) -> Self {
        self.names.clone_from(&other.names);
        self.zone_name.clone_from(&other.zone_name);
        self
    }

    /// What a party is called here.
    #[must_use]
    pub fn name_of(&self, party: PartyId) -> Option<&str> {
        let mut names = self.names.iter();
        let found = names.find(|(named, _)| *named == party)?;
        Some(&found.1)
    }

    /// Whether each list adds up, as a whole and over its kinds, and both have the pairs.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let is_whole = |side: &SideFigures| {
            let mut sum = Classes::default();
            for (_, classes) in &side.kinds {
                sum.listed += classes.listed;
                sum.matched += classes.matched;
                sum.only += classes.only;
                sum.disputed += classes.disputed;
            }
            let each = side.kinds.iter().all(|(_, classes)| classes.adds_up());
            each && sum == side.total && side.total.adds_up() && side.total.matched == self.pairs
        };
        self.sides.len() == 2 && self.sides.iter().all(is_whole)
    }
}

/// How many entries a party's own list must hold and may hold by the allegations that the party itself knows of.
///
/// It must hold what belonged to the zone and the day in every version that the publisher had been told of when the
/// lists were last opened. It may hold what did so in any version, by any boundary that the zone had until then; also
/// what cannot be read any more, and what the checker knows of no telling.
#[must_use]
pub fn own_list(register: &Register, content: &Content, party: PartyId) -> (u32, u32) {
    let (day, clock) = (content.day, content.clock);
    let Ok(window) = TimeWindow::new(day.begins(clock), day.ends(clock)) else {
        return (0, 0);
    };
    let known_at = content.listed_at;
    let publisher = content.reconciliation.party;
    let sees_all = publisher == register.authority.centre();
    let is_told = |version: &Version| {
        let mut items = register
            .ladder
            .items_of(version.record, publisher, known_at);
        sees_all || items.any(|item| item.resolution == Resolution::Exact)
    };
    let drawn = register.zones.boundaries(content.zone, known_at);
    let place = (content.zone, window);
    let is_here = |version: &Version, known_at| {
        let is_violation = matches!(version.what, What::Violation(_));
        is_violation && belongs(register, place, version, known_at) == Belongs::Here
    };
    let may_be_here = |version: &Version| {
        let Some(account) = version.account.value() else {
            return matches!(version.what, What::Violation(_));
        };
        let mut then = drawn.iter().map(|(record, _)| record + 1);
        is_here(version, known_at)
            || then.any(|known_at| is_here(version, known_at))
            // Who was not told of the zone's boundary cannot say what lies in it.
            || drawn.is_empty() && account.zone.is_none() && window.contains(account.window.start())
    };
    let (mut least, mut most) = (0, 0);
    let own = register.allegations.all();
    for allegation in own.filter(|known| known.about.party == party) {
        let made = allegation.versions().iter();
        let made: Vec<&Version> = made.filter(|version| version.record < known_at).collect();
        let mut told = made.iter().filter(|version| is_told(version)).peekable();
        let must = told.peek().is_some() && told.all(|version| is_here(version, known_at));
        least += u32::from(must);
        most += u32::from(made.iter().any(|version| may_be_here(version)));
    }
    (least, most)
}

fn figures(
    register: &Register,
    known: &Reconciliation,
    side: Side,
    as_of: LogIndex,
    tally: &mut Tally,
) -> SideFigures {
    let party = known.maker(side);
    let unlisted = known.unlisted(side, as_of);
    let mut figures = SideFigures {
        party,
        total: Classes::default(),
        kinds: Vec::new(),
        contested: 0,
        withdrawn: 0,
        corrected: 0,
        unplaced: unlisted.unplaced,
        untold: unlisted.untold,
    };
    let mut kinds: BTreeMap<What, Classes> = BTreeMap::new();
    for (entry, class) in known.classes(side, as_of) {
        let about = AllegationRef {
            party,
            id: entry.id,
        };
        let Some(standing) = known.standing(register, about, as_of) else {
            continue;
        };
        figures.total.add(class);
        kinds.entry(standing.version.what).or_default().add(class);
        figures.contested += u32::from(standing.is_contested());
        figures.withdrawn += u32::from(standing.withdrawn.is_some());
        figures.corrected += u32::from(standing.version.record != entry.record);
        tally.add(&standing, party, |by| is_named(register, known, by));
    }
    figures.kinds = kinds.into_iter().collect();
    figures
}

fn beside(
    register: &Register,
    known: &Reconciliation,
    as_of: LogIndex,
    tally: &mut Tally,
) -> (Vec<BesideFigure>, u32) {
    let mut found: BTreeMap<(PartyId, What), (u32, u32)> = BTreeMap::new();
    let mut by_others = 0;
    for beside in known.beside(as_of) {
        let Some(standing) = known.standing(register, beside.about, as_of) else {
            continue;
        };
        let of = beside.about.party;
        if !is_named(register, known, of) {
            by_others += 1;
            continue;
        }
        let numbers = found.entry((of, standing.version.what)).or_default();
        numbers.0 += 1;
        numbers.1 += u32::from(standing.withdrawn.is_some());
        tally.add(&standing, of, |by| is_named(register, known, by));
    }
    let figure = |((by, what), (number, withdrawn))| BesideFigure {
        by,
        what,
        number,
        withdrawn,
    };
    (found.into_iter().map(figure).collect(), by_others)
}
