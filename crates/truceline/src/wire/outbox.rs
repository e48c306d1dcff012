//! The outbox: which targets there are, and how their letters stand.

use crate::exit::Problem;
use crate::names::{Named, Names};
use crate::outbox::key::OutboxKey;
use crate::outbox::ledger::Ledger;
use crate::outbox::line::{LetterLine, Standing, TargetLine};
use serde::{Deserialize, Serialize};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::time::Instant;
use utoipa::ToSchema;

/// The outbox as a party, or the centre, may see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutboxView {
    /// The key that webhooks are signed with; absent where the register's key is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<OutboxKeyView>,
    /// Targets, by name.
    pub targets: Vec<OutboxTargetView>,
    /// Letters that wait or are dead, of each target the latest 1,000.
    pub letters: Vec<LetterView>,
}

/// The key that webhooks are signed with.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutboxKeyView {
    /// The key id in the signature.
    pub id: String,
    /// The public half: Ed25519, 32 bytes in base64.
    pub public: String,
}

/// A target.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutboxTargetView {
    /// What it is called.
    pub name: String,
    /// `webhook` or `e-mail`.
    pub way: String,
    /// Whose.
    pub party: Named,
    /// At which desk; absent: any of the party's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// Its host, or the domain of its address.
    pub host: String,
    /// Whether the configuration names it still; to others nothing is sent.
    pub configured: bool,
    /// Letters that wait.
    pub waiting: u64,
    /// Dead letters.
    pub dead: u64,
    /// When it last took one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<String>,
    /// Why it did not take the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// When that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault_at: Option<String>,
}

/// A letter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterView {
    /// Its id, the same each time it goes out.
    pub id: String,
    /// To which target.
    pub target: String,
    /// `stop`, `line-test`, `alert` or `request`.
    pub event: &'static str,
    /// The record that owes it.
    pub record: LogIndex,
    /// Since when it is owed.
    pub at: String,
    /// `waiting` or `dead`.
    pub state: &'static str,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_try: Option<String>,
    /// Why it was not taken the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// What was done with letters.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OutboxChangedView {
    /// How many.
    pub letters: usize,
}

impl OutboxChangedView {
    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} changed\n", self.letters)
    }
}

fn moment(ms: i64) -> String {
    Instant::from_micros(ms.saturating_mul(1_000)).map_or_else(|_| "?".to_owned(), super::time)
}

impl OutboxKeyView {
    /// The view of a key.
    #[must_use]
    pub fn of(key: &OutboxKey) -> Self {
        Self {
            id: key.id(),
            public: key.public(),
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} (Ed25519, base64) {}\n", self.id, self.public)
    }
}

impl OutboxView {
    /// The targets of a party with their letters, or everybody's.
    ///
    /// # Errors
    /// [`Problem`]: the file cannot be read.
    pub fn of(
        ledger: Option<&Ledger>,
        key: Option<&OutboxKey>,
        of: Option<PartyId>,
        names: &Names,
    ) -> Result<Self, Problem> {
        let mut view = Self {
            key: key.map(OutboxKeyView::of),
            targets: Vec::new(),
            letters: Vec::new(),
        };
        let Some(ledger) = ledger else {
            return Ok(view);
        };
        let own = of.map(|party| party.to_string());
        for target in ledger.targets()? {
            if own.as_ref().is_some_and(|own| *own != target.party) {
                continue;
            }
            let letters = ledger.letters(&target.name, false)?;
            view.letters.extend(letters.into_iter().map(LetterView::of));
            view.targets.push(OutboxTargetView::of(target, names));
        }
        Ok(view)
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        if self.targets.is_empty() {
            return "no target: nothing is sent to anybody outside\n".to_owned();
        }
        let targets: String = self.targets.iter().map(OutboxTargetView::text).collect();
        let letters: String = self.letters.iter().map(LetterView::text).collect();
        targets + &letters
    }
}

impl OutboxTargetView {
    fn of(line: TargetLine, names: &Names) -> Self {
        let party = PartyId::parse(&line.party).map(|party| names.party(party));
        Self {
            party: party.unwrap_or(Named {
                id: line.party,
                name: None,
            }),
            name: line.name,
            way: line.way,
            desk: Some(line.desk).filter(|desk| !desk.is_empty()),
            host: line.shown,
            configured: line.configured,
            waiting: line.waiting,
            dead: line.dead,
            taken_at: line.taken_at_ms.map(moment),
            fault: line.fault,
            fault_at: line.fault_at_ms.map(moment),
        }
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{}  {} of {} at {}: {} waiting, {} dead",
            self.name,
            self.way,
            self.party.short(),
            self.host,
            self.waiting,
            self.dead
        );
        if let (Some(fault), Some(at)) = (&self.fault, &self.fault_at) {
            text += &format!("; {fault} at {at}");
        }
        if let Some(at) = &self.taken_at {
            text += &format!("; took one at {at}");
        }
        if !self.configured {
            text += "; not in the configuration: nothing is sent";
        }
        text + "\n"
    }
}

impl LetterView {
    fn of(line: LetterLine) -> Self {
        let is_waiting = line.standing == Standing::Waiting;
        Self {
            id: line.id,
            target: line.target,
            event: line.kind.word(),
            record: line.owed.record,
            at: line.at,
            state: line.standing.word(),
            attempts: line.attempts,
            next_try: is_waiting.then(|| moment(line.next_try_ms)),
            fault: line.fault,
        }
    }

    fn text(&self) -> String {
        let fault = self.fault.as_deref().unwrap_or("not tried yet");
        format!(
            "  {} {} to {}: {}, record {}, since {}; tried {} times: {fault}\n",
            self.state, self.id, self.target, self.event, self.record, self.at, self.attempts
        )
    }
}
