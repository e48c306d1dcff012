//! `request`: the centre asks; what was asked and what became of it.

use super::context::Context;
use super::flags::{self, When, Where};
use super::notify::volume;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::speech::Disclose;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::RequestId;
use truceline_register::request::Request as Body;
use truceline_register::time::Span;
use truceline_register::vocabulary::ForceSet;

/// Ask parties where their people are, and see what they answered
#[derive(Args, Clone, Debug)]
pub struct Request {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    New(Box<New>),
    /// List requests with their occurrences and answers
    List,
    /// Show one request
    Show {
        /// The request's id
        #[arg(value_parser = request_id)]
        id: RequestId,
    },
}

/// Ask a party; signed by the centre
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley request new --to South --zone \"Kestrel Valley\" --forces all \\\n    --as-of 2031-05-20T06:00:00Z --due-by 2031-05-20T08:00:00Z --every 24h --until 2031-06-20T00:00:00Z --remind 30m"
)]
pub struct New {
    /// Who is asked, by name or id; once for each
    #[arg(long, required = true)]
    to: Vec<String>,
    /// In which zone, by name or id
    #[arg(long)]
    zone: String,
    #[command(flatten)]
    place: Where,
    /// Window of the part of the zone, where one is given: from
    #[arg(long, value_parser = flags::when, default_value = "now")]
    from: When,
    /// For which classes of force
    #[arg(long, value_parser = flags::forces, default_value = "all")]
    forces: ForceSet,
    /// As of when; of the first occurrence
    #[arg(long, value_parser = flags::when, default_value = "now")]
    as_of: When,
    /// Due when; of the first occurrence
    #[arg(long, value_parser = flags::when)]
    due_by: When,
    /// It comes again after this time
    #[arg(long, value_parser = flags::span)]
    every: Option<Span>,
    /// No occurrence is due after this
    #[arg(long, value_parser = flags::when)]
    until: Option<When>,
    /// Remind the party this long before an occurrence is due; else as the zone's rules say
    #[arg(long, value_parser = flags::span)]
    remind: Option<Span>,
    /// Change a known request
    #[arg(long, value_parser = request_id)]
    id: Option<RequestId>,
}

/// Reads a request's id.
///
/// # Errors
/// What is wanted.
pub fn request_id(text: &str) -> Result<RequestId, String> {
    RequestId::parse(text).map_err(|error| error.to_string())
}

impl Request {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::New(new) => new.run(context),
            What::List => super::asked::list(context, None),
            What::Show { id } => super::asked::list(context, Some(*id)),
        }
    }
}

impl New {
    fn run(&self, context: &Context) -> Done {
        if self.id.is_some() && self.to.len() > 1 {
            return Err(Problem::usage(
                "a known request asks one party; change each by its own id",
            ));
        }
        let mut speaker = Speaker::open(context)?;
        let mut speeches = Vec::with_capacity(self.to.len());
        for to in &self.to {
            speeches.push(self.speech(to, &mut speaker)?);
        }
        speaker.say(&speeches)
    }

    fn speech(
        &self,
        to: &str,
        speaker: &mut Speaker<'_>,
    ) -> Result<crate::speech::Speech, Problem> {
        let (names, now) = (speaker.names(), speaker.now());
        let id = match self.id {
            Some(id) => id,
            None => RequestId::from_bytes(speaker.draw()?),
        };
        let area = if self.place.is_given() {
            let until = self
                .until
                .or(Some(self.due_by))
                .map(|until| until.at(now))
                .unwrap_or(now);
            Some(volume(
                (&self.place, None),
                None,
                self.from.at(now),
                until,
                speaker,
            )?)
        } else {
            None
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let area = sealer.seal_some(Label::Area, area.as_ref())?;
        Ok(sealer.speech(Act::Requested(Body {
            id,
            to: names.find_party(to)?,
            zone: names.find_zone(&self.zone)?,
            area,
            forces: self.forces,
            as_of: self.as_of.at(now),
            due_by: self.due_by.at(now),
            every: self.every,
            until: self.until.map(|until| until.at(now)),
            remind: self.remind,
        })))
    }
}
