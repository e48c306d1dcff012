//! A record: a statement with the register's own part, and a statement alone.

use super::act::{ActView, line};
use super::check::{BasisView, VerdictView};
use super::countersignature::CountersignatureView;
use super::incident::AttachedView;
use super::kind::RecordKind;
use super::look::{CountsView, LookView, NoticedView};
use super::{Lens, time};
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::check::Basis;
use truceline_register::check::probing::Noticed;
use truceline_register::codec::disclosure::{Disclosures, Label};
use truceline_register::codec::record::{Alert, AlertWhy, Effect, Ground, Record};
use truceline_register::codec::statement::Statement;
use truceline_register::counts::ZoneCount;
use truceline_register::ids::LogIndex;
use truceline_register::looks::Look;
use utoipa::ToSchema;

/// A signed statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementView {
    /// For which log.
    pub register: String,
    /// Digest of its genesis statement.
    pub genesis: String,
    /// Which key signed.
    pub key: String,
    /// What it says; absent where it cannot be read.
    #[serde(flatten)]
    pub payload: Option<PayloadView>,
    /// How many bytes stand beside it that this release cannot read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread_bytes: Option<u64>,
}

/// What a statement's payload says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PayloadView {
    /// The signer's id of the act.
    pub act_id: String,
    /// Who says it.
    pub party: Named,
    /// At which desk.
    pub desk: Named,
    /// When, by the signer's clock: a claim.
    pub signed_at: String,
    /// Place in the key's chain.
    pub sequence: u64,
    /// What.
    pub says: ActView,
}

/// An item put into an inbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldView {
    /// Whose inbox.
    pub to: Named,
    /// Under which number.
    pub number: u64,
    /// How exactly.
    pub resolution: &'static str,
}

/// An earlier record put into an inbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RetoldView {
    /// Whose inbox.
    pub to: Named,
    /// Under which number.
    pub number: u64,
    /// Which record.
    pub record: LogIndex,
    /// How exactly.
    pub resolution: &'static str,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// An alert that is owed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlertView {
    /// Its number among those that the record owes the party, counted from 0.
    pub number: u16,
    /// To whom.
    pub to: Named,
    /// To which desk; absent means any duty desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<Named>,
    /// Why.
    pub why: &'static str,
    /// About which plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// About which record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<LogIndex>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// The word of a stop has left towards a desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeftView {
    /// Whose desk.
    pub party: Named,
    /// Which.
    pub desk: Named,
    /// The record that sent the stop.
    pub stop: LogIndex,
    /// When it had left at the latest.
    pub at: String,
}

/// A record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// Its place in the log.
    pub index: LogIndex,
    /// When the register heard it.
    pub received_at: String,
    /// Why it stands there.
    pub ground: String,
    /// What the register noticed.
    pub flags: Vec<&'static str>,
    /// Whom it told.
    pub told: Vec<ToldView>,
    /// Which earlier records it told anew.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retold: Vec<RetoldView>,
    /// What checks and the watch said.
    pub verdicts: Vec<VerdictView>,
    /// What an owner is told of checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<CountsView>,
    /// What somebody was shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<LookView>,
    /// What was noticed of a look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub noticed: Vec<NoticedView>,
    /// What they rest on, where that is at hand.
    pub basis: Vec<BasisView>,
    /// What is owed.
    pub alerts: Vec<AlertView>,
    /// Which stops' words have left towards which desks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivered: Vec<LeftView>,
    /// Which waiting records it completes.
    pub completes: Vec<LogIndex>,
    /// Of which occurrences of requests it reminds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reminded: Vec<String>,
    /// Which occurrences of requests it says are overdue.
    pub overdue: Vec<String>,
    /// What the machine's clock read when two people had said that it is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_read: Option<String>,
    /// The state that is attached to an incident: how to ask for it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached: Option<AttachedView>,
    /// How many entries came into the lists of a reconciliation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<ListedView>,
    /// How many bytes of disclosures are kept that came with a statement that nobody can read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_unread_bytes: Option<u64>,
    /// The statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementView>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A record in one line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordLine {
    /// Its place in the log.
    pub index: LogIndex,
    /// When the register heard it.
    pub received_at: String,
    /// Who says it.
    pub by: String,
    /// What kind of record it is.
    pub kind: RecordKind,
    /// What.
    pub says: String,
    /// What the register noticed.
    pub flags: Vec<&'static str>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

