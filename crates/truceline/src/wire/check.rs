//! Checks: what was asked, what came of it, and in which words it is shown and spoken.
//!
//! The three outcomes differ by word on a screen and by radio. Of an overlap the asker hears the
//! reference to name to the centre, nothing of whose it is.

use super::countersignature::CountersignatureView;
use super::{forces, time};
use crate::exit::Problem;
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_engine::evidence::Archive;
use truceline_register::check::view::{AskerView, NextCall, asker_view};
use truceline_register::check::{Basis, CAVEAT, Reason, Verdict, Why};
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::{Effect, Record};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::vocabulary::Outcome;
use utoipa::ToSchema;

/// What a check or a run of the watch said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VerdictView {
    /// Of which check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Of which plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// What.
    pub outcome: &'static str,
    /// As it is shown and spoken.
    pub shown: &'static str,
    /// Good until, at most.
    pub expires_at: String,
}

/// Why it cannot be said, and whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonView {
    /// The word.
    pub why: &'static str,
    /// In words.
    pub what: &'static str,
    /// Whom to ask; absent: the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<Named>,
    /// In which zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Named>,
}

/// How an obliged party stands behind an outcome.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoverageView {
    /// Who.
    pub party: Named,
    /// In which zone.
    pub zone: Named,
    /// For which classes of force it must answer.
    pub obliged: Vec<&'static str>,
    /// For which it has, fresh and complete.
    pub covered: Vec<&'static str>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good_until: Option<String>,
}

/// Something notified that overlaps, as the centre sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OverlapView {
    /// Whose.
    pub party: Named,
    /// The notification; absent for a position given in an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<String>,
    /// The record that says where it is.
    pub record: LogIndex,
    /// Past its time of reconfirmation or its window.
    pub stale: bool,
    /// Somebody disputes it.
    pub contested: bool,
    /// Not its owner's signed word yet.
    pub relayed: bool,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// What an outcome rests on, as the centre sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BasisView {
    /// How many records counted.
    pub known_at: LogIndex,
    /// What was found exactly; a party is told what is found in cells of the floor.
    pub found: &'static str,
    /// What overlaps; of very many only those told last.
    pub overlaps: Vec<OverlapView>,
    /// How many more do.
    pub overlaps_left_out: u64,
    /// Why it cannot be said.
    pub reasons: Vec<ReasonView>,
    /// Who stands behind it.
    pub coverage: Vec<BasisCoverageView>,
}

/// Coverage with the records that give it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BasisCoverageView {
    /// How the party stands.
    #[serde(flatten)]
    pub coverage: CoverageView,
    /// The records.
    pub by: Vec<LogIndex>,
}

/// Whom to call next.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallView {
    /// Whom; absent: the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Named>,
    /// The word of the reason to call about; absent for an overlap, and where nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// What to name in the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// The answer to a check, as its asker is given it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CheckAnswerView)]
pub struct AnswerView {
    /// `overlap`, `none-known` or `unknown`.
    pub outcome: &'static str,
    /// As it is shown and spoken.
    pub shown: &'static str,
    /// What to name to the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// The record of the check.
    pub index: LogIndex,
    /// Until when, at most.
    pub expires_at: String,
    /// What nobody can mend: notification is voluntary there.
    pub inherent: Vec<ReasonView>,
    /// What can be mended, with whom to ask.
    pub curable: Vec<ReasonView>,
    /// Who has answered for which classes of force; of others it says nothing.
    pub coverage: Vec<CoverageView>,
    /// Whom to call next, about what, in words.
    pub next_call: String,
    /// The same, to be said in another language.
    pub call: CallView,
    /// One line for the radio.
    pub radio: String,
    /// What it rests on; only the centre sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<BasisView>,
    /// The same under every result.
    pub caveat: &'static str,
}

/// An outcome as it is shown and spoken.
#[must_use]
pub const fn shown(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Overlap => "OVERLAP",
        Outcome::NoneKnown => "NOTHING NOTIFIED",
        Outcome::Unknown => "CANNOT SAY",
    }
}

