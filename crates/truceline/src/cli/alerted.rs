//! Alerts that wait.

use super::context::Context;
use super::speaker::{Speaker, tell_submitted};
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::reading::Reading;
use crate::speech::Speech;
use crate::wire::record::why;
use crate::wire::standing::{owed_text, owed_to};
use truceline_register::act::Act;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::register::Register;
use truceline_register::time::Instant;
use truceline_register::watch::{Owed, open_alerts};

/// Acknowledges an alert: the one numbered, or the only one of that record that the speaker's party is
/// owed.
///
/// # Errors
/// [`Problem`]: no such alert, or several.
pub fn acknowledge(context: &Context, index: LogIndex, number: Option<u16>) -> Done {
    let mut speaker = Speaker::open(context)?;
    let own = speaker.party();
    let names = speaker.names();
    let (number, what) = match (number, speaker.register()) {
        (Some(number), None) => (number, None),
        (None, None) => {
            return Err(Problem::usage(
                "name the alert's number too: `alert list` shows it; or give --data FOLDER",
            ));
        }
        (number, Some(register)) => {
            let number = match number {
                Some(number) => number,
                None => only_one(register, speaker.now(), index, own)?,
            };
            let what = register.watch.alert(index, number).map(|owed| {
                let whose = names.party(owed.alert.to).short().to_owned();
                let plan = owed.alert.plan.map(|(_, plan)| format!(", plan {plan}"));
                let plan = plan.unwrap_or_default();
                format!("owed to {whose}: {}{plan}", why(owed.alert.why))
            });
            (number, what)
        }
    };
    let speech = [Speech::plain(Act::AlertAcknowledged(index, number))];
    if context.out.is_some() {
        return speaker.say(&speech);
    }
    let mut view = speaker.submit(&speech)?;
    for (one, what) in view.admitted.iter_mut().zip(what) {
        one.says = format!("{}, {what}", one.says);
    }
    tell_submitted(context, view, Vec::new())
}

/// The number of the only open alert of a record that a party is owed.
fn only_one(
    register: &Register,
    now: Instant,
    index: LogIndex,
    own: PartyId,
) -> Result<u16, Problem> {
    let open = open_alerts(register, register.standpoint(now));
    let of_record: Vec<&Owed> = open
        .into_iter()
        .filter(|owed| owed.record == index)
        .collect();
    let owed = of_record.iter().filter(|owed| owed.alert.to == own);
    match owed.collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.alert.number),
        several => {
            let numbers = of_record.iter().map(|owed| owed.alert.number.to_string());
            Err(Problem::usage(format!(
                "{} open alerts of the record {index} are owed to your party; name one by its number ({}), as `alert list` shows it",
                several.len(),
                numbers.collect::<Vec<_>>().join(", ")
            )))
        }
    }
}

/// Shows a party's open alerts; the centre sees everybody's.
///
/// # Errors
/// [`crate::exit::Problem`].
pub fn list(context: &Context, reading: &Reading, party: PartyId, names: &Names) -> Done {
    let register = reading.register();
    let now = reading.now();
    let views = owed_to(register, party, now, names);
    context.tell(&views, || owed_text(&views))
}
