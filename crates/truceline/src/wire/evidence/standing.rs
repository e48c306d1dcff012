//! Files as they stand: with their collection logs, in somebody's eyes.

use super::{DerivedView, EvidenceAboutView, EvidenceWordsView, HowView, hex};
use crate::names::{Named, Names};
use crate::render::one_line;
use crate::wire::proposition::TimeToldView;
use crate::wire::time;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use truceline_register::evidence::handling::is_of;
use truceline_register::evidence::history::{Entry, Handled};
use truceline_register::ids::{EvidenceId, LogIndex, PartyId};
use truceline_register::register::Register;
use utoipa::ToSchema;

/// The same under every file.
pub const ENTERED: &str = "What a file shows is the word of who entered it. The register says that these are the bytes that were entered, and nothing of what they show.";

/// A line of the collection log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandlingLine {
    /// The record.
    pub record: LogIndex,
    /// Whose word it is.
    pub by: Named,
    /// When the register heard it.
    pub received_at: String,
    /// What was done.
    pub handling: &'static str,
    /// When, by the stated clock.
    pub at: TimeToldView,
    /// SHA-256 before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// SHA-256 after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether what was handled has the hash of the entry.
    pub same_hash: bool,
    /// The entry that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// To which party it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Named>,
    /// How; absent where it was erased or is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<HowView>,
}

/// That a file was entered in error.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceWithdrawnView {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A file that somebody says was made from another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DerivativeView {
    /// The entry.
    pub evidence: String,
    /// Whose word it is that it was.
    pub by: Named,
}

/// A file as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingEvidenceView {
    /// Which.
    pub id: String,
    /// The record.
    pub record: LogIndex,
    /// Who entered it.
    pub entered_by: Named,
    /// When the register heard it.
    pub entered_at: String,
    /// About what.
    pub about: EvidenceAboutView,
    /// What is said of it; absent where it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<EvidenceWordsView>,
    /// SHA-256 of the whole file.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// Of which kind.
    pub media: &'static str,
    /// Whether its bytes are here: whole, incomplete or erased.
    pub held: &'static str,
    /// It names what acts when it is opened, or carries other files. False says nothing: what is compressed is not
    /// looked into.
    pub active_content: bool,
    /// What it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derived: Option<DerivedView>,
    /// What was made from it, each by the word of who entered it; of each party the first 20.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derivatives: Vec<DerivativeView>,
    /// How many more were, that are not listed here.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_derivatives: usize,
    /// The collection log.
    pub log: Vec<HandlingLine>,
    /// That it was entered in error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<EvidenceWithdrawnView>,
    /// Every record that speaks of it.
    pub records: Vec<LogIndex>,
    /// The same under every file.
    pub note: &'static str,
}

/// Most derivatives of each party that a view lists: nobody's stand in the way of another's.
pub const MAX_DERIVATIVES: usize = 20;

// A function of serde's shape.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Those that are shown, and how many more there are.
fn listed(all: impl Iterator<Item = (PartyId, EvidenceId)>) -> (Vec<(PartyId, EvidenceId)>, usize) {
    let mut of_party: BTreeMap<PartyId, usize> = BTreeMap::new();
    let (mut listed, mut more) = (Vec::new(), 0);
    for (party, evidence) in all {
        let count = of_party.entry(party).or_default();
        *count += 1;
        if *count > MAX_DERIVATIVES {
            more += 1;
            continue;
        }
        listed.push((party, evidence));
    }
    (listed, more)
}

impl HandlingLine {
    fn of(entry: &Entry, handled: &Handled, names: &Names) -> Self {
        let said = &handled.said;
        Self {
            record: handled.record,
            by: names.party(handled.by),
            received_at: time(handled.received_at),
            handling: said.handling.word(),
            at: TimeToldView::of(&said.at),
            before: hex(said.before),
            after: hex(said.after),
            same_hash: is_of(entry, handled),
            result: said.result.map(|result| result.to_string()),
            to: said.to.map(|party| names.party(party)),
            how: handled.how.value().map(HowView::of),
        }
    }

    fn text(&self) -> String {
        let mut text = format!(
            "  {:>6}  {}: {} at {}",
            self.record,
            self.by.short(),
            self.handling,
            self.at.words
        );
        if let Some(to) = &self.to {
            let _ = write!(text, " to {}", to.short());
        }
        if let Some(how) = &self.how {
            let _ = write!(text, "; {}", one_line(&how.words));
            let further = [
                ("tool", &how.tool),
                ("version", &how.version),
                ("clock", &how.clock),
                ("address", &how.address),
                ("to", &how.whom),
            ];
            for (name, value) in further {
                if let Some(value) = value {
                    let _ = write!(text, "; {name} {}", one_line(value));
                }
            }
        }
        if let Some(result) = &self.result {
            let _ = write!(text, "; made {result}");
        }
        for (name, hash) in [("before", &self.before), ("after", &self.after)] {
            if let Some(hash) = hash {
                let _ = write!(text, "\n          {name} {hash}");
            }
        }
        if !self.same_hash {
            text += "\n          NOT THE HASH OF THIS ENTRY: what was handled is another file, or was changed";
        }
        text + "\n"
    }
}

