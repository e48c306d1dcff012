//! `incident`: something happened; what the register held then, and what parties are asked and answer.

use super::claim::{certainty, claim_id, eyes};
use super::context::Context;
use super::flags::{self, When, Where};
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::notation::told;
use crate::reading::Reading;
use crate::speech::claim::{self, Questions};
use crate::speech::{Disclose, Speech};
use crate::wire::incident::{OpenedView, StateView, text, version};
use crate::wire::inquiry::InquiryView;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::claim::proposition::{PlaceTold, Spelling};
use truceline_register::claim::words::{Certainty, EventKind};
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{ClaimId, IncidentId, InformationRequestId, PartyId};
use truceline_register::incident::Details;
use truceline_register::incident::asking::{Reply, StandardQuestion};
use truceline_register::incident::history::Opened;
use truceline_register::incident::state::{AsOf, question};
use truceline_register::inquiry::{Viewpoint, inquire};
use truceline_register::place::Volume4d;
use truceline_register::register::Register;
use truceline_register::vocabulary::ForceSet;

/// Open an incident: what the register held of its place and time is attached, and what it refers to is kept
///
/// Opening one shows nobody anything of others. What happened is told by claims: `claim enter`.
#[derive(Args, Clone, Debug)]
pub struct Incident {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Open(Open),
    Amend(Amend),
    List(List),
    Show(Show),
    State(State),
    Ask(Ask),
    Answer(Answer),
    Dossier(super::dossier::Dossier),
}

/// Where and when, and in words.
#[derive(Args, Clone, Debug)]
struct Told {
    /// Of which kind, as far as you know: air-strike, shelling, fire, explosion, mine, …
    #[arg(long, value_parser = event)]
    kind: EventKind,
    /// When: a time with its offset, a day, or two of them with " .. " between
    #[arg(long, value_name = "TIME")]
    when: String,
    /// How far the stated clock is ahead of UTC, such as +03:00
    #[arg(long, allow_hyphen_values = true)]
    offset: Option<String>,
    /// The stated clock as it was given, such as "local time"
    #[arg(long)]
    clock: Option<String>,
    /// How certain the time is: exact, about, day, week, month, unclear
    #[arg(long, value_parser = certainty)]
    certainty: Option<Certainty>,
    /// A spelling of the place as it was given; several times
    #[arg(long = "spelling", value_name = "NAME")]
    spellings: Vec<String>,
    /// The place in words, such as "on the road between"
    #[arg(long, value_name = "WORDS")]
    place_words: Option<String>,
    #[command(flatten)]
    place: Where,
    /// How far the true place may lie from it; never finer than its notation
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// In words
    #[arg(long)]
    text: Option<String>,
    /// Only this party may read it, by name or id; several times
    #[arg(long = "reader", value_name = "PARTY")]
    readers: Vec<String>,
}

/// Open an incident
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley incident open --kind explosion --when \"2031-05-20 13:55 .. 2031-05-20 13:58\" --offset +00:00 \\\n    --spelling Dorvane --spelling Durvan --at \"35.71, 36.52\" --radius 500m"
)]
struct Open {
    #[command(flatten)]
    told: Told,
}

/// Put an incident of your party right: a new version; the earlier ones stay
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley incident amend inc_… --kind air-strike --when 2031-05-20T13:55:00Z --spelling Dorvane"
)]
struct Amend {
    /// Which
    #[arg(value_parser = incident_id)]
    incident: IncidentId,
    #[command(flatten)]
    told: Told,
}

/// List incidents
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley incident list")]
struct List {
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

/// Show an incident, what is attached to it, and what parties were asked and answered
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley incident show inc_…")]
struct Show {
    /// Which
    #[arg(value_parser = incident_id)]
    incident: IncidentId,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

/// Show what the register held of an incident's place and time, in somebody's eyes
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley incident state inc_… --viewpoint East --as-of event\n  truceline --data valley incident state inc_… --version 1\n  truceline --server https://… --key east.key incident state inc_…"
)]
struct State {
    /// Which
    #[arg(value_parser = incident_id)]
    incident: IncidentId,
    /// Whose knowledge: `register`, or a party by name or id [default: the register's; of a server, the key's party's]
    #[arg(long)]
    viewpoint: Option<String>,
    /// As of when: `event` when it began to happen, `opening` when the incident was opened
    #[arg(long, default_value = "event", value_parser = as_of)]
    as_of: AsOf,
    /// As attached to which version of the incident, from 1; without it the latest
    #[arg(long, value_name = "NUMBER")]
    version: Option<usize>,
}

