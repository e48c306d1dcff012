//! `allegation`: what is alleged, the steps and answers of others, and how it stands.

use super::context::Context;
use super::flags::{self, When, Where};
use super::incident::incident_id;
use super::ladder;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::Disclose;
use crate::wire::allegation::StandingAllegationView;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::agreement::words::WeaponClass;
use truceline_register::allegation::account::{
    Account, Alleged, DamageLine, Direction, HarmLine, Line, ObservedBy, Observer, ReportedBy,
};
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationRef, AllegationWithdrawn,
    AnswerWord, Step, What,
};
use truceline_register::claim::proposition::Count;
use truceline_register::claim::words::{Category, Harm, ObjectClass};
use truceline_register::codec::disclosure::Label;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{AgreementId, AllegationId, IncidentId, PartyId};
use truceline_register::notification::Personal;
use truceline_register::register::Register;
use truceline_register::time::Span;

/// Enter what you allege, say what you make of what others allege, and see who says what
///
/// An allegation is its maker's word. The register holds none of it to be so.
#[derive(Args, Clone, Debug)]
pub struct Allegation {
    #[command(subcommand)]
    what: Command,
}

#[derive(Subcommand, Clone, Debug)]
enum Command {
    Enter(Box<Enter>),
    /// Take a step on the ladder, as a party that watches or inquires: logged, corroborated, verified, concluded, rejected, taken-back
    #[command(
        after_help = "Example:\n  truceline --data valley --key monitor.key allegation grade alg_… verified --text \"two craters, seen on 21 May\""
    )]
    Grade {
        /// The allegation's id
        #[arg(value_parser = allegation_id)]
        id: AllegationId,
        /// logged, corroborated, verified, concluded, rejected, taken-back
        #[arg(value_parser = flags::allegation_step)]
        step: Step,
        /// Whose, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// On what it rests
        #[arg(long)]
        text: Option<String>,
    },
    /// Answer: confirms, denies, cannot-confirm
    #[command(
        after_help = "Example:\n  truceline --data valley --key north.key allegation answer alg_… cannot-confirm --text \"no patrol of ours was there\""
    )]
    Answer {
        /// The allegation's id
        #[arg(value_parser = allegation_id)]
        id: AllegationId,
        /// confirms, denies, cannot-confirm
        #[arg(value_parser = flags::allegation_answer)]
        word: AnswerWord,
        /// Whose, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// In words
        #[arg(long)]
        text: Option<String>,
    },
    /// Withdraw what your party alleged; it stays to be read
    #[command(
        after_help = "Example:\n  truceline --data valley --key south.key allegation withdraw alg_… --reason \"it was thunder\""
    )]
    Withdraw {
        /// The allegation's id
        #[arg(value_parser = allegation_id)]
        id: AllegationId,
        /// Why
        #[arg(long)]
        reason: Option<String>,
    },
    /// List what your party alleged and was told of
    List {
        /// Those alone that say they happened in this incident, by id
        #[arg(long, value_name = "ID", value_parser = incident_id)]
        incident: Option<IncidentId>,
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
    /// Show one, with who says what of it
    #[command(after_help = "Example:\n  truceline --data valley allegation show alg_…")]
    Show {
        /// The allegation's id
        #[arg(value_parser = allegation_id)]
        id: AllegationId,
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
}

/// Enter an allegation, a nil observation or a restriction of access; or correct one of your own
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key south.key allegation enter --kind shelling --at \"35.71, 36.52\" --called Dorvane --called Durvan \\\n    --from 2031-05-20T13:50:00Z --until 2031-05-20T14:00:00Z --certainty 15min --heard-from \"post 4, 2 km west\" --observed heard --count 6..10 \\\n    --weapon mortars --agreement agr_… --clause 3 --to North\n  truceline --data valley --key monitor.key allegation enter --nothing-observed --at \"35.71, 36.52\" --from 2031-05-20T09:00:00Z --until 2031-05-20T14:20:00Z \\\n    --heard-from \"the mill\" --observed saw-and-heard --coverage \"the east road was closed to us\""
)]
struct Enter {
    /// What kind of violation
    #[arg(long, value_parser = flags::violation, required_unless_present_any = ["nothing_observed", "no_access"])]
    kind: Option<Kind>,
    /// Nothing was observed there and then, by an observer who was there
    #[arg(long, conflicts_with_all = ["kind", "no_access"])]
    nothing_observed: bool,
    /// The observer was kept from observing
    #[arg(long, conflicts_with = "kind")]
    no_access: bool,
    /// This one of your own is told otherwise now
    #[arg(long, value_name = "ID", value_parser = allegation_id)]
    corrects: Option<AllegationId>,
    /// Under which agreement, by id
    #[arg(long, value_name = "ID", value_parser = agreement_id)]
    agreement: Option<AgreementId>,
    /// Which of its clauses
    #[arg(long, requires = "agreement")]
    clause: Option<u16>,
    /// In which incident it happened, by id: its hold, its bundle and its views have the allegation from then on
    #[arg(long, value_name = "ID", value_parser = incident_id)]
    incident: Option<IncidentId>,
    #[command(flatten)]
    place: Where,
    /// How far the true place may lie from the one given; without it the notation's
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// What the place is called; once for each spelling
    #[arg(long, value_name = "NAME")]
    called: Vec<String>,
    /// In which zone, by name or id
    #[arg(long)]
    zone: Option<String>,
    /// From when
    #[arg(long, value_parser = flags::when_or_before)]
    from: When,
    /// Until when
    #[arg(long, value_parser = flags::when_or_before)]
    until: When,
    /// By how much either end may be off
    #[arg(long, value_parser = flags::span, default_value = "0s")]
    certainty: Span,
    /// By which means it was observed: saw, heard, saw-and-heard, traces, instrument, told
    #[arg(long, value_parser = flags::observed_by)]
    observed: Option<ObservedBy>,
    /// Which post or patrol observed it. Names of persons: --person
    #[arg(long, requires = "observed")]
    observer: Option<String>,
    /// From where it was observed, in words
    #[arg(long, value_name = "WORDS", requires = "observed")]
    heard_from: Option<String>,
    /// Which line there was: sight, hearing, neither
    #[arg(long, value_parser = flags::observed_line, requires = "observed")]
    line: Option<Line>,
    /// How many, such as 6, 6..10 or 6..
    #[arg(long, value_parser = range)]
    count: Option<Count>,
    /// With what class of weapon
    #[arg(long, value_parser = flags::weapon)]
    weapon: Option<WeaponClass>,
    /// The weapon was observed; else it is inferred
    #[arg(long, requires = "weapon")]
    weapon_observed: bool,
    /// incoming, outgoing, both, unknown
    #[arg(long, value_parser = flags::direction)]
    direction: Option<Direction>,
    /// Who reports it: party, mission, ngo, public
    #[arg(long, value_parser = flags::reported_by, default_value = "party")]
    reported_by: ReportedBy,
    /// Which party of the register you allege to have done it, by name or id
    #[arg(long, value_name = "PARTY")]
    alleged: Option<String>,
    /// Whom you allege to have done it, in words
    #[arg(long, value_name = "WORDS")]
    alleged_words: Option<String>,
    /// People who came to harm, such as civilians:killed:2..5; once for each
    #[arg(long, value_name = "WHO:HOW:COUNT", value_parser = harm)]
    harm: Vec<HarmLine>,
    /// What was damaged, such as homes:3 or vehicles:2..; once for each
    #[arg(long, value_name = "WHAT:COUNT", value_parser = damage)]
    damage: Vec<DamageLine>,
    /// What you ask for
    #[arg(long)]
    requested: Option<String>,
    /// What was done
    #[arg(long)]
    taken: Option<String>,
    /// What could be observed at all: hours, places, what was closed
    #[arg(long)]
    coverage: Option<String>,
    /// In words
    #[arg(long)]
    text: Option<String>,
    /// Names of victims, witnesses and sources; sealed, for your own party's eyes
    #[arg(long = "person", value_name = "NAME")]
    persons: Vec<String>,
    /// Who is told beside the centre, by name or id
    #[arg(long = "to", value_name = "PARTY")]
    to: Vec<String>,
}