impl StatementView {
    /// The view of a statement with what opens it.
    #[must_use]
    pub fn of(statement: &Statement, disclosures: &Disclosures, names: &Names) -> Self {
        let lens = Lens { names, disclosures };
        let payload = statement.payload().ok().map(|payload| PayloadView {
            act_id: payload.act_id.to_string(),
            party: names.party(payload.party),
            desk: names.desk(payload.desk),
            signed_at: time(payload.signed_at),
            sequence: payload.sequence,
            says: ActView::of(&payload.act, &lens),
        });
        Self {
            register: statement.header.origin.clone(),
            genesis: statement.header.genesis.to_string(),
            key: statement.header.key.to_string(),
            payload,
            unread_bytes: Some(disclosures.unread_bytes()).filter(|bytes| *bytes > 0),
        }
    }
}

impl AlertView {
    /// The view of an alert.
    #[must_use]
    pub fn of(alert: &Alert, names: &Names) -> Self {
        Self {
            number: alert.number,
            to: names.party(alert.to),
            desk: alert.desk.map(|desk| names.desk(desk)),
            why: why(alert.why),
            plan: alert.plan.map(|(_, plan)| plan.to_string()),
            record: alert.record,
            countersignature: CountersignatureView::of(alert.record, names),
        }
    }
}

/// Why an alert is owed, in words.
#[must_use]
pub const fn why(why: AlertWhy) -> &'static str {
    match why {
        AlertWhy::OutcomeChanged => "the outcome of an active plan has changed",
        AlertWhy::MovementOverdue => "a movement is past its window and has not reported",
        AlertWhy::HaltTooLong => "a halt lasts longer than the rules allow; give a temporary site",
        AlertWhy::RequestOverdue => "a request is overdue",
        AlertWhy::RequestDue => "a request will soon be due",
        AlertWhy::ReconfirmDue => "a notification is past its time of reconfirmation",
        AlertWhy::Unreadable => "something arrived that cannot be read",
        AlertWhy::Channel => "a channel changed its state",
        AlertWhy::Escalated => "an alert was not answered in time",
        AlertWhy::Probing => "checks come in a pattern that searches",
        AlertWhy::BudgetUsed => "a party's checks of the day are used up; telephone it",
        AlertWhy::ClockDoubted => {
            "the clock has jumped; two people confirm it, one of them of the centre"
        }
        AlertWhy::Stop => "STOP",
        AlertWhy::LineTest => "a line test: answer it, nothing else is meant",
        AlertWhy::Unattended => "the last person of a party has signed off; telephone it",
    }
}

fn ground(ground: &Ground, names: &Names) -> String {
    match ground {
        Ground::Admitted => "admitted".to_owned(),
        Ground::Unreadable => "admitted, unreadable".to_owned(),
        Ground::Refused {
            code, further: 0, ..
        } => format!("refused: {}", code.code()),
        Ground::Refused { code, further, .. } => {
            format!(
                "refused: {}, and {further} further of the same key",
                code.code()
            )
        }
        Ground::Tick => "time has passed".to_owned(),
        Ground::ClockDoubted => "the clock is in doubt".to_owned(),
        Ground::Watch { cause } => format!("the watch ran because of record {cause}"),
        Ground::DeskSeen {
            party,
            desk,
            present,
        } => {
            let how = if *present { "is there" } else { "is gone" };
            let (party, desk) = (names.party(*party), names.desk(*desk));
            format!("the desk {} of {} {how}", desk.short(), party.short())
        }
        Ground::PassedOn { cause } => format!("passed on from record {cause}"),
        Ground::Delivered => "words of stops have left towards desks".to_owned(),
        Ground::Looked { .. } => "somebody was shown what others told".to_owned(),
    }
}

/// How many entries came into the lists of a reconciliation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedView {
    /// Into the first.
    pub one: usize,
    /// Into the second.
    pub other: usize,
    /// Beside both.
    pub beside: usize,
}

impl RecordView {
    /// The view of a record, with the disclosures that it carries.
    #[must_use]
    pub fn of(record: &Record, names: &Names) -> Self {
        let mut view = Self {
            index: record.index,
            received_at: time(record.part.received_at),
            ground: ground(&record.part.ground, names),
            flags: record.part.flags.iter().map(|flag| flag.word()).collect(),
            told: Vec::new(),
            retold: Vec::new(),
            verdicts: Vec::new(),
            basis: Vec::new(),
            counts: Vec::new(),
            looks: Vec::new(),
            noticed: Vec::new(),
            alerts: Vec::new(),
            delivered: Vec::new(),
            completes: Vec::new(),
            reminded: Vec::new(),
            overdue: Vec::new(),
            clock_read: None,
            attached: None,
            listed: None,
            countersignature: CountersignatureView::of_record(record, names),
            kept_unread_bytes: (record.part.ground == Ground::Unreadable)
                .then(|| record.disclosures.unread_bytes()),
            statement: record
                .statement
                .as_ref()
                .map(|s| StatementView::of(s, &record.disclosures, names)),
        };
        for effect in &record.part.effects {
            view.take(effect, record, names);
        }
        view
    }

