//! `claim`: what somebody says of an event, entered with its source and shown side by side.

use super::claim_table::{TableIn, TableOut};
use super::context::Context;
use super::ladder;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::notation::claims::{self, MAX_BYTES, Row};
use crate::notation::told;
use crate::reading::Reading;
use crate::speech::claim::{ClaimWords, StanceWords, withdrawn};
use crate::speech::{Disclose, Speech};
use crate::wire::claim::ClaimAboutView;
use crate::wire::claims::{EnteredView, SideBySideView, TimelineView, text};
use clap::{Args, Subcommand};
use std::collections::BTreeMap;
use std::path::PathBuf;
use truceline_register::act::Act;
use truceline_register::claim::history::Entered;
use truceline_register::claim::proposition::{Provenance, Source, Stated};
use truceline_register::claim::view::{about as claims_about, is_for};
use truceline_register::claim::words::{Certainty, Channel, ClaimStance, Rule};
use truceline_register::claim::{About, Claimant, Withdrawal};
use truceline_register::ids::{ActorId, AgreementId, ClaimId, IncidentId, NotificationId, PartyId};
use truceline_register::notification::NotificationRef;

/// Enter what somebody says of an event, with its source, and see what everybody says side by side
///
/// A claim is the word of whom it names, never the register's. Nothing is weighed, and a figure is drawn from claims
/// only by a rule that stands beside it.
#[derive(Args, Clone, Debug)]
pub struct Claim {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Enter(Enter),
    Import(TableIn),
    Export(TableOut),
    Stance(Stance),
    Withdraw(Withdraw),
    List(List),
    SideBySide(SideBySide),
    Timeline(Timeline),
}

/// Enter claims: all of a file, or one by its fields
///
/// Without `claimant` or `party` it is your own party's word; another's needs its source. Every fault of a file is
/// listed, and then nothing of it is entered.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim enter --about inc_… strike.claims.toml\n  truceline --data valley --key north.key claim enter --about inc_… -f question=casualties -f harm=killed \\\n    -f category=soldiers -f count=9 -f channel=statement -f stated=2031-05-20T19:00:00Z\nThe fields are those of the file: docs/spec/claims.md."
)]
struct Enter {
    /// A file of claims
    #[arg(required_unless_present = "fields", conflicts_with = "fields")]
    file: Option<PathBuf>,
    /// About what: inc_…, acr_…, agr_…#CLAUSE, ntf_… or site:ntf_… (with --of)
    #[arg(long, value_name = "ID")]
    about: Option<String>,
    /// Whose notification or site, by name or id; without it your own party's
    #[arg(long, value_name = "PARTY")]
    of: Option<String>,
    /// One field of one claim; several times
    #[arg(short, long = "field", value_name = "FIELD=VALUE", value_parser = field)]
    fields: Vec<(String, String)>,
}

/// Say what you, or somebody else, says to a claim
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key south.key claim stance clm_… denies --channel statement --stated now\n  truceline --data valley claim stance clm_… no-answer --party East --channel letter"
)]
struct Stance {
    /// Which claim
    #[arg(value_parser = claim_id)]
    claim: ClaimId,
    /// confirms, denies, cannot-confirm or no-answer
    #[arg(value_parser = stance)]
    takes: ClaimStance,
    #[command(flatten)]
    from: From,
}

/// Withdraw a claim: that it was entered in error, or that its claimant does not say it any more. It stays, and is shown as withdrawn
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim withdraw clm_… --entered-in-error\n  truceline --data valley claim withdraw clm_… --taken-back --source \"https://…\""
)]
struct Withdraw {
    /// Which claim
    #[arg(value_parser = claim_id)]
    claim: ClaimId,
    /// It was entered in error
    #[arg(
        long,
        required_unless_present = "taken_back",
        conflicts_with = "taken_back"
    )]
    entered_in_error: bool,
    /// Its claimant does not say it any more
    #[arg(long)]
    taken_back: bool,
    /// Where that was said
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
    /// In words
    #[arg(long)]
    remark: Option<String>,
}

