//! Answers to requests.
//!
//! Positions are posted and stand until the party answers anew; a declaration of completeness or a
//! nil goes to the declarations; a refusal is an answer too. Only the party that was asked answers,
//! or, relayed, somebody who heard it.

use super::schedule::{Occurrence, Version};
use super::{Answer, Declaration, Reply};
use super::{posted, scope};
use crate::codec::disclosure::Label;
use crate::declaration::{self, Declaring};
use crate::ids::{LogIndex, PartyId, RequestId};
use crate::place::{PostedPosition, Volume4d};
use crate::presence;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::{Instant, Span};
use crate::vocabulary::{Flag, ForceSet, Resolution, Stance};

/// Most positions in one answer; more go into several answers or are told as sites.
pub const MAX_POSITIONS: usize = 1_000;

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Where they are.
    Positions {
        /// Which places.
        positions: Told<Vec<PostedPosition>>,
        /// For which forces the list declares itself complete, if it does; the area is in the
        /// table of declarations.
        complete: Option<ForceSet>,
    },
    /// Nobody of these forces.
    Nil(ForceSet),
    /// The party does not say.
    Refused {
        /// Why.
        reason: Told<String>,
    },
}

/// An answer as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The record that says it.
    pub record: LogIndex,
    /// Whose word it is.
    pub party: PartyId,
    /// To which request.
    pub request: RequestId,
    /// To which occurrence.
    pub occurrence: u32,
    /// As of when it is true, never later than it was heard.
    pub as_of: Instant,
    /// When the register heard it.
    pub received_at: Instant,
    /// What it says.
    pub content: Content,
    /// It came after it was due.
    pub late: bool,
    /// It certainly covers all that was asked for; otherwise it covers less, or that cannot be seen.
    pub complete: bool,
}

impl Answered {
    /// Order in which answers count: by the time they are true at, then by the log.
    pub(crate) const fn order(&self) -> (Instant, LogIndex) {
        (self.as_of, self.record)
    }

    /// For which forces it declares something.
    #[must_use]
    pub const fn declares(&self) -> Option<ForceSet> {
        match self.content {
            Content::Positions { complete, .. } => complete,
            Content::Nil(forces) => Some(forces),
            Content::Refused { .. } => None,
        }
    }

    /// The positions that it gave, where they were disclosed and not erased.
    #[must_use]
    pub fn positions(&self) -> Option<&[PostedPosition]> {
        match &self.content {
            Content::Positions { positions, .. } => positions.value().map(Vec::as_slice),
            Content::Nil(_) | Content::Refused { .. } => None,
        }
    }

    pub(super) fn forget(&mut self) {
        match &mut self.content {
            Content::Positions { positions, .. } => positions.forget(),
            Content::Refused { reason } => reason.forget(),
            Content::Nil(_) => {}
        }
    }
}

fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

/// Judges an answer. Nothing but its form, its address and its disclosures can turn it away; what is
/// late or covers less than was asked is flagged.
///
/// # Errors
/// [`Refusal`]: no such request or occurrence, another party's to answer, too many positions.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Answer,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let (version, occurrence) = asked(register, said, body)?;
    if said.party != version.said.to {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "the request asks another party, and only that one answers it; tell of your own people as a site",
        ));
    }
    let disclosed = judge_reply(said, &body.reply, out)?;
    if said.now > occurrence.due_by {
        out.flags.insert(Flag::AnswerLate);
    }
    if !scope::covers_what_was_asked(register, said, version, occurrence, &body.reply)? {
        out.flags.insert(Flag::AnswerPartial);
    }
    if !disclosed {
        out.flags.insert(Flag::Undisclosed);
    }
    let resolution = if disclosed {
        Resolution::Exact
    } else {
        Resolution::Commitment
    };
    out.tell(register.authority.centre(), resolution);
    Ok(())
}

