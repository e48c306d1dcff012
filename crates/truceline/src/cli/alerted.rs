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
use truceline_register::watch::{AlertRef, Owed, open_alerts};

/// Acknowledges an alert of the speaker's party or of one that it names: the one numbered, or the only one
/// of that record that the party is owed.
///
/// # Errors
/// [`Problem`]: no such alert, or several.
pub fn acknowledge(
    context: &Context,
    index: LogIndex,
    number: Option<u16>,
    of: Option<&str>,
) -> Done {
    let mut speaker = Speaker::open(context)?;
    let own = speaker.party();
    let names = speaker.names();
    let to = of.map_or(Ok(own), |party| names.find_party(party))?;
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
                None => only_one(register, speaker.now(), index, to)?,
            };
            let record = index;
            let about = AlertRef { record, to, number };
            let what = register.watch.alert(about).map(|owed| {
                let whose = names.party(owed.alert.to).short().to_owned();
                let plan = owed.alert.plan.map(|(_, plan)| format!(", plan {plan}"));
                let plan = plan.unwrap_or_default();
                format!("owed to {whose}: {}{plan}", why(owed.alert.why))
            });
            (number, what)
        }
    };
    let others = Some(to).filter(|to| *to != own);
    let speech = [Speech::plain(Act::AlertAcknowledged(index, number, others))];
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
    to: PartyId,
) -> Result<u16, Problem> {
    let open = open_alerts(register, register.standpoint(now)).into_iter();
    let owed: Vec<&Owed> = open
        .filter(|owed| owed.record == index && owed.alert.to == to)
        .collect();
    match owed.as_slice() {
        [one] => Ok(one.alert.number),
        [] => Err(Problem::usage(format!(
            "no open alert of the record {index} is owed to that party; `alert list` shows what is; the centre names another's party with --of PARTY"
        ))),
        several => {
            let numbers = several.iter().map(|owed| owed.alert.number.to_string());
            Err(Problem::usage(format!(
                "{} open alerts of the record {index} are owed to that party; name one by its number ({}), as `alert list` shows it",
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
