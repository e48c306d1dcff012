//! Taking a record into the state. Never judges and cannot fail: what the record says was decided
//! when it was written.

use super::Register;
use super::said::Admitted;
use crate::act::Act;
use crate::codec::record::{Effect, Ground, Record};
use crate::ladder::Item;
use crate::vocabulary::Flag;
use crate::watch::near;

impl Register {
    /// Takes the next record.
    ///
    /// # Panics
    /// If the record's index is not the next one: the log was read wrongly, and going on would
    /// give answers from a register that never was.
    pub fn apply(&mut self, record: &Record) {
        assert_eq!(
            record.index, self.size,
            "records are applied in the log's order, each once"
        );
        let before = near::before(self, record);
        self.size += 1;
        self.last_received = Some(record.part.received_at);
        self.received.push(record.part.received_at);
        if let Some(signer) = record.part.signer {
            self.signers.insert(record.index, signer);
        }
        match &record.part.ground {
            Ground::Admitted => self.apply_admitted(record),
            Ground::Unreadable => {
                if let Some(signer) = record.part.signer {
                    self.relays.owe(record.index, signer.party);
                }
                self.notifications.apply_unreadable(record);
            }
            Ground::Refused { statement, key, .. } => {
                let at = record.part.received_at;
                self.chains.apply_refusal(*key, *statement, at);
            }
            Ground::Tick => self.announced.ticked(record.part.received_at),
            Ground::Watch { .. } | Ground::Looked { .. } => {}
            Ground::PassedOn { cause } => self.watch.pass_on(*cause, record.index),
            Ground::ClockDoubted => self.clock.apply_doubt(record.index),
            // Nothing that an outcome rests on.
            Ground::Delivered => self.watch.stay_quiet_after(record.index),
            Ground::DeskSeen {
                party,
                desk,
                present,
            } => self.attendance.apply(record.index, *party, *desk, *present),
        }
        for effect in &record.part.effects {
            match effect {
                Effect::Inbox {
                    to,
                    number,
                    resolution,
                } => {
                    let owner = owner_of_word(record);
                    let (number, resolution, record) = (*number, *resolution, record.index);
                    self.ladder.apply_inbox(
                        *to,
                        Item {
                            number,
                            record,
                            by: record,
                            resolution,
                            owner,
                        },
                    );
                }
                Effect::OwnerCounts { to, counts } => {
                    crate::counts::apply_told(self, record, *to, *counts);
                }
                Effect::Delivered { to, desk, stop, at } => {
                    let (to, desk, stop, at) = (*to, *desk, *stop, *at);
                    let left = crate::stop::delivery::Left { to, desk, stop, at };
                    self.deliveries.apply(record.index, left);
                }
                Effect::Counted(sealed) => crate::counts::apply_counted(self, record, *sealed),
                // What it holds is nobody's state: the record has it; others are taken with their acts.
                Effect::Packed(_)
                | Effect::StateAttached(_)
                | Effect::Listed(_)
                | Effect::ActiveContent => {}
                Effect::Looks(sealed) => crate::looks::apply(self, record, *sealed),
                Effect::Noticed(sealed) => {
                    crate::check::probing::apply(self, record, *sealed);
                }
                Effect::Retold {
                    to,
                    number,
                    record: told,
                    resolution,
                } => {
                    let item = Item {
                        number: *number,
                        record: *told,
                        by: record.index,
                        resolution: *resolution,
                        owner: self.owner_of(*told),
                    };
                    self.ladder.apply_inbox(*to, item);
                }
                Effect::Verdict(verdict) => crate::check::apply_verdict(self, record, verdict),
                Effect::Alert(alert) => {
                    self.announced.apply(record.index, alert);
                    if let Some(about) = alert.record {
                        crate::notification::due::announced(self, about);
                    }
                    self.watch
                        .apply_alert(record.index, record.part.received_at, alert);
                    crate::stop::apply_alert(self, record.index, alert);
                }
                Effect::Completes(pending) => {
                    crate::countersignature::apply_completion(self, record, *pending)
                }
                Effect::ClockRead { wall } => {
                    self.clock.apply_reading(record.part.received_at, *wall);
                }
                Effect::Overdue {
                    request,
                    occurrence,
                } => {
                    self.requests
                        .apply_overdue(*request, *occurrence, record.index);
                }
                Effect::Reminded {
                    request,
                    occurrence,
                } => {
                    self.requests
                        .apply_reminded(*request, *occurrence, record.index);
                }
            }
        }
        self.watch.settle(self.authority.centre(), self.size);
        near::after(self, record, before);
    }

