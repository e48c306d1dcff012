//! `/v1/bundles`: evidence to carry away, verified offline.
//!
//! A bundle holds whole envelopes, so that it can be verified: a party is given those of its own words and of
//! what it was told, the authority chain, and an end of the log that is nobody else's word: the register's own
//! under a public checkpoint, or the party's. Whoever was the last to speak is nobody's to carry away on demand.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::incident_bundle::{self, MAX_WITHOUT, Without};
use crate::portion::is_whole;
use crate::viewpoint::Viewer;
use crate::wire::difference::cited;
use crate::wire::problem::ProblemDocument;
use crate::wire::question::InquiryQuestion;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_register::codec::disclosure::Disclosure;
use truceline_register::codec::record::{Ground, Record};
use truceline_register::ids::{KeyId, LogIndex};
use truceline_register::inquiry::inquire;
use truceline_register::looks::Way;
use utoipa::ToSchema;

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.truceline.bundle+cbor";
/// Most records named in one bundle.
pub const MAX_RECORDS: usize = 10_000;
/// Most whole chains in one bundle.
pub const MAX_CHAINS: usize = 100;
/// Most bytes of one bundle: it is made in memory.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What goes into a bundle.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BundleOrder {
    /// These records.
    #[serde(default)]
    pub records: Vec<LogIndex>,
    /// Every record of this incident that the caller may carry away whole: its versions, what was asked and answered,
    /// claims and stances, files, and what the caller's party held of its place and time.
    pub incident: Option<String>,
    /// What is left out of what is disclosed: `personal`, `files`, `places`, `words`, or a file by its id. The proofs stay.
    #[serde(default)]
    pub without: Vec<String>,
    /// Every record that the answer to this inquiry cites.
    pub around: Option<InquiryQuestion>,
    /// All that these keys of the caller's party signed.
    #[serde(default)]
    pub whole_chains: Vec<String>,
    /// Leave out the records that are not the caller's to carry away whole, instead of refusing.
    #[serde(default)]
    pub skip_others: bool,
    /// No disclosures at all: it proves that and when something was said, not what.
    #[serde(default)]
    pub sealed: bool,
}

/// Makes an evidence bundle
#[utoipa::path(post, path = "/v1/bundles", tag = "evidence", request_body = BundleOrder,
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.truceline.bundle+cbor"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn make(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    order: Result<Json<BundleOrder>, JsonRejection>,
) -> Answered {
    let Json(order) = order.map_err(|error| problem("usage", error.body_text()))?;
    if order.records.len() > MAX_RECORDS || order.whole_chains.len() > MAX_CHAINS {
        let what = format!("a bundle names {MAX_RECORDS} records and {MAX_CHAINS} keys at most");
        return Err(problem("usage", what));
    }
    let without = order.without.iter().take(MAX_WITHOUT + 1);
    let without: Option<Vec<Without>> = without.map(|text| Without::parse(text)).collect();
    let without = without.filter(|without| without.len() <= MAX_WITHOUT);
    let without = without.ok_or_else(|| {
        problem(
            "usage",
            "\"without\" lists personal, files, places, words or ids of files (evd_…), at most 1,000",
        )
    })?;
    // Taken before the state, so that it is never ahead of it.
    let public = server.kept.public();
    server
        .read(caller, move |sight| {
            let (register, own) = (sight.register(), sight.caller.party);
            let centre = sight.is_centre();
            let mut wanted: BTreeSet<LogIndex> = order.records.iter().copied().collect();
            if let Some(incident) = &order.incident {
                let opened = super::incident::find(sight, incident)?;
                let eyes = (!centre).then_some(own);
                let all = incident_bundle::records(register, opened, eyes);
                wanted.extend(all.into_iter().filter(|index| {
                    let record = sight.archive().record(*index);
                    record.is_ok_and(|record| is_whole(own, register, &record))
                }));
            }
            if let Some(question) = &order.around {
                let viewpoint = super::inquiry::viewpoint(sight, question)?;
                let (inquiry, _) = question.read(register, sight.now, viewpoint)?;
                let around = cited(&inquire(register, &inquiry));
                // What is cited and is not the caller's to carry away whole stays out.
                wanted.extend(around.into_iter().filter(|index| {
                    let record = sight.archive().record(*index);
                    record.is_ok_and(|record| is_whole(own, register, &record))
                }));
            }
            for index in &order.records {
                let record = sight.archive().record(*index);
                if record.is_ok_and(|record| is_whole(own, register, &record)) {
                    continue;
                }
                if !order.skip_others {
                    return Err(not_found());
                }
                wanted.remove(index);
            }
            let mut chains = Vec::new();
            for text in &order.whole_chains {
                let key = KeyId::parse(text).map_err(|_| not_found())?;
                let holder = register.authority.key(key).map(|key| key.party);
                if holder != Some(own) && !centre {
                    return Err(not_found());
                }
                chains.push(key);
            }
            if wanted.is_empty() && chains.is_empty() {
                return Err(problem(
                    "usage",
                    "name records, an inquiry or keys of which there are records",
                ));
            }
            let newest = sight.state.checkpoint();
            let checkpoint = match centre {
                true => newest
                    .ok_or_else(|| problem("unavailable", "the register has no checkpoint"))?,
                false => {
                    let public = public.map(|public| (*public).clone());
                    under(sight, [newest, public], &wanted, &chains)?
                }
            };
            let viewer = match centre {
                true => Viewer::Register { personal: false },
                false => Viewer::Party(own),
            };
            let keep = |record: &Record, disclosure: &Disclosure| {
                !order.sealed
                    && viewer.may_have(register, record, disclosure)
                    && !without
                        .iter()
                        .any(|without| without.is_of(register, record, disclosure))
            };
            let bundle =
                sight
                    .archive()
                    .bundle_within(&wanted, &chains, &checkpoint, &keep, MAX_BYTES)?;
            if !order.sealed {
                for index in bundle.entries.iter().map(|entry| entry.index) {
                    sight.record_or_filler(index, Way::Export)?;
                }
            }
            Ok(wants.give(MEDIA_TYPE, bundle.to_bytes()))
        })
        .await
}

/// The first of these checkpoints that covers all that is wanted, and whose log ends with a record that the caller may
/// carry away: the register's own that says nothing, or one that is the caller's anyway.
fn under(
    sight: &Sight<'_>,
    checkpoints: [Option<SignedCheckpoint>; 2],
    wanted: &BTreeSet<LogIndex>,
    chains: &[KeyId],
) -> Result<SignedCheckpoint, Problem> {
    let (register, own) = (sight.register(), sight.caller.party);
    let signed = register.signers.iter().rev();
    let mut signed = signed.filter(|(_, signer)| chains.contains(&signer.key));
    let last = wanted
        .last()
        .copied()
        .max(signed.next().map(|(index, _)| *index));
    for checkpoint in checkpoints.into_iter().flatten() {
        let size = checkpoint.checkpoint().size;
        if last.is_some_and(|last| last >= size) {
            continue;
        }
        let end = sight.archive().last_record(size)?;
        if end.is_some_and(|end| is_mechanical_end(&end) || is_whole(own, register, &end)) {
            return Ok(checkpoint);
        }
    }
    Err(problem(
        "not-yet-public",
        "not all of it is under a public checkpoint yet; ask again within a minute",
    ))
}

fn is_mechanical_end(record: &Record) -> bool {
    record.part.ground == Ground::Tick && record.part.effects.is_empty()
}
