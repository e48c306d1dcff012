//! Alerts that wait.

use super::context::Context;
use crate::exit::Done;
use crate::names::Names;
use crate::session::Reading;
use crate::wire::standing::OwedView;
use truceline_register::ids::PartyId;
use truceline_register::watch::{Owed, open_alerts};

/// Shows a party's open alerts; the centre sees everybody's.
///
/// # Errors
/// [`crate::exit::Problem`].
pub fn list(context: &Context, reading: &Reading, party: PartyId, names: &Names) -> Done {
    let register = reading.register();
    let now = reading.now();
    let all = party == register.authority.centre();
    let open = open_alerts(register, register.standpoint(now));
    let open: Vec<&Owed> = open
        .into_iter()
        .filter(|owed| all || owed.alert.to == party)
        .collect();
    let views: Vec<OwedView> = open
        .iter()
        .map(|owed| OwedView::of(owed, now, names))
        .collect();
    context.tell(&views, || {
        let lines: String = views
            .iter()
            .zip(&open)
            .map(|(view, owed)| view.text(owed))
            .collect();
        if lines.is_empty() {
            "no alert waits\n".to_owned()
        } else {
            lines
        }
    })
}