fn allegation_id(text: &str) -> Result<AllegationId, String> {
    AllegationId::parse(text).map_err(|error| error.to_string())
}

fn agreement_id(text: &str) -> Result<AgreementId, String> {
    AgreementId::parse(text).map_err(|error| error.to_string())
}

/// `6`, `6..10`, `6..`.
fn range(text: &str) -> Result<Count, String> {
    let wrong = || "write a number, or two such as 6..10, or 6.. for six or more".to_owned();
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    let (low, high) = match text.split_once("..") {
        None => (text, Some(number(text)?)),
        Some((low, "")) => (low, None),
        Some((low, high)) => (low, Some(number(high)?)),
    };
    Ok(Count::between(number(low)?, high))
}

fn harm(text: &str) -> Result<HarmLine, String> {
    let wrong = || {
        format!(
            "write WHO:HOW:COUNT, such as civilians:killed:2..5; who: {}; how: {}",
            listed(Category::ALL.iter().map(|word| word.word())),
            listed(Harm::ALL.iter().map(|word| word.word()))
        )
    };
    let mut parts = text.splitn(3, ':');
    let category = parts.next().and_then(Category::from_word);
    let category = category.ok_or_else(wrong)?;
    let harm = parts.next().and_then(Harm::from_word).ok_or_else(wrong)?;
    let count = range(parts.next().ok_or_else(wrong)?)?;
    Ok(HarmLine {
        category,
        harm,
        count,
    })
}