/// Whose word something is, when and how it was said, and where that comes from.
#[derive(Args, Clone, Debug)]
struct From {
    /// Whose word, where it is another party of the register, by name or id
    #[arg(long, conflicts_with = "claimant")]
    party: Option<String>,
    /// Whose word, where it is nobody of the register
    #[arg(long, value_name = "NAME")]
    claimant: Option<String>,
    /// The person or office that spoke
    #[arg(long)]
    speaker: Option<String>,
    /// How: statement, press, report, social, telephone, letter, dataset, meeting, witness
    #[arg(long, value_parser = channel)]
    channel: Channel,
    /// When: now, a time with its offset, a day, or two of them with " .. " between; without it not known
    #[arg(long, value_name = "TIME")]
    stated: Option<String>,
    /// How far the stated clock is ahead of UTC, such as +03:00
    #[arg(long, allow_hyphen_values = true)]
    offset: Option<String>,
    /// How certain the time is: exact, about, day, week, month, unclear
    #[arg(long, value_parser = certainty)]
    certainty: Option<Certainty>,
    /// The original words
    #[arg(long)]
    original: Option<String>,
    /// Their language, such as ar
    #[arg(long)]
    language: Option<String>,
    /// Their translation
    #[arg(long)]
    translation: Option<String>,
    /// Where the document was found
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
    /// A remark of yours
    #[arg(long)]
    remark: Option<String>,
}

/// List claims with their sources and with what others say to them
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim list\n  truceline --data valley claim list inc_… --as East"
)]
struct List {
    /// About what; without it everything
    about: Option<String>,
    /// Whose notification or site, by name or id; without it the key's party's
    #[arg(long, value_name = "PARTY")]
    of: Option<String>,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

/// Set the claims about a thing side by side, question by question
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim side-by-side inc_…\n  truceline --data valley claim side-by-side inc_… --rule latest-of-each-claimant"
)]
struct SideBySide {
    #[command(flatten)]
    about: AboutOne,
}

/// Show how the numbers in the claims about a thing changed over time
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim timeline inc_…\n  truceline --data valley claim timeline inc_… --rule lowest --rule highest"
)]
struct Timeline {
    #[command(flatten)]
    about: AboutOne,
}

/// One thing, and the rules that figures are drawn by.
#[derive(Args, Clone, Debug)]
struct AboutOne {
    /// About what: inc_…, acr_…, agr_…#CLAUSE, ntf_… or site:ntf_… (with --of)
    about: String,
    /// Whose notification or site, by name or id; without it the key's party's
    #[arg(long, value_name = "PARTY")]
    of: Option<String>,
    /// Draw figures by this rule: lowest, highest, latest-of-each-claimant; several times
    #[arg(long = "rule", value_parser = rule)]
    rules: Vec<Rule>,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

pub(super) fn claim_id(text: &str) -> Result<ClaimId, String> {
    ClaimId::parse(text).map_err(|error| error.to_string())
}

fn field(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write FIELD=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

macro_rules! words {
    ($($name:ident: $kind:ty;)*) => {$(
        pub(super) fn $name(text: &str) -> Result<$kind, String> {
            <$kind>::from_word(text).ok_or_else(|| {
                let words: Vec<&str> = <$kind>::ALL.iter().map(|word| word.word()).collect();
                format!("use one of {}", words.join(", "))
            })
        }
    )*};
}

words! {
    stance: ClaimStance;
    channel: Channel;
    certainty: Certainty;
    rule: Rule;
}

/// What a claim is about, by its id; `of` is whose notification or site.
///
/// # Errors
/// [`Problem`]: an id of nothing that claims are about.
pub fn about(text: &str, of: impl FnOnce() -> Result<PartyId, Problem>) -> Result<About, Problem> {
    let wanted = || {
        Problem::usage(format!(
            "\"{text}\" is nothing that claims are about: write inc_…, acr_…, agr_…#CLAUSE, ntf_… or site:ntf_…"
        ))
    };
    let notification = |id: &str| {
        let id = NotificationId::parse(id).map_err(|_| wanted())?;
        Ok::<_, Problem>(NotificationRef { party: of()?, id })
    };
    if let Ok(incident) = IncidentId::parse(text) {
        return Ok(About::Incident(incident));
    }
    if let Ok(actor) = ActorId::parse(text) {
        return Ok(About::Actor(actor));
    }
    if let Some(site) = text.strip_prefix("site:") {
        return notification(site).map(About::Site);
    }
    if let Some((agreement, clause)) = text.split_once('#') {
        let agreement = AgreementId::parse(agreement).map_err(|_| wanted())?;
        let clause = clause.parse().map_err(|_| wanted())?;
        return Ok(About::Clause(agreement, clause));
    }
    notification(text).map(About::Notification)
}

impl Claim {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Enter(enter) => enter.run(context),
            What::Import(table) => table.run(context),
            What::Export(table) => table.run(context),
            What::Stance(stance) => stance.run(context),
            What::Withdraw(withdraw) => withdraw.run(context),
            What::List(list) => list.run(context),
            What::SideBySide(one) => one.about.run(context, |about, claims, one, at, names| {
                let view = SideBySideView::of(about, claims, &one.rules, at, names);
                context.tell(&view, || view.text())
            }),
            What::Timeline(one) => one.about.run(context, |about, claims, one, at, names| {
                let view = TimelineView::of(about, claims, &one.rules, at, names);
                context.tell(&view, || view.text())
            }),
        }
    }
}