/// Ask parties the standard questions about an incident, with a deadline
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley incident ask inc_… --everybody --due-by now+2d\n  truceline --data valley incident ask inc_… --to South --question positions --question what-was-notified --due-by now+2d"
)]
struct Ask {
    /// About which incident
    #[arg(value_parser = incident_id)]
    incident: IncidentId,
    /// Whom, by name or id; several times
    #[arg(
        long = "to",
        value_name = "PARTY",
        required_unless_present = "everybody"
    )]
    to: Vec<String>,
    /// Every other party that may read the incident
    #[arg(long, conflicts_with = "to")]
    everybody: bool,
    /// What; several times; without it every standard question
    #[arg(long = "question", value_parser = standard)]
    questions: Vec<StandardQuestion>,
    /// By when
    #[arg(long, value_parser = flags::when)]
    due_by: When,
    /// In words
    #[arg(long)]
    text: Option<String>,
}

/// Answer one question about an incident
///
/// Who asked and the centre read the answer; with --open everybody who may read the incident. To refuse is an answer.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key south.key incident answer irq_… positions --nil regulars \\\n    --from 2031-05-20T13:00:00Z --until 2031-05-20T14:00:00Z\n  truceline --data valley --key south.key incident answer irq_… nature --claim clm_… --open\n  truceline --data valley --key east.key incident answer irq_… activities-under-way --refuse --text \"…\""
)]
struct Answer {
    /// Which request
    #[arg(value_parser = request_id)]
    request: InformationRequestId,
    /// Which question
    #[arg(value_parser = standard)]
    question: StandardQuestion,
    #[command(flatten)]
    place: Where,
    /// Nobody of these forces was there
    #[arg(long, value_name = "FORCES", value_parser = flags::forces)]
    nil: Option<ForceSet>,
    /// Of positions and nil: from
    #[arg(long, value_parser = flags::when_or_before)]
    from: Option<When>,
    /// … until
    #[arg(long, value_parser = flags::when_or_before)]
    until: Option<When>,
    /// This claim says it; several times
    #[arg(long = "claim", value_parser = claim_id)]
    claims: Vec<ClaimId>,
    /// It is not answered
    #[arg(long)]
    refuse: bool,
    /// The party does not know
    #[arg(long)]
    cannot_say: bool,
    /// In words
    #[arg(long)]
    text: Option<String>,
    /// Everybody who may read the incident may read the answer
    #[arg(long)]
    open: bool,
}

pub(super) fn incident_id(text: &str) -> Result<IncidentId, String> {
    IncidentId::parse(text).map_err(|error| error.to_string())
}

fn request_id(text: &str) -> Result<InformationRequestId, String> {
    InformationRequestId::parse(text).map_err(|error| error.to_string())
}

fn event(text: &str) -> Result<EventKind, String> {
    EventKind::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = EventKind::ALL.iter().map(|word| word.word()).collect();
        format!("use one of {}", words.join(", "))
    })
}

fn standard(text: &str) -> Result<StandardQuestion, String> {
    StandardQuestion::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = StandardQuestion::ALL
            .iter()
            .map(|word| word.word())
            .collect();
        format!("use one of {}", words.join(", "))
    })
}

fn as_of(text: &str) -> Result<AsOf, String> {
    match text {
        "event" => Ok(AsOf::Event),
        "opening" => Ok(AsOf::Opening),
        _ => Err("use event or opening".to_owned()),
    }
}