/// The occurrence that is answered: one that has begun, or the one after it.
fn asked<'a>(
    register: &'a Register,
    said: &Said<'_>,
    body: &Answer,
) -> Result<(&'a Version, Occurrence), Refusal> {
    let missing = |what: String| Refusal::new(RefusalCode::MissingReference, what);
    let asked = register.requests.asked.get(&body.request).ok_or_else(|| {
        missing(format!(
            "there is no request {} here; send the id of one in your inbox, or tell of positions as sites",
            body.request
        ))
    })?;
    let known_at = register.size;
    let latest = asked
        .known(known_at)
        .last()
        .map_or(0, |version| version.begun(said.now));
    asked
        .version_of(body.occurrence, known_at)
        .and_then(|(version, _)| Some((version, version.occurrence(body.occurrence)?)))
        .filter(|_| body.occurrence <= latest)
        .ok_or_else(|| {
            missing(format!(
                "the request has no occurrence {} yet; the highest that can be answered now is {latest}",
                body.occurrence
            ))
        })
}

/// Opens what the reply discloses; whether all that says where is there.
fn judge_reply(said: &Said<'_>, reply: &Reply, out: &mut Judgement) -> Result<bool, Refusal> {
    match reply {
        Reply::Positions {
            positions,
            complete,
        } => {
            let area = complete
                .as_ref()
                .map(|declaration| judge_declaration(said, declaration, out));
            let area_disclosed = area.transpose()?.unwrap_or(true);
            let positions = opened::<Vec<PostedPosition>>(
                said,
                Some(*positions),
                Label::Positions,
                "positions",
            )?;
            if let Some(positions) = &positions {
                judge_positions(positions, out)?;
            }
            Ok(area_disclosed && positions.is_some())
        }
        Reply::Nil(declaration) => judge_declaration(said, declaration, out),
        Reply::Refused { reason } => {
            opened::<String>(said, *reason, Label::Text, "reason")?;
            Ok(true)
        }
    }
}

fn judge_declaration(
    said: &Said<'_>,
    declaration: &Declaration,
    out: &mut Judgement,
) -> Result<bool, Refusal> {
    if declaration.forces.is_empty() {
        return Err(invalid(
            "the declaration covers no class of force; name those it is complete for",
        ));
    }
    let area = opened::<Volume4d>(said, Some(declaration.area), Label::Area, "area")?;
    if area.as_ref().is_some_and(|area| area.precision.is_none()) {
        out.flags.insert(Flag::PrecisionAssumed);
    }
    Ok(area.is_some())
}

fn judge_positions(positions: &[PostedPosition], out: &mut Judgement) -> Result<(), Refusal> {
    if positions.len() > MAX_POSITIONS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "an answer has at most 1,000 positions; split it into several answers to the occurrence",
        ));
    }
    for (place, posted) in positions.iter().enumerate() {
        if posted
            .place
            .end
            .is_some_and(|end| end <= posted.place.start)
        {
            return Err(invalid(format!(
                "position {} ends at or before its start; correct its times",
                place + 1
            )));
        }
        if posted.place.precision.is_none() {
            out.flags.insert(Flag::PrecisionAssumed);
        }
    }
    Ok(())
}

/// Takes an answer in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Answer) {
    let content = match &body.reply {
        Reply::Positions {
            positions,
            complete,
        } => Content::Positions {
            positions: admitted.told(Some(*positions), Label::Positions),
            complete: complete.as_ref().map(|declaration| declaration.forces),
        },
        Reply::Nil(declaration) => Content::Nil(declaration.forces),
        Reply::Refused { reason } => Content::Refused {
            reason: admitted.told(*reason, Label::Text),
        },
    };
    let answered = Answered {
        record: admitted.index,
        party: admitted.party,
        request: body.request,
        occurrence: body.occurrence,
        as_of: body.as_of.min(admitted.received_at()),
        received_at: admitted.received_at(),
        late: admitted.flagged(Flag::AnswerLate),
        complete: !admitted.flagged(Flag::AnswerPartial)
            && !matches!(content, Content::Refused { .. }),
        content,
    };
    if let Reply::Positions {
        complete: Some(declaration),
        ..
    }
    | Reply::Nil(declaration) = &body.reply
    {
        declare(register, admitted, &answered, declaration);
    }
    if !admitted.unconfirmed {
        retire_earlier(register, &answered, admitted.index);
    }
    let as_of = (answered.as_of, admitted.index);
    register.requests.by_as_of.insert(as_of);
    register.requests.answers.insert(admitted.index, answered);
    if let Some(asked) = register.requests.asked.get_mut(&body.request) {
        asked
            .answers
            .entry(body.occurrence)
            .or_default()
            .push(admitted.index);
        asked.settle();
    }
    if matches!(body.reply, Reply::Positions { .. }) {
        presence::answer::posted(register, admitted.index);
    }
}

