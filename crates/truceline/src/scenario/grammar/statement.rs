//! What somebody says: the verbs of the log book.

use super::Reader;
use super::entry::Circumstances;
use super::words::{joined, vocabulary};
use crate::scenario::deed::{Answer, Plan, Relay, RelayedWords, Reply, Report, Request, Statement};
use crate::scenario::text::{Cursor, Fault, TokenKind};
use truceline_register::geometry::position::Decimetres;
use truceline_register::notification::ContestMove;
use truceline_register::place::{SitePlace, Volume4d};
use truceline_register::reconciliation::PairWord;
use truceline_register::time::TimeWindow;
use truceline_register::vocabulary::{
    Activity, ChannelState, ForceClass, LadderStep, Means, MovementAct, PlanState, Resolution,
    Stance,
};

const VERBS: &str = "what is said: notifies, amends, withdraws, reconfirms, contests, replies, lifts, \
    reports, requests, answers, says, files, refiles, activates, pauses, ends, cancels, checks, relays, \
    confirms, disowns, countersigns, erases, holds, lets, revokes, changes, tests, signs on, signs off, takes over, informs, enters, designates, opens, asks, claims, alleges, realleges, grades, reconciles, matches, parts, unmatches, disputes, undisputes, publishes, logs or sends";

/// Half-width of a way where a plan or a check goes along one and says none.
const PLAN_HALF_WIDTH: Decimetres = match Decimetres::from_metres(50) {
    Ok(width) => width,
    Err(_) => Decimetres::ZERO,
};

