//! Judging a submission: from bytes to the record it would become, or to a refusal.
//!
//! In order: form, register, key, signature, identity, revocation, repetition, the noun's own
//! rules, the key's chain. Presence is never turned away: whatever is validly signed and says that
//! people are somewhere is admitted, flagged where something is wrong with it.

use super::Register;
use super::said::{Context, Judgement, Said};
use crate::act::Act;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Disclosures;
use crate::codec::proven::Proven;
use crate::codec::record::{Effect, Envelope, Ground, Record, RegisterPart, Signer};
use crate::codec::statement::{Header, Payload, Statement, StatementError, Submission};
use crate::ids::LogIndex;
use crate::ids::PartyId;
use crate::notification::unreadable;
use crate::party::chain::Keeping;
use crate::party::key::KeyStanding;
use crate::refusal::tally::Unrecorded;
use crate::refusal::{Finality, Refusal, RefusalCode};
use crate::relay::RelayedAct;
use crate::stop;
use crate::time::{Instant, Span};
use crate::vocabulary::{Flag, Resolution};
use std::collections::{BTreeMap, BTreeSet};

/// Signed-at may differ this much from received time before it is flagged.
pub const CLOCK_SKEW: Span = Span::seconds(300);

/// A record that is not in the log yet, and what goes into the vault with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the leaf will commit to.
    pub envelope: Envelope,
    /// The sender's and the register's own disclosures.
    pub disclosures: Disclosures,
    /// What becomes a record of its own after this one ([`Register::pass_on`]).
    pub aside: Option<Box<Judgement>>,
    /// Its statement taken apart, where whoever judged it had it so: it is not read again then.
    pub(crate) read: Option<Box<(Statement, Payload)>>,
}

impl Draft {
    /// The record that the draft becomes at `index`.
    #[must_use]
    pub fn into_record(self, index: LogIndex) -> Record {
        if let Some(read) = self.read {
            let (statement, payload) = *read;
            return Record {
                index,
                part: self.envelope.part,
                statement: Some(statement),
                payload: Some(payload),
                disclosures: self.disclosures,
            };
        }
        match Record::of(index, self.envelope, self.disclosures) {
            Ok(record) => record,
            Err(error) => unreachable!("a draft is a record by construction: {error}"),
        }
    }
}

/// What becomes of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It becomes a record.
    Admitted(Box<Draft>),
    /// The very same statement is a record already.
    Repeated(LogIndex),
    /// It is refused for good, and that goes on record.
    RefusedOnRecord(Box<Draft>, Refusal),
    /// It is refused for good, beyond what its key has on record: whoever writes the log counts it.
    RefusedUnrecorded(Refusal, Unrecorded),
    /// It is turned away without a record.
    TurnedAway(Refusal),
}

impl Register {
    /// Judges a submission. Never changes anything; the same state, submission and context give
    /// the same decision.
    #[must_use]
    pub fn decide(&self, submission: &Submission, context: &Context) -> Decision {
        self.decide_proven(&Proven::unproven(submission.clone()), context)
    }

    /// As [`Register::decide`], of a submission whose statement was verified before. What was verified under
    /// another key than the one that is enrolled is verified anew.
    #[must_use]
    pub fn decide_proven(&self, proven: &Proven, context: &Context) -> Decision {
        let submission = proven.submission();
        match self.judge(proven, context) {
            Ok(decision) => decision,
            Err(refusal) if refusal.code.finality() == Finality::Final => {
                self.refuse_for_good(submission, context, refusal)
            }
            Err(refusal) => Decision::TurnedAway(refusal),
        }
    }

