//! Stops and line tests of a story, as they are signed.

use super::{PartyNumber, Speaking};
use crate::exit::Problem;
use crate::scenario::deed::Stop;
use crate::scenario::ids::{line_test_id, stop_id};
use crate::speech::Speech;
use crate::speech::stop::{StopReplyWords, StopWords};
use truceline_register::act::Act;
use truceline_register::line::LineTested;
use truceline_register::stop::{StopEnded, StopRef};
use truceline_register::vocabulary::{Resolution, StopWord};

impl Speaking<'_> {
    pub(super) fn stop_sent(&mut self, stop: &Stop) -> Result<Speech, Problem> {
        let to = stop.to.iter().map(|party| self.party_id(*party)).collect();
        let words = StopWords {
            id: stop_id(&stop.label),
            area: stop.area.clone(),
            text: stop.text.clone(),
            to,
        };
        let how = (!stop.is_disclosed).then_some(Resolution::Commitment);
        let mut sealer = self.sealer(how);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::StopSent(body)))
    }

    pub(super) fn stop_replied(
        &mut self,
        label: &str,
        word: StopWord,
        text: Option<&str>,
    ) -> Result<Speech, Problem> {
        let words = StopReplyWords {
            stop: self.stop(label)?,
            word,
            text: text.map(str::to_owned),
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::StopReplied(body)))
    }

    pub(super) fn stop_ended(
        &mut self,
        label: &str,
        text: Option<&str>,
    ) -> Result<Speech, Problem> {
        let stop = self.stop(label)?;
        let mut sealer = self.sealer(None);
        let text = sealer.text(text)?;
        Ok(sealer.speech(Act::StopEnded(StopEnded { stop, text })))
    }

    pub(super) fn lines_tested(&self, label: &str, to: &[PartyNumber]) -> Result<Speech, Problem> {
        let to = to.iter().map(|party| self.party_id(*party)).collect();
        let id = line_test_id(label);
        Ok(Speech::plain(Act::LineTested(LineTested { id, to })))
    }

    pub(super) fn line_test_answered(&self, label: &str) -> Result<Speech, Problem> {
        let id = line_test_id(label);
        let mut tests = self.register.lines.all().map(|test| test.about);
        let about = tests.find(|about| about.id == id).ok_or_else(|| {
            Problem::usage(format!("there is no line test \"{label}\" in the register"))
        })?;
        Ok(Speech::plain(Act::LineTestAnswered(about)))
    }

    /// The stop of a name, whoever's it is.
    pub(super) fn stop(&self, label: &str) -> Result<StopRef, Problem> {
        let id = stop_id(label);
        let known = |number: usize| {
            let party = self.party_id(PartyNumber(number));
            let about = StopRef { party, id };
            self.register.stops.get(about).map(|_| about)
        };
        let mut numbers = 0..self.cast.parties.len();
        numbers
            .find_map(known)
            .ok_or_else(|| Problem::usage(format!("there is no stop \"{label}\" in the register")))
    }
}
