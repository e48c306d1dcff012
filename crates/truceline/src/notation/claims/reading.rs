//! One claim of a file, from its fields to what is claimed. Each fault says which field and what to do.

use super::{MAX_STANCES, Row, Stance};
use crate::names::Names;
use crate::notation::length;
use crate::notation::told::{offset, time_told};
use serde::Deserialize;
use std::fmt::Display;
use truceline_formats::coordinate::{self, CoarseGrid};
use truceline_register::claim::Claimant;
use truceline_register::claim::proposition::{
    Count, PlaceTold, Proposition, Provenance, Source, Spelling, Stated, TimeTold, Who,
};
use truceline_register::claim::words::{
    Category, Certainty, Channel, ClaimStance, Compliance, EventKind, Harm, ObjectClass, Polarity,
    Question, Relation,
};
use truceline_register::codec::cbor::Digest;
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{ActorId, AgreementId, PartyId};
use truceline_register::vocabulary::{ForceClass, ForceSet, Means};

/// Where something comes from: the same of claims and of stances.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct From {
    claimant: Option<String>,
    party: Option<String>,
    speaker: Option<String>,
    reported_by: Option<String>,
    channel: Option<String>,
    stated: Option<String>,
    offset: Option<String>,
    clock: Option<String>,
    certainty: Option<String>,
    language: Option<String>,
    original: Option<String>,
    translation: Option<String>,
    source: Option<String>,
    sha256: Option<String>,
    media: Option<String>,
    remark: Option<String>,
}

/// What is claimed, by question.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct What {
    label: Option<String>,
    supersedes: Option<String>,
    persons: Vec<String>,
    readers: Option<Vec<String>>,
    question: Option<String>,
    not: bool,
    event: Option<String>,
    words: Option<String>,
    place: Option<String>,
    spellings: Vec<String>,
    at: Option<String>,
    radius: Option<String>,
    precision: Option<String>,
    when: Option<String>,
    when_offset: Option<String>,
    when_certainty: Option<String>,
    who: Vec<String>,
    forces: Vec<String>,
    whom: Option<String>,
    means: Option<String>,
    category: Option<String>,
    of: Option<String>,
    harm: Option<String>,
    count: Option<u32>,
    low: Option<u32>,
    high: Option<u32>,
    named: Option<u32>,
    object: Option<String>,
    agreement: Option<String>,
    clause: Option<u16>,
    how: Option<String>,
    actor: Option<String>,
    relation: Option<String>,
    to: Option<String>,
}

const OF_PROVENANCE: [&str; 16] = [
    "claimant",
    "party",
    "speaker",
    "reported-by",
    "channel",
    "stated",
    "offset",
    "clock",
    "certainty",
    "language",
    "original",
    "translation",
    "source",
    "sha256",
    "media",
    "remark",
];

const OF_EVERY: [&str; 6] = [
    "label",
    "supersedes",
    "persons",
    "readers",
    "question",
    "not",
];

/// Which fields speak to a question.
const fn of_question(question: Question) -> &'static [&'static str] {
    match question {
        Question::WhatHappened => &["event", "words"],
        Question::Where => &["place", "spellings", "words", "at", "radius", "precision"],
        Question::When => &["when", "when-offset", "when-certainty"],
        Question::WhoWasPresent => &["who", "forces", "count", "low", "high", "words"],
        Question::WhoWasTold => &[
            "who",
            "whom",
            "means",
            "when",
            "when-offset",
            "when-certainty",
            "words",
        ],
        Question::WhoDidIt => &["who", "words"],
        Question::Casualties => &["category", "of", "harm", "count", "low", "high", "named"],
        Question::Damage => &["object", "of", "count", "low", "high", "words"],
        Question::Compliance => &["agreement", "clause", "how", "of"],
        Question::Relations => &["actor", "relation", "to"],
    }
}

fn word<T>(
    field: &str,
    text: &str,
    read: impl Fn(&str) -> Option<T>,
    all: &[impl Display],
) -> Result<T, String> {
    read(text).ok_or_else(|| {
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        format!("\"{field}\" is \"{text}\"; use one of {}", all.join(", "))
    })
}

macro_rules! words {
    ($($name:ident: $kind:ty;)*) => {$(
        fn $name(field: &str, text: Option<&String>) -> Result<Option<$kind>, String> {
            text.map(|text| word(field, text, <$kind>::from_word, <$kind>::ALL)).transpose()
        }
    )*};
}

words! {
    question: Question;
    channel: Channel;
    certainty: Certainty;
    event: EventKind;
    harm: Harm;
    category: Category;
    object: ObjectClass;
    means: Means;
    compliance: Compliance;
    relation: Relation;
    stance: ClaimStance;
}

fn needed<T>(field: &str, value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| format!("\"{field}\" is missing"))
}

fn parsed<T, E: Display>(
    field: &str,
    text: &str,
    read: impl Fn(&str) -> Result<T, E>,
) -> Result<T, String> {
    read(text).map_err(|error| format!("\"{field}\": {error}"))
}

