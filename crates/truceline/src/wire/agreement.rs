//! Agreements: what was entered, clause by clause, in words made of the typed terms.

use super::actor::{NameView, SourceView, WhoView, names_of};
use super::standing::word;
use super::time;
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_formats::agreement::notation::{write_depth, write_moment, write_period};
use truceline_register::actor::PublicName;
use truceline_register::agreement::area::{Area, Feature, Geometry, Shape, Where};
use truceline_register::agreement::bound::{Binding, Drawn, ZoneBound, drawn};
use truceline_register::agreement::obligation::{Bearer, Object, Obligation, Rule, RuleArea};
use truceline_register::agreement::term::{Dated, Renewal};
use truceline_register::agreement::{AgreementEntered, Version};
use truceline_register::ids::LogIndex;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

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

/// Words made of an agreement's terms.
struct Wording<'a> {
    said: &'a AgreementEntered,
    names: &'a Names,
}

fn first(names: &[PublicName]) -> Option<&str> {
    names.first().map(|name| name.name.as_str())
}

impl Wording<'_> {
    fn bearer(&self, bearer: &Bearer) -> String {
        match bearer {
            Bearer::Named(who) => self.names.who(*who).short().to_owned(),
            Bearer::Parties => "the parties".to_owned(),
            Bearer::Guarantors => "the guarantors".to_owned(),
        }
    }

    fn bearers(&self, bearers: &[Bearer]) -> Vec<String> {
        bearers.iter().map(|bearer| self.bearer(bearer)).collect()
    }

    fn object(&self, object: &Object) -> String {
        match object {
            Object::Forces(forces) => forces.to_string(),
            Object::Weapons(class) => class.word().to_owned(),
            Object::Civilians => "civilians".to_owned(),
            Object::Named(who) => self.names.who(*who).short().to_owned(),
            Object::Designated(designated) => {
                let by = match designated.by {
                    Some(by) => format!("by {}", self.names.who(by).short()),
                    None => "and the text does not say by whom".to_owned(),
                };
                format!("whoever is designated \"{}\" {by}", designated.class)
            }
        }
    }

    fn objects(&self, objects: &[Object]) -> Vec<String> {
        objects.iter().map(|object| self.object(object)).collect()
    }

    fn area(&self, number: u16) -> String {
        let area = self.said.area(number);
        let name = area.and_then(|area| first(&area.names));
        name.map_or_else(|| format!("area {number}"), str::to_owned)
    }

    fn place(&self, place: &Where) -> String {
        let area = match place.area {
            Some(number) => self.area(number),
            None => "the whole area".to_owned(),
        };
        format!("{} {area}", place.relation)
    }

    fn feature(&self, feature: &Feature) -> String {
        let mut text = feature.kind.word().to_owned();
        if let Some(name) = first(&feature.names) {
            text += &format!(" {name}");
        }
        if let Some(of) = feature.of_area {
            text += &format!(" of {}", self.area(of));
        }
        let between: Vec<&str> = feature
            .between
            .iter()
            .map(|name| name.name.as_str())
            .collect();
        if !between.is_empty() {
            text += &format!(" between {}", between.join(" and "));
        }
        text
    }

    fn shape(&self, shape: &Shape) -> String {
        match shape {
            Shape::NotStated => "not described".to_owned(),
            Shape::Places(parts) => {
                let parts = parts.iter().map(|part| {
                    let name = first(&part.names).unwrap_or_default();
                    match part.whole {
                        true => name.to_owned(),
                        false => format!("parts of {name}"),
                    }
                });
                parts.collect::<Vec<_>>().join(", ")
            }
            Shape::Strips(feature, strips) => {
                let strips = strips.iter().map(|strip| {
                    let depth = write_depth(strip.least, strip.most);
                    format!("{depth} deep ({} side)", strip.side)
                });
                let strips: Vec<String> = strips.collect();
                format!("{} along the {}", strips.join(", "), self.feature(feature))
            }
            Shape::Along(feature) => format!("along the {}", self.feature(feature)),
            Shape::Rest(outside) => {
                let outside: Vec<String> = outside.iter().map(|one| self.area(*one)).collect();
                match outside.is_empty() {
                    true => "the whole theatre".to_owned(),
                    false => format!("what is outside of {}", outside.join(", ")),
                }
            }
        }
    }

    fn geometry(&self, geometry: &Geometry) -> String {
        let zone = |zone| self.names.zone(zone).short().to_owned();
        match geometry {
            Geometry::ToBeAgreed => "to be agreed".to_owned(),
            Geometry::NotStated => "not stated".to_owned(),
            Geometry::Zone(id) => format!("that of the zone {}", zone(*id)),
            Geometry::Agreed(id, record) => {
                format!("agreed: the boundary of {} at record {record}", zone(*id))
            }
            Geometry::Claimed(id, party) => format!(
                "claimed by {}: its boundary of {}",
                self.names.party(*party).short(),
                zone(*id)
            ),
        }
    }

    fn view_of_area(&self, area: &Area) -> AreaView {
        AreaView {
            number: area.number,
            names: names_of(&area.names),
            kind: area.kind.word(),
            described: self.shape(&area.shape),
            geometry: self.geometry(&area.geometry),
            source: area.source,
            variant_of: area.variant_of,
        }
    }

    fn obligation(&self, one: &Obligation) -> ObligationView {
        let terms = one.terms.iter().map(|term| TermView {
            kind: term.kind.word(),
            date: write_moment(term.moment),
            source: term.source,
            renewal: term.renewal.map(renewal),
        });
        let verified = one.verification.iter().map(|verification| {
            let by = self.bearers(&verification.by);
            match by.is_empty() {
                true => verification.means.word().to_owned(),
                false => format!("{} by {}", verification.means, by.join(", ")),
            }
        });
        let mut view = ObligationView {
            number: one.number,
            who: self.bearers(&one.who),
            manner: one.manner.word(),
            what: one.what.word(),
            objects: self.objects(&one.objects),
            places: one.places.iter().map(|place| self.place(place)).collect(),
            terms: terms.collect(),
            verified: verified.collect(),
            exceptions: self.objects(&one.exceptions),
            source: one.source,
            variant_of: one.variant_of,
            text: String::new(),
        };
        view.text = view.in_words();
        view
    }

    fn rule(&self, rule: &Rule) -> RuleView {
        RuleView {
            activity: rule.activity.word(),
            object: rule.object.as_ref().map(|object| self.object(object)),
            area: match rule.area {
                RuleArea::Kind(kind) => format!("every {kind}"),
                RuleArea::Area(number) => self.area(number),
            },
            needs: rule.needs.word(),
            from: rule.from.as_ref().map(|from| self.bearer(from)),
            before: rule.before.map(write_period),
            clause: rule.clause,
            source: rule.source,
        }
    }
}