impl Incident {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Open(open) => {
                let mut speaker = Speaker::open(context)?;
                let id = IncidentId::from_bytes(speaker.draw()?);
                let speech = open.told.speech(&mut speaker, id, Act::IncidentOpened)?;
                speaker.say(&[speech])
            }
            What::Amend(amend) => {
                let mut speaker = Speaker::open(context)?;
                let told = &amend.told;
                let speech = told.speech(&mut speaker, amend.incident, Act::IncidentAmended)?;
                speaker.say(&[speech])
            }
            What::List(list) => list.run(context),
            What::Show(show) => show.run(context),
            What::State(state) => state.run(context),
            What::Ask(ask) => ask.run(context),
            What::Answer(answer) => answer.run(context),
            What::Dossier(dossier) => dossier.run(context),
        }
    }
}

impl Told {
    fn speech(
        &self,
        speaker: &mut Speaker<'_>,
        id: IncidentId,
        act: impl FnOnce(truceline_register::incident::Incident) -> Act,
    ) -> Result<Speech, Problem> {
        let clock = self.offset.as_deref().map(told::offset).transpose();
        let clock = clock.map_err(|what| Problem::usage(format!("--offset: {what}")))?;
        let when = told::time_told(&self.when, clock, self.certainty);
        let when = when.map_err(|what| Problem::usage(format!("--when: {what}")))?;
        let found = match self.place.is_given() {
            true => Some(self.place.find()?),
            false => None,
        };
        let implied = found.as_ref().and_then(|found| found.precision);
        speaker.read_back(found.as_ref().map_or(&[], |found| &found.read_back));
        let spelling = |text: &String| Spelling {
            text: text.clone(),
            language: None,
        };
        let details = Details {
            when,
            clock: self.clock.clone(),
            place: PlaceTold {
                spellings: self.spellings.iter().map(spelling).collect(),
                words: self.place_words.clone(),
                area: found.map(|found| found.footprint),
                // Never finer than the notation.
                precision: self.precision.max(implied),
            },
            altitude: self.place.altitude,
            text: self.text.clone(),
        };
        let names = speaker.names();
        let readers = self.readers.iter().map(|party| names.find_party(party));
        let readers: Vec<PartyId> = readers.collect::<Result<_, _>>()?;
        let readers = (!readers.is_empty()).then_some(readers);
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = claim::incident(&mut sealer, id, self.kind, &details, readers)?;
        Ok(sealer.speech(act(body)))
    }
}

pub(super) fn find(
    register: &Register,
    id: IncidentId,
    eyes: Option<PartyId>,
) -> Result<&Opened, Problem> {
    let opened = register.incidents.get(id);
    opened
        .filter(|opened| eyes.is_none_or(|party| opened.readers.hold(register, party)))
        .ok_or_else(|| Problem::usage(format!("there is no incident {id} here; correct the id")))
}

impl List {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = eyes(context, self.eyes.as_deref(), &names)?;
        let at = register.standpoint(reading.now());
        let all = register.incidents.all(register.size);
        let views: Vec<OpenedView> = all
            .filter(|opened| eyes.is_none_or(|party| opened.readers.hold(register, party)))
            .filter_map(|opened| OpenedView::of(opened, register, eyes, at, &names))
            .collect();
        context.tell(&views, || text(&views))
    }
}

impl Show {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = eyes(context, self.eyes.as_deref(), &names)?;
        let at = register.standpoint(reading.now());
        let opened = find(register, self.incident, eyes)?;
        let view = OpenedView::of(opened, register, eyes, at, &names)
            .ok_or_else(|| Problem::usage("there is no such incident here; correct the id"))?;
        context.tell(&view, || view.text())
    }
}

