//! Stops: what was sent and replied, and a stop as it stands with its trail of times.

use super::countersignature::CountersignatureView;
use super::duty::TakenOverView;
use super::geo::VolumeView;
use super::informed::InformedLine;
use super::standing::word;
use super::{Lens, Sealed, lasted, time};
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::place::Volume4d;
use truceline_register::register::said::Told;
use truceline_register::stop::delivery::Delivered;
use truceline_register::stop::view::{AlertTrail, Reach, RecipientView, ReplyView, StopView};
use truceline_register::stop::{StopEnded, StopReplied, StopSent};
use truceline_register::time::{Instant, Span};
use utoipa::ToSchema;

/// A stop.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StopSentView {
    /// The sender's id.
    pub id: String,
    /// Where; absent where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Sealed<VolumeView>>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
    /// Whom the sender names.
    pub to: Vec<Named>,
}

/// A reply: a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StopReplyView {
    /// Whose stop.
    pub party: Named,
    /// Which.
    pub id: String,
    /// What.
    pub word: &'static str,
    /// To whom or why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// The end of a stop.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StopEndView {
    /// Whose stop.
    pub party: Named,
    /// Which.
    pub id: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// A stop as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingStopView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub heard_at: String,
    /// At which desk it was signed.
    pub desk: Named,
    /// Whose word it is.
    pub word: &'static str,
    /// Until somebody ends it.
    pub in_force: bool,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Named>,
    /// Where; absent where it was not told, and then it concerns everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<VolumeView>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who was told.
    pub recipients: Vec<StopRecipientView>,
    /// Who has not answered at all.
    pub silent: Vec<Named>,
    /// Who is said to have been told by other means: the tellers' word, and no answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub informed: Vec<InformedLine>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// One party that was told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StopRecipientView {
    /// Who.
    pub party: Named,
    /// Since when.
    pub told_at: String,
    /// What it is owed.
    pub alerts: Vec<AlertTrailView>,
    /// How far it has come: `sent`, `delivered`, `answered`, or the party's last reply.
    pub reach: &'static str,
    /// Since when it is passed on to any duty desk, unanswered by then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalated_at: Option<String>,
    /// Towards which of its desks the word has left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivered: Vec<DeliveredView>,
    /// What it replied: claims.
    pub replies: Vec<TimedReplyView>,
    /// Who of it took it over last; nothing is answered by that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_over: Option<TakenOverView>,
}

/// An alert from its owing to its answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlertTrailView {
    /// The record that owes it.
    pub record: LogIndex,
    /// Its number there.
    pub number: u16,
    /// To which desk; absent means any duty desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<Named>,
    /// Since when.
    pub owed_at: String,
    /// When it went to any duty desk, unanswered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalated_at: Option<String>,
    /// When somebody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    /// Which desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<Named>,
    /// After so many seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_seconds: Option<i64>,
}

/// The word of a stop has left towards a desk; whether it arrived, only the desk can say.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveredView {
    /// Which desk.
    pub desk: Named,
    /// When it had left at the latest.
    pub at: String,
    /// So many milliseconds after the stop was heard.
    pub after_ms: i64,
}

/// A reply with its delay.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimedReplyView {
    /// What.
    pub word: &'static str,
    /// When the register heard it.
    pub at: String,
    /// So many seconds after the stop.
    pub after_seconds: i64,
    /// Which desk signed it.
    pub desk: Named,
    /// Whether it is the party's signed word.
    pub confirmed: bool,
    /// To whom or why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

impl StopSentView {
    /// The view of a stop.
    #[must_use]
    pub fn of(body: &StopSent, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            area: lens.open(body.area, Label::Area, |volume: &Volume4d| {
                VolumeView::of(volume)
            }),
            text: lens.text(body.text),
            to: (body.to.iter())
                .map(|party| lens.names.party(*party))
                .collect(),
        }
    }
}

impl StopReplyView {
    /// The view of a reply.
    #[must_use]
    pub fn of(body: &StopReplied, lens: &Lens<'_>) -> Self {
        Self {
            party: lens.names.party(body.stop.party),
            id: body.stop.id.to_string(),
            word: body.word.word(),
            text: lens.text(body.text),
        }
    }
}

impl StopEndView {
    /// The view of an end.
    #[must_use]
    pub fn of(body: &StopEnded, lens: &Lens<'_>) -> Self {
        Self {
            party: lens.names.party(body.stop.party),
            id: body.stop.id.to_string(),
            text: lens.text(body.text),
        }
    }
}

/// Whole seconds of a span.
#[must_use]
pub const fn seconds(span: Span) -> i64 {
    span.micros() / 1_000_000
}

impl AlertTrailView {
    /// The view of a trail.
    #[must_use]
    pub fn of(trail: &AlertTrail, names: &Names) -> Self {
        Self {
            record: trail.record,
            number: trail.number,
            desk: trail.desk.map(|desk| names.desk(desk)),
            owed_at: time(trail.owed_at),
            escalated_at: trail.escalated_at.map(time),
            answered_at: trail.answered.map(|answered| time(answered.at)),
            answered_by: trail.answered.map(|answered| names.desk(answered.desk)),
            after_seconds: trail.answered.map(|answered| seconds(answered.after)),
        }
    }

    fn text(&self) -> String {
        let desk = self
            .desk
            .as_ref()
            .map_or("any duty desk", |desk| desk.short());
        let escalated = self
            .escalated_at
            .as_ref()
            .map(|at| format!(", to any duty desk at {at}"));
        let answered = match (&self.answered_at, &self.answered_by, self.after_seconds) {
            (Some(at), Some(by), Some(after)) => {
                format!("answered at {at} by {} after {after}s", by.short())
            }
            _ => "NOT ANSWERED".to_owned(),
        };
        format!(
            "    alert {} {} to {desk} at {}{}: {answered}\n",
            self.record,
            self.number,
            self.owed_at,
            escalated.unwrap_or_default()
        )
    }
}