impl ObligationView {
    fn in_words(&self) -> String {
        let manner = match self.manner {
            "does" => "does",
            "refrains" => "refrains from",
            "prevents" => "prevents",
            _ => "lets happen",
        };
        let mut text = format!("{}: {manner} {}", self.who.join(", "), self.what);
        let mut add = |before: &str, words: &[String]| {
            if !words.is_empty() {
                text += &format!("; {before}{}", words.join(", "));
            }
        };
        add("of ", &self.objects);
        add("", &self.places);
        let terms: Vec<String> = self.terms.iter().map(TermView::text).collect();
        add("", &terms);
        add("verified by ", &self.verified);
        add("except ", &self.exceptions);
        if let Some(of) = self.variant_of {
            text += &format!("; another source's version of obligation {of}");
        }
        if let Some(source) = self.source {
            text += &format!(" [source {source}]");
        }
        text
    }
}

impl TermView {
    fn text(&self) -> String {
        let renewal = self.renewal.as_ref().map(|how| format!(", extended {how}"));
        let source = self.source.map(|source| format!(" [source {source}]"));
        format!(
            "{} {}{}{}",
            self.kind,
            self.date,
            renewal.unwrap_or_default(),
            source.unwrap_or_default()
        )
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
        let sides: Vec<&str> = sides.map(|who| who.named.short()).collect();
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
