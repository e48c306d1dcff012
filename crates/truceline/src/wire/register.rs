//! Which register it is, and how it stands.

use super::time;
use crate::card::RegisterCard;
use serde::Serialize;
use truceline_register::check::CAVEAT;
use truceline_register::register::Register;
use truceline_register::time::Instant;
use utoipa::ToSchema;

/// A register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegisterView {
    /// The log's name.
    pub origin: String,
    /// The theatre it is for.
    pub theatre: String,
    /// It is an exercise: nothing in it is real.
    pub exercise: bool,
    /// Digest of its genesis statement.
    pub genesis: String,
    /// The card: what others need to sign for it and to verify it.
    pub card: String,
    /// What time the server has.
    pub now: String,
    /// The clock has jumped; nothing falls due and checks cannot say until two people have confirmed it.
    pub clock_in_doubt: bool,
    /// The same under every result.
    pub caveat: &'static str,
}

impl RegisterView {
    /// The view of a register.
    #[must_use]
    pub fn of(card: &RegisterCard, register: &Register, now: Instant) -> Self {
        Self {
            origin: card.origin.clone(),
            theatre: card.theatre.clone(),
            exercise: card.exercise,
            genesis: card.genesis.to_string(),
            card: card.to_string(),
            now: time(now),
            clock_in_doubt: register.clock.in_doubt(register.size),
            caveat: CAVEAT,
        }
    }
}