/// A reason in words.
#[must_use]
pub const fn words(why: Why) -> &'static str {
    match why {
        Why::OutsideZones => "part of it lies in no zone with an agreed boundary",
        Why::NobodyObliged => "nobody must answer here: notification is voluntary",
        Why::Silent => "has said nothing that covers it",
        Why::Stale => "what it said is too old",
        Why::Scope => "what it said leaves out classes of force, part of the area or of the window",
        Why::Contested => "what it said is disputed",
        Why::Unreadable => "something was sent that cannot be read",
        Why::Erased => "something inside was erased, or is lost from the vault",
        Why::Channel => "the channel is not open",
        Why::Refused => "refused to answer",
        Why::Undisclosed => "something here was told without saying where",
        Why::Clock => {
            "the register's clock is in doubt: set the machine's clock, then two people run `truceline clock confirm`, one of them of the centre"
        }
        Why::Budget => "the budget of checks is used up; call the centre",
        Why::Floor => "what is asked about is smaller or shorter than may be asked",
        Why::RelayedOnly => "what would cover it was only relayed, not signed",
        Why::BoundaryNotAgreed => "the boundary is not agreed, or there are only words",
        Why::StaleInside => "something notified inside is past its time of reconfirmation",
        Why::PlanUnseen => {
            "the plan's volumes are lost and it is not watched any more; amend it with its volumes"
        }
    }
}

impl VerdictView {
    /// The view of a verdict.
    #[must_use]
    pub fn of(verdict: &Verdict) -> Self {
        Self {
            check: verdict.check.map(|id| id.to_string()),
            plan: verdict.plan.map(|(_, id)| id.to_string()),
            outcome: verdict.outcome.word(),
            shown: shown(verdict.outcome),
            expires_at: time(verdict.expires_at),
        }
    }
}

