//! `relay`, `confirm`, `countersign`: what somebody else said, and second signatures.

use super::answer::AnswerFlags;
use super::context::Context;
use super::flags::{self, When};
use super::notify::{self, notification_id};
use super::report::ReportFlags;
use super::speaker::Speaker;
use super::stop::{StopFlags, about as stop_about, stop_id};
use crate::exit::{Done, Problem};
use crate::file::{self, MAX_FILE_BYTES};
use crate::names::Names;
use crate::speech::stop::StopReplyWords;
use crate::speech::{Disclose, Sealer, Speech};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use truceline_register::act::Act;
use truceline_register::codec::disclosure::{Disclosure, Label};
use truceline_register::codec::statement::{Statement, Submission};
use truceline_register::ids::{LogIndex, NotificationId, PartyId, StopId};
use truceline_register::notification::{Amendment, Personal, Withdrawal};
use truceline_register::relay::{Confirmation, Relay as Body, RelayedAct};
use truceline_register::vocabulary::{Means, Stance, StopWord};

/// Write down what came by telephone, radio or paper; it is not the speaker's signed word until it confirms it
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley relay --speaker South --means telephone --read-back words \"column leaves Dorvane at six\"\n  truceline --data valley relay --speaker South --means radio --heard-at 2031-05-02T06:10:00Z \\\n    site --at \"35.71, 36.52\" --category position --forces regulars --reconfirm-by now+12h"
)]
pub struct Relay {
    /// Who spoke, by name or id
    #[arg(long, value_name = "PARTY")]
    speaker: String,
    /// To whom; without it the signer's party
    #[arg(long, value_name = "PARTY")]
    heard_by: Option<String>,
    /// telephone, radio, paper, in-person, mail
    #[arg(long, value_parser = flags::means)]
    means: Means,
    /// When it was heard
    #[arg(long, value_parser = flags::when, default_value = "now")]
    heard_at: When,
    /// It was read back to the speaker
    #[arg(long)]
    read_back: bool,
    /// Who spoke, by name
    #[arg(long, value_name = "NAME")]
    spoken_by: Vec<String>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// A site
    Site(Box<notify::SiteFlags>),
    /// A movement
    Movement(Box<notify::MovementFlags>),
    /// A nil
    Nil(Box<notify::NilFlags>),
    /// A movement's report
    Report(Box<ReportFlags>),
    /// A withdrawal
    Withdrawal {
        /// The notification's id
        #[arg(value_parser = notification_id)]
        id: NotificationId,
        /// Why
        #[arg(long)]
        reason: Option<String>,
    },
    /// An answer
    #[command(subcommand)]
    Answer(AnswerFlags),
    /// What a signed file says whose key is not, or no more, in force here; its signature is not kept
    Statement {
        /// The file
        file: PathBuf,
    },
    /// A stop that somebody called in; it counts at once
    Stop(Box<StopFlags>),
    /// A reply to a stop
    StopReply {
        /// The stop's id
        #[arg(value_parser = stop_id)]
        id: StopId,
        /// received, passed-to-unit, says-halted, says-not-ours
        #[arg(value_parser = flags::stop_word)]
        word: StopWord,
        /// Whose stop, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// To whom or why
        #[arg(long)]
        text: Option<String>,
    },
    /// Words only, such as "we telephoned"
    Words {
        /// The words
        text: String,
    },
}

/// Say of a record in your party's name whether it was said
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley --key south.key confirm 57 confirmed")]
pub struct Confirm {
    /// The record's index
    index: LogIndex,
    /// confirmed or disowned
    #[arg(value_parser = flags::stance)]
    stance: Stance,
}

/// Sign as a second person, or another party, for a record that waits for it
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley --key relief-2.key countersign 42")]
pub struct Countersign {
    /// The record's index
    index: LogIndex,
}

impl Relay {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let (names, now) = (speaker.names(), speaker.now());
        let heard_by = match &self.heard_by {
            Some(party) => names.find_party(party)?,
            None => speaker.party(),
        };
        let persons = (!self.spoken_by.is_empty()).then(|| Personal {
            persons: self.spoken_by.clone(),
            ..Personal::default()
        });
        let said_by = names.find_party(&self.speaker)?;
        let SealedAct {
            act: what,
            mut given,
            withheld,
        } = self.what.seal(&mut speaker, said_by)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let persons = sealer.seal_some(Label::Personal, persons.as_ref())?;
        let mut speech = sealer.speech(Act::Relayed(Body {
            speaker: said_by,
            heard_by,
            means: self.means,
            heard_at: self.heard_at.at(now),
            read_back: self.read_back,
            persons,
            what,
        }));
        speech.given.append(&mut given);
        speech.withheld = withheld;
        speaker.say(&[speech])
    }
}

/// What was said, with what opens it.
struct SealedAct {
    act: RelayedAct,
    given: Vec<Disclosure>,
    withheld: Vec<Disclosure>,
}