    fn judge(&self, proven: &Proven, context: &Context) -> Result<Decision, Refusal> {
        let submission = proven.submission();
        let statement = proven.statement().map_err(|error| {
            Refusal::new(
                RefusalCode::Malformed,
                format!("{error}; build and sign it again"),
            )
        })?;
        if self.size == 0 {
            return self.judge_genesis(statement, submission, context);
        }
        self.check_register(&statement.header)?;
        let (signer, standing) = self.authenticate(statement, proven, context.now)?;
        let mut disclosures = Disclosures::of(submission.disclosures.iter().cloned());
        let Some(payload) = proven.payload() else {
            let quarantined = standing != KeyStanding::Good;
            return self.admit_unreadable(statement, signer, quarantined, submission, context);
        };
        if payload.party != signer.party || payload.desk != signer.desk {
            return Err(Refusal::new(
                RefusalCode::NotTheSigner,
                "the statement names another party or desk than its key belongs to",
            ));
        }
        if let Some((digest, index)) = self.acts.get(&(payload.party, payload.act_id)) {
            if *digest == statement.payload_digest() {
                return Ok(Decision::Repeated(*index));
            }
            return Err(Refusal::new(
                RefusalCode::IdReused,
                format!(
                    "the id {} stands for other content at index {index}; use a new id",
                    payload.act_id
                ),
            ));
        }
        if stop::is_stop(&payload.act) {
            let came = submission.disclosures.iter();
            let readable = came.filter(|one| stop::is_readable(&payload.act, one));
            disclosures = Disclosures::of(readable.cloned());
        } else if !submission.unread.is_empty() {
            return Err(Refusal::new(
                RefusalCode::DisclosureMismatch,
                "what came beside the statement is not all disclosures; send the ones made with it",
            ));
        } else {
            check_disclosures(payload, submission, &disclosures)?;
        }

        let mut judgement = Judgement::new(context);
        let mut unconfirmed = false;
        match standing {
            KeyStanding::Good => {}
            KeyStanding::GraceOver => {
                judgement.flags.insert(Flag::GraceOver);
                judgement.flags.insert(Flag::Quarantined);
                unconfirmed = true;
            }
            KeyStanding::RevokedSince(since) if payload.signed_at < since => {
                judgement.flags.insert(Flag::Quarantined);
                unconfirmed = true;
            }
            KeyStanding::RevokedSince(since) => {
                return Err(Refusal::new(
                    RefusalCode::KeyRevoked,
                    format!(
                        "the key {} is revoked since {since}; sign with a key in force",
                        signer.key
                    ),
                ));
            }
        }
        let said = Said {
            now: context.now,
            party: speaker(payload),
            signer,
            act_id: payload.act_id,
            signed_at: payload.signed_at,
            disclosures: &disclosures,
            unconfirmed: unconfirmed || matches!(payload.act, Act::Relayed(_)),
        };
        self.judge_act(&said, &payload.act, &mut judgement)?;
        self.chains.judge(statement, payload, &mut judgement);
        let skew = context
            .now
            .since(payload.signed_at)
            .max(payload.signed_at.since(context.now));
        if skew > CLOCK_SKEW {
            judgement.flags.insert(Flag::ClockSkew);
        }
        let mut draft = self.draft(
            Ground::Admitted,
            Some(signer),
            Some(submission.statement.clone()),
            disclosures,
            judgement,
            context,
        );
        draft.read = Some(Box::new((statement.clone(), payload.clone())));
        Ok(Decision::Admitted(Box::new(draft)))
    }

