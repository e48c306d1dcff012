//! The commands. Each parses, builds, submits or reads, and renders; the register judges.
//!
//! Commands that say something are [`Say`]: with `--data` they are recorded at once, with `--out` or
//! `sign` they are signed into a file that anybody may carry. DESIGN.md §7.

pub mod actor;
pub mod agreement;
pub mod alerted;
pub mod allegation;
pub mod answer;
pub mod artefact;
pub mod asked;
pub mod bulletin;
pub mod bundle;
pub mod channel;
pub mod check;
pub mod claim;
pub mod claim_table;
pub mod clock;
pub mod compare;
pub mod consent;
pub mod contest;
pub mod context;
pub mod coverage;
pub mod demo;
pub mod designation;
pub mod dossier;
pub mod duty;
pub mod evidence;
pub mod export;
pub mod flags;
pub mod gazetteer;
pub mod handover;
pub mod heed;
pub mod hold;
pub mod import;
pub mod imported;
pub mod incident;
pub mod informed;
pub mod init;
pub mod inquire;
pub mod invite;
pub mod keeping;
pub mod key;
pub mod ladder;
pub mod line;
pub mod lookout;
pub mod looks;
pub mod notify;
pub mod outbox;
pub mod pack;
pub mod paper;
pub mod party;
pub mod plan;
pub mod planned;
pub mod receipt;
pub mod reconcile;
pub mod relay;
pub mod report;
pub mod request;
pub mod serve;
pub mod show;
pub mod speaker;
pub mod stop;
pub mod submit;
pub mod upgrade;
pub mod vault_key;
pub mod verify;
pub mod withdraw;
pub mod witness;
pub mod zone;

use crate::exit::{Done, Exit, Problem};
pub use crate::notation::{geojson, ground, known_at};
use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use context::{Context, end};
use std::ffi::OsString;
use std::process::ExitCode;

/// A verifiable deconfliction register.
///
/// Notification is voluntary unless an agreement says otherwise; absence from the register takes no protection
/// away; the duty to verify is unchanged; a receipt is not a permit.
#[derive(Parser, Clone, Debug)]
#[command(
    name = "truceline",
    version,
    propagate_version = true,
    max_term_width = 120
)]
pub struct Cli {
    /// The flags that every command takes.
    #[command(flatten)]
    pub context: Context,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Everything there is to do; what each is stands with its flags, where the help takes it from.
#[allow(missing_docs)]
#[derive(Subcommand, Clone, Debug)]
pub enum Command {
    Init(init::Init),
    Demo(demo::Demo),
    Serve(serve::Serve),
    #[command(flatten)]
    Say(Box<Say>),
    Sign(Sign),
    Submit(submit::Submit),
    Import(import::Import),
    Gazetteer(gazetteer::Gazetteer),
    Inbox(ladder::Inbox),
    Looks(looks::Looks),
    Coverage(coverage::Coverage),
    Inquire(inquire::Inquire),
    Receipt(receipt::Receipt),
    Checkpoint(receipt::Checkpoint),
    Bundle(bundle::Bundle),
    Verify(verify::Verify),
    Compare(compare::Compare),
    Witness(witness::Witness),
    Show(show::Show),
    Export(export::Export),
    Outbox(outbox::Outbox),
    Pack(pack::Pack),
    Tick(clock::Tick),
    Fsck(keeping::Fsck),
    Backup(keeping::Backup),
    Restore(keeping::Restore),
    Upgrade(upgrade::Upgrade),
}

/// Everything that can be said.
#[allow(missing_docs)]
#[derive(Subcommand, Clone, Debug)]
pub enum Say {
    Party(party::Party),
    Desk(party::Desk),
    Key(key::Keys),
    Zone(zone::Zone),
    Notify(notify::Notify),
    Amend(notify::Amend),
    Withdraw(withdraw::Withdraw),
    Reconfirm(withdraw::Reconfirm),
    Contest(contest::Contest),
    Report(report::Report),
    Request(request::Request),
    Answer(answer::Answer),
    Relay(relay::Relay),
    Confirm(relay::Confirm),
    Countersign(relay::Countersign),
    Ack(ladder::Ack),
    Channel(channel::Channel),
    Plan(plan::Plan),
    Check(check::Check),
    Clock(clock::Clock),
    Alert(clock::Alert),
    Erase(clock::Erase),
    Stop(stop::Stop),
    Line(line::Line),
    Consent(consent::Consent),
    Duty(duty::Duty),
    Informed(informed::Informed),
    Handover(handover::Handover),
    Hold(hold::Hold),
    Actor(actor::Actor),
    Designation(designation::Designation),
    Agreement(agreement::Agreement),
    Incident(incident::Incident),
    Claim(claim::Claim),
    Allegation(allegation::Allegation),
    Reconcile(reconcile::Reconcile),
    Bulletin(bulletin::Bulletin),
    Evidence(evidence::Evidence),
}

/// Sign any statement into the file named with --out, for whoever carries it to the register
#[derive(clap::Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --key south.key --out south-1.stm sign notify site --at \"35.71, 36.52\" --reconfirm-by now+7d\nNames of parties and zones are known only with --data; without it give their ids."
)]
pub struct Sign {
    #[command(subcommand)]
    what: Say,
}

