//! Agreements: what was entered, clause by clause, in words made of the typed terms.

mod wording;

use super::actor::{NameView, SourceView, WhoView};
use super::standing::word;
use super::time;
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_formats::agreement::notation::{write_moment, write_period};
use truceline_register::agreement::area::Area;
use truceline_register::agreement::bound::{Binding, Drawn, ZoneBound, drawn};
use truceline_register::agreement::term::{Dated, Renewal};
use truceline_register::agreement::{AgreementEntered, Version};
use truceline_register::ids::LogIndex;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;
use wording::Wording;

/// The same under every agreement.
pub const WHOSE_ENTRY: &str = "the terms as they were entered, from the sources named; whether they were kept is said by claims, never by the register";

/// The agreement in one language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TextView {
    /// Which.
    pub language: String,
    /// Its title.
    pub title: String,
    /// A language of record.
    pub of_record: bool,
    /// SHA-256 of the archived text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<String>,
}

/// A date by one source.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DatedView {
    /// As it was entered.
    pub date: String,
    /// By which source, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u16>,
    /// Whose, where sides signed apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<WhoView>,
}

/// An area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaView {
    /// Its number.
    pub number: u16,
    /// Its names.
    pub names: Vec<NameView>,
    /// Its kind.
    pub kind: &'static str,
    /// What the text says it is.
    pub described: String,
    /// Whether the text has a geometry.
    pub geometry: String,
    /// By which source, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u16>,
    /// Of which area it is another source's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_of: Option<u16>,
}

/// An obligation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObligationView {
    /// Its number.
    pub number: u16,
    /// Who is bound.
    pub who: Vec<String>,
    /// `does`, `refrains`, `prevents` or `lets`.
    pub manner: &'static str,
    /// What.
    pub what: &'static str,
    /// With what, of whom, against whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub objects: Vec<String>,
    /// Where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// When.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermView>,
    /// How it is verified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verified: Vec<String>,
    /// To whom or what it does not apply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<String>,
    /// By which source, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u16>,
    /// Of which obligation it is another source's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_of: Option<u16>,
    /// All of it in one line.
    pub text: String,
}

/// A term.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TermView {
    /// `from`, `by` or `until`.
    pub kind: &'static str,
    /// As it was entered.
    pub date: String,
    /// By which source, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u16>,
    /// How it is extended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<String>,
}

/// A clause.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClauseView {
    /// Its number.
    pub number: u16,
    /// As the text counts it.
    pub label: String,
    /// What it binds to.
    pub obligations: Vec<ObligationView>,
}

/// A cell of the table of activities and areas.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// What somebody wants to do.
    pub activity: &'static str,
    /// With what or of whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// Where.
    pub area: String,
    /// What it needs.
    pub needs: &'static str,
    /// Of whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// How long before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// In which clause, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<u16>,
    /// By which source, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u16>,
}

/// An agreement, as a statement enters it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementView {
    /// Which.
    pub agreement: Named,
    /// Its version.
    pub version: u16,
    /// Its texts.
    pub texts: Vec<TextView>,
    /// Parties to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<WhoView>,
    /// Guarantors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guarantors: Vec<WhoView>,
    /// By which clock its days are counted.
    pub clock: String,
    /// When it was signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<DatedView>,
    /// When it entered into force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_force: Vec<DatedView>,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub until: Vec<DatedView>,
    /// How it goes on then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<String>,
    /// Areas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaView>,
    /// Clauses.
    pub clauses: Vec<ClauseView>,
    /// The table of activities and areas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleView>,
    /// Sources, numbered from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceView>,
    /// Another entry that the enterer takes to be of the same agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Named>,
}

/// A zone bound to an agreement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BindingView {
    /// Of which agreement.
    pub agreement: Named,
    /// In which version.
    pub version: u16,
    /// Which area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<u16>,
    /// Which clauses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<u16>,
    /// Which zone.
    pub zone: Named,
}