fn damage(text: &str) -> Result<DamageLine, String> {
    let wrong = || {
        let all = listed(ObjectClass::ALL.iter().map(|word| word.word()));
        format!("write WHAT:COUNT, such as homes:3; what: {all}")
    };
    let (object, count) = text.split_once(':').ok_or_else(wrong)?;
    let object = ObjectClass::from_word(object).ok_or_else(wrong)?;
    let count = range(count)?;
    Ok(DamageLine { object, count })
}

fn listed(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

impl Enter {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let account = self.account(&mut speaker)?;
        let names = speaker.names();
        let readers = self.to.iter().map(|party| names.find_party(party));
        let readers = readers.collect::<Result<Vec<_>, _>>()?;
        let id = match self.corrects {
            Some(id) => id,
            None => AllegationId::from_bytes(speaker.draw()?),
        };
        let what = match (self.kind, self.no_access) {
            (Some(kind), _) => What::Violation(kind),
            (None, true) => What::NoAccess,
            (None, false) => What::Nothing,
        };
        let personal = (!self.persons.is_empty()).then(|| Personal {
            persons: self.persons.clone(),
            ..Personal::default()
        });
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = AllegationMade {
            id,
            what,
            agreement: self.agreement,
            clause: self.clause,
            incident: self.incident,
            account: sealer.seal(Label::Details, &account)?,
            personal: sealer.seal_some(Label::Personal, personal.as_ref())?,
            readers,
        };
        let act = match self.corrects {
            Some(_) => Act::AllegationCorrected(body),
            None => Act::AllegationMade(body),
        };
        let speech = sealer.speech(act);
        speaker.say(&[speech])
    }

    fn account(&self, speaker: &mut Speaker<'_>) -> Result<Account, Problem> {
        let (names, now) = (speaker.names(), speaker.now());
        let found = match self.place.is_given() {
            true => Some(self.place.find()?),
            false => None,
        };
        let mut called = self.called.clone();
        if let Some(found) = &found {
            speaker.read_back(&found.read_back);
            called.extend(found.named.as_ref().map(|(name, _)| name.clone()));
        }
        let zone = self.zone.as_deref().map(|zone| names.find_zone(zone));
        let alleged = self.alleged.as_deref().map(|party| names.find_party(party));
        let alleged = alleged.transpose()?;
        let given = found.as_ref().and_then(|found| found.precision);
        Ok(Account {
            window: flags::window(self.from.at(now), self.until.at(now))?,
            certainty: self.certainty,
            precision: found.as_ref().and(self.precision.max(given)),
            place: found.map(|found| found.footprint),
            names: called,
            zone: zone.transpose()?,
            observer: self.observed.map(|by| Observer {
                who: self.observer.clone(),
                position: self.heard_from.clone(),
                by,
                line: self.line,
            }),
            count: self.count,
            weapon: self.weapon.map(|weapon| (weapon, self.weapon_observed)),
            direction: self.direction,
            reported_by: self.reported_by,
            alleged: (alleged.is_some() || self.alleged_words.is_some()).then(|| Alleged {
                party: alleged,
                actor: None,
                words: self.alleged_words.clone(),
            }),
            harm: self.harm.clone(),
            damage: self.damage.clone(),
            requested: self.requested.clone(),
            taken: self.taken.clone(),
            coverage: self.coverage.clone(),
            text: self.text.clone(),
        })
    }
}

