//! What waits for the writer, in three lanes, and what of it makes a round.
//!
//! What is urgent goes first, in rounds of its own. In an ordinary round what says something comes in the order
//! in which it was handed in, with at most [`MAX_QUESTIONS`] questions between: a question costs the writer as much
//! as many words, and however many ask, people who say where they are must not wait for them, and nor must a stop,
//! which waits for one ordinary round. Steps of plans are looked at like questions and stay in order with words: a
//! round ends before one too many. What a key says after a question of its own does not come before it. Not here: who
//! writes the rounds ([`super::queue`]).

use super::queue::Waiting;
use std::collections::VecDeque;
use truceline_register::act::Act;
use truceline_register::codec::statement::Payload;
use truceline_register::ids::KeyId;
use truceline_register::relay::RelayedAct;

/// Most things in one durable round.
pub const MAX_BATCH: usize = 256;
/// Most questions in one ordinary round.
pub const MAX_QUESTIONS: usize = 8;
/// Most things that wait in the ordinary lane; one more is turned away as overload.
pub const MAX_WAITING: usize = 4_096;
/// Most questions that wait; one more is turned away as overload. They take no place from what says something.
pub const MAX_ASKED: usize = 1_024;
/// Most things that wait in the urgent lane. More stops and acknowledgements than a theatre has desks, all
/// of them within one round, is no longer a duty room.
pub const MAX_URGENT: usize = 65_536;

/// Which lane something waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Before everything else.
    Urgent,
    /// In its turn.
    Ordinary,
    /// In its turn; looked at like a question.
    Plan,
    /// In its turn, and few to a round.
    Question,
}

impl Lane {
    /// The lane of a statement: by what it says, not by who says it.
    #[must_use]
    pub const fn of(payload: &Payload) -> Self {
        match &payload.act {
            Act::AlertAcknowledged(..)
            | Act::StopSent(_)
            | Act::StopReplied(_)
            | Act::StopEnded(_)
            | Act::LineTestAnswered(_) => Self::Urgent,
            Act::Relayed(relay) => match relay.what {
                RelayedAct::Stop(_) | RelayedAct::StopReply(_) => Self::Urgent,
                _ => Self::Ordinary,
            },
            Act::CheckAsked(_) | Act::PackAsked(_) => Self::Question,
            Act::PlanFiled(_) | Act::PlanAmended(_) | Act::PlanStepped(_) => Self::Plan,
            _ => Self::Ordinary,
        }
    }

    const fn most(self) -> usize {
        match self {
            Self::Urgent => MAX_URGENT,
            Self::Ordinary | Self::Plan => MAX_WAITING,
            Self::Question => MAX_ASKED,
        }
    }
}

/// Something in its turn.
struct Turn {
    number: u64,
    /// Who signed it, where somebody did.
    key: Option<KeyId>,
    /// Whether it is looked at like a question.
    weighs: bool,
    one: Waiting,
}

/// The lanes.
#[derive(Default)]
pub(super) struct Lanes {
    urgent: VecDeque<Waiting>,
    ordinary: VecDeque<Turn>,
    questions: VecDeque<Turn>,
    next: u64,
}

impl Lanes {
    /// Puts something into its lane; gives it back where that is full.
    pub(super) fn put(&mut self, lane: Lane, one: Waiting) -> Result<(), Waiting> {
        let waiting = match lane {
            Lane::Urgent => self.urgent.len(),
            Lane::Ordinary | Lane::Plan => self.ordinary.len(),
            Lane::Question => self.questions.len(),
        };
        if waiting >= lane.most() {
            return Err(one);
        }
        let turn = Turn {
            number: self.next,
            key: one.key(),
            weighs: matches!(lane, Lane::Plan | Lane::Question),
            one,
        };
        self.next += 1;
        match lane {
            Lane::Urgent => self.urgent.push_back(turn.one),
            Lane::Ordinary | Lane::Plan => {
                self.put_before(turn.key);
                self.ordinary.push_back(turn);
            }
            Lane::Question => self.questions.push_back(turn),
        }
        Ok(())
    }

    /// What a key has asked comes before what it says now.
    fn put_before(&mut self, key: Option<KeyId>) {
        let has_asked = |turn: &Turn| key.is_some() && turn.key == key;
        if !self.questions.iter().any(has_asked) {
            return;
        }
        let (asked, others) = std::mem::take(&mut self.questions)
            .into_iter()
            .partition::<VecDeque<Turn>, _>(has_asked);
        self.questions = others;
        self.ordinary.extend(asked);
    }

    /// The next urgent round.
    pub(super) fn take_urgent(&mut self) -> Vec<Waiting> {
        let many = self.urgent.len().min(MAX_BATCH);
        self.urgent.drain(..many).collect()
    }

    /// The next ordinary round, in the order in which it was handed in.
    pub(super) fn take_ordinary(&mut self) -> Vec<Waiting> {
        let waiting = self.questions.len();
        let mut weighing = 0;
        let fits = |turn: &&Turn| {
            weighing += usize::from(turn.weighs);
            weighing <= MAX_QUESTIONS
        };
        let room = MAX_BATCH - waiting.min(MAX_QUESTIONS);
        let said = self.ordinary.iter().take(room).take_while(fits).count();
        // One at least, however many plans are looked at.
        let left = MAX_QUESTIONS.saturating_sub(weighing).max(1);
        let asked = waiting.min(left);
        let mut round: Vec<Turn> = self.ordinary.drain(..said).collect();
        round.extend(self.questions.drain(..asked));
        round.sort_by_key(|turn| turn.number);
        round.into_iter().map(|turn| turn.one).collect()
    }

    /// Everything that waits, the urgent first.
    pub(super) fn take_all(&mut self) -> Vec<Waiting> {
        let urgent = std::mem::take(&mut self.urgent).into_iter();
        let ordinary = std::mem::take(&mut self.ordinary).into_iter();
        let questions = std::mem::take(&mut self.questions).into_iter();
        let others = ordinary.chain(questions).map(|turn| turn.one);
        urgent.chain(others).collect()
    }

    /// How many wait: urgent, others.
    pub(super) fn waiting(&self) -> (usize, usize) {
        let others = self.ordinary.len() + self.questions.len();
        (self.urgent.len(), others)
    }
}