impl State {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let opened = find(register, self.incident, None)?;
        if let Reading::Server(replica) = &reading {
            // The server answers: it knows how the channels of others stand, and notes who looked.
            let viewpoint = match self.viewpoint.as_deref() {
                None => String::new(),
                Some("register") => "&viewpoint=register".to_owned(),
                Some(party) => format!("&viewpoint={}", names.find_party(party)?),
            };
            let version = self.version.map(|number| format!("&version={number}"));
            let path = format!(
                "/v1/incidents/{}/state?as_of={}{viewpoint}{}",
                self.incident,
                self.as_of.word(),
                version.unwrap_or_default()
            );
            let (text, view) = replica.shown(&path)?;
            return context.tell(&view, || text);
        }
        let viewpoint = match self.viewpoint.as_deref() {
            None | Some("register") => Viewpoint::Register,
            Some(party) => Viewpoint::Party(names.find_party(party)?),
        };
        let version = version(opened, self.version, register.size).map_err(Problem::usage)?;
        let held = question(version, self.as_of, viewpoint).map(|inquiry| {
            let report = inquire(register, &inquiry);
            InquiryView::of(&inquiry, None, &report, register, &names)
        });
        let view = StateView::of(opened, version, register.size, self.as_of, held);
        context.tell(&view, || view.text())
    }
}

impl Ask {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let to = self.to(&mut speaker)?;
        let mut speeches = Vec::new();
        for to in to {
            let questions = Questions {
                id: InformationRequestId::from_bytes(speaker.draw()?),
                incident: self.incident,
                to,
                questions: self.questions.clone(),
                due_by: self.due_by.at(speaker.now()),
                text: self.text.clone(),
            };
            let mut sealer = speaker.sealer(Disclose::Exact);
            let body = questions.seal(&mut sealer)?;
            speeches.push(sealer.speech(Act::InformationRequested(body)));
        }
        speaker.say(&speeches)
    }

    fn to(&self, speaker: &mut Speaker<'_>) -> Result<Vec<PartyId>, Problem> {
        if !self.everybody {
            let names = speaker.names();
            let to = self.to.iter().map(|party| names.find_party(party));
            return to.collect();
        }
        let own = speaker.party();
        speaker.house()?;
        let register = speaker.register().ok_or_else(|| {
            Problem::usage("--everybody needs --data or --server; else name each with --to")
        })?;
        let opened = find(register, self.incident, Some(own))?;
        let parties = register.authority.parties.keys().copied();
        Ok(parties
            .filter(|party| *party != own && opened.readers.hold(register, *party))
            .collect())
    }
}

impl Answer {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let reply = self.reply(&mut speaker)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = claim::answer(&mut sealer, self.request, self.question, &reply, self.open)?;
        let speech = sealer.speech(Act::InformationAnswered(body));
        speaker.say(&[speech])
    }

    fn reply(&self, speaker: &mut Speaker<'_>) -> Result<Reply, Problem> {
        let words = self.text.clone();
        let kinds = [
            self.place.is_given(),
            self.nil.is_some(),
            !self.claims.is_empty(),
            self.refuse,
            self.cannot_say,
        ];
        if kinds.iter().filter(|kind| **kind).count() > 1 {
            return Err(Problem::usage(
                "answer in one way: a place, --nil, --claim, --refuse, --cannot-say, or --text alone",
            ));
        }
        let window = || match (self.from, self.until) {
            (Some(from), Some(until)) => {
                let now = speaker.now();
                flags::window(from.at(now), until.at(now))
            }
            _ => Err(Problem::usage("say for which time: --from and --until")),
        };
        if self.place.is_given() {
            let window = window()?;
            let found = self.place.find()?;
            speaker.read_back(&found.read_back);
            let position = Volume4d {
                footprint: found.footprint,
                altitude: self.place.altitude,
                window,
                precision: found.precision,
            };
            return Ok(Reply::Positions {
                positions: vec![position],
                words,
            });
        }
        if let Some(forces) = self.nil {
            return Ok(Reply::Nil {
                forces,
                window: window()?,
                words,
            });
        }
        if !self.claims.is_empty() {
            return Ok(Reply::Claims {
                claims: self.claims.clone(),
                words,
            });
        }
        match (self.refuse, self.cannot_say, words) {
            (true, _, words) => Ok(Reply::Refused { words }),
            (_, true, words) => Ok(Reply::CannotSay { words }),
            (_, _, Some(words)) => Ok(Reply::Words(words)),
            (false, false, None) => Err(Problem::usage(
                "answer in one way: a place, --nil, --claim, --refuse, --cannot-say, or --text alone",
            )),
        }
    }
}
