//! All that was said of each allegation, as history, and how it stands as known at any moment.

use super::account::Account;
use super::{AllegationRef, AnswerWord, Step, What};
use crate::ids::{AgreementId, LogIndex, PartyId};
use crate::register::Register;
use crate::register::said::Told;
use crate::time::Instant;
use crate::vocabulary::Resolution;
use std::collections::{BTreeMap, BTreeSet};

/// What was alleged, as of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record that says it.
    pub record: LogIndex,
    /// What.
    pub what: What,
    /// Under which agreement.
    pub agreement: Option<AgreementId>,
    /// Which clause of it.
    pub clause: Option<u16>,
    /// The account.
    pub account: Told<Account>,
    /// Who is told, beside the centre.
    pub readers: BTreeSet<PartyId>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// A step that somebody took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The record that says it.
    pub record: LogIndex,
    /// Who says so.
    pub party: PartyId,
    /// Which step.
    pub step: Step,
    /// On what it rests.
    pub text: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// What a party answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The record that says it.
    pub record: LogIndex,
    /// Who says so.
    pub party: PartyId,
    /// What.
    pub word: AnswerWord,
    /// In words.
    pub text: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// That its maker withdrew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The record that says it.
    pub record: LogIndex,
    /// Why.
    pub reason: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// An allegation with all that was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allegation {
    /// Whose, and which.
    pub about: AllegationRef,
    versions: Vec<Version>,
    grades: Vec<Grade>,
    answers: Vec<Answer>,
    withdrawn: Option<Withdrawn>,
    /// How many versions, steps and answers each party has said.
    words: BTreeMap<PartyId, usize>,
}

/// How an allegation stands, by whom: never one verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// What is alleged now.
    pub version: &'a Version,
    /// How many corrections there were.
    pub corrections: usize,
    /// The last step of each who took one and did not take it back, in the order of the records.
    pub steps: Vec<&'a Grade>,
    /// The last answer of each who gave one, in the order of the records.
    pub answers: Vec<&'a Answer>,
    /// That its maker withdrew it.
    pub withdrawn: Option<&'a Withdrawn>,
}

impl Standing<'_> {
    /// Whether somebody denies it.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        let mut answers = self.answers.iter();
        answers.any(|answer| answer.word == AnswerWord::Denies)
    }
}

impl Allegation {
    /// What was alleged, in the order it was said.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// All steps, in the order they were taken.
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        &self.grades
    }

    /// All answers, in the order they were given.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// That its maker withdrew it.
    #[must_use]
    pub const fn withdrawn(&self) -> Option<&Withdrawn> {
        self.withdrawn.as_ref()
    }

    /// How many versions, steps and answers a party has said of it.
    #[must_use]
    pub fn words_of(&self, party: PartyId) -> usize {
        self.words.get(&party).copied().unwrap_or_default()
    }

    fn count(&mut self, party: PartyId) {
        *self.words.entry(party).or_default() += 1;
    }

    /// What was alleged as a party was told it by then, in the order it was said.
    pub fn versions_for<'a>(
        &'a self,
        register: &'a Register,
        party: PartyId,
        known_at: LogIndex,
    ) -> impl Iterator<Item = &'a Version> {
        let sees_all = party == register.authority.centre() || party == self.about.party;
        let versions = self.versions.iter();
        versions.filter(move |version| {
            version.record < known_at
                && (sees_all || is_told(register, version.record, party, known_at))
        })
    }

    /// Who had been told of it by then, its maker and the centre aside.
    pub fn readers(&self, known_at: LogIndex) -> impl Iterator<Item = PartyId> {
        let known = self.versions.iter();
        let known = known.filter(move |version| version.record < known_at);
        known.flat_map(|version| version.readers.iter().copied())
    }

    /// Whether a party had been told of it by then: its maker, the centre, whoever it was told to.
    #[must_use]
    pub fn is_for(&self, register: &Register, party: PartyId, known_at: LogIndex) -> bool {
        party == self.about.party
            || party == register.authority.centre()
            || self.readers(known_at).any(|reader| reader == party)
    }

    /// How it stood after the first `known_at` records; `None` before it was made.
    #[must_use]
    pub fn standing(&self, known_at: LogIndex) -> Option<Standing<'_>> {
        self.standing_of(|record, _| record < known_at)
    }

    /// How it stood in a party's eyes: of others' words those that it was told; `None` where it was told
    /// nothing of it.
    #[must_use]
    pub fn seen_by(
        &self,
        register: &Register,
        party: PartyId,
        known_at: LogIndex,
    ) -> Option<Standing<'_>> {
        let sees_all = party == register.authority.centre();
        let told = |record| is_told(register, record, party, known_at);
        self.standing_of(|record, by| {
            record < known_at && (sees_all || by == party || told(record))
        })
    }

    /// How it stands by the words that count: of their records and of whose word they are.
    fn standing_of(&self, counts: impl Fn(LogIndex, PartyId) -> bool) -> Option<Standing<'_>> {
        let maker = self.about.party;
        let versions = self.versions.iter();
        let mut versions: Vec<&Version> = versions
            .filter(|version| counts(version.record, maker))
            .collect();
        let version = versions.pop()?;
        let grades = self
            .grades
            .iter()
            .filter(|grade| counts(grade.record, grade.party));
        let answers = self
            .answers
            .iter()
            .filter(|answer| counts(answer.record, answer.party));
        let steps = last_of_each(grades, |grade| (grade.party, grade.record));
        Some(Standing {
            version,
            corrections: versions.len(),
            steps: steps
                .into_iter()
                .filter(|grade| grade.step != Step::TakenBack)
                .collect(),
            answers: last_of_each(answers, |answer| (answer.party, answer.record)),
            withdrawn: self
                .withdrawn
                .as_ref()
                .filter(|withdrawn| counts(withdrawn.record, maker)),
        })
    }
}

