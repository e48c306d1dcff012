//! What must come of an entry: read into the canonical words of [`Fact`].

use super::Reader;
use super::words::{joined, vocabulary};
use crate::scenario::deed::What;
use crate::scenario::evidence::Evidence;
use crate::scenario::expectation::{Expected, Fact, Kind, Shown};
use crate::scenario::observed;
use crate::scenario::text::{Cursor, Fault};
use crate::scenario::trail;
use std::collections::BTreeSet;
use truceline_register::check::Why;
use truceline_register::refusal::RefusalCode;
use truceline_register::vocabulary::{Flag, LadderStep, Resolution};

const ITEMS: &str = "what comes of it: admitted, repeated, refused, flagged, tells, shows, counts, OVERLAP, NOTHING NOTIFIED, \
    CANNOT SAY, watch, covered, stands, alert, overdue, in force, not acknowledged, entered later, would say, request, missing, silent, answered, replied, informed, due, past, undated, seen, asked, claims, lists, figures, delivered, standing, stop ended, found, \
    verifies, fails, cosigns, declines or \"not compared\"";

/// How a notification stands, as an inquiry and an overlap show it.
pub(crate) const MARKS: &[&str] = &[
    "stale",
    "overdue",
    "contested",
    "relayed",
    "quarantined",
    "ended",
    "unreadable",
    "erased",
    "undisclosed",
    "lacking-countersignature",
    "late",
    "existence",
    "cell",
    "exact",
];

impl Reader {
    pub(super) fn expected(&mut self, cursor: &mut Cursor<'_>) -> Result<Expected, Fault> {
        let mut expected = Expected::default();
        loop {
            if cursor.take_phrase("not compared") {
                expected.is_open = true;
            } else {
                self.item(cursor, &mut expected.facts)?;
            }
            if !cursor.take_if(";") {
                return Ok(expected);
            }
        }
    }

