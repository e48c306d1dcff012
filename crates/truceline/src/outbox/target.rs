//! Targets: whom the configuration names, and how they are reached. Nobody else is ever sent anything.

use super::MAX_TARGETS;
use super::fault::Failure;
use super::key::OutboxKey;
use super::letter::{Letter, Recipient};
use super::line::TargetLine;
use super::mail::{Mail, Submission};
use super::settings::OutboxSettings;
use super::webhook::Webhook;
use crate::exit::Problem;
use crate::names::Names;
use std::collections::BTreeSet;
use truceline_register::register::Register;

/// Longest name of a target.
const MAX_NAME: usize = 64;

/// A target.
pub struct Target {
    /// What it is called.
    pub name: String,
    /// For whom.
    pub to: Recipient,
    /// How it is reached.
    pub way: Way,
}

/// How a target is reached.
pub enum Way {
    /// A signed request.
    Webhook(Webhook),
    /// A mail.
    Mail(Mail),
}

impl Way {
    /// As it is written in lists.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Webhook(_) => "webhook",
            Self::Mail(_) => "e-mail",
        }
    }

    /// Where to, for a person: no path, no mailbox.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Webhook(webhook) => webhook.host().to_owned(),
            Self::Mail(mail) => mail.domain().to_owned(),
        }
    }

    /// Delivers a letter, once.
    ///
    /// # Errors
    /// [`Failure`]: it was not taken, or nobody knows.
    pub fn deliver(&self, letter: &Letter, key: &OutboxKey) -> Result<(), Failure> {
        match self {
            Self::Webhook(webhook) => webhook.deliver(letter, key),
            Self::Mail(mail) => mail.deliver(letter),
        }
    }
}

impl Target {
    /// As it is written down.
    #[must_use]
    pub fn line(&self) -> TargetLine {
        TargetLine {
            name: self.name.clone(),
            way: self.way.word().to_owned(),
            party: self.to.party.to_string(),
            desk: self
                .to
                .desk
                .map(|desk| desk.to_string())
                .unwrap_or_default(),
            shown: self.way.shown(),
            configured: true,
            waiting: 0,
            dead: 0,
            taken_at_ms: None,
            fault: None,
            fault_at_ms: None,
        }
    }
}

/// The targets of a configuration, each of a party that is enrolled.
///
/// # Errors
/// [`Problem`] naming the target.
pub fn targets(settings: &OutboxSettings, register: &Register) -> Result<Vec<Target>, Problem> {
    let names = Names::of_register(register);
    let timeout = settings.timeout();
    let mut targets = Vec::new();
    for webhook in &settings.webhook {
        targets.push(Target {
            name: webhook.name.clone(),
            to: recipient(
                register,
                &names,
                &webhook.name,
                &webhook.party,
                webhook.desk.as_deref(),
            )?,
            way: Way::Webhook(Webhook::new(webhook, timeout)?),
        });
    }
    let submission = settings.submission.as_ref();
    let host = register
        .authority
        .origin()
        .split('/')
        .next()
        .unwrap_or_default();
    for mail in &settings.e_mail {
        let submission = submission.ok_or_else(|| {
            Problem::usage("outbox: e-mail needs [outbox.submission], the server that takes it")
        })?;
        targets.push(Target {
            name: mail.name.clone(),
            to: recipient(
                register,
                &names,
                &mail.name,
                &mail.party,
                mail.desk.as_deref(),
            )?,
            way: Way::Mail(Mail::new(
                Submission::new(submission, host, timeout)?,
                &mail.to,
            )?),
        });
    }
    if targets.len() > MAX_TARGETS {
        return Err(Problem::usage(format!(
            "outbox: {} targets are named, {MAX_TARGETS} at most can be",
            targets.len()
        )));
    }
    let mut seen = BTreeSet::new();
    for target in &targets {
        let name = &target.name;
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if name.is_empty() || name.len() > MAX_NAME || !name.bytes().all(is_word) {
            return Err(Problem::usage(format!(
                "outbox: {name:?} is no name for a target; take letters, digits and hyphens"
            )));
        }
        if !seen.insert(name.clone()) {
            return Err(Problem::usage(format!(
                "outbox: two targets are called {name}; give each a name of its own"
            )));
        }
    }
    Ok(targets)
}

fn recipient(
    register: &Register,
    names: &Names,
    target: &str,
    party: &str,
    desk: Option<&str>,
) -> Result<Recipient, Problem> {
    let named = |error: Problem| Problem::usage(format!("outbox, {target}: {}", error.what));
    let party = names.find_party(party).map_err(named)?;
    let desk = desk
        .map(|desk| names.find_desk(desk))
        .transpose()
        .map_err(named)?;
    if register.authority.party(party).is_none() {
        return Err(Problem::usage(format!(
            "outbox, {target}: no such party is enrolled"
        )));
    }
    let of_party = |desk| register.authority.desks.get(&desk).map(|desk| desk.party) == Some(party);
    if desk.is_some_and(|desk| !of_party(desk)) {
        return Err(Problem::usage(format!(
            "outbox, {target}: the desk is not one of that party"
        )));
    }
    Ok(Recipient { party, desk })
}
