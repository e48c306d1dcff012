//! From what somebody says in a scenario to the speech that is signed.
//!
//! Not here: what names stand for ([`super::ids`]), signing
//! ([`crate::voice`]), handing in ([`super::runner`]).

mod agreement;
mod allegation;
mod duty;
mod event;
mod exhibit;
mod informed;
mod notification;
mod reconciliation;
mod stop;

use super::allegation::Alleging;
use super::cast::{CENTRE, Cast, PartyNumber, PersonNumber};
use super::deed::{Answer, Notice, Plan, Relay, RelayedWords, Reply, Report, Request, Statement};
use super::ids::{
    check_id, notification_id, party_id, plan_id, request_id, request_label, zone_id,
};
use super::names::Names;
use super::reconciliation::Reconciling;
use crate::exit::Problem;
use crate::speech::answer::{AnswerWords, CheckWords, DeclarationWords, PlanWords, ReplyWords};
use crate::speech::notification::ReportWords;
use crate::speech::{Disclose, Sealer, Speech};
use notification::legs;
use truceline_engine::randomness::Randomness;
use truceline_register::act::Act;
use truceline_register::channel::ChannelReport;
use truceline_register::check::{Check, Subject};
use truceline_register::codec::disclosure::Label;
use truceline_register::erasure::Erasure;
use truceline_register::geometry::position::Decimetres;
use truceline_register::hold::{Hold, HoldLift};
use truceline_register::ids::PartyId;
use truceline_register::ladder::Acknowledgement;
use truceline_register::notification::consent::Consent;
use truceline_register::notification::{Contest, NotificationRef, Reconfirmation, Withdrawal};
use truceline_register::party::KeyRevocation;
use truceline_register::place::{MovementPlace, PostedPosition, Volume4d};
use truceline_register::plan::PlanStep;
use truceline_register::register::Register;
use truceline_register::relay::{Confirmation, Relay as RegisterRelay, RelayedAct};
use truceline_register::time::Instant;
use truceline_register::vocabulary::{Activity, LadderStep, Resolution};

/// A speech and the name under which its record is known.
#[derive(Debug)]
pub struct Named {
    /// The speech.
    pub speech: Speech,
    /// Name of its record, where it has one.
    pub label: Option<String>,
}

/// Who speaks, when, and what is known then.
pub struct Speaking<'a> {
    /// Everyone.
    pub cast: &'a Cast,
    /// Names given so far.
    pub names: &'a Names,
    /// The register as it stands.
    pub register: &'a Register,
    /// Who signs.
    pub signer: PersonNumber,
    /// When.
    pub now: Instant,
    /// Salts.
    pub randomness: &'a mut dyn Randomness,
}

