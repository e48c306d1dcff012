//! What an agreement's entry must be to stand: numbered in order, pointing at what is there, within named limits.

use super::area::{Area, Feature, Geometry, Shape};
use super::calendar::most_variants;
use super::obligation::{Bearer, Clause, Object, Obligation, Rule, RuleArea};
use super::term::{Dated, Moment, Period, Renewal};
use super::words::{Anchor, RuleWord};
use super::{
    AgreementEntered, MAX_AGREEMENTS_OF_PARTY, MAX_AREAS, MAX_CLAUSES, MAX_COUNT, MAX_DATES,
    MAX_LABEL_CHARS, MAX_LIST, MAX_OBLIGATIONS, MAX_PARTS, MAX_RULES, MAX_SIDES, MAX_SOURCES,
    MAX_TEXTS, MAX_VARIANTS, MAX_VERSIONS,
};
use crate::actor::{
    MAX_NAMES, PublicName, Who, check_language, check_names, check_words, in_force_only, known,
};
use crate::party::authority::check_name;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Judgement, Said, enrolled};
use crate::vocabulary::{BoundaryStatus, Resolution};
use std::collections::BTreeSet;

/// Judges an agreement's entry. The parties of the register that it names are told.
///
/// # Errors
/// [`Refusal`]: another party's agreement, a version out of order, somebody or something that is not here, lists
/// beyond their limits, terms that contradict one another, another's agreement without a source.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &AgreementEntered,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_only(said)?;
    check_version(register, said, body)?;
    check_texts(body)?;
    let judging = Judging { register, body };
    judging.sides(said)?;
    judging.dates()?;
    judging.areas()?;
    judging.clauses()?;
    judging.variants()?;
    judging.rules()?;
    if let Some(beside) = body.beside
        && (beside == body.id || register.agreements.get(beside, register.size).is_none())
    {
        return Err(missing(format!(
            "there is no other agreement {beside} to stand beside; correct the id"
        )));
    }
    for who in body.parties.iter().chain(&body.guarantors) {
        if let Who::Party(party) = who
            && *party != said.party
        {
            out.tell(*party, Resolution::Existence);
        }
    }
    Ok(())
}

fn check_version(
    register: &Register,
    said: &Said<'_>,
    body: &AgreementEntered,
) -> Result<(), Refusal> {
    let agreements = &register.agreements;
    let next = match agreements.get(body.id, register.size) {
        Some(before) if before.by != said.party => {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "another party entered this agreement; enter your own reading under a new id, beside it",
            ));
        }
        Some(before) => before.said.version.saturating_add(1),
        None => 1,
    };
    if body.version != next {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!("the next version of this agreement is {next}; number it so"),
        ));
    }
    let own = agreements.of_party.get(&said.party).copied();
    if next > MAX_VERSIONS || next == 1 && own.unwrap_or(0) >= MAX_AGREEMENTS_OF_PARTY {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!(
                "a party enters at most {MAX_AGREEMENTS_OF_PARTY} agreements, each in at most {MAX_VERSIONS} versions"
            ),
        ));
    }
    Ok(())
}

fn check_texts(body: &AgreementEntered) -> Result<(), Refusal> {
    if body.texts.is_empty() {
        return Err(invalid("an agreement has a title in at least one language"));
    }
    within(body.texts.len(), MAX_TEXTS, "languages")?;
    let mut languages = BTreeSet::new();
    for text in &body.texts {
        check_language(&text.language)?;
        check_name(&text.title)?;
        if !languages.insert(&text.language) {
            return Err(invalid(format!(
                "there are two texts in the language {}; give one",
                text.language
            )));
        }
    }
    within(body.sources.len(), MAX_SOURCES, "sources")?;
    body.sources.iter().try_for_each(|source| source.check())
}

struct Judging<'a> {
    register: &'a Register,
    body: &'a AgreementEntered,
}

