//! The acknowledgement ladder and each recipient's numbered inbox.
//!
//! What a record tells a party stands in that party's inbox, numbered from 1 without gaps, so that
//! the party can see that nothing was left out. How far an item has come is the recipient's claim,
//! step by step, signed and timed; steps may come in any order and more than once, all are kept, and
//! no step means approval in any sense. Not here: sending. DESIGN.md §3.

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{DeskId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::register::{Register, Standpoint};
use crate::relay::Relays;
use crate::time::Instant;
use crate::vocabulary::{LadderStep, Resolution};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// The steps that a recipient is expected to take, in order; being in the inbox is the ones before.
pub const EXPECTED_STEPS: [LadderStep; 4] = [
    LadderStep::Received,
    LadderStep::Acknowledged,
    LadderStep::Ingested,
    LadderStep::Disseminated,
];

/// A recipient says how far an item of its inbox has come.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Acknowledgement {
    /// Number of the item in the party's inbox, counted from 1.
    #[n(0)]
    pub item: u64,
    /// Which step.
    #[n(1)]
    pub step: LadderStep,
    /// To whom or why, in words: the unit it was passed to, the question, the reason.
    #[n(2)]
    pub text: Option<Digest>,
}

/// One item of an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number, counted from 1.
    pub number: u64,
    /// The record that it tells of.
    pub record: LogIndex,
    /// The record that put it there: the same, or a later one that tells it anew.
    pub by: LogIndex,
    /// How exactly.
    pub resolution: Resolution,
    /// Whose word the record is; absent for the register's own.
    pub owner: Option<PartyId>,
}

/// One step as its recipient claims it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which step.
    pub step: LadderStep,
    /// The record that claims it.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// At which desk it was signed.
    pub desk: DeskId,
    /// To whom or why.
    pub text: Told<String>,
    /// Whether it is the party's signed word at the standpoint asked; signed with a key out of
    /// force it is not, until the party confirms it.
    pub confirmed: bool,
}

impl Step {
    /// Whether it is a signed word from received on.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.confirmed && self.step >= LadderStep::Received
    }
}

/// How far a record has come with one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// With whom.
    pub to: PartyId,
    /// The item in its inbox.
    pub item: Item,
    /// Every step it claims, in the order it was said.
    pub steps: Vec<Step>,
}

impl Rung {
    /// The expected steps that the recipient has not claimed in its signed word.
    #[must_use]
    pub fn missing(&self) -> Vec<LadderStep> {
        let claimed = |step: LadderStep| self.steps.iter().any(|s| s.confirmed && s.step == step);
        EXPECTED_STEPS
            .into_iter()
            .filter(|step| !claimed(*step))
            .collect()
    }

    /// Whether somebody at a desk of the recipient has taken it: any confirmed step from received
    /// on, the question, the dispute and the return among them.
    #[must_use]
    pub fn is_acknowledged(&self) -> bool {
        self.steps.iter().any(Step::is_taken)
    }
}

/// A step as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Claim {
    step: LadderStep,
    record: LogIndex,
    received_at: Instant,
    desk: DeskId,
    text: Told<String>,
}

/// All inboxes and what was said of their items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    inboxes: BTreeMap<PartyId, Vec<Item>>,
    recipients: BTreeMap<LogIndex, Vec<(PartyId, u64)>>,
    claims: BTreeMap<(PartyId, u64), Vec<Claim>>,
    claimed_by: BTreeMap<LogIndex, (PartyId, u64)>,
}

impl Ladder {
    /// Number of a party's next inbox item, counted from 1.
    #[must_use]
    pub fn next_number(&self, party: PartyId) -> u64 {
        let last = self.inboxes.get(&party).and_then(|inbox| inbox.last());
        last.map_or(0, |item| item.number) + 1
    }

    /// A party's inbox as it stood after the first `known_at` records.
    #[must_use]
    pub fn inbox(&self, party: PartyId, known_at: LogIndex) -> &[Item] {
        let inbox = self.inboxes.get(&party).map_or(&[][..], Vec::as_slice);
        &inbox[..inbox.partition_point(|item| item.by < known_at)]
    }

    /// An item of a party's inbox.
    #[must_use]
    pub fn item(&self, party: PartyId, number: u64) -> Option<&Item> {
        let inbox = self.inboxes.get(&party)?;
        let place = inbox.binary_search_by_key(&number, |item| item.number);
        inbox.get(place.ok()?)
    }

    /// The items of a party's inbox that tell of a record.
    pub fn items_of(
        &self,
        record: LogIndex,
        to: PartyId,
        known_at: LogIndex,
    ) -> impl Iterator<Item = &Item> {
        let items = self.recipients.get(&record).into_iter().flatten();
        items
            .filter(move |(party, _)| *party == to)
            .filter_map(|(party, number)| self.item(*party, *number))
            .filter(move |item| item.by < known_at)
    }