impl Speaking<'_> {
    fn party(&self) -> PartyNumber {
        self.cast.who(self.signer).party
    }

    fn party_id(&self, party: PartyNumber) -> PartyId {
        party_id(self.cast, party)
    }

    fn sealer(&mut self, how: Option<Resolution>) -> Sealer<'_> {
        let disclose = match how {
            None | Some(Resolution::Exact) => Disclose::Exact,
            Some(Resolution::Cell) => Disclose::Cell,
            Some(Resolution::Existence) => Disclose::Existence,
            Some(Resolution::Commitment) => Disclose::Nothing,
        };
        Sealer::new(self.randomness, disclose)
    }

    /// The speeches of a statement: several where the centre asks several parties at once.
    ///
    /// # Errors
    /// [`Problem`]: a name that has no record yet, a place that cannot be, no randomness.
    pub fn speeches(&mut self, statement: &Statement) -> Result<Vec<Named>, Problem> {
        if let Statement::Requests(request) = statement {
            return request
                .to
                .iter()
                .map(|to| self.request(request, *to))
                .collect();
        }
        if let Statement::AnswersAlerts = statement {
            return self.alerts_answered();
        }
        if let Statement::SaysOf { label, steps, text } = statement {
            let item = self.item(label)?;
            return steps
                .iter()
                .map(|step| self.step(item, *step, text.as_deref()))
                .collect();
        }
        if let Statement::EntersEvidence(exhibit) = statement {
            return self.exhibited(exhibit);
        }
        let label = label_of(self.cast, self.party(), statement);
        Ok(vec![Named {
            speech: self.speech(statement)?,
            label,
        }])
    }

    fn speech(&mut self, statement: &Statement) -> Result<Speech, Problem> {
        let plain = |act| Ok(Speech::plain(act));
        match statement {
            Statement::Notifies(notice) => self.notified(notice, false),
            Statement::Amends(notice) => self.notified(notice, true),
            Statement::Withdraws { label, reason } => {
                let mut sealer = self.sealer(None);
                let reason = sealer.text(reason.as_deref())?;
                let id = notification_id(label);
                Ok(sealer.speech(Act::Withdrawn(Withdrawal { id, reason })))
            }
            Statement::Reconfirms { label, until } => plain(Act::Reconfirmed(Reconfirmation {
                id: notification_id(label),
                reconfirm_by: *until,
            })),
            Statement::Contests { label, step, text } => {
                let about = self.notification(label)?;
                let mut sealer = self.sealer(None);
                let text = sealer.text(text.as_deref())?;
                Ok(sealer.speech(Act::Contested(Contest {
                    about,
                    step: *step,
                    text,
                })))
            }
            Statement::Reports(report) => self.reported(report),
            Statement::Requests(_)
            | Statement::AnswersAlerts
            | Statement::SaysOf { .. }
            | Statement::EntersEvidence(_) => Err(Problem::usage(
                "this is several statements, and never one inside another",
            )),
            Statement::Answers(answer) => self.answered(answer),
            Statement::Channel {
                of,
                with,
                state,
                since,
                text,
            } => {
                let of = self.party_id(of.unwrap_or(self.party()));
                let with = self.party_id(*with);
                let since = since.unwrap_or(self.now);
                let mut sealer = self.sealer(None);
                let text = sealer.text(text.as_deref())?;
                let report = ChannelReport {
                    with,
                    of,
                    state: *state,
                    since,
                    text,
                };
                Ok(sealer.speech(Act::ChannelReported(report)))
            }
            Statement::Files(plan) => self.planned(plan, Act::PlanFiled),
            Statement::Refiles(plan) => self.planned(plan, Act::PlanAmended),
            Statement::StepsPlan { label, state } => plain(Act::PlanStepped(PlanStep {
                id: plan_id(label),
                state: *state,
            })),
            Statement::ChecksPlan { label } => plain(Act::CheckAsked(Check {
                id: check_id(&format!("{label} at {}", self.now)),
                subject: Subject::Plan(plan_id(label)),
                activity: Activity::Other,
                buffer: Decimetres::ZERO,
            })),
            Statement::Checks(plan) => {
                let mut sealer = self.sealer(None);
                let check = CheckWords {
                    id: check_id(&plan.label),
                    volumes: plan.volumes.clone(),
                    activity: plan.activity,
                    buffer: plan.buffer,
                };
                let check = check.seal(&mut sealer)?;
                Ok(sealer.speech(Act::CheckAsked(check)))
            }
            Statement::SendsStop(stop) => self.stop_sent(stop),
            Statement::RepliesToStop { label, word, text } => {
                self.stop_replied(label, *word, text.as_deref())
            }
            Statement::EndsStop { label, text } => self.stop_ended(label, text.as_deref()),
            Statement::TestsLines { label, to } => self.lines_tested(label, to),
            Statement::AnswersLineTest { label } => self.line_test_answered(label),
            Statement::Informs(said) => self.informed(said),
            Statement::Enters(said) => {
                let own = self.party_id(self.party());
                self.entered(said, own)
            }
            Statement::OpensIncident(opening) => self.incident_opened(opening),
            Statement::AsksAbout(asking) => self.asked_about(asking),
            Statement::AnswersAbout(answering) => self.answered_about(answering),
            Statement::Claims(claiming) => self.claimed(claiming),
            Statement::LogsEvidence(said) => self.handled(said),
            Statement::TakesStance(stancing) => self.stance_taken(stancing),
            Statement::Alleges(said) => self.alleged(said),
            Statement::Reconciles(said) => self.reconciled(said),
            Statement::SignsOn { name, for_centre } => self.signed_on(name.as_deref(), *for_centre),
            Statement::SignsOff { person } => Ok(self.signed_off(*person)),
            Statement::TakesOver {
                from,
                without_stops,
                without_alerts,
            } => self.taken_over(*from, *without_stops, *without_alerts),
            Statement::Relays(relay) => self.relayed(relay),
            Statement::Confirms { label, stance } => plain(Act::Confirmed(Confirmation {
                record: self.names.record(label)?,
                stance: *stance,
            })),
            Statement::Countersigns { label } => {
                plain(Act::Countersigned(self.names.record(label)?))
            }
            Statement::Erases {
                labels,
                personal_only,
                reason,
            } => {
                let records = labels
                    .iter()
                    .map(|label| self.names.record(label))
                    .collect::<Result<_, _>>()?;
                let personal_only = *personal_only;
                let mut sealer = self.sealer(None);
                let reason = sealer.text(reason.as_deref())?;
                Ok(sealer.speech(Act::ErasureAsked(Erasure {
                    records,
                    personal_only,
                    reason,
                })))
            }
            Statement::Holds {
                labels,
                zone,
                reason,
                ..
            } => {
                let records = labels.iter().map(|label| self.names.record(label));
                let records = records.collect::<Result<_, _>>()?;
                let (zone, window) = match zone {
                    Some((zone, window)) => (Some(zone_id(zone)), Some(*window)),
                    None => (None, None),
                };
                let mut sealer = self.sealer(None);
                let reason = sealer.text(reason.as_deref())?;
                Ok(sealer.speech(Act::HoldPlaced(Hold {
                    records,
                    zone,
                    window,
                    reason,
                })))
            }
            Statement::LiftsHold { label, reason } => {
                let hold = self.names.records(label).first().copied();
                let hold = hold.ok_or_else(|| {
                    Problem::usage(format!("\"{label}\" has no record in the register"))
                })?;
                let mut sealer = self.sealer(None);
                let reason = sealer.text(reason.as_deref())?;
                Ok(sealer.speech(Act::HoldLifted(HoldLift { hold, reason })))
            }
            Statement::ConfirmsClock => plain(Act::ClockConfirmed),
            Statement::AnswersAlert => self.alert_answered(),
            Statement::RevokesKey { of, since } => {
                let key = self.names.key(*of)?;
                plain(Act::KeyRevoked(KeyRevocation { key, since: *since }))
            }
            Statement::Lets {
                label,
                to,
                resolution,
                emergency,
            } => plain(Act::ConsentChanged(Consent {
                id: notification_id(label),
                to: self.party_id(*to),
                resolution: *resolution,
                emergency: *emergency,
            })),
            Statement::RotatesKey { .. } | Statement::Unreadable => {
                Err(Problem::usage("this is signed in a way of its own"))
            }
        }
    }

    fn reported(&mut self, report: &Report) -> Result<Speech, Problem> {
        let place = if report.legs.is_empty() {
            None
        } else {
            Some(MovementPlace {
                legs: legs(&report.legs, Decimetres::ZERO)?,
                holding_points: Vec::new(),
                precision: None,
                buffer: Decimetres::ZERO,
            })
        };
        let words = ReportWords {
            id: notification_id(&report.label),
            act: report.act,
            at: report.at.unwrap_or(self.now),
            leg: report.leg.map(|leg| leg - 1),
            holding_point: report.holding_point.map(|point| point - 1),
            until: report.until,
            zone: place.as_ref().and_then(|place| self.zone_of_way(place)),
            place,
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::Reported(body)))
    }

    fn request(&mut self, request: &Request, to: PartyNumber) -> Result<Named, Problem> {
        let label = request_label(self.cast, &request.label, to);
        let (cast, to_id) = (self.cast, self.party_id(to));
        let mut sealer = self.sealer(None);
        let body = truceline_register::request::Request {
            id: request_id(cast, &request.label, to),
            to: to_id,
            zone: zone_id(&request.zone),
            area: sealer.seal_some(Label::Area, request.area.as_ref())?,
            forces: request.forces,
            as_of: request.as_of,
            due_by: request.due_by,
            every: request.every,
            until: request.until,
            remind: request.remind,
        };
        Ok(Named {
            speech: sealer.speech(Act::Requested(body)),
            label: Some(label),
        })
    }

    fn answered(&mut self, answer: &Answer) -> Result<Speech, Problem> {
        let declaration = |(forces, area): &(_, Volume4d)| DeclarationWords {
            area: area.clone(),
            forces: *forces,
        };
        let reply = match &answer.reply {
            Reply::Positions {
                places,
                class,
                complete,
            } => ReplyWords::Positions {
                positions: places
                    .iter()
                    .map(|place| PostedPosition {
                        class: *class,
                        place: place.clone(),
                    })
                    .collect(),
                complete: complete.as_ref().map(declaration),
            },
            Reply::Nil(forces, area) => ReplyWords::Nil(declaration(&(*forces, area.clone()))),
            Reply::Refuses(reason) => ReplyWords::Refused {
                reason: reason.clone(),
            },
        };
        let words = AnswerWords {
            request: request_id(self.cast, &answer.label, self.party()),
            occurrence: answer.occurrence - 1,
            as_of: answer.as_of.unwrap_or(self.now),
            reply,
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::Answered(body)))
    }

    fn planned(
        &mut self,
        plan: &Plan,
        act: impl Fn(truceline_register::plan::Plan) -> Act,
    ) -> Result<Speech, Problem> {
        let words = PlanWords {
            id: plan_id(&plan.label),
            volumes: plan.volumes.clone(),
            activity: plan.activity,
            buffer: plan.buffer,
            text: plan.text.clone(),
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(act(body)))
    }

    fn relayed(&mut self, relay: &Relay) -> Result<Speech, Problem> {
        let (speaker, heard_by) = (self.party_id(relay.speaker), self.party_id(relay.heard_by));
        let (what, given, withheld) = match &relay.what {
            RelayedWords::Words(words) => {
                let mut sealer = self.sealer(None);
                let digest = sealer.seal(Label::Text, words)?;
                let speech = sealer.speech(Act::ClockConfirmed);
                (RelayedAct::Words(digest), speech.given, speech.withheld)
            }
            RelayedWords::Statement(statement) => {
                let speech = self.as_speaker(relay.speaker).speech(statement)?;
                let what = match speech.act {
                    Act::Site(body) => RelayedAct::Site(body),
                    Act::Movement(body) => RelayedAct::Movement(body),
                    Act::Nil(body) => RelayedAct::Nil(body),
                    Act::Reported(body) => RelayedAct::Report(body),
                    Act::Withdrawn(body) => RelayedAct::Withdrawal(body),
                    Act::Answered(body) => RelayedAct::Answer(body),
                    Act::StopSent(body) => RelayedAct::Stop(body),
                    Act::StopReplied(body) => RelayedAct::StopReply(body),
                    _ => return Err(Problem::usage("this cannot be relayed")),
                };
                (what, speech.given, speech.withheld)
            }
        };
        let body = RegisterRelay {
            speaker,
            heard_by,
            means: relay.means,
            heard_at: relay.heard_at,
            read_back: relay.read_back,
            persons: None,
            what,
        };
        Ok(Speech {
            act: Act::Relayed(body),
            given,
            withheld,
            act_id: None,
        })
    }

    /// The same circumstances with another party's mouth.
    fn as_speaker(&mut self, party: PartyNumber) -> Speaking<'_> {
        let first = self
            .cast
            .persons
            .iter()
            .position(|person| person.party == party);
        Speaking {
            cast: self.cast,
            names: self.names,
            register: self.register,
            signer: first.map_or(self.signer, PersonNumber),
            now: self.now,
            randomness: self.randomness,
        }
    }

    fn notification(&self, label: &str) -> Result<NotificationRef, Problem> {
        let id = notification_id(label);
        let known = |number: usize| {
            let party = self.party_id(PartyNumber(number));
            let about = NotificationRef { party, id };
            self.register.notifications.get(about).map(|_| about)
        };
        (0..self.cast.parties.len()).find_map(known).ok_or_else(|| {
            Problem::usage(format!(
                "there is no notification \"{label}\" in the register"
            ))
        })
    }

    /// The number of the item in the signer's inbox that tells of a name.
    fn item(&self, label: &str) -> Result<u64, Problem> {
        let records = self.names.records(label);
        let inbox = self
            .register
            .ladder
            .inbox(self.party_id(self.party()), self.register.size);
        let item = inbox
            .iter()
            .rev()
            .find(|item| records.contains(&item.record));
        item.map(|item| item.number).ok_or_else(|| {
            let party = &self.cast.of(self.party()).name;
            Problem::usage(format!(
                "nothing in the inbox of {party} tells of \"{label}\""
            ))
        })
    }

    fn step(&mut self, item: u64, step: LadderStep, text: Option<&str>) -> Result<Named, Problem> {
        let mut sealer = self.sealer(None);
        let text = sealer.text(text)?;
        let speech = sealer.speech(Act::Acknowledged(Acknowledgement { item, step, text }));
        Ok(Named {
            speech,
            label: None,
        })
    }

    fn alerts_answered(&self) -> Result<Vec<Named>, Problem> {
        let at = self.register.standpoint(self.now);
        let mine = self.party_id(self.party());
        let open = truceline_register::watch::open_alerts(self.register, at);
        let own = open.iter().filter(|owed| owed.alert.to == mine);
        let acts = own.map(|owed| Act::AlertAcknowledged(owed.record, owed.alert.number, None));
        let named: Vec<Named> = acts
            .map(|act| Named {
                speech: Speech::plain(act),
                label: None,
            })
            .collect();
        if named.is_empty() {
            return Err(Problem::usage(format!(
                "{} has no alert to answer",
                self.cast.of(self.party()).name
            )));
        }
        Ok(named)
    }

    fn alert_answered(&mut self) -> Result<Speech, Problem> {
        let at = self.register.standpoint(self.now);
        let mine = self.party_id(self.party());
        let is_centre = self.party() == CENTRE;
        let open = truceline_register::watch::open_alerts(self.register, at);
        let own = open.iter().find(|owed| owed.alert.to == mine);
        let owed = own
            .or_else(|| open.first().filter(|_| is_centre))
            .ok_or_else(|| {
                Problem::usage(format!(
                    "{} has no alert to answer",
                    self.cast.of(self.party()).name
                ))
            })?;
        let of = Some(owed.alert.to).filter(|to| *to != mine);
        Ok(Speech::plain(Act::AlertAcknowledged(
            owed.record,
            owed.alert.number,
            of,
        )))
    }
}