impl Command {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match self {
            Self::Init(command) => command.run(context),
            Self::Demo(command) => command.run(context),
            Self::Serve(command) => command.run(context),
            Self::Say(command) => command.run(context),
            Self::Sign(command) => {
                context.out()?;
                command.what.run(context)
            }
            Self::Submit(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Gazetteer(command) => command.run(context),
            Self::Inbox(command) => command.run(context),
            Self::Looks(command) => command.run(context),
            Self::Coverage(command) => command.run(context),
            Self::Inquire(command) => command.run(context),
            Self::Receipt(command) => command.run(context),
            Self::Checkpoint(command) => command.run(context),
            Self::Bundle(command) => command.run(context),
            Self::Verify(command) => command.run(context),
            Self::Compare(command) => command.run(context),
            Self::Witness(command) => command.run(context),
            Self::Show(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::Outbox(command) => command.run(context),
            Self::Pack(command) => command.run(context),
            Self::Tick(command) => command.run(context),
            Self::Fsck(command) => command.run(context),
            Self::Backup(command) => command.run(context),
            Self::Restore(command) => command.run(context),
            Self::Upgrade(command) => command.run(context),
        }
    }
}

impl Say {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match self {
            Self::Party(command) => command.run(context),
            Self::Desk(command) => command.run(context),
            Self::Key(command) => command.run(context),
            Self::Zone(command) => command.run(context),
            Self::Notify(command) => command.run(context),
            Self::Amend(command) => command.run(context),
            Self::Withdraw(command) => command.run(context),
            Self::Reconfirm(command) => command.run(context),
            Self::Contest(command) => command.run(context),
            Self::Report(command) => command.run(context),
            Self::Request(command) => command.run(context),
            Self::Answer(command) => command.run(context),
            Self::Relay(command) => command.run(context),
            Self::Confirm(command) => command.run(context),
            Self::Countersign(command) => command.run(context),
            Self::Ack(command) => command.run(context),
            Self::Channel(command) => command.run(context),
            Self::Plan(command) => command.run(context),
            Self::Check(command) => command.run(context),
            Self::Clock(command) => command.run(context),
            Self::Alert(command) => command.run(context),
            Self::Erase(command) => command.run(context),
            Self::Stop(command) => command.run(context),
            Self::Line(command) => command.run(context),
            Self::Consent(command) => command.run(context),
            Self::Duty(command) => command.run(context),
            Self::Informed(command) => command.run(context),
            Self::Handover(command) => command.run(context),
            Self::Hold(command) => command.run(context),
            Self::Actor(command) => command.run(context),
            Self::Designation(command) => command.run(context),
            Self::Agreement(command) => command.run(context),
            Self::Incident(command) => command.run(context),
            Self::Claim(command) => command.run(context),
            Self::Allegation(command) => command.run(context),
            Self::Reconcile(command) => command.run(context),
            Self::Bulletin(command) => command.run(context),
            Self::Evidence(command) => command.run(context),
        }
    }
}

/// Parses a command line, runs it, and says how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    if arguments.iter().any(|argument| argument.to_str().is_none()) {
        let what = "an argument is not text in UTF-8; rename the file or folder";
        end(&Problem::usage(what), json, false);
        return Exit::Usage.into();
    }
    match Cli::try_parse_from(arguments) {
        Ok(cli) => match cli.command.run(&cli.context) {
            Ok(exit) => exit.into(),
            Err(problem) => {
                let problem = cli.context.on_full_disk(problem);
                end(&problem, json, cli.context.told.get());
                ExitCode::from(problem.exit)
            }
        },
        Err(error) => usage(&error, json),
    }
}

/// What clap says of the command line. A wrong value is not repeated where it may be a place.
fn usage(error: &clap::Error, json: bool) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            let shown = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            if shown {
                Exit::Done.into()
            } else {
                Exit::Usage.into()
            }
        }
        _ if json => {
            end(&Problem::usage(error.to_string()), true, false);
            Exit::Usage.into()
        }
        _ => {
            let _ = error.print();
            Exit::Usage.into()
        }
    }
}

#[cfg(test)]
mod tests;