impl Allegation {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            Command::Enter(enter) => enter.run(context),
            Command::Grade { id, step, of, text } => {
                let (about, step) = ((*id, of.as_deref()), *step);
                say(context, about, text.as_deref(), |about, text| {
                    Act::AllegationGraded(AllegationGraded { about, step, text })
                })
            }
            Command::Answer { id, word, of, text } => {
                let (about, word) = ((*id, of.as_deref()), *word);
                say(context, about, text.as_deref(), |about, text| {
                    Act::AllegationAnswered(AllegationAnswered { about, word, text })
                })
            }
            Command::Withdraw { id, reason } => {
                let mut speaker = Speaker::open(context)?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let reason = sealer.text(reason.as_deref())?;
                let act = Act::AllegationWithdrawn(AllegationWithdrawn { id: *id, reason });
                let speech = sealer.speech(act);
                speaker.say(&[speech])
            }
            Command::List { incident, eyes } => {
                list(context, eyes.as_deref(), incident.map(Only::Incident))
            }
            Command::Show { id, eyes } => {
                list(context, eyes.as_deref(), Some(Only::Allegation(*id)))
            }
        }
    }
}

/// Says something of an allegation.
fn say(
    context: &Context,
    (id, of): (AllegationId, Option<&str>),
    text: Option<&str>,
    act: impl FnOnce(AllegationRef, Option<truceline_register::codec::cbor::Digest>) -> Act,
) -> Done {
    let mut speaker = Speaker::open(context)?;
    let party = match (of, speaker.register()) {
        (Some(name), _) => speaker.names().find_party(name)?,
        (None, Some(register)) => owner(register, id)?,
        (None, None) => {
            return Err(Problem::usage(
                "say whose allegation it is: --of PARTY; or give --data FOLDER",
            ));
        }
    };
    let mut sealer = speaker.sealer(Disclose::Exact);
    let text = sealer.text(text)?;
    let speech = sealer.speech(act(AllegationRef { party, id }, text));
    speaker.say(&[speech])
}

fn owner(register: &Register, id: AllegationId) -> Result<PartyId, Problem> {
    let all = register.allegations.all();
    let owners: Vec<PartyId> = all
        .filter(|known| known.about.id == id)
        .map(|known| known.about.party)
        .collect();
    match owners.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::usage(format!(
            "there is no allegation {id} in this register; `allegation list` shows them"
        ))),
        _ => Err(Problem::usage(format!(
            "several parties have an allegation {id}; say whose: --of PARTY"
        ))),
    }
}

/// What a list is narrowed to.
#[derive(Clone, Copy)]
enum Only {
    Incident(IncidentId),
    Allegation(AllegationId),
}

fn list(context: &Context, eyes: Option<&str>, only: Option<Only>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let eyes = ladder::party(context, eyes, &names)?;
    let all = register.allegations.all();
    let views: Vec<StandingAllegationView> = all
        .filter_map(|known| {
            let standing = known.seen_by(register, eyes, register.size)?;
            let is_meant = match only {
                Some(Only::Allegation(id)) => known.about.id == id,
                Some(Only::Incident(incident)) => standing.version.incident == Some(incident),
                None => true,
            };
            is_meant.then(|| StandingAllegationView::of(known, &standing, &names))
        })
        .collect();
    if let (Some(Only::Allegation(id)), true) = (only, views.is_empty()) {
        return Err(Problem::usage(format!(
            "that party was told of no allegation {id}; `allegation list` shows those that it was told of"
        )));
    }
    context.tell(&views, || match (views.is_empty(), only) {
        (true, _) => "nothing is alleged\n".to_owned(),
        (false, None | Some(Only::Incident(_))) => {
            views.iter().map(StandingAllegationView::line).collect()
        }
        (false, Some(Only::Allegation(_))) => {
            views.iter().map(StandingAllegationView::text).collect()
        }
    })
}