/// The name of the record that a statement makes.
fn label_of(cast: &Cast, party: PartyNumber, statement: &Statement) -> Option<String> {
    Some(match statement {
        Statement::Notifies(notice) | Statement::Amends(notice) => match notice {
            Notice::Site(site) => site.label.clone(),
            Notice::Movement(movement) => movement.label.clone(),
            Notice::Nil(nil) => nil.label.clone(),
        },
        Statement::Withdraws { label, .. }
        | Statement::Reconfirms { label, .. }
        | Statement::Contests { label, .. }
        | Statement::Holds { label, .. }
        | Statement::LiftsHold { label, .. }
        | Statement::StepsPlan { label, .. } => label.clone(),
        Statement::Reports(report) => format!("{}/{}", report.label, report.act),
        Statement::ChecksPlan { label } => format!("{label}/check"),
        Statement::Answers(answer) => request_label(cast, &answer.label, party),
        Statement::Files(plan) | Statement::Refiles(plan) | Statement::Checks(plan) => {
            plan.label.clone()
        }
        Statement::SendsStop(stop) => stop.label.clone(),
        Statement::Enters(said) => said.label().to_owned(),
        Statement::OpensIncident(opening) => opening.label.clone(),
        Statement::Claims(claiming) => claiming.label.clone(),
        Statement::TestsLines { label, .. } => label.clone(),
        Statement::Alleges(said) => match said.as_ref() {
            Alleging::Enters(entered) | Alleging::Corrects(entered) => entered.label.clone(),
            _ => return None,
        },
        Statement::Reconciles(said) => match said.as_ref() {
            Reconciling::Opens { label, .. } | Reconciling::Publishes { label, .. } => {
                label.clone()
            }
            _ => return None,
        },
        Statement::Relays(relay) => match &relay.what {
            RelayedWords::Statement(inner) => return label_of(cast, relay.speaker, inner),
            RelayedWords::Words(_) => return None,
        },
        _ => return None,
    })
}
