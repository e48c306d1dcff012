//! Bulletins: the one view that every public form is made of, page, table, feed, text and printed page alike.
//!
//! It is made of what was published and of nothing else: no later word, no word that is not in the clear. Every
//! figure carries the name of its rule, every list its maker, every step and answer whoever took it.

pub mod checked;
pub mod content;
pub mod draft;
pub mod feed;
pub mod page;
pub mod table;

use super::countersignature::CountersignatureView;
use super::time;
use crate::names::{Named, Names};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_register::bulletin::history::Bulletin;
use truceline_register::bulletin::{BulletinPublished, BulletinRef, Version};
use truceline_register::ids::LogIndex;
use truceline_register::register::Register;
use utoipa::ToSchema;

/// The same under every bulletin.
pub const TAKES_NO_SIDE: &str = "Both lists are their makers' words. Matched means that a person holds two entries to be about the same event, not that either account is so. No figure here is the register's, and none says who did what. An event that nobody lists may have happened.";
/// How anybody checks it.
const HOW_TO_VERIFY: [&str; 3] = [
    "truceline verify PROOF --card REGISTER.card: the record with the whole content is in the log, under the checkpoint named here",
    "the SHA-256 named here is of the content's bytes in that record (deterministic CBOR, docs/spec)",
    "truceline bulletin check ID: the centre makes every figure anew from the log, a party those of its own list",
];

/// A number with the name of the rule by which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulletinFigureView {
    /// The number.
    pub number: u32,
    /// The rule.
    pub rule: &'static str,
}

/// Entries of one list, or of one kind in it, by class; `listed` is the sum of the other three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClassesView {
    /// All of them.
    pub listed: BulletinFigureView,
    /// Matched.
    pub matched: BulletinFigureView,
    /// In this list only.
    pub only: BulletinFigureView,
    /// Disputed.
    pub disputed: BulletinFigureView,
}

/// The entries of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KindView {
    /// The kind, by whoever alleges it.
    pub kind: &'static str,
    /// By class.
    #[serde(flatten)]
    pub classes: ClassesView,
}

/// One side's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListView {
    /// Whose.
    pub party: Named,
    /// All its entries by class.
    pub total: ClassesView,
    /// The same for each kind.
    pub kinds: Vec<KindView>,
    /// Of all entries, those that somebody denies.
    pub contested: BulletinFigureView,
    /// Of all entries, those that their maker withdrew.
    pub withdrawn: BulletinFigureView,
    /// Of all entries, those told otherwise since they were listed.
    pub corrected: BulletinFigureView,
    /// Beside the list: not to be placed.
    pub unplaced: BulletinFigureView,
    /// Beside the list: not to be read.
    pub untold: BulletinFigureView,
}

/// How often somebody stands by a step on the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StepCountView {
    /// Who.
    pub by: Named,
    /// Of whose entries.
    pub of: Named,
    /// The step.
    pub step: &'static str,
    /// Its level, 1 to 4; none is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// How many.
    pub entries: BulletinFigureView,
}

/// How often somebody answered with a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnswerCountView {
    /// Who.
    pub by: Named,
    /// To whose entries.
    pub of: Named,
    /// The word.
    pub word: &'static str,
    /// How many.
    pub entries: BulletinFigureView,
}

/// What somebody entered beside the two lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BesideView {
    /// Who.
    pub by: Named,
    /// `nothing-observed`, `no-access`, or a kind of violation.
    pub what: &'static str,
    /// How many.
    pub entries: BulletinFigureView,
    /// Of them withdrawn since.
    pub withdrawn: BulletinFigureView,
}

/// A rule by which figures are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FigureRuleView {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub says: &'static str,
}

