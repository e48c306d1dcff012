//! From the file to what is said: references become numbers, names become ids.

use super::form::{
    AreaForm, DatedForm, FeatureForm, GeometryForm, NameForm, ObjectForm, ObligationForm,
    RenewalForm, RuleForm, TermForm, WhereForm, Written, digest, names,
};
use super::notation::{depth, moment, period, shortened, word};
use super::{AgreementFile, Fault};
use truceline_register::actor::designation::DesignationClass;
use truceline_register::actor::{PublicName, Who};
use truceline_register::agreement::area::{Area, Feature, Geometry, Part, Shape, Strip, Where};
use truceline_register::agreement::obligation::{
    Bearer, Clause, DesignatedAs, Object, Obligation, Rule, RuleArea, Verification,
};
use truceline_register::agreement::term::{Dated, Renewal, Term};
use truceline_register::agreement::words::{
    AreaKind, FeatureKind, Manner, Relation, RenewalHow, RuleWord, Side, TermKind, Undertaking,
    VerificationMeans, WeaponClass,
};
use truceline_register::agreement::{AgreementEntered, Text};
use truceline_register::day::ClockOffset;
use truceline_register::ids::{AgreementId, ZoneId};
use truceline_register::vocabulary::{ForceClass, ForceSet};

/// Who and what the names of a file stand for in a register.
pub trait Directory {
    /// Somebody by name.
    ///
    /// # Errors
    /// Why there is none.
    fn who(&self, name: &str) -> Result<Who, String>;
    /// A zone by name.
    ///
    /// # Errors
    /// Why there is none.
    fn zone(&self, name: &str) -> Result<ZoneId, String>;
}

/// Under which id and number a file is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The agreement's id.
    pub id: AgreementId,
    /// The number of the version, where the file gives none.
    pub next: u16,
    /// Another entry that it is to stand beside.
    pub beside: Option<AgreementId>,
}

impl AgreementFile {
    /// What the file says.
    ///
    /// # Errors
    /// [`Fault`]: where, and what is wanted.
    pub fn build(
        &self,
        entry: Entry,
        directory: &dyn Directory,
    ) -> Result<AgreementEntered, Fault> {
        let file = &self.0;
        let building = Building { file, directory };
        let sides = |sides: &[String], at: &str| -> Result<Vec<Who>, Fault> {
            let sides = sides.iter();
            sides.map(|name| building.who(name, at)).collect()
        };
        let texts = file.text.iter().map(|text| {
            Ok(Text {
                language: text.language.clone(),
                title: text.title.clone(),
                of_record: text.of_record,
                archived: digest(text.sha256.as_deref(), "a text")?,
            })
        });
        let clock = match &file.clock {
            None => ClockOffset::UTC,
            Some(text) => ClockOffset::parse(text)
                .ok_or_else(|| Fault::new("clock", "is no offset; write it like +03:00, or Z"))?,
        };
        let sources = file.source.iter().map(|source| source.read());
        let areas = (1..).zip(&file.area);
        let areas = areas.map(|(number, area)| building.area(number, area));
        let mut clauses = Vec::new();
        let mut next = 1;
        for (number, form) in (1..).zip(&file.clause) {
            let mut obligations = Vec::new();
            for one in &form.obligation {
                let at = format!("clause {}, obligation {next}", shortened(&form.label));
                obligations.push(building.obligation(next, one, &at)?);
                next += 1;
            }
            let label = form.label.clone();
            clauses.push(Clause {
                number,
                label,
                obligations,
            });
        }
        let rules = file.rule.iter().enumerate();
        let rules = rules.map(|(place, rule)| building.rule(rule, &format!("rule {}", place + 1)));
        Ok(AgreementEntered {
            id: entry.id,
            version: file.version.unwrap_or(entry.next),
            texts: texts.collect::<Result<_, Fault>>()?,
            parties: sides(&file.parties, "parties")?,
            guarantors: sides(&file.guarantors, "guarantors")?,
            clock,
            signed: building.dates(&file.signed, "signed")?,
            in_force: building.dates(&file.in_force, "in-force")?,
            until: building.dates(&file.until, "until")?,
            renewal: file
                .renewal
                .as_ref()
                .map(|one| renewal(one, "renewal"))
                .transpose()?,
            areas: areas.collect::<Result<_, Fault>>()?,
            clauses,
            rules: rules.collect::<Result<_, Fault>>()?,
            sources: sources.collect::<Result<_, Fault>>()?,
            beside: entry.beside,
        })
    }
}

struct Building<'a> {
    file: &'a super::form::File,
    directory: &'a dyn Directory,
}

fn at_fault<T>(at: &str, found: Result<T, String>) -> Result<T, Fault> {
    found.map_err(|what| Fault::new(at, what))
}