impl Reader {
    pub(super) fn statement(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Statement, Fault> {
        let verb = cursor.word(VERBS)?;
        Ok(match verb.text.as_str() {
            "notifies" => Statement::Notifies(self.notice(cursor, around)?),
            "amends" => Statement::Amends(self.notice(cursor, around)?),
            "enters" if cursor.take_if("evidence") => self.enters_evidence(cursor)?,
            "logs" => self.logs_evidence(cursor)?,
            "enters" => self.enters(cursor)?,
            "designates" => self.designates(cursor)?,
            "withdraws" if cursor.take_if("designation") => self.withdraws_designation(cursor)?,
            "withdraws" if cursor.take_if("allegation") => self.withdraws_allegation(cursor)?,
            "alleges" => self.alleges(cursor, false)?,
            "realleges" => self.alleges(cursor, true)?,
            "grades" => self.grades(cursor)?,
            "reconciles" => self.reconciles(cursor)?,
            "matches" => self.judges_pair(cursor, PairWord::Matched)?,
            "parts" => self.judges_pair(cursor, PairWord::NotTheSame)?,
            "unmatches" => self.unmatches(cursor)?,
            "disputes" => self.disputes(cursor)?,
            "undisputes" => self.undisputes(cursor)?,
            "publishes" => self.publishes(cursor)?,
            "withdraws" => Statement::Withdraws {
                label: self.label(cursor)?,
                reason: cursor.quoted_if(),
            },
            "reconfirms" => {
                let label = self.label(cursor)?;
                cursor.phrase("until")?;
                Statement::Reconfirms {
                    label,
                    until: self.moment(cursor)?,
                }
            }
            "contests" => self.contest(cursor, ContestMove::Raised)?,
            "replies" if cursor.take_phrase("to stop") => self.stop_reply(cursor)?,
            "replies" => {
                cursor.phrase("about")?;
                self.contest(cursor, ContestMove::Replied)?
            }
            "holds" => {
                let label = self.new_label(cursor)?;
                cursor.phrase(":")?;
                let (zone, labels) = if cursor.take_if("zone") {
                    let zone = self.zone(cursor)?;
                    (Some((zone, self.window(cursor)?)), Vec::new())
                } else {
                    (None, joined(cursor, |cursor| self.label(cursor))?)
                };
                Statement::Holds {
                    label,
                    labels,
                    zone,
                    reason: cursor.quoted_if(),
                }
            }
            "lifts" if cursor.take_if("hold") => Statement::LiftsHold {
                label: self.label(cursor)?,
                reason: cursor.quoted_if(),
            },
            "lifts" => {
                cursor.phrase("contest of")?;
                self.contest(cursor, ContestMove::Lifted)?
            }
            "reports" => Statement::Reports(self.report(cursor, around)?),
            "requests" => Statement::Requests(self.request(cursor, around)?),
            "answers" if cursor.take_phrase("the alert") => Statement::AnswersAlert,
            "answers" if cursor.take_phrase("all alerts") => Statement::AnswersAlerts,
            "answers" if cursor.take_if("allegation") => self.answers_allegation(cursor)?,
            "answers" if cursor.take_phrase("line test") => Statement::AnswersLineTest {
                label: self.label(cursor)?,
            },
            "answers" if cursor.take_phrase("about incident") => self.answers_about(cursor)?,
            "opens" => self.opens(cursor)?,
            "asks" => self.asks(cursor)?,
            "claims" => self.claims(cursor)?,
            "answers" => Statement::Answers(self.answer(cursor, around)?),
            "says" => self.says(cursor)?,
            "files" => {
                cursor.phrase("plan")?;
                Statement::Files(self.plan(cursor, around)?)
            }
            "refiles" => {
                cursor.phrase("plan")?;
                Statement::Refiles(self.plan(cursor, around)?)
            }
            "activates" => self.plan_step(cursor, PlanState::Active)?,
            "pauses" => self.plan_step(cursor, PlanState::Paused)?,
            "ends" if cursor.take_if("stop") => Statement::EndsStop {
                label: self.label(cursor)?,
                text: cursor.quoted_if(),
            },
            "ends" => self.plan_step(cursor, PlanState::Ended)?,
            "cancels" => self.plan_step(cursor, PlanState::Cancelled)?,
            "checks" if cursor.take_if("plan") => Statement::ChecksPlan {
                label: self.label(cursor)?,
            },
            "checks" => Statement::Checks(self.plan(cursor, around)?),
            "tests" => {
                cursor.phrase("lines")?;
                let label = self.new_label(cursor)?;
                cursor.phrase("to")?;
                let to = if cursor.take_if("everybody") {
                    Vec::new()
                } else {
                    joined(cursor, |cursor| self.party(cursor))?
                };
                Statement::TestsLines { label, to }
            }
            "relays" => Statement::Relays(self.relay(cursor, around)?),
            "confirms" if cursor.take_phrase("the clock") => Statement::ConfirmsClock,
            "confirms" => Statement::Confirms {
                label: self.label(cursor)?,
                stance: Stance::Confirmed,
            },
            "disowns" => Statement::Confirms {
                label: self.label(cursor)?,
                stance: Stance::Disowned,
            },
            "countersigns" => Statement::Countersigns {
                label: self.label(cursor)?,
            },
            "erases" => {
                let personal_only = cursor.take_phrase("the persons of");
                let labels = joined(cursor, |cursor| self.label(cursor))?;
                Statement::Erases {
                    labels,
                    personal_only,
                    reason: cursor.quoted_if(),
                }
            }
            "signs" => self.duty(cursor)?,
            "informs" => self.informs(cursor)?,
            "takes" if cursor.take_phrase("stance on") => self.takes_stance(cursor)?,
            "takes" => self.handover(cursor)?,
            "lets" => self.consent(cursor)?,
            "revokes" => {
                cursor.phrase("the key of")?;
                let of = self.person(cursor)?;
                cursor.phrase("since")?;
                Statement::RevokesKey {
                    of,
                    since: self.moment(cursor)?,
                }
            }
            "changes" => {
                cursor.phrase("key , grace")?;
                Statement::RotatesKey {
                    grace: self.span(cursor)?,
                }
            }
            "sends" if cursor.take_if("stop") => self.stop(cursor, around)?,
            "sends" => {
                cursor.phrase("something unreadable")?;
                Statement::Unreadable
            }
            _ => return Err(cursor.fault_at(Some(verb), VERBS)),
        })
    }

    /// `lets PARTY see NAME exact`, `lets PARTY see NAME no more`, and `emergency cell` after either.
    fn consent(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let to = self.party(cursor)?;
        cursor.phrase("see")?;
        let label = self.label(cursor)?;
        let resolution = |cursor: &mut Cursor<'_>| {
            vocabulary(cursor, "how exactly", Resolution::ALL, Resolution::word)
        };
        let from_now = if cursor.take_phrase("no more") {
            None
        } else {
            Some(resolution(cursor)?)
        };
        let emergency = match cursor.take_phrase(", emergency") {
            true => Some(resolution(cursor)?),
            false => None,
        };
        Ok(Statement::Lets {
            label,
            to,
            resolution: from_now,
            emergency,
        })
    }

    fn contest(&self, cursor: &mut Cursor<'_>, step: ContestMove) -> Result<Statement, Fault> {
        Ok(Statement::Contests {
            label: self.label(cursor)?,
            step,
            text: cursor.quoted_if(),
        })
    }

    fn plan_step(&self, cursor: &mut Cursor<'_>, state: PlanState) -> Result<Statement, Fault> {
        cursor.phrase("plan")?;
        Ok(Statement::StepsPlan {
            label: self.label(cursor)?,
            state,
        })
    }

