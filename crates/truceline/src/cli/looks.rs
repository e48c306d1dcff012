//! `looks`: who was shown a party's words, and what it was told of checks over them.

use super::context::Context;
use super::notify::notification_id;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::reading::Reading;
use crate::replica::Replica;
use crate::wire::look::LooksView;
use clap::Args;
use truceline_register::ids::{NotificationId, PartyId};
use truceline_register::notification::NotificationRef;

/// Show who saw what of a party's notifications, and how many plans and checks that are over overlapped them
///
/// Every reading of a position through the server is on record, the centre's too; a party's readings of its own words are not.
/// Of checks a party hears numbers by zone, after they are over and the zone's delay: no plan, no party, no place.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key south.key looks\n  truceline --data valley looks --party South --of ntf_…"
)]
pub struct Looks {
    /// Whose words, by name or id; without it the key's
    #[arg(long)]
    party: Option<String>,
    /// Of this notification only
    #[arg(long, value_parser = notification_id)]
    of: Option<NotificationId>,
    /// Which persons looked: for the centre
    #[arg(long)]
    persons: bool,
}

impl Looks {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        if let (Reading::Server(replica), Some(own)) = (&reading, reading.only_of()) {
            return self.of_server(context, replica, own);
        }
        let register = reading.register();
        let names = Names::of_register(register);
        let party = super::ladder::party(context, self.party.as_deref(), &names)?;
        let at = register.standpoint(reading.now());
        let about = self.of.map(|id| NotificationRef { party, id });
        let view = LooksView::of(register, party, about, self.persons, at, &names);
        context.tell(&view, || view.text())
    }

    /// Who looked is the register's to say: it is in no party's portion.
    fn of_server(&self, context: &Context, replica: &Replica, own: PartyId) -> Done {
        if let Some(named) = &self.party
            && Names::of_register(replica.register()).find_party(named)? != own
        {
            return Err(Problem::usage(
                "of a server a party asks for its own; leave --party out, or ask the centre",
            ));
        }
        if self.persons {
            return Err(Problem::usage(
                "persons are named to the centre alone; leave --persons out",
            ));
        }
        let of = self.of.map(|id| format!("?of={id}")).unwrap_or_default();
        let (text, view) = replica.shown(&format!("/v1/looks{of}"))?;
        context.tell(&view, || text)
    }
}
