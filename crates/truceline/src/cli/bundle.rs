//! `bundle`: evidence for somebody who trusts nobody.

use super::context::Context;
use crate::client::Form;
use crate::exit::{Done, Problem};
use crate::file;
use crate::incident_bundle::{self, Without};
use crate::names::Names;
use crate::reading::Reading;
use crate::replica::Replica;
use crate::viewpoint::Viewer;
use clap::Args;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_register::bundle::Bundle as Evidence;
use truceline_register::codec::disclosure::Disclosure;
use truceline_register::codec::record::Record;
use truceline_register::ids::{IncidentId, KeyId, LogIndex};

/// Write records with their proofs, the authority chain and the end of the log into one file
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley bundle --record 42 --record 57 --out event.bundle\n  truceline --data valley bundle --around --at \"35.71, 36.52\" --radius 2km \\\n    --from 2031-05-20T13:00:00Z --until 2031-05-20T14:00:00Z --out event.bundle\n  truceline --data valley bundle --incident inc_… --disclosed-to North --without personal --without evd_… --out incident.bundle\n  truceline verify event.bundle --card register.card"
)]
pub struct Bundle {
    /// A record's index; once for each
    #[arg(long, value_name = "INDEX")]
    record: Vec<LogIndex>,
    /// Everything of this incident: its versions, what was asked and answered, claims, files, and what was held of its place and time
    #[arg(long, value_name = "ID", value_parser = incident)]
    incident: Option<IncidentId>,
    /// Leave out of what is disclosed: personal, files, places, words, or a file by its id; several times. The proofs stay
    #[arg(long, value_name = "WHAT", value_parser = without)]
    without: Vec<(String, Without)>,
    /// All that an inquiry about this place and window cites
    #[arg(long)]
    around: bool,
    #[command(flatten)]
    question: super::inquire::Question,
    /// Disclose what this party may have, by name or id; without it what the register was told
    #[arg(long, value_name = "PARTY")]
    disclosed_to: Option<String>,
    /// Disclose nothing
    #[arg(long, conflicts_with = "disclosed_to")]
    sealed: bool,
    /// Disclose names and numbers of persons too
    #[arg(long)]
    personal: bool,
    /// Everything that a key signed, with the claim that nothing is missing
    #[arg(long, value_name = "KEY")]
    whole_chain: Vec<String>,
    /// Under the newest checkpoint that a witness cosigned
    #[arg(long)]
    cosigned: bool,
}

#[derive(Clone, Debug, Serialize)]
struct BundleView {
    bundle: PathBuf,
    bytes: usize,
    entries: usize,
    checkpoint_size: u64,
    cosigned: bool,
    whole_chains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
    next: String,
}

