//! What the names of a story stand for in the register, both ways.

use super::cast::PersonNumber;
use super::deed::{Notice, RelayedWords, Scenario, Statement, What};
use crate::exit::Problem;
use std::collections::{BTreeMap, BTreeSet};
use truceline_register::ids::{KeyId, LogIndex};

/// Names given so far.
#[derive(Clone, Debug, Default)]
pub struct Names {
    records: BTreeMap<String, Vec<LogIndex>>,
    names: BTreeMap<LogIndex, String>,
    keys: BTreeMap<PersonNumber, KeyId>,
}

impl Names {
    /// A record of this name stands at an index.
    pub fn give(&mut self, name: &str, record: LogIndex) {
        let records = self.records.entry(name.to_owned()).or_default();
        if !records.contains(&record) {
            records.push(record);
        }
        self.names.insert(record, name.to_owned());
    }

    /// A person signs with this key from here on.
    pub fn give_key(&mut self, person: PersonNumber, key: KeyId) {
        self.keys.insert(person, key);
    }

    /// Every record of a name, in order.
    #[must_use]
    pub fn records(&self, name: &str) -> &[LogIndex] {
        self.records.get(name).map_or(&[], Vec::as_slice)
    }

    /// The latest record of a name.
    ///
    /// # Errors
    /// [`Problem`]: there is none.
    pub fn record(&self, name: &str) -> Result<LogIndex, Problem> {
        let record = self.records(name).last().copied();
        record.ok_or_else(|| Problem::usage(format!("\"{name}\" has no record in the register")))
    }

    /// A person's key.
    ///
    /// # Errors
    /// [`Problem`]: there is none.
    pub fn key(&self, person: PersonNumber) -> Result<KeyId, Problem> {
        self.keys
            .get(&person)
            .copied()
            .ok_or_else(|| Problem::usage("this person has no key"))
    }

    /// The name of a record, or its index.
    #[must_use]
    pub fn of(&self, record: LogIndex) -> String {
        self.names
            .get(&record)
            .cloned()
            .unwrap_or_else(|| format!("record-{record}"))
    }
}

/// Every name that the story gives to something with an id.
pub(super) fn labels_of(scenario: &Scenario) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    for deed in &scenario.deeds {
        if let What::Says(letter) | What::Writes { letter, .. } = &deed.what {
            collect(&letter.says, &mut labels);
        }
    }
    labels
}

fn collect(statement: &Statement, labels: &mut BTreeSet<String>) {
    match statement {
        Statement::Notifies(notice) | Statement::Amends(notice) => {
            labels.insert(match notice {
                Notice::Site(site) => site.label.clone(),
                Notice::Movement(movement) => movement.label.clone(),
                Notice::Nil(nil) => nil.label.clone(),
            });
        }
        Statement::Requests(request) => {
            labels.insert(request.label.clone());
        }
        Statement::Files(plan) | Statement::Refiles(plan) | Statement::Checks(plan) => {
            labels.insert(plan.label.clone());
        }
        Statement::Relays(relay) => {
            if let RelayedWords::Statement(inner) = &relay.what {
                collect(inner, labels);
            }
        }
        _ => {}
    }
}
