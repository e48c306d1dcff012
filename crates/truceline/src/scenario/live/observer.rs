//! Evidence in a story played live: what a party takes from the server, and verifies without it.

use super::Live;
use crate::client::Form;
use crate::exit::Problem;
use crate::file;
use crate::scenario::cast::PersonNumber;
use crate::scenario::evidence::{Evidence, verdict};
use crate::scenario::expectation::{Fact, Kind};
use crate::session;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::policy::Policy;
use truceline_log::tree::Tree;
use truceline_log::witness::request::Request;
use truceline_log::witness::state::WitnessState;
use truceline_log::witness::{Decision, decide};
use truceline_register::bundle::verify::{Pins, verify};

type Came = (Vec<Fact>, Vec<String>);

impl Live<'_> {
    /// What somebody does with evidence. A server of ours shows nobody another log than it keeps: stories of
    /// those who do are for rehearsals.
    pub(super) fn evidence(&mut self, what: &Evidence) -> Result<Came, Problem> {
        match what {
            Evidence::Takes { by, bundle, of } => self.takes(*by, bundle, of),
            Evidence::Verifies { bundle } => self.verifies(bundle),
            Evidence::Witnesses { witness } => {
                let persons = &self.scenario.cast.persons;
                let person = persons.iter().position(|person| person.party == *witness);
                let person = person.ok_or_else(|| Problem::usage("this party has nobody"))?;
                self.witnesses(PersonNumber(person))
            }
            Evidence::LeavesOut { .. } | Evidence::IsShown { .. } => Err(Problem::usage(
                "a bundle or a log that was tampered with is for rehearsals, not for a story played live",
            )),
        }
    }

    /// Whatever of the log the party may carry away, or the records of these names.
    fn takes(&mut self, by: PersonNumber, bundle: &str, of: &[String]) -> Result<Came, Problem> {
        let person = &mut self.persons[by.0];
        person.replica.catch_up(&mut |_| {})?;
        let records: Vec<u64> = match of {
            [] => (0..person.replica.register().size).collect(),
            names => {
                let records = names.iter().flat_map(|name| self.names.records(name));
                records.copied().collect()
            }
        };
        let order = serde_json::json!({
            "records": records,
            "whole_chains": [person.voice.key_id().to_string()],
            "skip_others": true,
        });
        let bytes = person.replica.ask("/v1/bundles", &order, Form::Bytes)?;
        let path = self.evidence.join(format!("{bundle}.bundle"));
        file::write_public(&path, &bytes)?;
        let remark = format!(
            "{} bytes from the server, into a file of its own",
            bytes.len()
        );
        self.bundles.insert(bundle.to_owned(), path);
        Ok((Vec::new(), vec![remark]))
    }

    /// With the file and the register's card alone.
    fn verifies(&self, bundle: &str) -> Result<Came, Problem> {
        let path = self.bundles.get(bundle);
        let path = path.ok_or_else(|| Problem::usage(format!("no bundle \"{bundle}\"")))?;
        let bytes = file::read(path, file::MAX_FILE_BYTES)?;
        let card = session::card_of(self.register())?;
        let policy = Policy::of_log(card.log).map_err(|error| Problem::usage(error.to_string()))?;
        let pins = Pins {
            genesis: Some(card.genesis),
            policy: Some(policy),
        };
        Ok(verdict(verify(&bytes, &pins)))
    }

    /// Sees the log for the first time, as the server shows it.
    fn witnesses(&mut self, by: PersonNumber) -> Result<Came, Problem> {
        let wrong = |error: &dyn std::fmt::Display| Problem::unverified(error.to_string());
        let text = self.persons[by.0].replica.checkpoint()?;
        let checkpoint = SignedCheckpoint::parse(text.as_bytes()).map_err(|error| wrong(&error))?;
        let size = checkpoint.checkpoint().size;
        let mut state = WitnessState::default();
        let key = session::verifier(self.register())?;
        state.watch(key).map_err(|error| wrong(&error))?;
        let request = Request {
            old_size: 0,
            proof: Tree::new()
                .consistency(0, 0)
                .map_err(|error| wrong(&error))?,
            checkpoint,
        };
        Ok(match decide(&state, &request) {
            Decision::Cosign(_) => (
                vec![Fact::new(Kind::Evidence, "cosigns")],
                vec![format!("cosigns the log at {size} entries")],
            ),
            other => (
                vec![Fact::new(Kind::Evidence, "declines inconsistent")],
                vec![other.refusal_body().unwrap_or_default()],
            ),
        })
    }
}
