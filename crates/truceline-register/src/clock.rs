//! Whether the register's clock is trusted.
//!
//! After a jump checks are unknown until two people have said that the clock is right.

use crate::ids::{LogIndex, PersonId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Said};

/// The clock's standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    doubts: Vec<Doubt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Doubt {
    since: LogIndex,
    confirmed_by: Option<PersonId>,
    over: Option<LogIndex>,
}

impl Clock {
    /// Whether the clock was in doubt after the first `known_at` records.
    #[must_use]
    pub fn in_doubt(&self, known_at: LogIndex) -> bool {
        self.doubts
            .iter()
            .any(|doubt| doubt.since < known_at && doubt.over.is_none_or(|over| over >= known_at))
    }

    pub(crate) fn judge_confirmation(&self, said: &Said<'_>) -> Result<(), Refusal> {
        match self.doubts.last() {
            Some(Doubt {
                over: None,
                confirmed_by,
                ..
            }) => {
                if *confirmed_by == Some(said.signer.person) {
                    return Err(Refusal::new(
                        RefusalCode::SamePerson,
                        "the clock takes two people to confirm; another person must sign",
                    ));
                }
                if said.unconfirmed {
                    return Err(Refusal::new(
                        RefusalCode::KeyRevoked,
                        "sign with a key in force",
                    ));
                }
                Ok(())
            }
            _ => Err(Refusal::new(
                RefusalCode::WrongState,
                "the clock is not in doubt",
            )),
        }
    }

    pub(crate) fn apply_doubt(&mut self, index: LogIndex) {
        if self.doubts.last().is_none_or(|doubt| doubt.over.is_some()) {
            self.doubts.push(Doubt {
                since: index,
                confirmed_by: None,
                over: None,
            });
        }
    }

    pub(crate) fn apply_confirmation(&mut self, admitted: &Admitted<'_>) {
        if let Some(doubt) = self.doubts.last_mut() {
            match doubt.confirmed_by {
                None => doubt.confirmed_by = Some(admitted.signer.person),
                Some(_) => doubt.over = Some(admitted.index),
            }
        }
    }
}
