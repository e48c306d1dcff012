//! Two lists and bulletins of a story, as they are signed.

use super::{PartyNumber, Speaking};
use crate::exit::Problem;
use crate::scenario::ids::{allegation_id, bulletin_id, reconciliation_id, zone_id};
use crate::scenario::reconciliation::Reconciling;
use crate::speech::Speech;
use truceline_register::act::Act;
use truceline_register::bulletin::content::Content;
use truceline_register::bulletin::{BulletinPublished, BulletinRef, Replaced};
use truceline_register::codec::disclosure::Label;
use truceline_register::day::{ClockOffset, Day};
use truceline_register::ids::LogIndex;
use truceline_register::reconciliation::history::Reconciliation;
use truceline_register::reconciliation::listing::compared;
use truceline_register::reconciliation::{
    EntryDisputed, EntryVersion, JudgementUndone, PairJudged, PairWord, Proposed,
    ReconciliationOpened, ReconciliationRef, Side,
};

impl Speaking<'_> {
    pub(super) fn reconciled(&mut self, said: &Reconciling) -> Result<Speech, Problem> {
        match said {
            Reconciling::Opens {
                label,
                one,
                other,
                zone,
                window,
            } => {
                let (one, other): (PartyNumber, PartyNumber) = (*one, *other);
                Ok(Speech::plain(Act::ReconciliationOpened(
                    ReconciliationOpened {
                        id: reconciliation_id(label),
                        one: self.party_id(one),
                        other: self.party_id(other),
                        zone: zone_id(zone),
                        window: *window,
                    },
                )))
            }
            Reconciling::OpensAgain { label } => {
                let said = self.reconciliation(label)?.said.clone();
                Ok(Speech::plain(Act::ReconciliationOpened(said)))
            }
            Reconciling::Judges {
                label,
                one,
                other,
                word,
                text,
            } => self.pair_judged(label, (one, other), *word, text.as_deref()),
            Reconciling::TakesBack {
                label,
                entry,
                other,
                reason,
            } => {
                let record = self.to_take_back(label, entry, other.as_deref())?;
                let mut sealer = self.sealer(None);
                let body = JudgementUndone {
                    about: reconciliation_id(label),
                    record,
                    reason: sealer.text(reason.as_deref())?,
                };
                Ok(sealer.speech(Act::JudgementUndone(body)))
            }
            Reconciling::Disputes {
                label,
                entry,
                reason,
            } => {
                let known = self.reconciliation(label)?;
                let mut one = known.entries(Side::One, self.register.size);
                let entry = allegation_id(entry);
                let side = match one.any(|listed| listed.id == entry) {
                    true => Side::One,
                    false => Side::Other,
                };
                drop(one);
                let mut sealer = self.sealer(None);
                let body = EntryDisputed {
                    about: reconciliation_id(label),
                    side,
                    entry,
                    reason: sealer.seal(Label::Text, reason)?,
                };
                Ok(sealer.speech(Act::EntryDisputed(body)))
            }
            Reconciling::Publishes { label, from, why } => {
                self.published(label, from, why.as_deref())
            }
        }
    }

    fn reconciliation(&self, label: &str) -> Result<&Reconciliation, Problem> {
        let about = ReconciliationRef {
            party: self.party_id(self.party()),
            id: reconciliation_id(label),
        };
        let known = self.register.reconciliations.get(about);
        known.ok_or_else(|| {
            Problem::usage(format!(
                "the party has not set the lists \"{label}\" side by side"
            ))
        })
    }

    fn pair_judged(
        &mut self,
        label: &str,
        (one, other): (&str, &str),
        word: PairWord,
        text: Option<&str>,
    ) -> Result<Speech, Problem> {
        let known = self.reconciliation(label)?;
        let register = self.register;
        let version = |side, label: &str| {
            let id = allegation_id(label);
            let version = known.current(register, side, id, register.size);
            version.map(|version| {
                let record = version.record;
                (EntryVersion { id, record }, version)
            })
        };
        let found = version(Side::One, one).zip(version(Side::Other, other));
        // An entry that is not listed is said all the same: the register answers.
        let unlisted = |label: &str| EntryVersion {
            id: allegation_id(label),
            record: 0,
        };
        let (entries, proposed) = match found {
            Some(((one, first), (other, second))) => {
                let proposed = compared(first, second).as_ref().map(Proposed::of);
                ((one, other), proposed)
            }
            None => ((unlisted(one), unlisted(other)), None),
        };
        let mut sealer = self.sealer(None);
        let body = PairJudged {
            about: reconciliation_id(label),
            one: entries.0,
            other: entries.1,
            word,
            proposed: sealer.seal_some(Label::Details, proposed.as_ref())?,
            text: sealer.text(text)?,
        };
        Ok(sealer.speech(Act::PairJudged(body)))
    }

    /// The last record that says something of a pair, or of an entry.
    fn to_take_back(
        &self,
        label: &str,
        entry: &str,
        other: Option<&str>,
    ) -> Result<LogIndex, Problem> {
        let known = self.reconciliation(label)?;
        let id = allegation_id(entry);
        let record = match other {
            Some(other) => {
                let pair = (id, allegation_id(other));
                let mut judged = known.judged().iter().rev();
                let found = judged.find(|one| (one.one.id, one.other.id) == pair);
                found.map(|one| one.record)
            }
            None => {
                let mut disputes = known.disputes().iter().rev();
                disputes.find(|one| one.entry == id).map(|one| one.record)
            }
        };
        record.ok_or_else(|| Problem::usage(format!("nothing was said of \"{entry}\" there")))
    }

    fn published(&self, label: &str, from: &str, why: Option<&str>) -> Result<Speech, Problem> {
        let known = self.reconciliation(from)?;
        let clock = ClockOffset::default();
        let day = Day::of(known.said.window.start(), clock);
        let as_of = self.register.size;
        let content = Content::make(self.register, known.about, (day, clock), as_of)
            .map_err(|error| Problem::usage(error.to_string()))?;
        let about = BulletinRef {
            party: known.about.party,
            id: bulletin_id(label),
        };
        let before = self.register.bulletins.get(about);
        let latest = before.and_then(|before| before.latest(self.register.size));
        let replaces = latest.zip(why).map(|(latest, why)| Replaced {
            record: latest.record,
            why: why.to_owned(),
        });
        Ok(Speech::plain(Act::BulletinPublished(BulletinPublished {
            id: about.id,
            content,
            replaces,
        })))
    }
}