impl StandingEvidenceView {
    /// The view of a file in somebody's eyes; all of it where nobody's are given.
    #[must_use]
    pub fn of(entry: &Entry, register: &Register, eyes: Option<PartyId>, names: &Names) -> Self {
        let shown = |evidence| {
            let derivative = register.evidence.get(evidence);
            derivative.is_some_and(|one| eyes.is_none_or(|party| one.readers.hold(register, party)))
        };
        let derived = entry.derived.iter().map(|(_, evidence)| *evidence);
        let derived = derived.filter(|evidence| shown(*evidence));
        let derived = derived.filter_map(|evidence| register.evidence.get(evidence));
        let (derived, more_derivatives) = listed(derived.map(|one| (one.by, one.said.id)));
        let derivatives = derived.into_iter().map(|(party, evidence)| DerivativeView {
            evidence: evidence.to_string(),
            by: names.party(party),
        });
        let handlings = entry.handlings.iter();
        Self {
            id: entry.said.id.to_string(),
            record: entry.record,
            entered_by: names.party(entry.by),
            entered_at: time(entry.received_at),
            about: EvidenceAboutView::of(entry.said.about, names),
            words: entry.words.value().map(EvidenceWordsView::of),
            sha256: entry.said.sha256.to_string(),
            size: entry.said.size,
            media: entry.said.media.word(),
            held: entry.held().word(),
            active_content: !entry.active.is_empty(),
            derived: entry.said.derived.as_ref().map(DerivedView::of),
            derivatives: derivatives.collect(),
            more_derivatives,
            log: handlings
                .map(|handled| {
                    let mut line = HandlingLine::of(entry, handled, names);
                    // What came of it may be for fewer.
                    if !handled.said.result.is_some_and(shown) {
                        line.result = None;
                    }
                    line
                })
                .collect(),
            withdrawn: entry
                .withdrawn
                .as_ref()
                .map(|withdrawn| EvidenceWithdrawnView {
                    record: withdrawn.record,
                    received_at: time(withdrawn.received_at),
                    reason: withdrawn.reason.value().cloned(),
                }),
            records: entry.records(),
            note: ENTERED,
        }
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let title = self
            .words
            .as_ref()
            .map_or("(words erased)", |words| &words.title);
        let title = one_line(title);
        let mut text = format!(
            "{}  {}: {title} ({}, {} bytes, {}) about {}",
            self.id,
            self.entered_by.short(),
            self.media,
            self.size,
            self.held,
            self.about.text()
        );
        if self.active_content {
            text += ", ACTIVE CONTENT";
        }
        if self.withdrawn.is_some() {
            text += ", withdrawn as entered in error";
        }
        text + "\n"
    }

    /// As text for a person: the entry and its collection log.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.line();
        let _ = writeln!(
            text,
            "entered at {}, record {}",
            self.entered_at, self.record
        );
        let _ = writeln!(text, "sha256 {}", self.sha256);
        if let Some(words) = &self.words {
            let further = [
                ("shows, by its enterer's word", &words.description),
                ("source", &words.source),
                ("file", &words.file_name),
            ];
            for (name, value) in further {
                if let Some(value) = value {
                    let _ = writeln!(text, "{name}: {}", one_line(value));
                }
            }
        }
        if let Some(derived) = &self.derived {
            let _ = writeln!(text, "{} from {}", derived.how, derived.from);
        }
        for derivative in &self.derivatives {
            let _ = writeln!(
                text,
                "made from it, by the word of {}: {}",
                derivative.by.short(),
                derivative.evidence
            );
        }
        if self.more_derivatives > 0 {
            let _ = writeln!(
                text,
                "made from it: {} more, not listed here",
                self.more_derivatives
            );
        }
        if self.active_content {
            text += "it names what acts when it is opened, or carries other files: open it where nothing can come of it\n";
        }
        if let Some(withdrawn) = &self.withdrawn {
            let reason = withdrawn.reason.as_deref().unwrap_or("no reason told");
            let _ = writeln!(
                text,
                "withdrawn at {}: {}",
                withdrawn.received_at,
                one_line(reason)
            );
        }
        text += match self.log.is_empty() {
            true => "collection log: nothing was entered\n",
            false => "collection log:\n",
        };
        text.extend(self.log.iter().map(HandlingLine::text));
        let records: Vec<String> = self.records.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "records {}", records.join(" "));
        text + self.note + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_partys_derivatives_stand_in_the_way_of_anothers() {
        let of = |party: u8, number: u8| {
            let party = PartyId::from_bytes([party; 16]);
            (party, EvidenceId::from_bytes([number; 16]))
        };
        let many = (0..50).map(|number| of(1, number));
        let all = many.chain([of(2, 60)]);
        let (listed, more) = listed(all);
        assert_eq!((listed.len(), more), (MAX_DERIVATIVES + 1, 30));
        assert_eq!(listed.last(), Some(&of(2, 60)));
    }
}
