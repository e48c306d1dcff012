//! Duty of a story, as it is signed.

use super::Speaking;
use crate::exit::Problem;
use crate::scenario::cast::PersonNumber;
use crate::scenario::ids::{desk_id, person_id};
use crate::speech::Speech;
use crate::speech::duty::{Callable, sign_on, take_over};
use truceline_register::act::Act;
use truceline_register::duty::SignOff;
use truceline_register::duty::handover::open_for;
use truceline_register::ids::DeskId;

impl Speaking<'_> {
    fn desk(&self) -> DeskId {
        let signer = self.cast.who(self.signer);
        desk_id(self.cast, signer.party, signer.desk)
    }

    pub(super) fn signed_on(
        &mut self,
        name: Option<&str>,
        for_centre: bool,
    ) -> Result<Speech, Problem> {
        let (desk, name) = (self.desk(), name.map(str::to_owned));
        let mut sealer = self.sealer(None);
        let body = sign_on(&mut sealer, desk, &Callable { name, for_centre })?;
        Ok(sealer.speech(Act::SignedOn(body)))
    }

    pub(super) fn signed_off(&self, person: Option<PersonNumber>) -> Speech {
        let person = person_id(self.cast, person.unwrap_or(self.signer));
        let desk = self.desk();
        Speech::plain(Act::SignedOff(SignOff { desk, person }))
    }

    pub(super) fn taken_over(
        &mut self,
        from: PersonNumber,
        without_stops: bool,
        without_alerts: bool,
    ) -> Result<Speech, Problem> {
        let (own, desk) = (self.party_id(self.party()), self.desk());
        let at = self.register.standpoint(self.now);
        let mut open = open_for(self.register, own, at);
        if without_stops {
            open.stops.clear();
        }
        if without_alerts {
            open.alerts.clear();
        }
        let from = person_id(self.cast, from);
        let mut sealer = self.sealer(None);
        let body = take_over(&mut sealer, (desk, from), open, &Callable::default(), None)?;
        Ok(sealer.speech(Act::HandedOver(body)))
    }
}