/// What a bulletin says: the public content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulletinContentView {
    /// Of which zone.
    pub zone: Named,
    /// Of which day.
    pub day: String,
    /// By a clock that is so far ahead of UTC.
    pub clock: String,
    /// Who publishes it.
    pub publisher: Named,
    /// The reconciliation that it rests on.
    pub reconciliation: String,
    /// How many records of the log it rests on.
    pub as_of: LogIndex,
    /// The record that last put entries into the lists.
    pub listed_at: LogIndex,
    /// Both lists.
    pub lists: Vec<ListView>,
    /// Pairs of one entry of each list.
    pub pairs: BulletinFigureView,
    /// Steps on the ladder, each by whoever takes it. Nobody: it is alleged (L0), and no more.
    pub steps: Vec<StepCountView>,
    /// Answers, each by whoever gave it.
    pub answers: Vec<AnswerCountView>,
    /// Nil observations, restrictions of access, and what neither side alleges.
    pub beside: Vec<BesideView>,
    /// Answers by parties that are not named: neither of the two sides, and none that watches or inquires.
    pub answers_by_others: BulletinFigureView,
    /// What parties that are not named entered beside the lists.
    pub beside_by_others: BulletinFigureView,
    /// Number of the set of rules.
    pub rule_set: u16,
    /// What each rule says.
    pub rules: Vec<FigureRuleView>,
    /// SHA-256 of the content's bytes.
    pub content_sha256: String,
    /// The same under each.
    pub counts_as: &'static str,
}

/// Which version a version replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReplacedView {
    /// The record of the version that is replaced.
    pub record: LogIndex,
    /// Why, in the publisher's words.
    pub why: String,
}

/// The checkpoint under which anybody can prove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnderView {
    /// The log's name.
    pub origin: String,
    /// How many records it commits to.
    pub size: u64,
    /// Its root.
    pub root: String,
}

/// A version of a bulletin as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulletinView {
    /// The bulletin's id; its versions have the same.
    pub bulletin: String,
    /// Which register published it.
    pub register: String,
    /// It is of an exercise: nothing in it is real.
    pub exercise: bool,
    /// Which version, counted from 1.
    pub version: usize,
    /// How many versions there are.
    pub versions: usize,
    /// The record that publishes it: its place in the log.
    pub record: LogIndex,
    /// When the register took it.
    pub published_at: String,
    /// When the register took the first version.
    pub first_published_at: String,
    /// Which version it replaces, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<ReplacedView>,
    /// The record of the version that replaces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<LogIndex>,
    /// Whether another party's countersignature is needed, and given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
    /// What it says.
    #[serde(flatten)]
    pub content: BulletinContentView,
    /// The checkpoint that it is under; absent until the next one is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<UnderView>,
    /// How to check it.
    pub verify: Vec<&'static str>,
}

/// What all forms are made with: which register publishes, and under which checkpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// The log's name.
    pub origin: String,
    /// The theatre.
    pub theatre: String,
    /// Digest of the genesis: makes ids of feeds that no other register has.
    pub genesis: [u8; 32],
    /// When the register began.
    pub began: String,
    /// Nothing in it is real.
    pub exercise: bool,
    /// The latest checkpoint that everybody can have.
    pub checkpoint: Option<UnderView>,
    /// Where the server is, for links that hold anywhere; empty where there is none.
    pub base: String,
}

impl UnderView {
    /// The view of a checkpoint.
    #[must_use]
    pub fn of(signed: &SignedCheckpoint) -> Self {
        let checkpoint = signed.checkpoint();
        Self {
            origin: checkpoint.origin.as_str().to_owned(),
            size: checkpoint.size,
            root: checkpoint.root.to_string(),
        }
    }
}

impl Imprint {
    /// Of a register.
    #[must_use]
    pub fn of(
        (origin, theatre, exercise): (&str, &str, bool),
        genesis: [u8; 32],
        register: &Register,
        checkpoint: Option<&SignedCheckpoint>,
    ) -> Self {
        Self {
            origin: origin.to_owned(),
            theatre: theatre.to_owned(),
            genesis,
            began: register
                .received
                .first()
                .map_or_else(String::new, |at| time(*at)),
            exercise,
            checkpoint: checkpoint.map(UnderView::of),
            base: String::new(),
        }
    }

    /// An id that stands for one thing of this register for ever (RFC 9562, version 8).
    #[must_use]
    pub fn urn(&self, what: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(b"truceline feed\0");
        hash.update(self.genesis);
        hash.update(what.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize()[..16]);
        id[6] = id[6] & 0x0f | 0x80;
        id[8] = id[8] & 0x3f | 0x80;
        let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "urn:uuid:{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..]
        )
    }
}

