//! Times, places, numbers and names in the words of a language.
//!
//! Digits are Western and dates read year, month, day, in every language; UTC stands first and the stated clock
//! beside it.

use super::{Cell, Column, Holds, Line, Run, cell};
use crate::catalogue::{Catalogue, Wordless};
use crate::names::Named;
use crate::render::visible;
use crate::wire::claims::VoiceView;
use crate::wire::proposition::{CountView, PlaceToldView, SpokenOfView, TimeToldView};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A language, and how it says what views contain.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// Its words.
    pub catalogue: &'a Catalogue,
}

/// Words of people, such that they steer nothing.
pub(super) fn people(words: &str) -> String {
    visible(&words.replace('\n', " "))
}

/// A text that keeps its own direction among others.
#[must_use]
pub fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// A sentence in which what was put in stands out.
#[must_use]
pub fn standing_out(said: &str, words: &str) -> Line {
    let put_in = format!("{words}\u{2069}");
    let Some(at) = said.find(&put_in) else {
        return vec![Run::own(said)];
    };
    let before = said.get(..at).unwrap_or_default();
    let opening = before.char_indices().next_back();
    let from = opening.map_or(at, |(from, _)| from);
    let until = at + put_in.len();
    let parts = [
        Run::own(said.get(..from).unwrap_or_default()),
        Run::strong(said.get(from..until).unwrap_or_default()),
        Run::own(said.get(until..).unwrap_or_default()),
    ];
    parts
        .into_iter()
        .filter(|run| !run.text.is_empty())
        .collect()
}

fn minutes(at: DateTime) -> String {
    let text = format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute()
    );
    match at.second() {
        0 => text,
        second => format!("{text}:{second:02}"),
    }
}

fn date(at: DateTime) -> String {
    format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day())
}

/// An instant of a view by a clock that is so far ahead of UTC; as it stands where it is none.
fn by_clock(instant: &str, offset: Offset, show: fn(DateTime) -> String) -> String {
    let read: Result<Timestamp, _> = instant.parse();
    read.map_or_else(
        |_| instant.to_owned(),
        |instant| show(offset.to_datetime(instant)),
    )
}

/// The instant a second before: what ends at midnight lasts until the day before.
fn just_before(instant: &str) -> String {
    let read: Result<Timestamp, _> = instant.parse();
    let before = read
        .ok()
        .and_then(|at| Timestamp::from_second(at.as_second() - 1).ok());
    before.map_or_else(|| instant.to_owned(), |at| at.to_string())
}

fn offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim_start_matches('+')),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