impl Bundle {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let out = context.out()?.to_owned();
        let reading = context.reading()?;
        let register = reading.register();
        let mut wanted: BTreeSet<LogIndex> = self.record.iter().copied().collect();
        if self.around {
            wanted.extend(self.question.cited(&reading)?);
        }
        let disclosed_to = match &self.disclosed_to {
            Some(party) => Some(Names::of_register(register).find_party(party)?),
            None => None,
        };
        if let Some(incident) = self.incident {
            let opened = register.incidents.get(incident).ok_or_else(|| {
                Problem::usage(format!(
                    "there is no incident {incident} here; correct the id"
                ))
            })?;
            let eyes = disclosed_to.or(reading.only_of());
            wanted.extend(incident_bundle::records(register, opened, eyes));
        }
        if wanted.is_empty() && self.whole_chain.is_empty() {
            return Err(Problem::usage(
                "say what goes in: --record INDEX, --incident ID, --around with a place and a window, or --whole-chain KEY",
            ));
        }
        let keys = self
            .whole_chain
            .iter()
            .map(|text| key(text))
            .collect::<Result<Vec<_>, _>>()?;
        if let Reading::Server(replica) = &reading {
            return self.fetch(context, replica, &wanted);
        }
        let opened = reading.here()?;
        let viewer = match disclosed_to {
            Some(party) => Viewer::Party(party),
            None => Viewer::Register {
                personal: self.personal,
            },
        };
        let checkpoint = if self.cosigned {
            let found = opened.cosigned(wanted.last().map_or(0, |last| last + 1))?;
            found.ok_or_else(|| Problem::unavailable("no witness has cosigned a checkpoint that covers all of it; see `truceline witness`"))?
        } else {
            opened.checkpoint().clone()
        };
        let left_out = RefCell::new(vec![0; self.without.len()]);
        let keep = |record: &Record, disclosure: &Disclosure| {
            if self.sealed || !viewer.may_have(register, record, disclosure) {
                return false;
            }
            let is_of =
                |(_, without): &(String, Without)| without.is_of(register, record, disclosure);
            let Some(place) = self.without.iter().position(is_of) else {
                return true;
            };
            if let Some(count) = left_out.borrow_mut().get_mut(place) {
                *count += 1;
            }
            false
        };
        let bundle = opened
            .archive()
            .bundle(&wanted, &keys, &checkpoint, &keep)?;
        let bytes = bundle.to_bytes();
        file::write_public(&out, &bytes)?;
        let mut view = self.view(out, &bundle, bytes.len(), checkpoint.checkpoint().size);
        let counted = self.without.iter().zip(left_out.into_inner());
        view.left_out = counted
            .map(|((what, _), count): (_, usize)| format!("{what}: {count} disclosures"))
            .collect();
        context.show(&view)
    }

    /// The server puts it together of what the party may carry away.
    fn fetch(&self, context: &Context, replica: &Replica, wanted: &BTreeSet<LogIndex>) -> Done {
        if self.cosigned || self.personal || self.disclosed_to.is_some() {
            return Err(Problem::usage(
                "--cosigned, --personal and --disclosed-to are for the register's own folder",
            ));
        }
        let keys: Vec<String> = self
            .whole_chain
            .iter()
            .map(|text| key(text).map(|key| key.to_string()))
            .collect::<Result<_, _>>()?;
        let order = serde_json::json!({
            "records": wanted,
            "incident": self.incident.map(|incident| incident.to_string()),
            "without": self.without.iter().map(|(what, _)| what).collect::<Vec<_>>(),
            "whole_chains": keys,
            "sealed": self.sealed,
            "skip_others": self.around || self.incident.is_some(),
        });
        let bytes = replica.ask("/v1/bundles", &order, Form::Bytes)?;
        let bundle = Evidence::from_bytes(&bytes)
            .map_err(|error| Problem::unverified(format!("the server's bundle: {error}")))?;
        let size = SignedCheckpoint::parse(bundle.checkpoint.as_bytes())
            .map_err(|error| Problem::unverified(format!("the server's bundle: {error}")))?
            .checkpoint()
            .size;
        let out = context.out()?.to_owned();
        file::write_public(&out, &bytes)?;
        context.show(&self.view(out, &bundle, bytes.len(), size))
    }

    fn view(
        &self,
        out: PathBuf,
        bundle: &Evidence,
        bytes: usize,
        checkpoint_size: u64,
    ) -> BundleView {
        BundleView {
            left_out: self.without.iter().map(|(what, _)| what.clone()).collect(),
            next: format!("truceline verify {} --card register.card", out.display()),
            bundle: out,
            bytes,
            entries: bundle.entries.len(),
            checkpoint_size,
            cosigned: self.cosigned,
            whole_chains: bundle
                .whole_chains
                .iter()
                .map(|chain| chain.key.to_string())
                .collect(),
        }
    }
}

fn incident(text: &str) -> Result<IncidentId, String> {
    IncidentId::parse(text).map_err(|error| error.to_string())
}

fn without(text: &str) -> Result<(String, Without), String> {
    let without = Without::parse(text);
    let without = without.ok_or("write personal, files, places, words, or a file's id, evd_…")?;
    Ok((text.to_owned(), without))
}

fn key(text: &str) -> Result<KeyId, Problem> {
    KeyId::parse(text).map_err(|error| Problem::usage(format!("{text}: {error}")))
}