impl Judging<'_> {
    fn sides(&self, said: &Said<'_>) -> Result<(), Refusal> {
        let body = self.body;
        if body.parties.is_empty() && body.guarantors.is_empty() {
            return Err(invalid("an agreement has parties or guarantors; name them"));
        }
        for (side, what) in [(&body.parties, "parties"), (&body.guarantors, "guarantors")] {
            within(side.len(), MAX_SIDES, what)?;
            let mut seen = BTreeSet::new();
            for who in side {
                known(self.register, *who)?;
                if !seen.insert(who) {
                    return Err(invalid(format!(
                        "somebody stands twice among the {what}; name each once"
                    )));
                }
            }
        }
        if !body.names(said.party) && body.sources.is_empty() {
            return Err(invalid(
                "an agreement of others is entered with its sources; name where the terms were found",
            ));
        }
        Ok(())
    }

    fn dates(&self) -> Result<(), Refusal> {
        let body = self.body;
        // Each is counted from what stands before it in this list alone, so that none runs in a circle.
        self.dated(&body.signed, "signature", &[])?;
        self.dated(&body.in_force, "entry into force", &[Anchor::Signature])?;
        let before_end = [Anchor::Signature, Anchor::EntryIntoForce];
        self.dated(&body.until, "end", &before_end)?;
        self.renewal(body.renewal.as_ref())
    }

    /// Variants of one date multiply with those of the date it is counted from.
    fn variants(&self) -> Result<(), Refusal> {
        let most = most_variants(self.body);
        if most > MAX_VARIANTS {
            return Err(Refusal::new(
                RefusalCode::OverLimit,
                format!(
                    "one date comes to {most} variants, more than {MAX_VARIANTS}; enter the readings as agreements of their own, beside one another"
                ),
            ));
        }
        Ok(())
    }

    fn dated(&self, dates: &[Dated], what: &str, anchors: &[Anchor]) -> Result<(), Refusal> {
        within(dates.len(), MAX_DATES, "dates by different sources")?;
        for dated in dates {
            self.moment(dated.moment, anchors, what)?;
            self.source(dated.source)?;
            dated.by.map_or(Ok(()), |by| known(self.register, by))?;
        }
        Ok(())
    }

    fn moment(&self, moment: Moment, anchors: &[Anchor], what: &str) -> Result<(), Refusal> {
        let Moment::Counted(counted) = moment else {
            return Ok(());
        };
        if !anchors.contains(&counted.anchor) {
            return Err(invalid(format!(
                "the {what} is not counted from the {}; give a date, or another anchor",
                counted.anchor
            )));
        }
        period(counted.period)
    }

    fn renewal(&self, renewal: Option<&Renewal>) -> Result<(), Refusal> {
        renewal
            .and_then(|renewal| renewal.period)
            .map_or(Ok(()), period)
    }

    fn source(&self, source: Option<u16>) -> Result<(), Refusal> {
        match source {
            Some(number) if usize::from(number) >= self.body.sources.len() => Err(missing(
                format!("there is no source {number}; sources are numbered from 0"),
            )),
            _ => Ok(()),
        }
    }

    fn area(&self, number: u16) -> Result<(), Refusal> {
        match self.body.area(number) {
            Some(_) => Ok(()),
            None => Err(missing(format!("there is no area {number} in it"))),
        }
    }

    fn areas(&self) -> Result<(), Refusal> {
        within(self.body.areas.len(), MAX_AREAS, "areas")?;
        ascending(self.body.areas.iter().map(|area| area.number), "areas")?;
        for area in &self.body.areas {
            check_names(&area.names, "an area")?;
            self.source(area.source)?;
            self.shape(area)?;
            self.geometry(&area.geometry)?;
            if let Some(of) = area.variant_of {
                if of >= area.number {
                    return Err(invalid("an area is a variant of one before it"));
                }
                self.area(of)?;
            }
        }
        Ok(())
    }

    fn shape(&self, area: &Area) -> Result<(), Refusal> {
        match &area.shape {
            Shape::NotStated => Ok(()),
            Shape::Places(parts) => {
                listed(parts.len(), MAX_PARTS, "places of an area")?;
                let mut parts = parts.iter();
                parts.try_for_each(|part| check_names(&part.names, "a place"))
            }
            Shape::Strips(feature, strips) => {
                self.feature(feature, area.number)?;
                listed(strips.len(), MAX_PARTS, "strips of an area")?;
                let fault = strips
                    .iter()
                    .any(|strip| strip.most.get() == 0 || strip.least > strip.most);
                if fault {
                    return Err(invalid(
                        "a strip is at least as deep as its least depth, and deeper than nothing",
                    ));
                }
                Ok(())
            }
            Shape::Along(feature) => self.feature(feature, area.number),
            Shape::Rest(outside) => {
                within(outside.len(), MAX_AREAS, "areas")?;
                let mut outside = outside.iter();
                outside.try_for_each(|number| self.area(*number))
            }
        }
    }

    fn feature(&self, feature: &Feature, own: u16) -> Result<(), Refusal> {
        if feature.names.is_empty() && feature.of_area.is_none() && feature.between.is_empty() {
            return Err(invalid(
                "a line has a name, an area whose line it is, or places between which it runs",
            ));
        }
        names(&feature.names, "a line")?;
        names(&feature.between, "what a line runs between")?;
        match feature.of_area {
            Some(number) if number == own => Err(invalid("an area lies along another's line")),
            Some(number) => self.area(number),
            None => Ok(()),
        }
    }

    fn geometry(&self, geometry: &Geometry) -> Result<(), Refusal> {
        let zones = &self.register.zones;
        let size = self.register.size;
        let (zone, stands) = match geometry {
            Geometry::ToBeAgreed | Geometry::NotStated => return Ok(()),
            Geometry::Zone(zone) => (zone, zones.is_known(*zone, size)),
            Geometry::Agreed(zone, record) => {
                let mut drawn = zones.boundaries(*zone, size).iter();
                let is_it = |(index, boundary): &(u64, crate::zone::Boundary)| {
                    index == record && boundary.status == BoundaryStatus::Agreed
                };
                (zone, drawn.any(is_it))
            }
            Geometry::Claimed(zone, party) => {
                enrolled(self.register, *party)?;
                let mut drawn = zones.boundaries(*zone, size).iter();
                let claimed = drawn.any(|(_, boundary)| boundary.claimed_by == Some(*party));
                (zone, claimed)
            }
        };
        if stands {
            return Ok(());
        }
        Err(missing(format!(
            "the zone {zone} has no such boundary here; have it drawn first, or say that it is to be agreed"
        )))
    }

    fn clauses(&self) -> Result<(), Refusal> {
        within(self.body.clauses.len(), MAX_CLAUSES, "clauses")?;
        ascending(
            self.body.clauses.iter().map(|clause| clause.number),
            "clauses",
        )?;
        for Clause { label, .. } in &self.body.clauses {
            check_words(label, "the label of a clause", MAX_LABEL_CHARS)?;
        }
        let count = self.body.obligations().count();
        within(count, MAX_OBLIGATIONS, "obligations")?;
        ascending(
            self.body.obligations().map(|(_, one)| one.number),
            "obligations",
        )?;
        for (_, obligation) in self.body.obligations() {
            self.obligation(obligation)?;
        }
        Ok(())
    }

    fn obligation(&self, one: &Obligation) -> Result<(), Refusal> {
        listed(one.who.len(), MAX_LIST, "bearers of an obligation")?;
        for (length, what) in [
            (one.objects.len(), "objects of an obligation"),
            (one.places.len(), "places of an obligation"),
            (one.terms.len(), "terms of an obligation"),
            (one.verification.len(), "ways of verification"),
            (one.exceptions.len(), "exceptions of an obligation"),
        ] {
            within(length, MAX_LIST, what)?;
        }
        for bearer in &one.who {
            self.bearer(bearer)?;
        }
        for object in one.objects.iter().chain(&one.exceptions) {
            self.object(object)?;
        }
        for place in &one.places {
            place.area.map_or(Ok(()), |number| self.area(number))?;
        }
        for term in &one.terms {
            self.moment(term.moment, Anchor::ALL, "term")?;
            self.source(term.source)?;
            self.renewal(term.renewal.as_ref())?;
        }
        for verification in &one.verification {
            within(verification.by.len(), MAX_LIST, "verifiers")?;
            let mut by = verification.by.iter();
            by.try_for_each(|bearer| self.bearer(bearer))?;
        }
        self.source(one.source)?;
        match one.variant_of {
            Some(of) if of >= one.number || !self.has_obligation(of) => Err(missing(format!(
                "obligation {} is a variant of {of}, which does not stand before it",
                one.number
            ))),
            _ => Ok(()),
        }
    }

    fn has_obligation(&self, number: u16) -> bool {
        self.body.obligations().any(|(_, one)| one.number == number)
    }

    fn bearer(&self, bearer: &Bearer) -> Result<(), Refusal> {
        let (side, what) = match bearer {
            Bearer::Named(who) => return known(self.register, *who),
            Bearer::Parties => (&self.body.parties, "parties"),
            Bearer::Guarantors => (&self.body.guarantors, "guarantors"),
        };
        if side.is_empty() {
            return Err(invalid(format!(
                "the agreement has no {what}, so they are bound to nothing; name who is"
            )));
        }
        Ok(())
    }

    fn object(&self, object: &Object) -> Result<(), Refusal> {
        match object {
            Object::Forces(forces) if forces.is_empty() => {
                Err(invalid("name at least one class of force"))
            }
            Object::Designated(designated) => {
                designated.by.map_or(Ok(()), |by| known(self.register, by))
            }
            Object::Named(who) => known(self.register, *who),
            Object::Forces(_) | Object::Weapons(_) | Object::Civilians => Ok(()),
        }
    }

    fn rules(&self) -> Result<(), Refusal> {
        within(self.body.rules.len(), MAX_RULES, "rules")?;
        for rule in &self.body.rules {
            self.rule(rule)?;
        }
        Ok(())
    }

    fn rule(&self, rule: &Rule) -> Result<(), Refusal> {
        if let RuleArea::Area(number) = rule.area {
            self.area(number)?;
        }
        if let RuleArea::Kind(kind) = rule.area
            && !self.body.areas.iter().any(|area| area.kind == kind)
        {
            return Err(missing(format!("the agreement has no {kind}")));
        }
        rule.object.iter().try_for_each(|one| self.object(one))?;
        rule.from.iter().try_for_each(|one| self.bearer(one))?;
        rule.before.map_or(Ok(()), period)?;
        self.source(rule.source)?;
        let needs_somebody = matches!(rule.needs, RuleWord::Approval | RuleWord::Notification);
        if !needs_somebody && (rule.from.is_some() || rule.before.is_some()) {
            return Err(invalid(
                "what is free or prohibited needs nobody and no time before; leave them out",
            ));
        }
        match rule.clause {
            Some(number) if self.body.clause(number).is_none() => {
                Err(missing(format!("there is no clause {number} in it")))
            }
            _ => Ok(()),
        }
    }
}