/// Whether a party was told a record exactly by then.
fn is_told(register: &Register, record: LogIndex, party: PartyId, known_at: LogIndex) -> bool {
    let mut items = register.ladder.items_of(record, party, known_at);
    items.any(|item| item.resolution == Resolution::Exact)
}

/// The last of each party's, in the order of their records.
fn last_of_each<'a, T>(
    words: impl Iterator<Item = &'a T>,
    of: impl Fn(&T) -> (PartyId, LogIndex),
) -> Vec<&'a T> {
    let mut last = BTreeMap::new();
    for word in words {
        last.insert(of(word).0, word);
    }
    let mut found: Vec<&T> = last.into_values().collect();
    found.sort_by_key(|word| of(word).1);
    found
}

/// All allegations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allegations {
    known: BTreeMap<AllegationRef, Allegation>,
    by_record: BTreeMap<LogIndex, AllegationRef>,
}

impl Allegations {
    /// An allegation.
    #[must_use]
    pub fn get(&self, about: AllegationRef) -> Option<&Allegation> {
        self.known.get(&about)
    }

    /// All of them, in the order they were made.
    pub fn all(&self) -> impl Iterator<Item = &Allegation> {
        self.by_record.iter().filter_map(|(record, about)| {
            let known = self.known.get(about)?;
            (known.versions.first()?.record == *record).then_some(known)
        })
    }

    /// The allegation that a record says something of.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Allegation> {
        self.known.get(self.by_record.get(&record)?)
    }

    pub(super) fn take(&mut self, about: AllegationRef, version: Version) {
        self.by_record.insert(version.record, about);
        let known = self.known.entry(about).or_insert_with(|| Allegation {
            about,
            versions: Vec::new(),
            grades: Vec::new(),
            answers: Vec::new(),
            withdrawn: None,
            words: BTreeMap::new(),
        });
        known.count(about.party);
        known.versions.push(version);
    }

    pub(super) fn grade(&mut self, about: AllegationRef, grade: Grade) {
        if let Some(known) = self.known.get_mut(&about) {
            self.by_record.insert(grade.record, about);
            known.count(grade.party);
            known.grades.push(grade);
        }
    }

    pub(super) fn answer(&mut self, about: AllegationRef, answer: Answer) {
        if let Some(known) = self.known.get_mut(&about) {
            self.by_record.insert(answer.record, about);
            known.count(answer.party);
            known.answers.push(answer);
        }
    }

    pub(super) fn withdraw(&mut self, about: AllegationRef, withdrawn: Withdrawn) {
        if let Some(known) = self.known.get_mut(&about) {
            self.by_record.insert(withdrawn.record, about);
            known.withdrawn.get_or_insert(withdrawn);
        }
    }

    /// What a record disclosed is gone.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let about = self.by_record.get(&record);
        let Some(known) = about.and_then(|about| self.known.get_mut(about)) else {
            return;
        };
        for version in known.versions.iter_mut().filter(|one| one.record == record) {
            version.account.forget();
        }
        for grade in known.grades.iter_mut().filter(|one| one.record == record) {
            grade.text.forget();
        }
        for answer in known.answers.iter_mut().filter(|one| one.record == record) {
            answer.text.forget();
        }
        if let Some(withdrawn) = known.withdrawn.as_mut().filter(|one| one.record == record) {
            withdrawn.reason.forget();
        }
    }
}