    /// Takes a filler of the log: it uses up an index and says nothing.
    pub fn apply_pad(&mut self) {
        self.size += 1;
        self.received.extend(self.last_received);
    }

    fn apply_admitted(&mut self, record: &Record) {
        let (Some(statement), Some(payload), Some(signer)) =
            (&record.statement, &record.payload, record.part.signer)
        else {
            unreachable!("an admitted record has a statement, a payload and a signer")
        };
        self.acts.insert(
            (payload.party, payload.act_id),
            (statement.payload_digest(), record.index),
        );
        self.chains.apply(statement, payload);
        self.notifications.apply_readable(
            (statement.header.key, payload.sequence),
            record.index,
            record.part.flags.contains(&Flag::Quarantined),
        );
        let admitted = Admitted {
            index: record.index,
            party: super::decide::speaker(payload),
            signer,
            part: &record.part,
            disclosures: &record.disclosures,
            unconfirmed: matches!(payload.act, Act::Relayed(_))
                || record.part.flags.contains(&Flag::Quarantined),
        };
        self.authority.apply(&admitted, statement, payload);
        (self.relays.doubts).note(&admitted, payload.signed_at, &payload.act);
        if admitted.unconfirmed {
            self.relays.owe(admitted.index, admitted.party);
        }
        self.apply_act(&admitted, &payload.act);
    }