impl TimedReplyView {
    fn of(one: &ReplyView<'_>, names: &Names) -> Self {
        Self {
            word: one.reply.word.word(),
            countersignature: CountersignatureView::of([one.reply.record], names),
            at: time(one.reply.received_at),
            after_seconds: seconds(one.after),
            desk: names.desk(one.reply.desk),
            confirmed: one.confirmed,
            text: one.reply.text.value().cloned(),
        }
    }

    fn text(&self) -> String {
        let unconfirmed = if self.confirmed {
            ""
        } else {
            ", not its signed word yet"
        };
        let words = self
            .text
            .as_ref()
            .map(|words| format!(": {}", one_line(words)));
        format!(
            "    replies {} at {} after {}s by {}{unconfirmed}{}{}\n",
            self.word,
            self.at,
            self.after_seconds,
            self.desk.short(),
            words.unwrap_or_default(),
            CountersignatureView::mark(self.countersignature.as_ref())
        )
    }
}

impl DeliveredView {
    fn of(one: &Delivered, heard_at: Instant, names: &Names) -> Self {
        Self {
            desk: names.desk(one.desk),
            at: time(one.at),
            after_ms: one.at.since(heard_at).micros() / 1_000,
        }
    }

    fn text(&self) -> String {
        format!(
            "    delivered to {} at {} after {}ms\n",
            self.desk.short(),
            self.at,
            self.after_ms
        )
    }
}

const fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Sent => "sent",
        Reach::Delivered => "delivered",
        Reach::Answered => "answered",
        Reach::Replied(word) => word.word(),
    }
}

impl StopRecipientView {
    fn of(one: &RecipientView<'_>, heard_at: Instant, names: &Names, eyes: PartyId) -> Self {
        Self {
            reach: reach(one.reach()),
            escalated_at: one.escalated_at().map(time),
            delivered: (one.delivered.iter())
                .map(|left| DeliveredView::of(left, heard_at, names))
                .collect(),
            party: names.party(one.party),
            told_at: time(one.told_at),
            alerts: (one.alerts.iter())
                .map(|trail| AlertTrailView::of(trail, names))
                .collect(),
            replies: (one.replies.iter())
                .map(|reply| TimedReplyView::of(reply, names))
                .collect(),
            taken_over: one
                .taken_over
                .map(|taken| TakenOverView::of(&taken, names, eyes)),
        }
    }
}

impl StandingStopView {
    /// The view of a stop as it stands, for a party that may see it.
    #[must_use]
    pub fn of(
        view: &StopView<'_>,
        informed: Vec<InformedLine>,
        names: &Names,
        eyes: PartyId,
    ) -> Self {
        let stop = view.stop;
        Self {
            party: names.party(stop.about.party),
            id: stop.about.id.to_string(),
            record: stop.record,
            countersignature: CountersignatureView::of([stop.record], names),
            heard_at: time(stop.received_at),
            desk: names.desk(stop.sent_by.desk),
            word: word(view.word),
            in_force: view.ended.is_none(),
            ended_at: view.ended.map(|ending| time(ending.received_at)),
            ended_by: view.ended.map(|ending| names.party(ending.party)),
            area: match &stop.area {
                Told::Value(area) => Some(VolumeView::of(area)),
                Told::Nothing | Told::Erased => None,
            },
            text: stop.text.value().cloned(),
            recipients: (view.recipients.iter())
                .map(|one| StopRecipientView::of(one, stop.received_at, names, eyes))
                .collect(),
            silent: view.silent().map(|party| names.party(party)).collect(),
            informed,
        }
    }

    /// In one line.
    #[must_use]
    pub fn line(&self, waiting: Span) -> String {
        let state = match (&self.ended_at, &self.ended_by) {
            (Some(at), Some(by)) => format!("ended at {at} by {}", by.short()),
            _ => format!("IN FORCE for {}", lasted(waiting)),
        };
        let silent: Vec<&str> = self.silent.iter().map(Named::short).collect();
        let silent = if silent.is_empty() || !self.in_force {
            String::new()
        } else {
            format!("; not answered by {}", silent.join(", "))
        };
        let words = self
            .text
            .as_ref()
            .map(|text| format!(" \"{}\"", one_line(text)));
        format!(
            "{:>6}  {}  STOP {} of {} ({}){}: {state}{silent}{}\n",
            self.record,
            self.heard_at,
            self.id,
            self.party.short(),
            self.word,
            words.unwrap_or_default(),
            CountersignatureView::mark(self.countersignature.as_ref())
        )
    }

    /// With its trail.
    #[must_use]
    pub fn text(&self, waiting: Span) -> String {
        let mut text = self.line(waiting);
        if self.area.is_none() {
            text += "  no place is known: it concerns everybody\n";
        }
        for one in &self.recipients {
            let escalated = one.escalated_at.as_ref().map(|_| ", passed on");
            text += &format!(
                "  {} told at {}: {}{}\n",
                one.party.short(),
                one.told_at,
                one.reach,
                escalated.unwrap_or_default()
            );
            text.extend(one.delivered.iter().map(DeliveredView::text));
            text.extend(one.alerts.iter().map(AlertTrailView::text));
            text.extend(one.replies.iter().map(TimedReplyView::text));
            let taken = one.taken_over.as_ref();
            text.extend(taken.map(|taken| format!("    {}\n", taken.text())));
        }
        text.extend((self.informed.iter()).map(|one| format!("  {}", one.text())));
        text
    }
}
