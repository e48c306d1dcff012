//! An agreement from its file: the actors that it describes and the register does not know yet, then the agreement.

use super::{Speech, text};
use crate::exit::Problem;
use crate::names::Names;
use std::collections::BTreeMap;
use truceline_formats::agreement::{AgreementFile, Directory, Entry, Fault};
use truceline_register::act::Act;
use truceline_register::actor::source::Source;
use truceline_register::actor::{ActorEntered, PublicName, Who};
use truceline_register::agreement::AgreementEntered;
use truceline_register::ids::{ActorId, ZoneId};

/// Names of the register, and the ids of actors that are about to be entered.
struct Known<'a> {
    names: &'a Names,
    new: BTreeMap<String, ActorId>,
}

impl Directory for Known<'_> {
    fn who(&self, name: &str) -> Result<Who, String> {
        if let Some(actor) = self.new.get(name) {
            return Ok(Who::Actor(*actor));
        }
        let found = self.names.find_who(name);
        found.map_err(|problem| {
            format!(
                "{}; or describe it in the file as an [[actor]]",
                problem.what
            )
        })
    }

    fn zone(&self, name: &str) -> Result<ZoneId, String> {
        self.names.find_zone(name).map_err(|problem| problem.what)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::usage(fault.to_string())
    }
}

/// What entering a file says: first the actors that the register does not know by that name, then the agreement.
///
/// # Errors
/// [`Problem`]: where the file cannot stand.
pub fn of_file(
    file: &AgreementFile,
    entry: Entry,
    names: &Names,
    new_id: &mut dyn FnMut(&str) -> Result<ActorId, Problem>,
) -> Result<(Vec<Speech>, AgreementEntered), Problem> {
    let mut known = Known {
        names,
        new: BTreeMap::new(),
    };
    let mut speeches = Vec::new();
    for actor in file.actors()? {
        let Some(first) = actor.names.first().map(|first| first.name.clone()) else {
            continue;
        };
        if names.find_party(&first).is_ok() || names.has_actor(&first) {
            continue;
        }
        let id = new_id(&first)?;
        if known.new.insert(first.clone(), id).is_some() {
            return Err(Problem::usage(format!(
                "the actor \"{first}\" is described twice in the file"
            )));
        }
        check_actor(&actor.names, actor.source.as_ref())?;
        let body = ActorEntered {
            id,
            names: actor.names,
            source: actor.source,
            note: None,
        };
        speeches.push(Speech::plain(Act::ActorEntered(body)));
    }
    let said = file.build(entry, &known)?;
    check_words(&said)?;
    speeches.push(Speech::plain(Act::AgreementEntered(said.clone())));
    Ok((speeches, said))
}

/// Refuses names and sources that steer a reader's screen.
///
/// # Errors
/// [`Problem`]: which.
pub fn check_actor(names: &[PublicName], source: Option<&Source>) -> Result<(), Problem> {
    for name in names {
        text::name("an actor's name", &name.name)?;
    }
    source.map_or(Ok(()), check_source)
}

/// Refuses a source that steers a reader's screen.
///
/// # Errors
/// [`Problem`].
pub fn check_source(source: &Source) -> Result<(), Problem> {
    for words in [&source.title, &source.url].into_iter().flatten() {
        text::words("a source", words)?;
    }
    Ok(())
}

fn check_words(said: &AgreementEntered) -> Result<(), Problem> {
    for text in &said.texts {
        text::name("a title", &text.title)?;
    }
    for clause in &said.clauses {
        text::words("a clause's label", &clause.label)?;
    }
    said.sources.iter().try_for_each(check_source)
}
