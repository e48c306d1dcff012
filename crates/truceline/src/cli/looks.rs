//! `looks`: who was shown a party's words, and what it was told of checks over them.

use super::context::Context;
use super::notify::notification_id;
use crate::exit::Done;
use crate::names::Names;
use crate::wire::look::{CountsView, SeenByView};
use clap::Args;
use serde::Serialize;
use truceline_register::counts;
use truceline_register::ids::NotificationId;
use truceline_register::looks;
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

#[derive(Clone, Debug, Serialize)]
struct LooksView {
    seen: Vec<SeenByView>,
    /// Records of looks that cannot be read any more.
    lost: usize,
    /// What the party was told of checks.
    counts: Vec<CountsView>,
}

impl Looks {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let party = super::ladder::party(context, self.party.as_deref(), &names)?;
        let at = register.standpoint(reading.now());
        let about = self.of.map(|id| NotificationRef { party, id });
        let seen = looks::of_owner(register, party, about, self.persons, at);
        let told = counts::told(register, party, at);
        let view = LooksView {
            seen: seen.iter().map(|s| SeenByView::of(s, &names)).collect(),
            lost: looks::lost(register, at),
            counts: told
                .iter()
                .filter(|_| self.of.is_none())
                .map(|told| CountsView::told(names.party(party), told, &names))
                .collect(),
        };
        context.tell(&view, || view.text())
    }
}

impl LooksView {
    fn text(&self) -> String {
        let mut text: String = self.seen.iter().map(SeenByView::text).collect();
        if self.seen.is_empty() {
            text += "nobody else has looked at it through this register\n";
        }
        if self.lost > 0 {
            text += &format!(
                "{} records of looks cannot be read any more; whose words they were about is lost\n",
                self.lost
            );
        }
        text.extend(self.counts.iter().map(CountsView::text));
        text
    }
}
