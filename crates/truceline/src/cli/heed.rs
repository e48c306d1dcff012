//! What is still said to a server that is not to be relied on: what adds presence, and what is urgent.
//!
//! Such a server may be the only line to the people on the other side of it, and nobody dies of a notification too many.
//! What takes presence away, or answers for it, waits: on the word of such a server nobody can know what it rests on.
//! Not here: why the server is not relied on ([`crate::replica::contact`]).

use super::context::complain;
use crate::exit::Problem;
use crate::house::House;
use crate::wire::receipt::RefusedView;
use std::path::PathBuf;
use truceline_register::act::Act;
use truceline_register::notification::Amendment;
use truceline_register::relay::RelayedAct;

/// Whether an act adds presence or is urgent: a site, a movement, its report, a reconfirmation, an amendment that keeps
/// people where they may be, a stop and what answers it, and a key that others may hold. A nil, a withdrawal, an
/// answer, the end of a stop and the word that the clock is right are not.
#[must_use]
pub const fn goes_out(act: &Act) -> bool {
    match act {
        Act::Site(_)
        | Act::Movement(_)
        | Act::Reported(_)
        | Act::Reconfirmed(_)
        | Act::Amended(Amendment::Site(_) | Amendment::Movement(_))
        | Act::StopSent(_)
        | Act::StopReplied(_)
        | Act::KeyRevoked(_) => true,
        Act::Relayed(relay) => matches!(
            relay.what,
            RelayedAct::Site(_)
                | RelayedAct::Movement(_)
                | RelayedAct::Report(_)
                | RelayedAct::Stop(_)
                | RelayedAct::StopReply(_)
        ),
        _ => false,
    }
}

/// What came of heeding a house's alarm: what was not sent, and what was told of it.
#[derive(Debug, Default)]
pub struct Heed {
    held: Vec<RefusedView>,
    told: Option<Problem>,
}

impl Heed {
    /// Whether an act is to be sent. One that is not is listed, with the file that it stands in; what cannot be read may be
    /// presence, and is sent.
    pub fn lets(&mut self, house: &House, act: Option<&Act>, file: Option<PathBuf>) -> bool {
        let Some(alarm) = house.alarm() else {
            return true;
        };
        if act.is_none_or(goes_out) {
            return true;
        }
        let what = match self.held.is_empty() {
            true => format!("not sent: {}", alarm.what),
            false => "not sent, for the server is not to be relied on".to_owned(),
        };
        self.held.push(RefusedView {
            file,
            index: None,
            problem: Problem {
                what,
                ..alarm.clone()
            },
        });
        false
    }

    /// Warns of the alarm, once, where something is said or was answered all the same.
    pub fn warn(&mut self, house: &House) {
        if let Some(alarm) = house.alarm()
            && self.told.as_ref() != Some(alarm)
        {
            complain(alarm);
            self.told = Some(alarm.clone());
        }
    }

    /// What was not sent, before what was refused: it is what the command ends with.
    #[must_use]
    pub fn before(self, refused: Vec<RefusedView>) -> Vec<RefusedView> {
        let mut all = self.held;
        all.extend(refused);
        all
    }
}
