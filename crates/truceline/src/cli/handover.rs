//! `handover`: taking over from a colleague what is open for the party.

use super::context::Context;
use super::duty::{Called, desk, person_id};
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::speech::Disclose;
use crate::speech::duty::take_over;
use crate::wire::duty::{AlertPlaceView, OpenForView, others_on};
use crate::wire::standing::{OwedView, owed_text};
use crate::wire::stop::StandingStopView;
use clap::Args;
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::duty::attended;
use truceline_register::duty::handover::{OpenFor, open_for};
use truceline_register::ids::{DeskId, PersonId};
use truceline_register::register::Register;
use truceline_register::stop::view;
use truceline_register::watch::open_alerts;

/// Take over from a colleague: shows every alert and stop open for your party, and with --yes signs for all of them
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key nils.key handover\n  truceline --data valley --key nils.key handover --from per_… --yes --name Nils\nYou are on after it, your colleague is off. It acknowledges no alert: each stays owed until somebody does."
)]
pub struct Handover {
    /// Who goes, by the id that `duty list` shows; without it the only other one who is on
    #[arg(long, value_name = "PERSON", value_parser = person_id)]
    from: Option<PersonId>,
    /// At which desk of your party, by name or id; without it the key's
    #[arg(long)]
    desk: Option<String>,
    /// Sign for all that is listed
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    called: Called,
    /// In words
    #[arg(long)]
    text: Option<String>,
}

/// What would be signed for.
#[derive(Clone, Debug, Serialize)]
struct ListedView {
    /// What is open, as it is signed.
    #[serde(flatten)]
    open: OpenForView,
    /// The alerts in words.
    alerts_open: Vec<OwedView>,
    /// The stops in words.
    stops_open: Vec<StandingStopView>,
    /// Whether it was signed for.
    signed: bool,
}

impl Handover {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let desk = desk(&speaker, self.desk.as_deref())?;
        let (own, person, now) = (
            speaker.party(),
            speaker.voice().card().person,
            speaker.now(),
        );
        let names = speaker.names();
        let register = speaker.register().ok_or_else(|| {
            Problem::usage("what is open must be known: give --data FOLDER or --server URL")
        })?;
        let at = register.standpoint(now);
        let open = open_for(register, own, at);
        if !self.yes {
            let owed = open_alerts(register, at).into_iter();
            let owed = owed.filter(|owed| owed.alert.to == own);
            let stops = view::all(register, at).into_iter();
            let stops = stops.filter(|stop| open.stops.contains(&stop.stop.record));
            let listed = ListedView {
                open: OpenForView::of(&open),
                alerts_open: owed
                    .map(|owed| OwedView::of(owed, register, (own, now), &names))
                    .collect(),
                stops_open: stops
                    .filter_map(|stop| stop.seen_by(own, register))
                    .map(|stop| StandingStopView::of(&stop, Vec::new(), &names, own))
                    .collect(),
                signed: false,
            };
            return context.tell(&listed, || listed.text());
        }
        let from = match self.from {
            Some(from) => from,
            None => only_other(register, (own, desk), person)?,
        };
        eprint!("{}", signing(&open));
        let called = self.called.words();
        let mut sealer = speaker.sealer(Disclose::Exact);
        let text = self.text.as_deref();
        let body = take_over(&mut sealer, (desk, from), open, &called, text)?;
        let speech = sealer.speech(Act::HandedOver(body));
        speaker.say(&[speech])
    }
}

/// What is being signed for, for a person at the terminal.
fn signing(open: &OpenFor) -> String {
    let view = OpenForView::of(open);
    let alert = |one: &AlertPlaceView| format!(" {}/{}", one.record, one.number);
    let stop = |one: &u64| format!(" {one}");
    format!(
        "truceline: signing for the alerts{} and the stops{}\n",
        or_none(view.alerts.iter().map(alert).collect()),
        or_none(view.stops.iter().map(stop).collect())
    )
}

fn or_none(listed: String) -> String {
    if listed.is_empty() {
        " (none)".to_owned()
    } else {
        listed
    }
}

fn only_other(
    register: &Register,
    (party, desk): (truceline_register::ids::PartyId, DeskId),
    own: PersonId,
) -> Result<PersonId, Problem> {
    let desks = attended(register, party, register.size);
    let others = desks.iter().find(|one| one.desk == desk);
    let others = others.map(|one| others_on(one, own)).unwrap_or_default();
    match others.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::usage(
            "nobody else is on at this desk, so there is nobody to take over from; `duty on` is enough",
        )),
        several => Err(Problem::usage(format!(
            "{} others are on at this desk; say who goes: --from PERSON",
            several.len()
        ))),
    }
}

impl ListedView {
    fn text(&self) -> String {
        let mut text = owed_text(&self.alerts_open);
        if self.stops_open.is_empty() {
            text += "no stop is in force\n";
        }
        for stop in &self.stops_open {
            text += &format!(
                "{:>6}  STOP {} of {}, in force since {}\n",
                stop.record,
                stop.id,
                stop.party.short(),
                stop.heard_at
            );
        }
        text + "nothing is signed; with --yes you sign for all of it and are on duty\n"
    }
}