/// What a signed file says, as somebody brought it.
fn of_file(path: &Path, party: PartyId, names: &Names) -> Result<SealedAct, Problem> {
    let named = |what: String| Problem::usage(format!("{}: {what}", path.display()));
    let bytes = file::read(path, MAX_FILE_BYTES)?;
    let submission = Submission::from_bytes(&bytes).map_err(|error| named(error.to_string()))?;
    let statement =
        Statement::parse(&submission.statement).map_err(|error| named(error.to_string()))?;
    let payload = statement
        .payload()
        .map_err(|error| named(error.to_string()))?;
    let signer = names.party(payload.party);
    if payload.party != party && signer.name.is_some() {
        return Err(named(format!(
            "is the word of {}, not of the speaker named",
            signer.short()
        )));
    }
    let act = match payload.act {
        Act::Site(body) => RelayedAct::Site(body),
        Act::Movement(body) => RelayedAct::Movement(body),
        Act::Nil(body) => RelayedAct::Nil(body),
        Act::Reported(body) => RelayedAct::Report(body),
        Act::Withdrawn(body) => RelayedAct::Withdrawal(body),
        Act::Answered(body) => RelayedAct::Answer(body),
        Act::StopSent(body) => RelayedAct::Stop(body),
        Act::StopReplied(body) => RelayedAct::StopReply(body),
        _ => {
            return Err(named(
                "says nothing that can be relayed; a site, movement, nil, report, withdrawal, answer, stop or reply to a stop can".to_owned(),
            ));
        }
    };
    Ok(SealedAct {
        act,
        given: submission.disclosures,
        withheld: Vec::new(),
    })
}

impl What {
    fn seal(&self, speaker: &mut Speaker<'_>, said_by: PartyId) -> Result<SealedAct, Problem> {
        if let Self::Statement { file } = self {
            return of_file(file, said_by, &speaker.names());
        }
        let notification = match self {
            Self::Site(flags) => Some(notify::What::Site(flags.clone())),
            Self::Movement(flags) => Some(notify::What::Movement(flags.clone())),
            Self::Nil(flags) => Some(notify::What::Nil(flags.clone())),
            _ => None,
        };
        if let Some(what) = notification {
            let id = NotificationId::from_bytes(speaker.draw()?);
            let words = what.words(speaker, id)?;
            let mut sealer = speaker.sealer(what.disclose());
            let act = words.seal(&mut sealer, of_notification)?;
            let (given, withheld) = sealer.into_parts();
            return Ok(SealedAct {
                act,
                given,
                withheld,
            });
        }
        let report = match self {
            Self::Report(flags) => Some(flags.words(speaker)?),
            _ => None,
        };
        let answer = match self {
            Self::Answer(flags) => Some(flags.words(speaker)?),
            _ => None,
        };
        let stop = match self {
            Self::Stop(flags) => Some(flags.words(speaker)?),
            _ => None,
        };
        let reply = match self {
            Self::StopReply { id, word, of, text } => Some(StopReplyWords {
                stop: stop_about(speaker, *id, of.as_deref())?,
                word: *word,
                text: text.clone(),
            }),
            _ => None,
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        if let Some(words) = stop {
            let act = RelayedAct::Stop(words.seal(&mut sealer)?);
            return Ok(sealed(act, sealer));
        }
        if let Some(words) = reply {
            let act = RelayedAct::StopReply(words.seal(&mut sealer)?);
            return Ok(sealed(act, sealer));
        }
        let act = match (self, report, answer) {
            (_, Some(words), _) => RelayedAct::Report(words.seal(&mut sealer)?),
            (_, _, Some(words)) => RelayedAct::Answer(words.seal(&mut sealer)?),
            (Self::Withdrawal { id, reason }, ..) => RelayedAct::Withdrawal(Withdrawal {
                id: *id,
                reason: sealer.text(reason.as_deref())?,
            }),
            (Self::Words { text }, ..) => RelayedAct::Words(sealer.seal(Label::Text, text)?),
            _ => return Err(Problem::usage("say what was said")),
        };
        Ok(sealed(act, sealer))
    }
}

fn sealed(act: RelayedAct, sealer: Sealer<'_>) -> SealedAct {
    let (given, withheld) = sealer.into_parts();
    SealedAct {
        act,
        given,
        withheld,
    }
}

fn of_notification(body: Amendment) -> RelayedAct {
    match body {
        Amendment::Site(body) => RelayedAct::Site(body),
        Amendment::Movement(body) => RelayedAct::Movement(body),
        Amendment::Nil(body) => RelayedAct::Nil(body),
    }
}

impl Confirm {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let body = Confirmation {
            record: self.index,
            stance: self.stance,
        };
        Speaker::open(context)?.say(&[Speech::plain(Act::Confirmed(body))])
    }
}

impl Countersign {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        Speaker::open(context)?.say(&[Speech::plain(Act::Countersigned(self.index))])
    }
}