    fn says(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        if cursor.take_if("channel") {
            let of = if cursor.take_if("of") {
                Some(self.party(cursor)?)
            } else {
                None
            };
            cursor.phrase("with")?;
            let with = self.party(cursor)?;
            cursor.phrase("is")?;
            let state = vocabulary(
                cursor,
                "a channel's state",
                ChannelState::ALL,
                ChannelState::word,
            )?;
            let since = if cursor.take_if("since") {
                Some(self.moment(cursor)?)
            } else {
                None
            };
            return Ok(Statement::Channel {
                of,
                with,
                state,
                since,
                text: cursor.quoted_if(),
            });
        }
        if !cursor.take_if("of") {
            return Err(cursor.fault("\"of\" and what it speaks of, or \"channel\""));
        }
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let steps = joined(cursor, |cursor| {
            vocabulary(cursor, "a step", LadderStep::ALL, LadderStep::word)
        })?;
        let text = cursor.quoted_if();
        Ok(Statement::SaysOf { label, steps, text })
    }

    fn report(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Report, Fault> {
        let label = self.label(cursor)?;
        let act = vocabulary(cursor, "what happened", MovementAct::ALL, MovementAct::word)?;
        self.labels.insert(format!("{label}/{act}"));
        let mut report = Report {
            label,
            act,
            at: None,
            leg: None,
            holding_point: None,
            until: None,
            legs: Vec::new(),
        };
        let what = "\"at\", \"on leg\", \"holding-point\", \"until\", \"by\", \"signed\" or \"as\"";
        while cursor.take_if(",") {
            if self.circumstance(cursor, around)? {
                continue;
            }
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "at" => report.at = Some(self.moment(cursor)?),
                "on" => {
                    cursor.phrase("leg")?;
                    report.leg = Some(self.ordinal(cursor)?);
                }
                "holding-point" => report.holding_point = Some(self.ordinal(cursor)?),
                "until" => report.until = Some(self.moment(cursor)?),
                "by" => report.legs.push(self.leg(cursor)?),
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        Ok(report)
    }

    fn ordinal(&self, cursor: &mut Cursor<'_>) -> Result<u16, Fault> {
        let what = "a number counted from 1";
        let token = cursor.peek();
        let number = self.number(cursor, what)?;
        u16::try_from(number)
            .ok()
            .filter(|number| *number > 0)
            .ok_or_else(|| cursor.fault_at(token, what))
    }

    fn request(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Request, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase("from")?;
        let to = joined(cursor, |cursor| self.party(cursor))?;
        for party in &to {
            let of_party = format!("{label}/{}", self.cast.of(*party).name);
            self.labels.insert(of_party);
        }
        cursor.phrase(": whereabouts in")?;
        let zone = self.zone(cursor)?;
        let mut request = Request {
            label,
            to,
            zone,
            area: None,
            forces: truceline_register::vocabulary::ForceSet::NONE,
            as_of: self.now,
            due_by: self.now,
            every: None,
            until: None,
            remind: None,
        };
        let mut due = false;
        let what = "\"for\", \"within\", \"as of\", \"due\", \"every\", \"until\" or \"remind\"";
        while cursor.take_if(",") {
            if self.circumstance(cursor, around)? {
                continue;
            }
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "for" => request.forces = self.forces(cursor)?,
                "within" => request.area = Some(self.volume(cursor)?),
                "as" => {
                    cursor.phrase("of")?;
                    request.as_of = self.moment(cursor)?;
                }
                "due" => {
                    request.due_by = self.moment(cursor)?;
                    due = true;
                }
                "every" => request.every = Some(self.span(cursor)?),
                "until" => request.until = Some(self.moment(cursor)?),
                "remind" => {
                    request.remind = Some(self.span(cursor)?);
                    cursor.phrase("before")?;
                }
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        if !due || request.forces.is_empty() {
            return Err(cursor.fault("\", for\" with the forces, and \", due\" with a time"));
        }
        Ok(request)
    }

    pub(super) fn zone(&self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let token = cursor.peek();
        let zone = token.and_then(|token| self.zones.iter().find(|zone| zone.name == token.text));
        cursor.take();
        let zone = zone.ok_or_else(|| cursor.fault_at(token, "the name of a zone"))?;
        Ok(zone.name.clone())
    }

    fn answer(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Answer, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let mut answer = Answer {
            label,
            occurrence: 1,
            as_of: None,
            reply: Reply::Refuses(None),
        };
        let mut until = None;
        let mut complete = None;
        let mut positions = None;
        if cursor.take_if("refuses") {
            answer.reply = Reply::Refuses(cursor.quoted_if());
        } else if cursor.take_phrase("nil in") {
            let volume = self.volume(cursor)?;
            cursor.phrase("for")?;
            answer.reply = Reply::Nil(self.forces(cursor)?, volume);
        } else {
            cursor.phrase("positions")?;
            let places = joined(cursor, |cursor| self.footprint(cursor, Decimetres::ZERO))?;
            cursor.phrase("for")?;
            let class = vocabulary(
                cursor,
                "a class of force",
                ForceClass::ALL,
                ForceClass::word,
            )?;
            positions = Some((places, class));
        }
        let what = "\"occurrence\", \"as of\", \"until\", \"complete for\", \"signed\" or \"as\"";
        while cursor.take_if(",") {
            if self.circumstance(cursor, around)? {
                continue;
            }
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "occurrence" => answer.occurrence = u32::from(self.ordinal(cursor)?),
                "as" => {
                    cursor.phrase("of")?;
                    answer.as_of = Some(self.moment(cursor)?);
                }
                "until" if positions.is_some() => until = Some(self.moment(cursor)?),
                "complete" if positions.is_some() => {
                    cursor.phrase("for")?;
                    let forces = self.forces(cursor)?;
                    cursor.phrase("in")?;
                    complete = Some((forces, self.volume(cursor)?));
                }
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        if let Some((footprints, class)) = positions {
            let start = answer.as_of.unwrap_or(self.now);
            let places = footprints
                .into_iter()
                .map(|footprint| SitePlace {
                    footprint,
                    altitude: None,
                    start,
                    end: until,
                    precision: Some(super::notice::MAP_PRECISION),
                    buffer: Decimetres::ZERO,
                })
                .collect();
            answer.reply = Reply::Positions {
                places,
                class,
                complete,
            };
        }
        Ok(answer)
    }

    /// A place and a window.
    pub(super) fn volume(&self, cursor: &mut Cursor<'_>) -> Result<Volume4d, Fault> {
        let footprint = self.footprint(cursor, PLAN_HALF_WIDTH)?;
        let window: TimeWindow = self.window(cursor)?;
        Ok(Volume4d {
            footprint,
            altitude: None,
            window,
            precision: Some(super::notice::MAP_PRECISION),
        })
    }

    fn plan(&mut self, cursor: &mut Cursor<'_>, around: &mut Circumstances) -> Result<Plan, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase(":")?;
        let activity = vocabulary(cursor, "an activity", Activity::ALL, Activity::word)?;
        cursor.phrase("over")?;
        let volumes = joined(cursor, |cursor| self.volume(cursor))?;
        let mut plan = Plan {
            label,
            activity,
            volumes,
            buffer: Decimetres::ZERO,
            text: None,
        };
        let what = "\"buffer\", \"text\", \"signed\" or \"as\"";
        while cursor.take_if(",") {
            if self.circumstance(cursor, around)? {
                continue;
            }
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "buffer" => plan.buffer = self.length(cursor)?,
                "text" => plan.text = Some(cursor.quoted("words")?),
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        Ok(plan)
    }

    fn relay(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Relay, Fault> {
        let speaker = self.party(cursor)?;
        cursor.phrase("to")?;
        let heard_by = self.party(cursor)?;
        cursor.phrase("by")?;
        let means = vocabulary(cursor, "by which means", Means::ALL, Means::word)?;
        cursor.phrase("at")?;
        let heard_at = self.moment(cursor)?;
        let read_back = cursor.take_phrase(", read back");
        cursor.phrase(":")?;
        let what = if cursor
            .peek()
            .is_some_and(|token| token.kind == TokenKind::Quoted)
        {
            RelayedWords::Words(cursor.quoted("words")?)
        } else {
            let verb = cursor.peek();
            let inner = self.statement(cursor, around)?;
            let can_be_relayed = matches!(
                inner,
                Statement::Notifies(_)
                    | Statement::Reports(_)
                    | Statement::Withdraws { .. }
                    | Statement::Answers(_)
                    | Statement::SendsStop(_)
                    | Statement::RepliesToStop { .. }
            );
            if !can_be_relayed {
                return Err(cursor.fault_at(
                    verb,
                    "notifies, reports, withdraws, answers, sends stop, replies to stop, or the words in double quotes",
                ));
            }
            RelayedWords::Statement(Box::new(inner))
        };
        Ok(Relay {
            speaker,
            heard_by,
            means,
            heard_at,
            read_back,
            what,
        })
    }
}