    fn take(&mut self, effect: &Effect, record: &Record, names: &Names) {
        match effect {
            Effect::Inbox {
                to,
                number,
                resolution,
            } => self.told.push(ToldView {
                to: names.party(*to),
                number: *number,
                resolution: resolution.word(),
            }),
            Effect::Verdict(verdict) => {
                self.verdicts.push(VerdictView::of(verdict));
                let basis = record
                    .disclosures
                    .open::<Basis>(Some(verdict.basis), Label::Basis);
                self.basis.extend(
                    basis
                        .ok()
                        .flatten()
                        .map(|basis| BasisView::of(&basis, names)),
                );
            }
            Effect::Alert(alert) => self.alerts.push(AlertView::of(alert, names)),
            Effect::Completes(record) => self.completes.push(*record),
            Effect::Overdue {
                request,
                occurrence,
            } => self.overdue.push(format!("{request} ({occurrence})")),
            Effect::Reminded {
                request,
                occurrence,
            } => self.reminded.push(format!("{request} ({occurrence})")),
            Effect::OwnerCounts { to, counts } => {
                let counts = record
                    .disclosures
                    .open::<Vec<ZoneCount>>(Some(*counts), Label::Basis);
                let counts = counts.ok().flatten().unwrap_or_default();
                let to = names.party(*to);
                self.counts.push(CountsView::of(to, &counts, names));
            }
            Effect::Looks(sealed) => {
                let by = match record.part.ground {
                    Ground::Looked { by } => Some(names.party(by.party)),
                    _ => None,
                };
                let looks = record
                    .disclosures
                    .open::<Vec<Look>>(Some(*sealed), Label::Basis);
                let looks = looks.ok().flatten().unwrap_or_default();
                self.looks.extend(
                    looks
                        .iter()
                        .map(|look| LookView::of(look, by.clone(), names)),
                );
            }
            Effect::Noticed(sealed) => {
                let noticed = record
                    .disclosures
                    .open::<Noticed>(Some(*sealed), Label::Basis);
                let noticed = noticed.ok().flatten();
                self.noticed
                    .extend(noticed.iter().map(|what| NoticedView::of(what, names)));
            }
            Effect::Delivered { to, desk, stop, at } => self.delivered.push(LeftView {
                party: names.party(*to),
                desk: names.desk(*desk),
                stop: *stop,
                at: time(*at),
            }),
            Effect::Listed(listed) => {
                self.listed = Some(ListedView {
                    one: listed.one.len(),
                    other: listed.other.len(),
                    beside: listed.beside.len(),
                });
            }
            Effect::Counted(_) | Effect::Packed(_) | Effect::ActiveContent => {}
            Effect::StateAttached(attached) => {
                self.attached = Some(AttachedView::of(attached, names));
            }
            Effect::ClockRead { wall } => self.clock_read = Some(time(*wall)),
            Effect::Retold {
                to,
                number,
                record,
                resolution,
            } => self.retold.push(RetoldView {
                to: names.party(*to),
                number: *number,
                record: *record,
                resolution: resolution.word(),
                countersignature: CountersignatureView::of([*record], names),
            }),
        }
    }
}

impl RecordLine {
    /// One line of a record.
    #[must_use]
    pub fn of(record: &Record, names: &Names) -> Self {
        let by = record.part.signer.map_or_else(
            || "the register".to_owned(),
            |signer| names.party(signer.party).short().to_owned(),
        );
        let says = record.payload.as_ref().map_or_else(
            || ground(&record.part.ground, names),
            |payload| line(&payload.act, names),
        );
        Self {
            index: record.index,
            received_at: time(record.part.received_at),
            by,
            kind: RecordKind::of(record),
            says,
            flags: record.part.flags.iter().map(|flag| flag.word()).collect(),
            countersignature: CountersignatureView::of_record(record, names),
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let flags = if self.flags.is_empty() {
            String::new()
        } else {
            format!("  [{}]", self.flags.join(", "))
        };
        format!(
            "{:>6}  {}  {}: {}{flags}{}",
            self.index,
            self.received_at,
            one_line(&self.by),
            one_line(&self.says),
            CountersignatureView::mark(self.countersignature.as_ref())
        )
    }
}
