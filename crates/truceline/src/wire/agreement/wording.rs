//! Words made of an agreement's terms, and of nothing else.

use super::{AreaView, ObligationView, RuleView, TermView, renewal};
use crate::names::Names;
use crate::wire::actor::names_of;
use truceline_formats::agreement::notation::{write_depth, write_moment, write_period};
use truceline_register::actor::PublicName;
use truceline_register::agreement::AgreementEntered;
use truceline_register::agreement::area::{Area, Feature, Geometry, Shape, Where};
use truceline_register::agreement::obligation::{Bearer, Object, Obligation, Rule, RuleArea};

/// Words made of an agreement's terms.
pub(super) struct Wording<'a> {
    pub(super) said: &'a AgreementEntered,
    pub(super) names: &'a Names,
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

    pub(super) fn view_of_area(&self, area: &Area) -> AreaView {
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

    pub(super) fn obligation(&self, one: &Obligation) -> ObligationView {
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

    pub(super) fn rule(&self, rule: &Rule) -> RuleView {
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