    fn check_register(&self, header: &Header) -> Result<(), Refusal> {
        if header.origin == self.authority.origin()
            && header.genesis == self.authority.genesis_digest()
        {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::OtherRegister,
            format!(
                "the statement is signed for the register \"{}\" and this is \"{}\" (or another genesis); sign it for this one",
                header.origin,
                self.authority.origin()
            ),
        ))
    }

    fn authenticate(
        &self,
        statement: &Statement,
        proven: &Proven,
        now: Instant,
    ) -> Result<(Signer, KeyStanding), Refusal> {
        let key = statement.header.key;
        let Some(enrolled) = self.authority.key(key) else {
            return Err(Refusal::new(
                RefusalCode::UnknownKey,
                format!("the key {key} is not enrolled here; have the centre enrol it"),
            ));
        };
        proven
            .verify(&enrolled.public)
            .map_err(|error: StatementError| {
                Refusal::new(
                    RefusalCode::BadSignature,
                    format!("{error}; the bytes were changed or another key signed"),
                )
            })?;
        let signer = Signer {
            key,
            party: enrolled.party,
            desk: enrolled.desk,
            person: enrolled.person,
        };
        let now = self.last_received.map_or(now, |last| last.max(now));
        Ok((signer, enrolled.standing_at(now)))
    }

    fn judge_genesis(
        &self,
        statement: &Statement,
        submission: &Submission,
        context: &Context,
    ) -> Result<Decision, Refusal> {
        let signer = self.authority.judge_genesis(statement)?;
        let mut draft = self.draft(
            Ground::Admitted,
            Some(signer),
            Some(submission.statement.clone()),
            Disclosures::default(),
            Judgement::new(context),
            context,
        );
        draft.envelope.part.authority = crate::party::authority::NO_AUTHORITY;
        Ok(Decision::Admitted(Box::new(draft)))
    }

    /// Nobody can read it, so nobody can say that it is not about people: it is kept with all that
    /// came beside it, and sender and centre are told at once.
    fn admit_unreadable(
        &self,
        statement: &Statement,
        signer: Signer,
        quarantined: bool,
        submission: &Submission,
        context: &Context,
    ) -> Result<Decision, Refusal> {
        if let Some(index) = self
            .notifications
            .unreadable_index(signer.party, &statement.payload_digest())
        {
            return Ok(Decision::Repeated(index));
        }
        let kept = unreadable::kept(submission)?;
        let mut judgement = Judgement::new(context);
        judgement.flags.insert(Flag::Unreadable);
        if quarantined {
            judgement.flags.insert(Flag::Quarantined);
        }
        judgement.tell(self.authority.centre(), Resolution::Existence);
        unreadable::alert(self, signer, &mut judgement);
        let mut draft = self.draft(
            Ground::Unreadable,
            Some(signer),
            Some(submission.statement.clone()),
            kept,
            judgement,
            context,
        );
        let mut came: Vec<Digest> = submission.disclosures.iter().map(|d| d.digest()).collect();
        came.sort_unstable();
        came.dedup();
        draft.envelope.part.disclosed = came;
        Ok(Decision::Admitted(Box::new(draft)))
    }

    fn refuse_for_good(
        &self,
        submission: &Submission,
        context: &Context,
        refusal: Refusal,
    ) -> Decision {
        let Ok(statement) = Statement::parse(&submission.statement) else {
            return Decision::TurnedAway(refusal);
        };
        let digest = Digest::of(&submission.statement);
        let (key, code) = (statement.header.key, refusal.code);
        match self.chains.keeping(key, &digest) {
            Keeping::Repeated => Decision::TurnedAway(refusal),
            Keeping::Counted => {
                let statement = digest;
                Decision::RefusedUnrecorded(
                    refusal,
                    Unrecorded {
                        statement,
                        key,
                        code,
                    },
                )
            }
            Keeping::OnRecord => {
                let ground = Ground::Refused {
                    statement: digest,
                    key,
                    code,
                    further: 0,
                };
                let (nothing, out) = (Disclosures::default(), Judgement::new(context));
                let draft = self.draft(ground, None, None, nothing, out, context);
                Decision::RefusedOnRecord(Box::new(draft), refusal)
            }
        }
    }

    /// Puts a draft together: numbers the inbox entries and lists what was disclosed.
    pub(crate) fn draft(
        &self,
        ground: Ground,
        signer: Option<Signer>,
        statement: Option<Vec<u8>>,
        mut disclosures: Disclosures,
        mut judgement: Judgement,
        context: &Context,
    ) -> Draft {
        let aside = judgement.take_aside();
        let disclosed: BTreeSet<Digest> = disclosures.iter().map(|(digest, _)| *digest).collect();
        let mut given: BTreeMap<PartyId, u64> = BTreeMap::new();
        let mut next_number = |to: PartyId| {
            let given = given.entry(to).or_default();
            *given += 1;
            self.ladder.next_number(to) + *given - 1
        };
        let mut effects: Vec<Effect> = judgement
            .recipients()
            .map(|(to, resolution)| Effect::Inbox {
                to,
                number: next_number(to),
                resolution,
            })
            .collect();
        let retold = judgement.retold();
        effects.extend(retold.map(|(to, record, resolution)| Effect::Retold {
            to,
            number: next_number(to),
            record,
            resolution,
        }));
        effects.extend(judgement.effects);
        for (_, disclosure) in judgement.disclosures.iter() {
            disclosures.add(disclosure.clone());
        }
        let part = RegisterPart {
            received_at: self
                .last_received
                .map_or(context.now, |last| last.max(context.now)),
            authority: self.authority.link(),
            ground,
            signer,
            flags: judgement.flags.into_iter().collect(),
            disclosed: disclosed.into_iter().collect(),
            effects,
        };
        Draft {
            envelope: Envelope { statement, part },
            disclosures,
            aside,
            read: None,
        }
    }

    /// The record of what follows for others from the one that was applied last.
    #[must_use]
    pub fn pass_on(&self, aside: Judgement, context: &Context) -> Option<Draft> {
        let cause = self.size.checked_sub(1)?;
        let (ground, nothing) = (Ground::PassedOn { cause }, Disclosures::default());
        Some(self.draft(ground, None, None, nothing, aside, context))
    }

    fn judge_act(&self, said: &Said<'_>, act: &Act, out: &mut Judgement) -> Result<(), Refusal> {
        use crate::{
            channel, check, countersignature, erasure, ladder, notification, plan, relay, request,
            zone,
        };
        match act {
            Act::Genesis(_) => Err(Refusal::new(
                RefusalCode::WrongState,
                "this register has begun already; a genesis is only ever the first record",
            )),
            Act::PartyEnrolled(body) => self.authority.judge_party(said, body),
            Act::DeskOpened(body) => self.authority.judge_desk(said, body),
            Act::KeyEnrolled(body) => self.authority.judge_key(said, body),
            Act::KeyRotated(body) => self.authority.judge_rotation(said, body),
            Act::KeyRevoked(body) => self.authority.judge_revocation(said, body),
            Act::PartyChanged(body) => self.authority.judge_change(said, body),
            Act::BoundaryDrawn(body) => zone::judge_boundary(self, said, body, out),
            Act::ProfileSet(body) => zone::judge_profile(self, said, body, out),
            Act::Site(body) => notification::site::judge(self, said, body, out),
            Act::Movement(body) => notification::movement::judge(self, said, body, out),
            Act::Nil(body) => notification::nil::judge(self, said, body, out),
            Act::Amended(body) => notification::amendment::judge(self, said, body, out),
            Act::Withdrawn(body) => notification::withdrawal::judge(self, said, body, out),
            Act::Reconfirmed(body) => notification::reconfirmation::judge(self, said, body, out),
            Act::Contested(body) => notification::contest::judge(self, said, body, out),
            Act::Reported(body) => notification::report::judge(self, said, body, out),
            Act::Requested(body) => request::judge(self, said, body, out),
            Act::Answered(body) => request::answer::judge(self, said, body, out),
            Act::Acknowledged(body) => ladder::judge(self, said, body, out),
            Act::ChannelReported(body) => channel::judge(self, said, body, out),
            Act::PlanFiled(body) => plan::judge_filed(self, said, body, out),
            Act::PlanAmended(body) => plan::judge_amended(self, said, body, out),
            Act::PlanStepped(body) => plan::judge_step(self, said, body, out),
            Act::CheckAsked(body) => check::judge(self, said, body, out),
            Act::Relayed(body) => relay::judge(self, said, body, out),
            Act::Confirmed(body) => relay::judge_confirmation(self, said, body, out),
            Act::Countersigned(record) => countersignature::judge(self, said, *record, out),
            Act::ErasureAsked(body) => erasure::judge(self, said, body, out),
            Act::ClockConfirmed => {
                let centre = self.authority.centre();
                self.clock.judge_confirmation(said, centre, out)
            }
            Act::AlertAcknowledged(record, number, of) => {
                let (record, number, to) = (*record, *number, of.unwrap_or(said.party));
                let about = crate::watch::AlertRef { record, to, number };
                crate::watch::judge_acknowledgement(self, said, about, out)
            }
            Act::StopSent(body) => stop::judge(self, said, body, out),
            Act::StopReplied(body) => stop::judge_reply(self, said, body, out),
            Act::StopEnded(body) => stop::judge_end(self, said, body, out),
            Act::LineTested(body) => crate::line::judge(self, said, body, out),
            Act::LineTestAnswered(body) => crate::line::judge_answer(self, said, *body, out),
            Act::ConsentChanged(body) => notification::consent::judge(self, said, body, out),
            Act::PackAsked(body) => crate::pack::judge(self, said, body, out),
            Act::Informed(body) => crate::informed::judge(self, said, body, out),
            Act::SignedOn(body) => crate::duty::judge(self, said, body),
            Act::SignedOff(body) => crate::duty::judge_off(self, said, body, out),
            Act::HandedOver(body) => crate::duty::handover::judge(self, said, body),
            Act::HoldPlaced(body) => crate::hold::judge(self, said, body, out),
            Act::HoldLifted(body) => crate::hold::judge_lift(self, said, body, out),
            Act::ActorEntered(body) => crate::actor::judge(self, said, body, out),
            Act::Designated(body) => crate::actor::designation::judge(self, said, body, out),
            Act::DesignationWithdrawn(body) => {
                crate::actor::designation::judge_withdrawal(self, said, body, out)
            }
            Act::AgreementEntered(body) => crate::agreement::judge(self, said, body, out),
            Act::ZoneBound(body) => crate::agreement::bound::judge(self, said, body, out),
            Act::ZoneUnbound(record) => {
                crate::agreement::bound::judge_undone(self, said, *record, out)
            }
            Act::IncidentOpened(body) => crate::incident::judge(self, said, body, out),
            Act::IncidentAmended(body) => crate::incident::judge_amended(self, said, body, out),
            Act::InformationRequested(body) => {
                crate::incident::asking::judge(self, said, body, out)
            }
            Act::InformationAnswered(body) => {
                crate::incident::asking::judge_answer(self, said, body, out)
            }
            Act::ClaimMade(body) => crate::claim::judge(self, said, body, out),
            Act::StanceTaken(body) => crate::claim::judge_stance(self, said, body, out),
            Act::ClaimWithdrawn(body) => crate::claim::judge_withdrawal(self, said, body, out),
            Act::AllegationMade(body) => crate::allegation::judge(self, said, body, false, out),
            Act::AllegationCorrected(body) => crate::allegation::judge(self, said, body, true, out),
            Act::AllegationGraded(body) => crate::allegation::judge_grade(self, said, body, out),
            Act::AllegationAnswered(body) => crate::allegation::judge_answer(self, said, body, out),
            Act::AllegationWithdrawn(body) => {
                crate::allegation::judge_withdrawal(self, said, body, out)
            }
            Act::ReconciliationOpened(body) => crate::reconciliation::judge(self, said, body, out),
            Act::PairJudged(body) => crate::reconciliation::judge_pair(self, said, body),
            Act::JudgementUndone(body) => crate::reconciliation::judge_undone(self, said, body),
            Act::EntryDisputed(body) => crate::reconciliation::judge_dispute(self, said, body),
            Act::BulletinPublished(body) => crate::bulletin::judge(self, said, body, out),
            Act::EvidenceEntered(body) => crate::evidence::judge(self, said, body, out),
            Act::EvidencePart(body) => crate::evidence::judge_part(self, said, body, out),
            Act::EvidenceHandled(body) => crate::evidence::handling::judge(self, said, body, out),
            Act::EvidenceWithdrawn(body) => {
                crate::evidence::judge_withdrawal(self, said, body, out)
            }
        }
    }
}

/// Every disclosure must open a digest that the statement carries.
fn check_disclosures(
    payload: &Payload,
    submission: &Submission,
    disclosures: &Disclosures,
) -> Result<(), Refusal> {
    let carried = payload.act.digests();
    if disclosures
        .iter()
        .all(|(digest, _)| carried.contains(digest))
    {
        return Ok(());
    }
    let mut came = submission.disclosures.iter();
    let place = came.position(|one| !carried.contains(&one.digest()));
    Err(Refusal::new(
        RefusalCode::DisclosureMismatch,
        format!(
            "disclosure {} opens no digest of the statement; send the ones made with it",
            place.map_or(1, |place| place + 1)
        ),
    ))
}

/// Whose word a payload is: the signer's, or, relayed, the speaker's.
pub(crate) fn speaker(payload: &Payload) -> crate::ids::PartyId {
    match &payload.act {
        Act::Relayed(relay) if !matches!(relay.what, RelayedAct::Words(_)) => relay.speaker,
        _ => payload.party,
    }
}