impl ReasonView {
    /// The view of a reason.
    #[must_use]
    pub fn of(reason: &Reason, names: &Names) -> Self {
        Self {
            why: reason.why.word(),
            what: words(reason.why),
            ask: reason.party.map(|party| names.party(party)),
            zone: reason.zone.map(|zone| names.zone(zone)),
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let zone = self
            .zone
            .as_ref()
            .map(|zone| format!(" ({})", zone.short()))
            .unwrap_or_default();
        match &self.ask {
            Some(party) => format!(
                "{}: {}{zone} [{}]; ask {}",
                party.short(),
                self.what,
                self.why,
                party.short()
            ),
            None => format!("{}{zone} [{}]; ask the centre", self.what, self.why),
        }
    }
}

impl BasisView {
    /// The view of a basis, for the centre.
    #[must_use]
    pub fn of(basis: &Basis, names: &Names) -> Self {
        let overlaps = basis.overlaps.iter().map(|overlap| OverlapView {
            party: names.party(overlap.party),
            notification: overlap.notification.map(|about| about.id.to_string()),
            record: overlap.record,
            countersignature: CountersignatureView::of([overlap.record], names),
            stale: overlap.stale,
            contested: overlap.contested,
            relayed: overlap.relayed,
        });
        let coverage = basis.coverage.iter().map(|coverage| BasisCoverageView {
            coverage: CoverageView {
                party: names.party(coverage.party),
                zone: names.zone(coverage.zone),
                obliged: forces(coverage.obliged),
                covered: forces(coverage.covered),
                good_until: coverage.good_until.map(time),
            },
            by: coverage.by.clone(),
        });
        Self {
            known_at: basis.known_at,
            found: basis.found().word(),
            overlaps: overlaps.collect(),
            overlaps_left_out: basis.overlaps_left_out(),
            reasons: basis
                .reasons
                .iter()
                .map(|reason| ReasonView::of(reason, names))
                .collect(),
            coverage: coverage.collect(),
        }
    }
}

impl AnswerView {
    /// What an asker is given, with the record of its check; `basis` only for the centre.
    #[must_use]
    pub fn of(view: &AskerView, index: LogIndex, basis: Option<BasisView>, names: &Names) -> Self {
        let coverage = view.coverage.iter().map(|coverage| CoverageView {
            party: names.party(coverage.party),
            zone: names.zone(coverage.zone),
            obliged: forces(coverage.obliged),
            covered: forces(coverage.covered),
            good_until: coverage.good_until.map(time),
        });
        let (inherent, curable) = view
            .reasons
            .iter()
            .partition::<Vec<&Reason>, _>(|reason| reason.why.inherent());
        let views = |reasons: Vec<&Reason>| {
            reasons
                .into_iter()
                .map(|reason| ReasonView::of(reason, names))
                .collect()
        };
        let call = CallView::of(&view.next_call, names);
        let next_call = call.text();
        let reference = view.reference.map(|id| id.to_string());
        Self {
            outcome: view.outcome.word(),
            shown: shown(view.outcome),
            plan: view.plan.map(|(_, plan)| plan.to_string()),
            index,
            expires_at: time(view.expires_at),
            inherent: views(inherent),
            curable: views(curable),
            coverage: coverage.collect(),
            radio: format!(
                "{}. record {index}. good until {} at most. {next_call}.",
                shown(view.outcome),
                view.expires_at
            ),
            next_call,
            call,
            reference,
            basis,
            caveat: CAVEAT,
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![format!("{}", self.shown)];
        lines.extend(
            self.reference
                .as_ref()
                .map(|reference| format!("reference: {reference} (record {})", self.index)),
        );
        lines.push(format!("good until, at most: {}", self.expires_at));
        for (title, reasons) in [
            ("cannot be mended:", &self.inherent),
            ("can be mended:", &self.curable),
        ] {
            if !reasons.is_empty() {
                lines.push(title.to_owned());
                lines.extend(reasons.iter().map(|reason| format!("  {}", reason.text())));
            }
        }
        if !self.coverage.is_empty() {
            lines.push(
                "who has answered, for which classes of force; of others nothing is said:"
                    .to_owned(),
            );
            lines.extend(self.coverage.iter().map(CoverageView::text));
        }
        if let Some(basis) = &self.basis {
            lines.extend(basis.overlaps.iter().map(|overlap| {
                let id = overlap
                    .notification
                    .as_deref()
                    .unwrap_or("a position in an answer");
                let marks = [
                    (overlap.stale, "stale"),
                    (overlap.contested, "contested"),
                    (overlap.relayed, "relayed"),
                ];
                let marks: Vec<&str> = marks
                    .iter()
                    .filter(|(is, _)| *is)
                    .map(|(_, word)| *word)
                    .collect();
                let marks = if marks.is_empty() {
                    String::new()
                } else {
                    format!(" [{}]", marks.join(", "))
                };
                format!(
                    "overlaps (centre only): {id} of {}, record {}{marks}",
                    overlap.party.short(),
                    overlap.record
                )
            }));
            if basis.overlaps_left_out > 0 {
                lines.push(format!(
                    "overlaps (centre only): and {} more, told before these",
                    basis.overlaps_left_out
                ));
            }
        }
        lines.push(format!("next: {}", self.next_call));
        lines.push(format!("radio: {}", self.radio));
        lines.push(self.caveat.to_owned());
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

impl CoverageView {
    fn text(&self) -> String {
        let covered = if self.covered.is_empty() {
            "no class".to_owned()
        } else {
            self.covered.join(", ")
        };
        let until = self
            .good_until
            .as_ref()
            .map(|until| format!(", until {until}"))
            .unwrap_or_default();
        format!(
            "  {} in {}: {covered} of {}{until}",
            self.party.short(),
            self.zone.short(),
            self.obliged.join(", ")
        )
    }
}

impl CallView {
    fn of(call: &NextCall, names: &Names) -> Self {
        Self {
            party: call.party.map(|party| names.party(party)),
            why: call.why.map(Why::word),
            reference: call.reference.map(|id| id.to_string()),
        }
    }

    fn text(&self) -> String {
        let whom = self.party.as_ref().map_or("the centre", Named::short);
        let about = self.why.map(|why| format!(" about \"{why}\""));
        let reference = self
            .reference
            .as_ref()
            .map(|id| format!(", reference {id}"));
        let [about, reference] = [about, reference].map(Option::unwrap_or_default);
        format!("call {whom}{about}{reference}")
    }
}

/// What the asker is told of the check at an index; with what it rests on, if the asker is the
/// centre.
///
/// # Errors
/// [`Problem`]: there is no check, or what it rests on was erased.
pub fn answer(
    archive: &Archive<'_>,
    index: LogIndex,
    asker: PartyId,
) -> Result<AnswerView, Problem> {
    let record = archive.record(index)?;
    let names = Names::of_register(archive.register);
    let (verdict, basis) = verdict(&record).ok_or_else(|| {
        Problem::unavailable(format!(
            "the record at index {index} has no outcome of a check, or what it rests on was erased"
        ))
    })?;
    let for_centre =
        (asker == archive.register.authority.centre()).then(|| BasisView::of(&basis, &names));
    Ok(AnswerView::of(
        &asker_view(&verdict, &basis),
        index,
        for_centre,
        &names,
    ))
}

fn verdict(record: &Record) -> Option<(Verdict, Basis)> {
    let verdict = record.part.effects.iter().find_map(|effect| match effect {
        Effect::Verdict(verdict) => Some(verdict.clone()),
        _ => None,
    })?;
    let basis = record
        .disclosures
        .open(Some(verdict.basis), Label::Basis)
        .ok()??;
    Some((verdict, basis))
}
