//! Of a story: that somebody was told by other means, as it is signed.

use super::Speaking;
use crate::exit::Problem;
use crate::scenario::cast::PartyNumber;
use crate::scenario::ids::plan_id;
use crate::scenario::informed::{Informed, InformedOf};
use crate::speech::Speech;
use crate::speech::informed::InformedWords;
use truceline_register::act::Act;
use truceline_register::ids::PartyId;
use truceline_register::informed::About;

impl Speaking<'_> {
    pub(super) fn informed(&mut self, said: &Informed) -> Result<Speech, Problem> {
        let about = match said.of {
            InformedOf::Stop => About::Stop(self.stop(&said.label)?),
            InformedOf::Notification => About::Notification(self.notification(&said.label)?),
            InformedOf::Plan => About::Plan(self.owner_of_plan(&said.label)?, plan_id(&said.label)),
        };
        let words = InformedWords {
            about,
            party: said.party.map(|party| self.party_id(party)),
            whom: said.whom.clone(),
            spoke: None,
            means: said.means,
            told_at: said.told_at,
            read_back: said.read_back,
            text: said.text.clone(),
            for_centre: false,
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::Informed(body)))
    }

    fn owner_of_plan(&self, label: &str) -> Result<PartyId, Problem> {
        let id = plan_id(label);
        let parties = (0..self.cast.parties.len()).map(|number| self.party_id(PartyNumber(number)));
        let known: Vec<PartyId> = parties
            .filter(|party| {
                let mut plans = self.register.plans.all();
                plans.any(|(plan, _)| plan == (*party, id))
            })
            .collect();
        known
            .first()
            .copied()
            .ok_or_else(|| Problem::usage(format!("there is no plan \"{label}\" in the register")))
    }
}