/// A binding as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingBindingView {
    /// The record.
    pub record: LogIndex,
    /// Who said it.
    pub by: Named,
    /// What it says.
    #[serde(flatten)]
    pub binding: BindingView,
}

/// What there is of an area's geometry now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DrawnView {
    /// Which area, by its number.
    pub area: u16,
    /// `to-be-agreed`, `not-stated`, `agreed`, `claimed` or `in-words`.
    pub status: &'static str,
    /// Of which zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Named>,
    /// The record that draws the boundary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boundary: Option<LogIndex>,
    /// Who claims it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<Named>,
}

/// An agreement as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingAgreementView {
    /// The record of the version that counts.
    pub record: LogIndex,
    /// Who entered it.
    pub entered_by: Named,
    /// When the register heard it.
    pub heard_at: String,
    /// Whether who entered it has signed for it.
    pub word: &'static str,
    /// The records of all its versions.
    pub versions: Vec<LogIndex>,
    /// What it says.
    #[serde(flatten)]
    pub said: AgreementView,
    /// Zones bound to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bindings: Vec<StandingBindingView>,
    /// What there is of its areas' geometry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<DrawnView>,
    /// The same under each.
    pub counts_as: &'static str,
}

/// An agreement in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementLine {
    /// Which.
    pub agreement: Named,
    /// The version that counts.
    pub version: u16,
    /// Its record.
    pub record: LogIndex,
    /// Who entered it.
    pub entered_by: Named,
    /// Parties to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<WhoView>,
    /// Guarantors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guarantors: Vec<WhoView>,
    /// When it was signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<DatedView>,
    /// How many obligations it has.
    pub obligations: usize,
    /// Another entry that the enterer takes to be of the same agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Named>,
}

fn dated(dates: &[Dated], names: &Names) -> Vec<DatedView> {
    let view = |dated: &Dated| DatedView {
        date: write_moment(dated.moment),
        source: dated.source,
        by: dated.by.map(|by| WhoView::of(by, names)),
    };
    dates.iter().map(view).collect()
}

/// How something goes on, in words.
#[must_use]
pub fn renewal(renewal: Renewal) -> String {
    match renewal.period {
        Some(period) => format!("{}, for {}", renewal.how, write_period(period)),
        None => renewal.how.word().to_owned(),
    }
}

/// An obligation in words.
#[must_use]
pub fn obligation_text(said: &AgreementEntered, number: u16, names: &Names) -> Option<String> {
    let wording = Wording { said, names };
    let (_, one) = said.obligations().find(|(_, one)| one.number == number)?;
    Some(wording.obligation(one).text)
}

impl AgreementView {
    /// The view of a version.
    #[must_use]
    pub fn of(said: &AgreementEntered, names: &Names) -> Self {
        let wording = Wording { said, names };
        let texts = said.texts.iter().map(|text| TextView {
            language: text.language.clone(),
            title: text.title.clone(),
            of_record: text.of_record,
            archived: text.archived.map(|digest| digest.to_string()),
        });
        let who = |sides: &[truceline_register::actor::Who]| {
            let sides = sides.iter();
            sides.map(|who| WhoView::of(*who, names)).collect()
        };
        let clauses = said.clauses.iter().map(|clause| ClauseView {
            number: clause.number,
            label: clause.label.clone(),
            obligations: clause
                .obligations
                .iter()
                .map(|one| wording.obligation(one))
                .collect(),
        });
        Self {
            agreement: names.agreement(said.id),
            version: said.version,
            texts: texts.collect(),
            parties: who(&said.parties),
            guarantors: who(&said.guarantors),
            clock: said.clock.to_string(),
            signed: dated(&said.signed, names),
            in_force: dated(&said.in_force, names),
            until: dated(&said.until, names),
            renewal: said.renewal.map(renewal),
            areas: said
                .areas
                .iter()
                .map(|area| wording.view_of_area(area))
                .collect(),
            clauses: clauses.collect(),
            rules: said.rules.iter().map(|rule| wording.rule(rule)).collect(),
            sources: said.sources.iter().map(SourceView::of).collect(),
            beside: said.beside.map(|beside| names.agreement(beside)),
        }
    }
}