    fn apply_act(&mut self, admitted: &Admitted<'_>, act: &Act) {
        use crate::{
            channel, check, countersignature, doubt, erasure, ladder, line, notification, plan,
            relay, request, stop, zone,
        };
        match act {
            Act::Genesis(_)
            | Act::PartyEnrolled(_)
            | Act::DeskOpened(_)
            | Act::KeyEnrolled(_)
            | Act::KeyRotated(_)
            | Act::PartyChanged(_) => {}
            Act::KeyRevoked(body) => doubt::apply(self, admitted, body),
            Act::BoundaryDrawn(body) => zone::apply_boundary(self, admitted, body),
            Act::ProfileSet(body) => zone::apply_profile(self, admitted, body),
            Act::Site(body) => notification::site::apply(self, admitted, body),
            Act::Movement(body) => notification::movement::apply(self, admitted, body),
            Act::Nil(body) => notification::nil::apply(self, admitted, body),
            Act::Amended(body) => notification::amendment::apply(self, admitted, body),
            Act::Withdrawn(body) => notification::withdrawal::apply(self, admitted, body),
            Act::Reconfirmed(body) => notification::reconfirmation::apply(self, admitted, body),
            Act::Contested(body) => notification::contest::apply(self, admitted, body),
            Act::Reported(body) => notification::report::apply(self, admitted, body),
            Act::Requested(body) => request::apply(self, admitted, body),
            Act::Answered(body) => request::answer::apply(self, admitted, body),
            Act::Acknowledged(body) => ladder::apply(self, admitted, body),
            Act::ChannelReported(body) => channel::apply(self, admitted, body),
            Act::PlanFiled(body) | Act::PlanAmended(body) => plan::apply(self, admitted, body),
            Act::PlanStepped(body) => plan::apply_step(self, admitted, body),
            Act::CheckAsked(body) => check::apply(self, admitted, body),
            Act::Relayed(body) => relay::apply(self, admitted, body),
            Act::Confirmed(body) => relay::apply_confirmation(self, admitted, body),
            Act::Countersigned(record) => countersignature::apply(self, admitted, *record),
            Act::ErasureAsked(body) => erasure::apply(self, admitted, body),
            Act::ClockConfirmed => self.clock.apply_confirmation(admitted),
            Act::AlertAcknowledged(record, number, of) => {
                let (record, number, to) = (*record, *number, of.unwrap_or(admitted.party));
                let about = crate::watch::AlertRef { record, to, number };
                self.watch.apply_acknowledgement(admitted, about);
            }
            Act::StopSent(body) => stop::apply(self, admitted, body),
            Act::StopReplied(body) => stop::apply_reply(self, admitted, body),
            Act::StopEnded(body) => stop::apply_end(self, admitted, body),
            Act::LineTested(body) => line::apply(self, admitted, body),
            Act::LineTestAnswered(body) => line::apply_answer(self, admitted, *body),
            Act::ConsentChanged(body) => notification::consent::apply(self, admitted, body),
            Act::PackAsked(body) => crate::pack::apply(self, admitted, body),
            Act::Informed(body) => crate::informed::apply(self, admitted, body),
            Act::SignedOn(body) => crate::duty::apply(self, admitted, body),
            Act::SignedOff(body) => crate::duty::apply_off(self, admitted, body),
            Act::HandedOver(body) => crate::duty::handover::apply(self, admitted, body),
            Act::HoldPlaced(body) => crate::hold::apply(self, admitted, body),
            Act::HoldLifted(body) => crate::hold::apply_lift(self, admitted, body),
            Act::ActorEntered(body) => crate::actor::apply(self, admitted, body),
            Act::Designated(body) => crate::actor::designation::apply(self, admitted, body),
            Act::DesignationWithdrawn(body) => {
                crate::actor::designation::apply_withdrawal(self, admitted, body);
            }
            Act::AgreementEntered(body) => crate::agreement::apply(self, admitted, body),
            Act::ZoneBound(body) => crate::agreement::bound::apply(self, admitted, body),
            Act::ZoneUnbound(record) => {
                crate::agreement::bound::apply_undone(self, admitted, *record);
            }
            Act::IncidentOpened(body) => crate::incident::apply(self, admitted, body),
            Act::IncidentAmended(body) => crate::incident::apply_amended(self, admitted, body),
            Act::InformationRequested(body) => {
                crate::incident::asking::apply(self, admitted, body);
            }
            Act::InformationAnswered(body) => {
                crate::incident::asking::apply_answer(self, admitted, body);
            }
            Act::ClaimMade(body) => crate::claim::apply(self, admitted, body),
            Act::StanceTaken(body) => crate::claim::apply_stance(self, admitted, body),
            Act::ClaimWithdrawn(body) => crate::claim::apply_withdrawal(self, admitted, body),
            Act::AllegationMade(body) | Act::AllegationCorrected(body) => {
                crate::allegation::apply(self, admitted, body);
            }
            Act::AllegationGraded(body) => crate::allegation::apply_grade(self, admitted, body),
            Act::AllegationAnswered(body) => crate::allegation::apply_answer(self, admitted, body),
            Act::AllegationWithdrawn(body) => {
                crate::allegation::apply_withdrawal(self, admitted, body);
            }
            Act::ReconciliationOpened(body) => crate::reconciliation::apply(self, admitted, body),
            Act::PairJudged(body) => crate::reconciliation::apply_pair(self, admitted, body),
            Act::JudgementUndone(body) => crate::reconciliation::apply_undone(self, admitted, body),
            Act::EntryDisputed(body) => crate::reconciliation::apply_dispute(self, admitted, body),
            Act::BulletinPublished(body) => crate::bulletin::apply(self, admitted, body),
            Act::EvidenceEntered(body) => crate::evidence::apply(self, admitted, body),
            Act::EvidencePart(body) => crate::evidence::apply_part(self, admitted, body),
            Act::EvidenceHandled(body) => crate::evidence::handling::apply(self, admitted, body),
            Act::EvidenceWithdrawn(body) => {
                crate::evidence::apply_withdrawal(self, admitted, body);
            }
        }
    }
}

/// Whose word a record is: the speaker's where it can be read, else the signer's; nobody's where the
/// register itself speaks.
fn owner_of_word(record: &Record) -> Option<crate::ids::PartyId> {
    let speaker = record.payload.as_ref().map(super::decide::speaker);
    speaker.or(record.part.signer.map(|signer| signer.party))
}