/// Takes in what an answer declares. A list that nobody sees declares nothing: its area is left out,
/// so that it gives no coverage.
fn declare(
    register: &mut Register,
    admitted: &Admitted<'_>,
    answered: &Answered,
    declaration: &Declaration,
) {
    let is_unseen = matches!(
        &answered.content,
        Content::Positions {
            positions: Told::Nothing,
            ..
        }
    );
    let volume = if is_unseen {
        Told::Nothing
    } else {
        admitted.told(Some(declaration.area), Label::Area)
    };
    register.declarations.declare(Declaring {
        party: answered.party,
        record: answered.record,
        forces: declaration.forces,
        volume,
        as_of: answered.as_of,
    });
}

/// The declarations of one occurrence's answers that an answer of the party's own word replaces, from
/// the record `by` on. An answer that is true at an earlier time replaces nothing and is itself
/// replaced by the party's later word.
fn retire_earlier(register: &mut Register, answered: &Answered, by: LogIndex) {
    let known_at = register.size;
    let others: Vec<(bool, LogIndex)> = register
        .requests
        .answers(answered.request, known_at)
        .filter(|other| other.occurrence == answered.occurrence && other.record != answered.record)
        .map(|other| (other.order() < answered.order(), other.record))
        .collect();
    for (earlier, other) in others {
        if earlier {
            register.declarations.retire(other, by);
        } else if register.relays.own_since(other, known_at).is_some() {
            register.declarations.retire(answered.record, by);
        }
    }
}

impl super::Requests {
    /// The party says whether it gave the answer of a record. Called by [`crate::relay`].
    fn take_stance(&mut self, record: LogIndex, stance: Stance) {
        let Some(answered) = self.answers.get(&record) else {
            return;
        };
        let Some(asked) = self.asked.get_mut(&answered.request) else {
            return;
        };
        match stance {
            Stance::Confirmed => {
                asked.disowned.remove(&record);
            }
            Stance::Disowned => {
                asked.disowned.insert(record);
                asked.settled = asked.settled.min(answered.occurrence);
            }
        }
        asked.settle();
    }
}

/// The party says, with the record `by`, whether it gave the answer of a record; other records are
/// not looked at.
pub(crate) fn take_stance(register: &mut Register, record: LogIndex, stance: Stance, by: LogIndex) {
    register.requests.take_stance(record, stance);
    let answered = register.requests.answer(record).cloned();
    if let Some(answered) = answered.filter(|_| stance == Stance::Confirmed) {
        retire_earlier(register, &answered, by);
    }
}

/// A word about the answer of a record counts no more: who has answered follows.
pub(crate) fn reconsider(register: &mut Register, record: LogIndex) {
    let stance = match register.relays.word(record, register.size) {
        Word::Disowned { .. } => Stance::Disowned,
        Word::Signed | Word::Unconfirmed | Word::Confirmed { .. } => Stance::Confirmed,
    };
    register.requests.take_stance(record, stance);
}

/// Whether the answer still counts: a position of it stands, its declaration is not over, or earlier
/// positions stand no more only because of it and were not erased before it.
pub(super) fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    let lasts = |end: Option<Instant>| end.is_none_or(|end| end > at.now);
    let left = posted::of_record(register, record, at.known_at);
    let stands = left
        .iter()
        .flat_map(|posted| &posted.left)
        .any(|(_, end)| lasts(*end));
    let Some(declared) = declaration::own_word(register, record, at.known_at) else {
        return stands;
    };
    let Some(answered) = register.requests.answer(record) else {
        return stands;
    };
    let holds_back = || {
        register
            .requests
            .answers(answered.request, at.known_at)
            .filter(|other| other.party == answered.party && other.order() < answered.order())
            .filter_map(Answered::positions)
            .flatten()
            .any(|posted| lasts(posted.place.end))
    };
    stands || lasts(Some(declared.volume.window.end())) || holds_back()
}

/// How old an answer to the request may be: its zone's freshness.
pub(super) fn freshness(
    register: &Register,
    request: RequestId,
    known_at: LogIndex,
) -> Option<Span> {
    let version = register.requests.current(request, known_at)?;
    register
        .zones
        .profile(version.said.zone, known_at)
        .map(|(_, profile)| profile.freshness)
}