fn renewal(form: &RenewalForm, at: &str) -> Result<Renewal, Fault> {
    let period = form.period.as_deref().map(period).transpose();
    Ok(Renewal {
        how: at_fault(at, word(&form.how, RenewalHow::ALL, RenewalHow::word))?,
        period: at_fault(at, period)?,
    })
}

/// Several names that are written as plain texts.
fn plain(texts: &[String]) -> Vec<PublicName> {
    let texts = texts.iter();
    texts
        .map(|name| PublicName {
            name: name.clone(),
            language: None,
        })
        .collect()
}

/// A place in a list, counted from 1, as the format numbers it.
fn numbered(place: usize, at: &str) -> Result<u16, Fault> {
    u16::try_from(place + 1).map_err(|_| Fault::new(at, "there are too many of them"))
}

impl Building<'_> {
    fn who(&self, name: &str, at: &str) -> Result<Who, Fault> {
        at_fault(at, self.directory.who(name))
    }

    fn source(&self, id: Option<&str>, at: &str) -> Result<Option<u16>, Fault> {
        let Some(id) = id else { return Ok(None) };
        let place = self.file.source.iter().position(|source| source.id == id);
        let place = place.and_then(|place| u16::try_from(place).ok());
        let missing = || {
            Fault::new(
                at,
                format!("there is no source \"{}\" in the file", shortened(id)),
            )
        };
        place.ok_or_else(missing).map(Some)
    }

    fn area_number(&self, id: &str, at: &str) -> Result<u16, Fault> {
        let place = self.file.area.iter().position(|area| area.id == id);
        let missing = || {
            Fault::new(
                at,
                format!("there is no area \"{}\" in the file", shortened(id)),
            )
        };
        numbered(place.ok_or_else(missing)?, at)
    }

    fn dates(&self, forms: &[DatedForm], at: &str) -> Result<Vec<Dated>, Fault> {
        let dates = forms.iter().map(|form| {
            Ok(Dated {
                moment: at_fault(at, moment(&form.date))?,
                source: self.source(form.source.as_deref(), at)?,
                by: form.by.as_deref().map(|by| self.who(by, at)).transpose()?,
            })
        });
        dates.collect()
    }

    fn feature(&self, form: &FeatureForm, at: &str) -> Result<Feature, Fault> {
        let of_area = form.of.as_deref().map(|id| self.area_number(id, at));
        let names = match &form.name {
            Some(name) => names(name, form.language.as_deref(), &form.names),
            None => {
                let more = form.names.iter();
                let named = |form: &NameForm| PublicName {
                    name: form.name.clone(),
                    language: form.language.clone(),
                };
                more.map(named).collect()
            }
        };
        Ok(Feature {
            kind: at_fault(at, word(&form.kind, FeatureKind::ALL, FeatureKind::word))?,
            names,
            of_area: of_area.transpose()?,
            between: plain(&form.between),
        })
    }

    fn shape(&self, form: &AreaForm, at: &str) -> Result<Shape, Fault> {
        let kinds = [
            !form.places.is_empty(),
            form.along.is_some(),
            form.outside.is_some(),
        ];
        if kinds.iter().filter(|given| **given).count() > 1
            || form.along.is_none() && !form.strips.is_empty()
        {
            let what = "is described by its places, or along something with strips, or as what is outside of others";
            return Err(Fault::new(at, what));
        }
        if let Some(outside) = &form.outside {
            let outside = outside.iter().map(|id| self.area_number(id, at));
            return outside.collect::<Result<_, _>>().map(Shape::Rest);
        }
        if let Some(along) = &form.along {
            let feature = self.feature(along, at)?;
            if form.strips.is_empty() {
                return Ok(Shape::Along(feature));
            }
            let strips = form.strips.iter().map(|strip| {
                let side = at_fault(at, word(&strip.side, Side::ALL, Side::word))?;
                let (least, most) = at_fault(at, depth(&strip.depth))?;
                Ok(Strip { side, least, most })
            });
            return Ok(Shape::Strips(
                feature,
                strips.collect::<Result<_, Fault>>()?,
            ));
        }
        if form.places.is_empty() {
            return Ok(Shape::NotStated);
        }
        let parts = form.places.iter().map(|part| Part {
            names: names(&part.name, part.language.as_deref(), &part.names),
            whole: part.whole,
        });
        Ok(Shape::Places(parts.collect()))
    }

    fn geometry(&self, form: Option<&Written<GeometryForm>>, at: &str) -> Result<Geometry, Fault> {
        let wanted = || {
            let what = "geometry is to-be-agreed, not-stated, { zone = \"…\" }, { agreed = \"ZONE\", record = N } or { claimed = \"ZONE\", by = \"PARTY\" }";
            Fault::new(at, what)
        };
        let table = match form {
            None => return Ok(Geometry::NotStated),
            Some(Written::Word(word)) if word == "to-be-agreed" => return Ok(Geometry::ToBeAgreed),
            Some(Written::Word(word)) if word == "not-stated" => return Ok(Geometry::NotStated),
            Some(Written::Word(_)) => return Err(wanted()),
            Some(Written::Table(table)) => table,
        };
        let zone = |name: &str| at_fault(at, self.directory.zone(name));
        let GeometryForm {
            zone: bare,
            agreed,
            record,
            claimed,
            by,
        } = table;
        match (bare, agreed, record, claimed, by) {
            (Some(name), None, None, None, None) => Ok(Geometry::Zone(zone(name)?)),
            (None, Some(name), Some(record), None, None) => {
                Ok(Geometry::Agreed(zone(name)?, *record))
            }
            (None, None, None, Some(name), Some(by)) => match self.who(by, at)? {
                Who::Party(party) => Ok(Geometry::Claimed(zone(name)?, party)),
                Who::Actor(_) => Err(Fault::new(at, "a boundary is claimed by an enrolled party")),
            },
            _ => Err(wanted()),
        }
    }

    fn area(&self, number: u16, form: &AreaForm) -> Result<Area, Fault> {
        let at = &format!("area \"{}\"", shortened(&form.id));
        let twice = self.file.area.iter().filter(|other| other.id == form.id);
        if twice.count() > 1 {
            return Err(Fault::new(at, "there are two areas of this id"));
        }
        let variant_of = form
            .variant_of
            .as_deref()
            .map(|id| self.area_number(id, at));
        Ok(Area {
            number,
            names: names(&form.name, form.language.as_deref(), &form.names),
            kind: at_fault(at, word(&form.kind, AreaKind::ALL, AreaKind::word))?,
            shape: self.shape(form, at)?,
            geometry: self.geometry(form.geometry.as_ref(), at)?,
            source: self.source(form.source.as_deref(), at)?,
            variant_of: variant_of.transpose()?,
        })
    }

    fn bearer(&self, text: &str, at: &str) -> Result<Bearer, Fault> {
        match text {
            "parties" => Ok(Bearer::Parties),
            "guarantors" => Ok(Bearer::Guarantors),
            name => self.who(name, at).map(Bearer::Named),
        }
    }

    fn object(&self, form: &Written<ObjectForm>, at: &str) -> Result<Object, Fault> {
        let wanted = || {
            let what = "write civilians, a class of weapon, { forces = [\"regulars\"] }, { weapons = \"tanks\" }, { designated = \"terrorist\", by = \"…\" } or { named = \"…\" }";
            Fault::new(at, what)
        };
        let weapons = |text: &str| {
            at_fault(at, word(text, WeaponClass::ALL, WeaponClass::word)).map(Object::Weapons)
        };
        let form = match form {
            Written::Word(text) if text == "civilians" => return Ok(Object::Civilians),
            Written::Word(text) => return weapons(text),
            Written::Table(form) => form,
        };
        let ObjectForm {
            forces,
            weapons: weapon,
            designated,
            by,
            named,
        } = form;
        match (forces.as_slice(), weapon, designated, by, named) {
            ([], Some(text), None, None, None) => weapons(text),
            ([], None, Some(class), by, None) => {
                let all = DesignationClass::ALL;
                let class = at_fault(at, word(class, all, DesignationClass::word))?;
                let by = by.as_deref().map(|by| self.who(by, at)).transpose()?;
                Ok(Object::Designated(DesignatedAs { class, by }))
            }
            ([], None, None, None, Some(name)) => self.who(name, at).map(Object::Named),
            (classes @ [_, ..], None, None, None, None) => {
                let classes = classes.iter();
                let classes = classes.map(|text| word(text, ForceClass::ALL, ForceClass::word));
                let classes = at_fault(at, classes.collect::<Result<Vec<_>, _>>())?;
                Ok(Object::Forces(ForceSet::of(&classes)))
            }
            _ => Err(wanted()),
        }
    }

    fn objects(&self, forms: &[Written<ObjectForm>], at: &str) -> Result<Vec<Object>, Fault> {
        forms.iter().map(|form| self.object(form, at)).collect()
    }

    fn place(&self, form: &WhereForm, at: &str) -> Result<Where, Fault> {
        let given = [
            (Relation::Inside, &form.inside),
            (Relation::Along, &form.along),
            (Relation::Outside, &form.outside),
            (Relation::Over, &form.over),
        ];
        let given = given
            .into_iter()
            .filter_map(|(relation, id)| Some((relation, id.as_ref()?)));
        let given: Vec<(Relation, &String)> = given.collect();
        let [(relation, id)] = given.as_slice() else {
            let what =
                "a place is one of inside, along, outside, over, with the id of an area or \"all\"";
            return Err(Fault::new(at, what));
        };
        let area = match id.as_str() {
            "all" => None,
            id => Some(self.area_number(id, at)?),
        };
        Ok(Where {
            relation: *relation,
            area,
        })
    }

    fn term(&self, form: &TermForm, at: &str) -> Result<Term, Fault> {
        let given = [
            (TermKind::From, &form.from),
            (TermKind::By, &form.by),
            (TermKind::Until, &form.until),
        ];
        let given = given
            .into_iter()
            .filter_map(|(kind, text)| Some((kind, text.as_ref()?)));
        let given: Vec<(TermKind, &String)> = given.collect();
        let [(kind, text)] = given.as_slice() else {
            return Err(Fault::new(at, "a term is one of from, by, until"));
        };
        Ok(Term {
            kind: *kind,
            moment: at_fault(at, moment(text))?,
            source: self.source(form.source.as_deref(), at)?,
            renewal: form
                .renewal
                .as_ref()
                .map(|one| renewal(one, at))
                .transpose()?,
        })
    }

    /// The number of an obligation by the id that it has in the file.
    fn obligation_number(&self, id: &str, at: &str) -> Result<u16, Fault> {
        let all = self
            .file
            .clause
            .iter()
            .flat_map(|clause| &clause.obligation);
        let place = { all }.position(|one| one.id.as_deref() == Some(id));
        let missing = || {
            Fault::new(
                at,
                format!("there is no obligation \"{}\" in the file", shortened(id)),
            )
        };
        numbered(place.ok_or_else(missing)?, at)
    }

    fn obligation(
        &self,
        number: u16,
        form: &ObligationForm,
        at: &str,
    ) -> Result<Obligation, Fault> {
        let given = [
            (Manner::Does, &form.does),
            (Manner::Refrains, &form.refrains),
            (Manner::Prevents, &form.prevents),
            (Manner::Lets, &form.lets),
        ];
        let given = given
            .into_iter()
            .filter_map(|(manner, text)| Some((manner, text.as_ref()?)));
        let given: Vec<(Manner, &String)> = given.collect();
        let [(manner, what)] = given.as_slice() else {
            return Err(Fault::new(at, "say one of does, refrains, prevents, lets"));
        };
        let who = form.who.iter().map(|who| self.bearer(who, at));
        let verification = form.verified.iter().map(|one| {
            let by = one.by.iter().map(|who| self.bearer(who, at));
            let all = VerificationMeans::ALL;
            Ok(Verification {
                means: at_fault(at, word(&one.means, all, VerificationMeans::word))?,
                by: by.collect::<Result<_, Fault>>()?,
            })
        });
        let variant_of = form.variant_of.as_deref();
        let variant_of = variant_of.map(|id| self.obligation_number(id, at));
        Ok(Obligation {
            number,
            who: who.collect::<Result<_, Fault>>()?,
            manner: *manner,
            what: at_fault(at, word(what, Undertaking::ALL, Undertaking::word))?,
            objects: self.objects(&form.objects, at)?,
            places: form
                .r#where
                .iter()
                .map(|one| self.place(one, at))
                .collect::<Result<_, _>>()?,
            terms: form
                .terms
                .iter()
                .map(|one| self.term(one, at))
                .collect::<Result<_, _>>()?,
            verification: verification.collect::<Result<_, Fault>>()?,
            exceptions: self.objects(&form.except, at)?,
            source: self.source(form.source.as_deref(), at)?,
            variant_of: variant_of.transpose()?,
        })
    }

    fn rule(&self, form: &RuleForm, at: &str) -> Result<Rule, Fault> {
        let area = match (&form.area, &form.kind) {
            (Some(id), None) => RuleArea::Area(self.area_number(id, at)?),
            (None, Some(kind)) => {
                RuleArea::Kind(at_fault(at, word(kind, AreaKind::ALL, AreaKind::word))?)
            }
            _ => {
                return Err(Fault::new(
                    at,
                    "a rule is for one area, or for one kind of areas",
                ));
            }
        };
        let clause = form.clause.as_deref().map(|label| {
            let place = self
                .file
                .clause
                .iter()
                .position(|clause| clause.label == label);
            let missing = || Fault::new(at, "there is no clause of that label in the file");
            numbered(place.ok_or_else(missing)?, at)
        });
        let object = form.object.as_ref().map(|object| self.object(object, at));
        Ok(Rule {
            activity: at_fault(
                at,
                word(&form.activity, Undertaking::ALL, Undertaking::word),
            )?,
            object: object.transpose()?,
            area,
            needs: at_fault(at, word(&form.needs, RuleWord::ALL, RuleWord::word))?,
            from: form
                .from
                .as_deref()
                .map(|who| self.bearer(who, at))
                .transpose()?,
            before: at_fault(at, form.before.as_deref().map(period).transpose())?,
            clause: clause.transpose()?,
            source: self.source(form.source.as_deref(), at)?,
        })
    }
}
