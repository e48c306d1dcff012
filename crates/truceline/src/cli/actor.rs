//! `actor`: whoever is spoken about, by public names.

use super::context::Context;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::Disclose;
use crate::speech::agreement::{check_actor, check_source};
use crate::wire::actor::ActorLine;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::actor::source::Source;
use truceline_register::actor::{ActorEntered, PublicName};
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::ActorId;

/// Enter who is spoken about, by public names: states, armed groups, organisations, bodies; never persons. What somebody calls them: `designation`
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley actor enter --name \"Heron Brigade\" --also \"Brigade du Héron@fr\"\n  truceline --data valley actor list"
)]
pub struct Actor {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Enter(Box<Enter>),
    /// List actors with their names
    List,
}

/// Enter an actor, or other names of one that your party entered
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley actor enter --name \"Heron Brigade\" --language en --also \"Brigade du Héron@fr\"\n  truceline --data valley actor enter --name \"Heron Brigade\" --also \"The Herons@en\" --again \"Heron Brigade\""
)]
struct Enter {
    /// Its name; the one that is shown
    #[arg(long)]
    name: String,
    /// The language of that name: ar, en, ru
    #[arg(long)]
    language: Option<String>,
    /// Another name, with its language after an @; may be given several times
    #[arg(long, value_name = "NAME@LANGUAGE")]
    also: Vec<String>,
    /// The actor that these names replace, by name or id; without it a new one
    #[arg(long, value_name = "ACTOR")]
    again: Option<String>,
    /// Another actor is named so, and a new one is meant
    #[arg(long, conflicts_with = "again")]
    same_name: bool,
    /// A note for your own party and the centre; sealed
    #[arg(long)]
    note: Option<String>,
    #[command(flatten)]
    source: SourceFlags,
}

/// Where something public was found.
#[derive(Args, Clone, Debug)]
pub struct SourceFlags {
    /// Title of the source: who published what, when
    #[arg(long, value_name = "TITLE")]
    source: Option<String>,
    /// Where it could be read
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// SHA-256 of what was read there
    #[arg(long, value_name = "HEX")]
    source_sha256: Option<String>,
}

impl SourceFlags {
    /// The source, where one is named.
    ///
    /// # Errors
    /// [`Problem`]: a digest that is none, words that steer a screen.
    pub fn read(&self) -> Result<Option<Source>, Problem> {
        let sha256 = self.source_sha256.as_deref().map(digest).transpose()?;
        let source = Source {
            title: self.source.clone(),
            url: self.source_url.clone(),
            sha256,
        };
        if source.title.is_none() && source.url.is_none() && source.sha256.is_none() {
            return Ok(None);
        }
        check_source(&source)?;
        Ok(Some(source))
    }
}

/// Reads a SHA-256 in hexadecimal digits.
fn digest(text: &str) -> Result<Digest, Problem> {
    let wrong = || Problem::usage("--source-sha256 is 64 hexadecimal digits");
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        let pair = text.get(place * 2..place * 2 + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
    }
    Ok(Digest(bytes))
}

impl Actor {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Enter(enter) => enter.run(context),
            What::List => {
                let reading = context.reading()?;
                let register = reading.register();
                let names = Names::of_register(register);
                let all = register.actors.all(register.size);
                let views = all.map(|(_, entered)| ActorLine::of(entered, register, &names));
                let views: Vec<ActorLine> = views.collect();
                context.tell(&views, || match views.is_empty() {
                    true => "no actor is entered\n".to_owned(),
                    false => views.iter().map(ActorLine::text).collect(),
                })
            }
        }
    }
}

impl Enter {
    fn run(&self, context: &Context) -> Done {
        let mut names = vec![PublicName {
            name: self.name.clone(),
            language: self.language.clone(),
        }];
        names.extend(self.also.iter().map(|also| match also.rsplit_once('@') {
            Some((name, language)) => PublicName {
                name: name.trim().to_owned(),
                language: Some(language.trim().to_owned()),
            },
            None => PublicName {
                name: also.clone(),
                language: None,
            },
        }));
        let source = self.source.read()?;
        check_actor(&names, source.as_ref())?;
        let mut speaker = Speaker::open(context)?;
        let known = speaker.names();
        let id = match &self.again {
            Some(again) => known.find_actor(again)?,
            None if known.has_actor(&self.name) && !self.same_name => {
                return Err(Problem::usage(format!(
                    "an actor named {} is entered; other names of it are entered with --again, another actor with --same-name",
                    self.name
                )));
            }
            None => ActorId::from_bytes(speaker.draw()?),
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let note = sealer.text(self.note.as_deref())?;
        let body = ActorEntered {
            id,
            names,
            source,
            note,
        };
        let speech = sealer.speech(Act::ActorEntered(body));
        speaker.say(&[speech])
    }
}