    /// Puts a record into an inbox. In a party's portion of the log the inboxes of others lack what is not
    /// told to it; in the whole log nothing is lacking.
    ///
    /// # Panics
    /// If the number is not after the inbox's last: an item would stand for two records.
    pub(crate) fn apply_inbox(&mut self, to: PartyId, item: Item) {
        assert!(
            item.number >= self.next_number(to),
            "the items of an inbox are numbered in the log's order"
        );
        self.recipients
            .entry(item.record)
            .or_default()
            .push((to, item.number));
        self.inboxes.entry(to).or_default().push(item);
    }

    /// Forgets the words of an acknowledgement.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(claim) = self.claim(record) {
            claim.text.forget();
        }
    }

    fn claim(&mut self, record: LogIndex) -> Option<&mut Claim> {
        let place = self.claimed_by.get(&record)?;
        self.claims
            .get_mut(place)?
            .iter_mut()
            .find(|claim| claim.record == record)
    }

    fn rung(&self, relays: &Relays, to: PartyId, item: Item, known_at: LogIndex) -> Rung {
        let claims = self
            .claims
            .get(&(to, item.number))
            .map_or(&[][..], Vec::as_slice);
        let steps = claims
            .iter()
            .filter(|claim| claim.record < known_at)
            .map(|claim| Step {
                step: claim.step,
                record: claim.record,
                received_at: claim.received_at,
                desk: claim.desk,
                text: claim.text.clone(),
                confirmed: relays.own_since(claim.record, known_at).is_some(),
            })
            .collect();
        Rung { to, item, steps }
    }
}

/// How far a record has come with each of its recipients, in order of party.
#[must_use]
pub fn of(register: &Register, record: LogIndex, at: Standpoint) -> Vec<Rung> {
    if record >= at.known_at {
        return Vec::new();
    }
    let ladder = &register.ladder;
    let mut rungs: Vec<Rung> = ladder
        .recipients
        .get(&record)
        .into_iter()
        .flatten()
        .filter_map(|(to, number)| {
            ladder
                .item(*to, *number)
                .filter(|item| item.by < at.known_at)
                .map(|item| ladder.rung(&register.relays, *to, *item, at.known_at))
        })
        .collect();
    rungs.sort_by_key(|rung| (rung.to, rung.item.number));
    rungs
}

/// The records that a party has acknowledged from its inbox, and how exactly it was told: with its
/// own statements, what the party knew.
#[must_use]
pub fn acknowledged(
    register: &Register,
    party: PartyId,
    at: Standpoint,
) -> BTreeMap<LogIndex, Resolution> {
    told(register, party, at, true)
}

/// The records that were put into a party's inbox and that it has not acknowledged: sent, and
/// perhaps never seen.
#[must_use]
pub fn sent_not_acknowledged(
    register: &Register,
    party: PartyId,
    at: Standpoint,
) -> BTreeMap<LogIndex, Resolution> {
    told(register, party, at, false)
}

fn told(
    register: &Register,
    party: PartyId,
    at: Standpoint,
    acknowledged: bool,
) -> BTreeMap<LogIndex, Resolution> {
    let mut told: BTreeMap<LogIndex, Resolution> = BTreeMap::new();
    for item in register.ladder.inbox(party, at.known_at) {
        let relays = &register.relays;
        let rung = register.ladder.rung(relays, party, *item, at.known_at);
        if rung.is_acknowledged() == acknowledged {
            let finest = told.entry(item.record).or_insert(item.resolution);
            *finest = (*finest).max(item.resolution);
        }
    }
    told
}

/// Judges an acknowledgement. The owner of the record is told of it, so that it sees its own ladder;
/// an acknowledgement of an acknowledgement is told to nobody, or two desks would never be done.
///
/// # Errors
/// [`Refusal`]: no such item in the signer's inbox, or words that are not of their kind.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Acknowledgement,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let Some(item) = register.ladder.item(said.party, body.item) else {
        let last = register.ladder.next_number(said.party) - 1;
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "your inbox has the items 1 to {last} and no item {}; correct the number",
                body.item
            ),
        ));
    };
    opened::<String>(said, body.text, Label::Text, "text")?;
    if register.ladder.claimed_by.contains_key(&item.record) {
        return Ok(());
    }
    if let Some(owner) = item.owner.filter(|owner| *owner != said.party) {
        out.tell(owner, Resolution::Exact);
    }
    Ok(())
}

/// Takes an acknowledgement in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Acknowledgement) {
    let place = (admitted.party, body.item);
    register.ladder.claimed_by.insert(admitted.index, place);
    register
        .ladder
        .claims
        .entry(place)
        .or_default()
        .push(Claim {
            step: body.step,
            record: admitted.index,
            received_at: admitted.received_at(),
            desk: admitted.signer.desk,
            text: admitted.told(body.text, Label::Text),
        });
}

#[cfg(test)]
mod tests;