fn names(names: &[PublicName], what: &str) -> Result<(), Refusal> {
    within(names.len(), MAX_NAMES, "names")?;
    if names.is_empty() {
        return Ok(());
    }
    check_names(names, what)
}

fn period(period: Period) -> Result<(), Refusal> {
    if period.count > MAX_COUNT {
        return Err(invalid(format!(
            "a time is counted in at most {MAX_COUNT} hours, days, weeks or months"
        )));
    }
    Ok(())
}

fn within(length: usize, most: usize, what: &str) -> Result<(), Refusal> {
    if length > most {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("at most {most} {what} stand in one version; split it"),
        ));
    }
    Ok(())
}

fn listed(length: usize, most: usize, what: &str) -> Result<(), Refusal> {
    if length == 0 {
        return Err(invalid(format!("there are no {what}; name at least one")));
    }
    within(length, most, what)
}

fn ascending(numbers: impl Iterator<Item = u16>, what: &str) -> Result<(), Refusal> {
    let mut before = None;
    for number in numbers {
        if before.is_some_and(|before| number <= before) {
            return Err(invalid(format!(
                "the {what} are not numbered in ascending order, each once"
            )));
        }
        before = Some(number);
    }
    Ok(())
}

fn missing(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::MissingReference, what)
}

fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}