impl Wording<'_> {
    /// A sentence without anything put in.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn plain(&self, key: &str) -> Result<String, Wordless> {
        self.catalogue.say(key, &[])
    }

    /// Columns, by the keys of their heads, how wide they are and what they hold.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn columns(&self, columns: &[(&str, u8, Holds)]) -> Result<Vec<Column>, Wordless> {
        let columns = columns.iter().map(|(key, width, holds)| {
            Ok(Column {
                name: cell(self.plain(key)?),
                width: *width,
                holds: *holds,
            })
        });
        columns.collect()
    }

    /// Names and other short texts in a row.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn list(&self, items: impl IntoIterator<Item = String>) -> Result<String, Wordless> {
        let comma = self.plain("comma")?;
        let items: Vec<String> = items.into_iter().map(|item| isolated(&item)).collect();
        Ok(items.join(&format!("{comma} ")))
    }

    /// Words of a vocabulary in a row.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn words(&self, vocabulary: &str, words: &[&str]) -> Result<String, Wordless> {
        let words = words.iter();
        let words: Result<Vec<String>, _> = words
            .map(|word| self.catalogue.word(vocabulary, word))
            .collect();
        self.list(words?)
    }

    /// An instant of a view: UTC.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn instant(&self, instant: &str) -> Result<String, Wordless> {
        let utc = by_clock(instant, Offset::UTC, minutes);
        self.catalogue.say("time-at", &[("utc", (&utc).into())])
    }

    fn stretch(&self, from: String, until: String) -> Result<String, Wordless> {
        if from == until {
            return Ok(from);
        }
        let with = [("from", (&from).into()), ("until", (&until).into())];
        self.catalogue.say("time-from-until", &with)
    }

    /// A time as somebody gives it: UTC, and the stated clock beside it.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn time(&self, told: &TimeToldView) -> Result<String, Wordless> {
        let utc = |instant: &str| by_clock(instant, Offset::UTC, minutes);
        let utc = self.stretch(utc(&told.from), utc(&told.until))?;
        let clock = told.offset.as_deref();
        let said = match clock.and_then(|text| Some((text, offset(text)?))) {
            None => self
                .catalogue
                .say("time-at-unstated", &[("utc", (&utc).into())])?,
            Some((text, offset)) => {
                let local = if told.certainty == "day" {
                    let last = match told.until > told.from {
                        true => just_before(&told.until),
                        false => told.until.clone(),
                    };
                    let day = |instant: &str| by_clock(instant, offset, date);
                    self.stretch(day(&told.from), day(&last))?
                } else {
                    let local = |instant: &str| by_clock(instant, offset, minutes);
                    self.stretch(local(&told.from), local(&told.until))?
                };
                let ahead = format!("UTC{text}");
                let with = [
                    ("utc", (&utc).into()),
                    ("local", (&local).into()),
                    ("offset", (&ahead).into()),
                ];
                self.catalogue.say("time-at-clock", &with)?
            }
        };
        if told.certainty == "exact" {
            return Ok(said);
        }
        let certainty = self.catalogue.word("certainty", told.certainty)?;
        let with = [("time", (&said).into()), ("certainty", (&certainty).into())];
        self.catalogue.say("time-certainty", &with)
    }

    /// A place as somebody gives it, without any coordinates.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn place(&self, place: &PlaceToldView) -> Result<String, Wordless> {
        let spellings = place.spellings.iter().map(|one| people(&one.text));
        let spellings: Vec<String> = spellings.collect();
        let words = place.words.as_deref().map(people);
        let spelt = match spellings.split_first() {
            None => None,
            Some((name, [])) => Some(name.clone()),
            Some((name, others)) => {
                let others = self.list(others.iter().cloned())?;
                let with = [("name", name.into()), ("others", (&others).into())];
                Some(self.catalogue.say("place-also", &with)?)
            }
        };
        match (words, spelt) {
            (Some(words), None) => Ok(words),
            (None, Some(spelt)) => Ok(spelt),
            (None, None) => self.plain("place-on-map"),
            (Some(words), Some(spelt)) => {
                let with = [("words", (&words).into()), ("name", (&spelt).into())];
                self.catalogue.say("place-words", &with)
            }
        }
    }

    /// A number as somebody gives it.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn count(&self, count: &CountView) -> Result<String, Wordless> {
        let text = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        let (low, best, high) = (text(count.low), text(count.best), text(count.high));
        let key = match (count.low, count.best, count.high) {
            (None, None, None) => "count-not-given",
            (None, Some(_), None) => "count-exact",
            (Some(_), None, Some(_)) => "count-between",
            (Some(_), None, None) => "count-at-least",
            (None, None, Some(_)) => "count-at-most",
            (Some(_), Some(_), Some(_)) => "count-best-between",
            (Some(_), Some(_), None) => "count-best-at-least",
            (None, Some(_), Some(_)) => "count-best-at-most",
        };
        let with = [
            ("low", (&low).into()),
            ("best", (&best).into()),
            ("high", (&high).into()),
        ];
        self.catalogue.say(key, &with)
    }

    /// What must be known before anything else.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn marks(&self, exercise: bool) -> Result<Vec<String>, Wordless> {
        match exercise {
            true => Ok(vec![self.plain("report-exercise")?]),
            false => Ok(Vec::new()),
        }
    }

    /// The number of a page, to be filled in.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn page(&self) -> Result<String, Wordless> {
        let with = [("page", "%1".into()), ("pages", "%2".into())];
        self.catalogue.say("dossier-page", &with)
    }

    /// A party's name.
    #[must_use]
    pub fn named(&self, named: &Named) -> String {
        people(named.short())
    }

    /// Somebody who is spoken about: whoever is not enrolled never reads like a party of the same name.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn who(&self, who: &SpokenOfView) -> Result<String, Wordless> {
        match who {
            SpokenOfView::Party(party) => Ok(self.named(party)),
            SpokenOfView::Actor(actor) => self.with("somebody-actor", "name", actor.short()),
            SpokenOfView::Words(words) => self.catalogue.quoted(&people(words)),
        }
    }

    /// Whose word something is.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn voice(&self, voice: &VoiceView) -> Result<String, Wordless> {
        match voice {
            VoiceView::Party(party) => Ok(self.named(party)),
            VoiceView::Outside(name) => self.with("somebody-outside", "name", name),
            VoiceView::Erased(record) => self
                .catalogue
                .say("somebody-erased", &[("record", (*record).into())]),
        }
    }

    /// Others' words as a quotation, in their language where it is known.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn quotation(&self, words: &str, language: Option<&str>) -> Result<Run, Wordless> {
        // What is no code of a language is told beside the words, and not to a screen reader.
        let is_code = |code: &&str| {
            (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())
        };
        Ok(Run {
            text: self.catalogue.quoted(&people(words))?,
            code: false,
            strong: false,
            language: language.filter(is_code).map(str::to_owned),
        })
    }

    /// A sentence with somebody's name, address or the like in it.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn with(&self, key: &str, name: &str, words: &str) -> Result<String, Wordless> {
        self.catalogue.say(key, &[(name, (&people(words)).into())])
    }

    /// Our words and a quotation after them, as a line.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn quoting(
        &self,
        lead: String,
        words: &str,
        language: Option<&str>,
    ) -> Result<Line, Wordless> {
        Ok(vec![
            Run::own(format!("{lead} ")),
            self.quotation(words, language)?,
        ])
    }

    /// A cell of others' words.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn quoted_cell(&self, words: &str) -> Result<Cell, Wordless> {
        Ok(vec![vec![self.quotation(words, None)?]])
    }
}