impl Enter {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let rows = self.rows(&speaker.names())?;
        let about = match &self.about {
            None => None,
            Some(text) => Some(about(text, || match &self.of {
                Some(party) => speaker.names().find_party(party),
                None => Ok(speaker.party()),
            })?),
        };
        let speeches = speeches(&mut speaker, &rows, about)?;
        speaker.say(&speeches)
    }

    fn rows(&self, names: &Names) -> Result<Vec<Row>, Problem> {
        let Some(path) = &self.file else {
            let row = claims::of_fields(&self.fields, names).map_err(Problem::usage)?;
            return Ok(vec![row]);
        };
        let text = file::read_text(path, MAX_BYTES)?;
        claims::read(&text, names).map_err(|faults| {
            let lines: Vec<String> = faults
                .iter()
                .map(|fault| match fault.claim {
                    0 => format!("{}:{}: {}", path.display(), fault.line, fault.what),
                    claim => format!(
                        "{}:{}: claim {claim}: {}",
                        path.display(),
                        fault.line,
                        fault.what
                    ),
                })
                .collect();
            Problem::usage(format!("nothing is entered:\n{}", lines.join("\n")))
        })
    }
}

/// The speeches of the claims of a file, each with the stances beside it.
fn speeches(
    speaker: &mut Speaker<'_>,
    rows: &[Row],
    about: Option<About>,
) -> Result<Vec<Speech>, Problem> {
    let mut labels: BTreeMap<&str, ClaimId> = BTreeMap::new();
    let mut speeches = Vec::new();
    for row in rows {
        let id = ClaimId::from_bytes(speaker.draw()?);
        let wrong = |what: String| {
            Problem::usage(format!("claim {} (line {}): {what}", row.number, row.line))
        };
        let supersedes = match row.supersedes.as_deref() {
            None => None,
            Some(text) => {
                let known = labels.get(text).copied();
                let known = known.or_else(|| ClaimId::parse(text).ok());
                Some(known.ok_or_else(|| {
                    wrong(format!(
                        "\"supersedes\" names \"{text}\", which is no claim before it and no id"
                    ))
                })?)
            }
        };
        if let Some(label) = &row.label
            && labels.insert(label, id).is_some()
        {
            return Err(wrong(format!("the label \"{label}\" stands twice")));
        }
        let words = ClaimWords {
            id,
            about,
            proposition: row.proposition.clone(),
            polarity: row.polarity,
            claimant: row.claimant,
            stated: row.stated,
            provenance: row.provenance.clone(),
            persons: row.persons.clone(),
            supersedes,
            readers: row.readers.clone(),
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = words.seal(&mut sealer)?;
        speeches.push(sealer.speech(Act::ClaimMade(body)));
        for stance in &row.stances {
            let words = StanceWords {
                claim: id,
                by: stance.by,
                stance: stance.stance,
                stated: stance.stated,
                provenance: stance.provenance.clone(),
            };
            let mut sealer = speaker.sealer(Disclose::Exact);
            let body = words.seal(&mut sealer)?;
            speeches.push(sealer.speech(Act::StanceTaken(body)));
        }
    }
    Ok(speeches)
}

fn source(address: Option<&String>) -> Option<Source> {
    address.map(|address| Source {
        address: Some(address.clone()),
        ..Source::default()
    })
}

impl From {
    fn read(&self, speaker: &Speaker<'_>) -> Result<(Claimant, Stated, Provenance), Problem> {
        let by = match (&self.party, &self.claimant) {
            (Some(party), _) => match speaker.names().find_party(party)? {
                own if own == speaker.party() => Claimant::Own,
                party => Claimant::Party(party),
            },
            (None, Some(_)) => Claimant::Outside,
            (None, None) => Claimant::Own,
        };
        let clock = self.offset.as_deref().map(told::offset).transpose();
        let clock = clock.map_err(|what| Problem::usage(format!("--offset: {what}")))?;
        let now = crate::wire::time(speaker.now());
        let at = match self.stated.as_deref() {
            Some("now") => Some(now.as_str()),
            other => other,
        };
        let at = at.map(|at| told::time_told(at, clock, self.certainty));
        let at = at
            .transpose()
            .map_err(|what| Problem::usage(format!("--stated: {what}")))?;
        let stated = Stated {
            at,
            channel: self.channel,
        };
        let provenance = Provenance {
            claimant: self.claimant.clone(),
            speaker: self.speaker.clone(),
            language: self.language.clone(),
            original: self.original.clone(),
            translation: self.translation.clone(),
            source: source(self.source.as_ref()),
            remark: self.remark.clone(),
            ..Provenance::default()
        };
        Ok((by, stated, provenance))
    }
}

impl Stance {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let (by, stated, provenance) = self.from.read(&speaker)?;
        let words = StanceWords {
            claim: self.claim,
            by,
            stance: self.takes,
            stated,
            provenance,
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = words.seal(&mut sealer)?;
        let speech = sealer.speech(Act::StanceTaken(body));
        speaker.say(&[speech])
    }
}

impl Withdraw {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let why = match self.taken_back {
            true => Withdrawal::TakenBack,
            false => Withdrawal::EnteredInError,
        };
        let given = Provenance {
            source: source(self.source.as_ref()),
            remark: self.remark.clone(),
            ..Provenance::default()
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = withdrawn(&mut sealer, self.claim, why, &given)?;
        let speech = sealer.speech(Act::ClaimWithdrawn(body));
        speaker.say(&[speech])
    }
}

/// Through whose eyes something is listed; nobody's in particular where nothing is said.
///
/// # Errors
/// [`Problem`]: no such party.
pub(super) fn eyes(
    context: &Context,
    asked: Option<&str>,
    names: &Names,
) -> Result<Option<PartyId>, Problem> {
    asked
        .map(|party| ladder::party(context, Some(party), names))
        .transpose()
}

fn find(context: &Context, text: &str, of: Option<&str>, names: &Names) -> Result<About, Problem> {
    about(text, || ladder::party(context, of, names))
}

impl List {
    fn run(&self, context: &Context) -> Done {
        let reading: Reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = eyes(context, self.eyes.as_deref(), &names)?;
        let found: Vec<&Entered> = match &self.about {
            None => {
                let all = register.claims.all(register.size);
                all.filter(|entered| is_for(register, entered, eyes))
                    .collect()
            }
            Some(text) => {
                let about = find(context, text, self.of.as_deref(), &names)?;
                claims_about(register, about, eyes, register.size)
            }
        };
        let views: Vec<EnteredView> = found
            .into_iter()
            .map(|entered| EnteredView::of(entered, register.size, &names))
            .collect();
        context.tell(&views, || text(&views))
    }
}

impl AboutOne {
    fn run(
        &self,
        context: &Context,
        show: impl FnOnce(
            ClaimAboutView,
            &[&Entered],
            &Self,
            truceline_register::register::Standpoint,
            &Names,
        ) -> Done,
    ) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = eyes(context, self.eyes.as_deref(), &names)?;
        let about = find(context, &self.about, self.of.as_deref(), &names)?;
        let claims = claims_about(register, about, eyes, register.size);
        let at = register.standpoint(reading.now());
        show(ClaimAboutView::of(about, &names), &claims, self, at, &names)
    }
}