impl BulletinView {
    /// The view of a version, or of the latest; nothing where there is no such version.
    #[must_use]
    pub fn of(
        bulletin: &Bulletin,
        version: Option<usize>,
        imprint: &Imprint,
        (register, names): (&Register, &Names),
    ) -> Option<Self> {
        let versions = bulletin.versions(register.size);
        let number = version.unwrap_or(versions.len());
        let place = number.checked_sub(1)?;
        let (first, shown) = (versions.first()?, versions.get(place)?);
        let under = imprint.checkpoint.clone();
        Some(Self {
            bulletin: bulletin.about.id.to_string(),
            register: imprint.origin.clone(),
            exercise: imprint.exercise,
            version: number,
            versions: versions.len(),
            record: shown.record,
            published_at: time(shown.received_at),
            first_published_at: time(first.received_at),
            replaces: replaced(&shown.said),
            replaced_by: versions.get(place + 1).map(|next: &Version| next.record),
            countersignature: CountersignatureView::of([shown.record], names),
            content: BulletinContentView::of(&shown.said.content),
            checkpoint: under.filter(|under| under.size > shown.record),
            verify: HOW_TO_VERIFY.to_vec(),
        })
    }

    /// Its path on a server, without an ending.
    #[must_use]
    pub fn path(&self) -> String {
        format!(
            "/v1/bulletins/{}/{}",
            self.content.publisher.id, self.bulletin
        )
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> String {
        let exercise = if self.exercise { "EXERCISE: " } else { "" };
        format!(
            "{exercise}Bulletin of {}, {}",
            self.content.zone.short(),
            self.content.day
        )
    }

    /// Which version it is, in words.
    #[must_use]
    pub fn version_words(&self) -> String {
        let mut words = format!("version {} of {}", self.version, self.versions);
        if let Some(replaces) = &self.replaces {
            words += &format!(
                ", replaces the one in record {}: {}",
                replaces.record,
                crate::render::one_line(&replaces.why)
            );
        }
        if let Some(later) = self.replaced_by {
            words += &format!("; REPLACED by the one in record {later}");
        }
        words
    }

    /// Under which checkpoint it stands, in words.
    #[must_use]
    pub fn checkpoint_words(&self) -> String {
        match &self.checkpoint {
            Some(under) => format!(
                "record {} of the log {}, under the checkpoint of {} records with the root {}",
                self.record, under.origin, under.size, under.root
            ),
            None => format!(
                "record {} of the log {}; not yet under a public checkpoint",
                self.record, self.register
            ),
        }
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        format!(
            "{:>6}  {} {}; version {}\n",
            self.record,
            self.bulletin,
            self.content.line(),
            self.version
        )
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "{}\n{}, published by {} at {}\n{}\n",
            self.title(),
            self.version_words(),
            self.content.publisher.short(),
            self.published_at,
            self.checkpoint_words()
        );
        let mark = CountersignatureView::mark(self.countersignature.as_ref());
        if !mark.is_empty() {
            text += &format!("{}\n", mark.trim());
        }
        text += &self.content.text();
        for how in &self.verify {
            text += &format!("verify: {how}\n");
        }
        text
    }
}

fn replaced(said: &BulletinPublished) -> Option<ReplacedView> {
    said.replaces.as_ref().map(|replaced| ReplacedView {
        record: replaced.record,
        why: replaced.why.clone(),
    })
}

/// A bulletin as a statement publishes it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublishedView {
    /// The publisher's id for it.
    pub id: String,
    /// What it says.
    pub content: Box<BulletinContentView>,
    /// What it replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<ReplacedView>,
}

impl PublishedView {
    /// The view of what is published.
    #[must_use]
    pub fn of(body: &BulletinPublished) -> Self {
        Self {
            id: body.id.to_string(),
            content: Box::new(BulletinContentView::of(&body.content)),
            replaces: replaced(body),
        }
    }
}

/// In one line.
#[must_use]
pub fn line(body: &BulletinPublished) -> String {
    let verb = match body.replaces {
        Some(_) => "publishes a new version of the bulletin",
        None => "publishes the bulletin",
    };
    format!(
        "{verb} {} of {}, {}",
        body.id, body.content.zone_name, body.content.day
    )
}

/// A bulletin's name in paths: `PARTY.ID` as `after` of lists.
#[must_use]
pub fn cursor(about: BulletinRef) -> String {
    format!("{}.{}", about.party, about.id)
}

#[cfg(test)]
pub(crate) mod tests;