    fn item(&mut self, cursor: &mut Cursor<'_>, facts: &mut BTreeSet<Fact>) -> Result<(), Fault> {
        if cursor.take_if("watch") {
            cursor.phrase(":")?;
            let outcome = self
                .outcome(cursor)?
                .ok_or_else(|| cursor.fault("an outcome"))?;
            facts.insert(Fact::new(Kind::Outcome, format!("watch: {outcome}")));
            return Ok(());
        }
        if let Some(outcome) = self.outcome(cursor)? {
            facts.insert(Fact::new(Kind::Outcome, outcome));
            return Ok(());
        }
        let word = cursor.word(ITEMS)?;
        match word.text.as_str() {
            "admitted" | "repeated" => {
                facts.insert(Fact::new(Kind::Result, word.text.clone()));
            }
            "refused" => {
                let code = vocabulary(
                    cursor,
                    "a refusal's code",
                    RefusalCode::ALL,
                    RefusalCode::code,
                )?;
                facts.insert(Fact::new(Kind::Result, format!("refused {}", code.code())));
            }
            "flagged" => {
                for flag in joined(cursor, |c| vocabulary(c, "a flag", Flag::ALL, Flag::word))? {
                    facts.insert(Fact::new(Kind::Flag, format!("flagged {flag}")));
                }
            }
            "tells" => {
                for (party, resolution) in self.shares(cursor)? {
                    let party = &self.cast.of(party).name;
                    facts.insert(Fact::new(Kind::Told, format!("tells {party} {resolution}")));
                }
            }
            "shows" => facts.extend(joined(cursor, |cursor| {
                let party = self.party(cursor)?;
                let label = self.label(cursor)?;
                let how = "how exactly";
                let resolution = vocabulary(cursor, how, Resolution::ALL, Resolution::word)?;
                let party = &self.cast.of(party).name;
                let words = format!("shows {party} {label} {resolution}");
                Ok(Fact::new(Kind::Told, words))
            })?),
            "counts" => {
                cursor.phrase("for")?;
                facts.extend(joined(cursor, |cursor| {
                    let party = self.party(cursor)?;
                    let checks = self.number(cursor, "how many plans and checks")?;
                    cursor.phrase("over")?;
                    let overlaps = self.number(cursor, "how many notifications")?;
                    let party = &self.cast.of(party).name;
                    let words = format!("counts for {party} {checks} over {overlaps}");
                    Ok(Fact::new(Kind::Told, words))
                })?);
            }
            "covered" => {
                for fact in joined(cursor, |cursor| self.covered(cursor))? {
                    facts.insert(fact);
                }
            }
            "stands" => facts.extend(self.stands(cursor)?),
            "alert" => facts.extend(joined(cursor, |cursor| self.alert(cursor))?),
            "overdue" => facts.extend(joined(cursor, |cursor| {
                let label = self.label(cursor)?;
                Ok(Fact::new(Kind::Overdue, format!("overdue {label}")))
            })?),
            "in" => {
                cursor.phrase("force")?;
                facts.extend(self.labelled(cursor, Shown::InForce, "in force")?);
            }
            "not" => {
                cursor.phrase("acknowledged")?;
                facts.extend(self.labelled(cursor, Shown::NotAcknowledged, "not acknowledged")?);
            }
            "entered" => {
                cursor.phrase("later")?;
                facts.extend(self.labelled(cursor, Shown::EnteredLater, "entered later")?);
            }
            "would" => {
                cursor.phrase("say :")?;
                let outcome = self
                    .outcome(cursor)?
                    .ok_or_else(|| cursor.fault("an outcome"))?;
                facts.insert(Fact::new(
                    Kind::Shown(Shown::WouldSay),
                    format!("would say: {outcome}"),
                ));
            }
            "request" => facts.extend(joined(cursor, |cursor| self.request_shown(cursor))?),
            "missing" => facts.extend(joined(cursor, |cursor| self.missing(cursor))?),
            "found" => {
                let name = cursor.quoted("a name")?;
                facts.insert(Fact::new(Kind::Found, format!("found \"{name}\"")));
            }
            "silent" => facts.extend(self.silent(cursor)?),
            "answered" => facts.extend(self.answered(cursor)?),
            "replied" => facts.extend(self.replied(cursor)?),
            "delivered" => facts.extend(self.delivered(cursor)?),
            "informed" => facts.extend(self.informed(cursor)?),
            "due" | "past" | "undated" => facts.extend(self.calendar_line(cursor, &word.text)?),
            "seen" => facts.extend(self.seen_as(cursor)?),
            "asked" => facts.extend(self.asked(cursor)?),
            "figure" => facts.extend(self.figured(cursor)?),
            "claims" => {
                facts.insert(self.claimed(cursor)?);
            }
            "lists" => {
                facts.insert(self.listed(cursor)?);
            }
            "figures" => facts.extend(self.figures(cursor)?),
            "standing" => {
                facts.insert(trail::stands(true));
            }
            "stop" => {
                cursor.phrase("ended")?;
                facts.insert(trail::stands(false));
            }
            "near" => {
                for name in joined(cursor, |cursor| cursor.quoted("a name"))? {
                    facts.insert(Fact::new(Kind::Found, format!("near \"{name}\"")));
                }
            }
            "verifies" | "cosigns" => {
                facts.insert(Fact::new(Kind::Evidence, word.text.clone()));
            }
            "fails" | "declines" => {
                let why = cursor.word("the reason's word")?;
                if !observed::EVIDENCE_WORDS.contains(&why.text.as_str()) {
                    let words = observed::EVIDENCE_WORDS.join(", ");
                    return Err(cursor.fault_at(Some(why), format!("a reason: {words}")));
                }
                facts.insert(Fact::new(
                    Kind::Evidence,
                    format!("{} {}", word.text, why.text),
                ));
            }
            _ => return Err(cursor.fault_at(Some(word), ITEMS)),
        }
        Ok(())
    }

    /// An outcome by its spoken name, with what stands behind it.
    fn outcome(&self, cursor: &mut Cursor<'_>) -> Result<Option<String>, Fault> {
        if cursor.take_phrase("NOTHING NOTIFIED") {
            return Ok(Some("NOTHING NOTIFIED".to_owned()));
        }
        if cursor.take_if("OVERLAP") {
            cursor.phrase("of")?;
            let mut labels: Vec<String> = joined(cursor, |cursor| self.marked(cursor))?;
            labels.sort();
            return Ok(Some(format!("OVERLAP of {}", labels.join(" and "))));
        }
        if cursor.take_phrase("CANNOT SAY") {
            cursor.phrase(":")?;
            let mut reasons = joined(cursor, |cursor| self.reason(cursor))?;
            reasons.sort();
            return Ok(Some(format!("CANNOT SAY: {}", reasons.join(" and "))));
        }
        Ok(None)
    }

    fn reason(&self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let why = vocabulary(cursor, "a reason", Why::ALL, Why::word)?;
        let party = cursor.peek().and_then(|token| self.cast.party(&token.text));
        Ok(match party {
            None => why.word().to_owned(),
            Some(party) => {
                cursor.take();
                format!("{} {}", why.word(), self.cast.of(party).name)
            }
        })
    }

    /// A name given before and how it stands.
    fn marked(&self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let mut words = vec![self.label(cursor)?];
        let mut marks = BTreeSet::new();
        while let Some(token) = cursor
            .peek()
            .filter(|token| MARKS.contains(&token.text.as_str()))
        {
            marks.insert(token.text.clone());
            cursor.take();
        }
        words.extend(marks);
        Ok(words.join(" "))
    }