impl BindingView {
    /// The view of a binding.
    #[must_use]
    pub fn of(body: &ZoneBound, names: &Names) -> Self {
        Self {
            agreement: names.agreement(body.agreement),
            version: body.version,
            area: body.area,
            clauses: body.clauses.clone(),
            zone: names.zone(body.zone),
        }
    }
}

impl DrawnView {
    fn of(area: u16, drawn: &Drawn<'_>, names: &Names) -> Self {
        let (status, zone, boundary, claimed_by) = match drawn {
            Drawn::ToBeAgreed => ("to-be-agreed", None, None, None),
            Drawn::NotStated => ("not-stated", None, None, None),
            Drawn::Agreed(zone, index, _) => ("agreed", Some(*zone), Some(*index), None),
            Drawn::Claimed(zone, index, body) => {
                ("claimed", Some(*zone), Some(*index), body.claimed_by)
            }
            Drawn::InWords(zone) => ("in-words", Some(*zone), None, None),
        };
        Self {
            area,
            status,
            zone: zone.map(|zone| names.zone(zone)),
            boundary,
            claimed_by: claimed_by.map(|party| names.party(party)),
        }
    }
}

impl StandingAgreementView {
    /// The view of a version with what was said of it since.
    #[must_use]
    pub fn of(version: &Version, register: &Register, at: Standpoint, names: &Names) -> Self {
        let said = &version.said;
        let bindings = register.agreements.bindings.of(said.id, at.known_at);
        let binding = |binding: &Binding| StandingBindingView {
            record: binding.record,
            by: names.party(binding.by),
            binding: BindingView::of(&binding.said, names),
        };
        let versions = register.agreements.versions(said.id, at.known_at).iter();
        let of_area = |area: &Area| {
            let all = drawn(register, said, area.number, at.known_at);
            let all = all.iter().map(|one| DrawnView::of(area.number, one, names));
            all.collect::<Vec<_>>()
        };
        Self {
            record: version.record,
            entered_by: names.party(version.by),
            heard_at: time(version.received_at),
            word: word(register.relays.word(version.record, at.known_at)),
            versions: versions.map(|version| version.record).collect(),
            said: AgreementView::of(said, names),
            bindings: bindings.map(binding).collect(),
            drawn: said.areas.iter().flat_map(of_area).collect(),
            counts_as: WHOSE_ENTRY,
        }
    }
}

impl AgreementLine {
    /// The view of a version in a list.
    #[must_use]
    pub fn of(version: &Version, names: &Names) -> Self {
        let view = AgreementView::of(&version.said, names);
        Self {
            agreement: view.agreement,
            version: view.version,
            record: version.record,
            entered_by: names.party(version.by),
            parties: view.parties,
            guarantors: view.guarantors,
            signed: view.signed,
            obligations: version.said.obligations().count(),
            beside: view.beside,
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let signed: Vec<&str> = self.signed.iter().map(|one| one.date.as_str()).collect();
        let sides = self.parties.iter().chain(&self.guarantors);
        let sides: Vec<String> = sides.map(WhoView::text).collect();
        let signed = match signed.is_empty() {
            true => "no date of signature entered".to_owned(),
            false => format!("signed {}", signed.join(" or ")),
        };
        let beside = self
            .beside
            .as_ref()
            .map(|one| format!("; beside {}", one.id));
        format!(
            "{}  {} ({}), {signed}; {} obligations, version {}; entered by {} at {}{}\n",
            self.agreement.id,
            self.agreement.short(),
            sides.join(", "),
            self.obligations,
            self.version,
            self.entered_by.short(),
            self.record,
            beside.unwrap_or_default(),
        )
    }
}

/// An entry in one line.
#[must_use]
pub fn line(body: &AgreementEntered, names: &Names) -> String {
    format!(
        "enters version {} of the agreement {}",
        body.version,
        names.agreement(body.id).short()
    )
}