fn told(
    field: &str,
    text: &str,
    clock: Option<&String>,
    certain: Option<&String>,
) -> Result<TimeTold, String> {
    let clock = clock
        .map(|clock| parsed("offset", clock, offset))
        .transpose()?;
    let certain = certainty("certainty", certain)?;
    time_told(text, clock, certain).map_err(|what| format!("\"{field}\": {what}"))
}

fn sha256(text: &str) -> Result<Digest, String> {
    let wanted = || "\"sha256\" is 64 hexadecimal digits".to_owned();
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(wanted());
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        let digits = text.get(2 * place..2 * place + 2).ok_or_else(wanted)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        *byte = u8::from_str_radix(digits, 16)
            .ok()
            .filter(|_| is_hex)
            .ok_or_else(wanted)?;
    }
    Ok(Digest(bytes))
}

/// What a file's words are read with.
pub(super) struct Reading<'a> {
    pub(super) names: &'a Names,
}

impl Reading<'_> {
    pub(super) fn row(
        &self,
        number: usize,
        line: usize,
        mut table: toml::Table,
    ) -> Result<Row, String> {
        let stances = match table.remove("stance") {
            None => Vec::new(),
            Some(toml::Value::Array(all)) if all.len() <= MAX_STANCES => all,
            Some(_) => return Err("stances stand under [[claim.stance]], at most 100".to_owned()),
        };
        let from = self.from(&mut table)?;
        if let Some(asked) = table
            .get("question")
            .and_then(toml::Value::as_str)
            .and_then(Question::from_word)
        {
            let strange = |field: &&String| {
                !OF_EVERY.contains(&field.as_str()) && !of_question(asked).contains(&field.as_str())
            };
            if let Some(field) = table.keys().find(strange) {
                return Err(format!(
                    "\"{field}\" says nothing to the question \"{asked}\"; leave it out, or ask another"
                ));
            }
        }
        let what: What = table
            .try_into()
            .map_err(|error: toml::de::Error| error.message().to_owned())?;
        let (claimant, stated, provenance) = self.provenance(from)?;
        let readers = what.readers.as_ref();
        let readers =
            readers.map(|all| all.iter().map(|name| self.party("readers", name)).collect());
        Ok(Row {
            number,
            line,
            label: what.label.clone(),
            supersedes: what.supersedes.clone(),
            polarity: if what.not {
                Polarity::WasNot
            } else {
                Polarity::Was
            },
            persons: what.persons.clone(),
            readers: readers.transpose()?,
            proposition: self.proposition(what)?,
            claimant,
            stated,
            provenance,
            stances: stances
                .into_iter()
                .map(|value| self.stance(value))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Takes what tells where something comes from out of its table.
    fn from(&self, table: &mut toml::Table) -> Result<From, String> {
        let mut own = toml::Table::new();
        for field in OF_PROVENANCE {
            if let Some(value) = table.remove(field) {
                own.insert(field.to_owned(), value);
            }
        }
        own.try_into()
            .map_err(|error: toml::de::Error| error.message().to_owned())
    }

    fn stance(&self, value: toml::Value) -> Result<Stance, String> {
        let toml::Value::Table(mut table) = value else {
            return Err("a stance stands under [[claim.stance]]".to_owned());
        };
        let from = self.from(&mut table)?;
        let takes = match table.remove("takes") {
            Some(toml::Value::String(takes)) => Some(takes),
            _ => None,
        };
        if let Some(field) = table.keys().next() {
            return Err(format!("a stance has no field \"{field}\""));
        }
        let (by, stated, provenance) = self.provenance(from)?;
        Ok(Stance {
            by,
            stance: needed("takes", stance("takes", takes.as_ref())?)?,
            stated,
            provenance,
        })
    }

    fn party(&self, field: &str, name: &str) -> Result<PartyId, String> {
        self.names
            .find_party(name)
            .map_err(|problem| format!("\"{field}\": {}", problem.what))
    }

    fn who(&self, field: &str, name: &str) -> Result<Who, String> {
        if let Some(party) = name.strip_prefix("party:") {
            return Ok(Who::Party(self.party(field, party.trim())?));
        }
        Ok(match ActorId::parse(name) {
            Ok(actor) => Who::Actor(actor),
            Err(_) => Who::Words(name.to_owned()),
        })
    }

    fn some_who(&self, field: &str, name: Option<&String>) -> Result<Option<Who>, String> {
        name.map(|name| self.who(field, name)).transpose()
    }

    fn provenance(&self, from: From) -> Result<(Claimant, Stated, Provenance), String> {
        let claimant = match (&from.claimant, &from.party) {
            (Some(_), Some(_)) => {
                return Err(
                    "whose word it is stands in \"claimant\" or in \"party\", not in both"
                        .to_owned(),
                );
            }
            (Some(_), None) => Claimant::Outside,
            (None, Some(party)) => Claimant::Party(self.party("party", party)?),
            (None, None) => Claimant::Own,
        };
        let at = from.stated.as_ref();
        let at = at.map(|at| told("stated", at, from.offset.as_ref(), from.certainty.as_ref()));
        let stated = Stated {
            at: at.transpose()?,
            channel: needed("channel", channel("channel", from.channel.as_ref())?)?,
        };
        let sha256 = from.sha256.as_deref().map(sha256).transpose()?;
        let source = Source {
            address: from.source,
            sha256,
            media: from.media,
        };
        let provenance = Provenance {
            claimant: from.claimant,
            speaker: from.speaker,
            reported_by: from.reported_by,
            language: from.language,
            original: from.original,
            translation: from.translation,
            clock: from.clock,
            source: (source != Source::default()).then_some(source),
            remark: from.remark,
        };
        Ok((claimant, stated, provenance))
    }

    fn place(&self, what: &What) -> Result<PlaceTold, String> {
        let at = what.at.as_ref().map(|text| {
            parsed("at", text, |text| {
                coordinate::parse(text, CoarseGrid::Refused)
            })
        });
        let at = at.transpose()?;
        let radius = what.radius.as_ref();
        let radius = radius
            .map(|text| parsed("radius", text, length))
            .transpose()?;
        let precision = what.precision.as_ref();
        let precision = precision
            .map(|text| parsed("precision", text, length))
            .transpose()?;
        let implied = at.as_ref().map(|at| at.precision);
        let spelling = |text: &String| {
            // "Behun (en)" names the language of the spelling.
            let language = text
                .strip_suffix(')')
                .and_then(|rest| rest.rsplit_once(" ("));
            match language {
                Some((name, language)) => Spelling {
                    text: name.to_owned(),
                    language: Some(language.to_owned()),
                },
                None => Spelling {
                    text: text.clone(),
                    language: None,
                },
            }
        };
        Ok(PlaceTold {
            spellings: what
                .place
                .iter()
                .chain(&what.spellings)
                .map(spelling)
                .collect(),
            words: what.words.clone(),
            area: at.map(|at| {
                Footprint::Circle(Circle {
                    centre: at.position,
                    radius: radius.unwrap_or(Decimetres::ZERO),
                })
            }),
            // Never finer than the notation.
            precision: precision.max(implied),
        })
    }

    fn proposition(&self, what: What) -> Result<Proposition, String> {
        let count = Count {
            low: what.low,
            best: what.count,
            high: what.high,
        };
        let some_count = (count != Count::default()).then_some(count);
        let when = what.when.as_ref().map(|when| {
            told(
                "when",
                when,
                what.when_offset.as_ref(),
                what.when_certainty.as_ref(),
            )
        });
        let when = when.transpose()?;
        let who = what.who.iter().map(|name| self.who("who", name));
        let who: Vec<Who> = who.collect::<Result<_, _>>()?;
        let of = self.some_who("of", what.of.as_ref())?;
        Ok(
            match needed("question", question("question", what.question.as_ref())?)? {
                Question::WhatHappened => Proposition::Happened {
                    kind: needed("event", event("event", what.event.as_ref())?)?,
                    words: what.words,
                },
                Question::Where => Proposition::Where(self.place(&what)?),
                Question::When => Proposition::When(needed("when", when)?),
                Question::WhoWasPresent => Proposition::Present {
                    forces: self.forces(&what.forces)?,
                    who,
                    count: some_count,
                    words: what.words,
                },
                Question::WhoWasTold => {
                    let [by] = <[Who; 1]>::try_from(who)
                        .map_err(|_| "\"who\" names the one who told".to_owned())?;
                    Proposition::Told {
                        by,
                        whom: self.some_who("whom", what.whom.as_ref())?,
                        means: means("means", what.means.as_ref())?,
                        at: when,
                        about: what.words,
                    }
                }
                Question::WhoDidIt => Proposition::DidIt {
                    who,
                    words: what.words,
                },
                Question::Casualties => Proposition::Casualties {
                    category: category("category", what.category.as_ref())?
                        .unwrap_or(Category::Unspecified),
                    of,
                    harm: needed("harm", harm("harm", what.harm.as_ref())?)?,
                    count: needed("count", some_count)?,
                    named: what.named,
                },
                Question::Damage => Proposition::Damage {
                    object: needed("object", object("object", what.object.as_ref())?)?,
                    of,
                    count: some_count,
                    words: what.words,
                },
                Question::Compliance => Proposition::Complied {
                    agreement: parsed(
                        "agreement",
                        &needed("agreement", what.agreement)?,
                        AgreementId::parse,
                    )?,
                    clause: needed("clause", what.clause)?,
                    how: needed("how", compliance("how", what.how.as_ref())?)?,
                    by: of,
                },
                Question::Relations => Proposition::Related {
                    actor: parsed("actor", &needed("actor", what.actor)?, ActorId::parse)?,
                    relation: needed("relation", relation("relation", what.relation.as_ref())?)?,
                    to: parsed("to", &needed("to", what.to)?, ActorId::parse)?,
                },
            },
        )
    }

    fn forces(&self, all: &[String]) -> Result<ForceSet, String> {
        all.iter().try_fold(ForceSet::NONE, |forces, text| {
            let class = word("forces", text, ForceClass::from_word, ForceClass::ALL)?;
            Ok(forces.with(class))
        })
    }
}