    fn labelled(
        &self,
        cursor: &mut Cursor<'_>,
        shown: Shown,
        words: &str,
    ) -> Result<Vec<Fact>, Fault> {
        if cursor.take_if("nothing") {
            return Ok(vec![Fact::new(
                Kind::Shown(shown),
                format!("{words} nothing"),
            )]);
        }
        joined(cursor, |cursor| {
            Ok(Fact::new(
                Kind::Shown(shown),
                format!("{words} {}", self.marked(cursor)?),
            ))
        })
    }

    fn covered(&self, cursor: &mut Cursor<'_>) -> Result<Fact, Fault> {
        let party = self.party(cursor)?;
        cursor.phrase("for")?;
        let forces = if cursor.take_if("none") {
            truceline_register::vocabulary::ForceSet::NONE
        } else {
            let classes = joined_with_plus(cursor)?;
            truceline_register::vocabulary::ForceSet::of(&classes)
        };
        Ok(Fact::new(
            Kind::Coverage,
            format!("covered {} for {forces}", self.cast.of(party).name),
        ))
    }

    fn alert(&self, cursor: &mut Cursor<'_>) -> Result<Fact, Fault> {
        let party = self.party(cursor)?;
        let name = &self.cast.of(party).name;
        let desk = match cursor.quoted_if() {
            Some(desk) => format!(" \"{desk}\""),
            None => String::new(),
        };
        let word = cursor.word("why")?;
        let known = observed::ALERT_WORDS
            .iter()
            .any(|(_, known)| *known == word.text);
        if !known {
            let words: Vec<&str> = observed::ALERT_WORDS
                .iter()
                .map(|(_, word)| *word)
                .collect();
            return Err(cursor.fault_at(Some(word), format!("why: {}", words.join(", "))));
        }
        Ok(Fact::new(
            Kind::Alert,
            format!("alert {name}{desk} {}", word.text),
        ))
    }

    fn request_shown(&self, cursor: &mut Cursor<'_>) -> Result<Fact, Fault> {
        let label = self.label(cursor)?;
        let what = "how it was answered: positions, nil, refused, silent, waiting";
        let word = cursor.word(what)?;
        if !["positions", "nil", "refused", "silent", "waiting"].contains(&word.text.as_str()) {
            return Err(cursor.fault_at(Some(word), what));
        }
        let late = if cursor.take_if("late") { " late" } else { "" };
        Ok(Fact::new(
            Kind::Shown(Shown::Request),
            format!("request {label} {}{late}", word.text),
        ))
    }

    fn missing(&self, cursor: &mut Cursor<'_>) -> Result<Fact, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase("by")?;
        let party = self.party(cursor)?;
        cursor.phrase(":")?;
        let step = vocabulary(cursor, "a step", LadderStep::ALL, LadderStep::word)?;
        let party = &self.cast.of(party).name;
        Ok(Fact::new(
            Kind::Shown(Shown::Missing),
            format!("missing {label} by {party}: {step}"),
        ))
    }
}

/// Classes joined by "+", where "and" joins parties.
fn joined_with_plus(
    cursor: &mut Cursor<'_>,
) -> Result<Vec<truceline_register::vocabulary::ForceClass>, Fault> {
    use truceline_register::vocabulary::ForceClass;
    let mut one = || {
        vocabulary(
            cursor,
            "a class of force",
            ForceClass::ALL,
            ForceClass::word,
        )
    };
    let mut classes = vec![one()?];
    while cursor.take_if("+") {
        classes.push(vocabulary(
            cursor,
            "a class of force",
            ForceClass::ALL,
            ForceClass::word,
        )?);
    }
    Ok(classes)
}

/// Where an entry says nothing of its result, a statement must be admitted and a bundle verify.
pub(super) fn completed(mut expected: Expected, what: &What) -> Expected {
    let default = match what {
        What::Says(_) | What::HandsIn { .. } => Some((Kind::Result, "admitted")),
        What::Evidence(Evidence::Verifies { .. }) => Some((Kind::Evidence, "verifies")),
        What::Evidence(Evidence::Witnesses { .. }) => Some((Kind::Evidence, "cosigns")),
        What::Writes { .. }
        | What::TimePasses
        | What::Inquires(_)
        | What::LooksAtStop(_)
        | What::LooksAtIncident(..)
        | What::Reaches { .. }
        | What::LooksAtCoverage(..)
        | What::LooksAtCalendar(_)
        | What::LooksAtDesignations(..)
        | What::LooksUp(_)
        | What::Evidence(_) => None,
    };
    if let Some((kind, words)) = default
        && !expected.facts.iter().any(|fact| fact.kind == kind)
    {
        expected.facts.insert(Fact::new(kind, words));
    }
    expected
}
