//! What comes out at fixed times: the public checkpoint, taken round to the witnesses of the policy.

use super::problem::problem;
use super::server::Server;
use crate::client::{self, base::Base};
use crate::exit::Problem;
use crate::file;
use crate::publication;
use crate::session::{cosigned, keep_cosigned};
use crate::witnessing::round::{Answer, Heard, take_round};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use truceline_engine::folder::Folder;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::policy::Policy;
use truceline_log::tree::Tree;

/// A policy is a page of text.
const MAX_POLICY_BYTES: u64 = 256 << 10;
/// A file of certificates.
const MAX_PEM_BYTES: u64 = 1 << 20;
/// Longest answer of a witness.
const MAX_REPLY_BYTES: u64 = truceline_log::witness::reply::MAX_REPLY_BYTES as u64;
/// Between two looks where nothing is published at fixed times, and before the first.
const SOON: Duration = Duration::from_secs(1);

/// The witnesses of the policy, and how they are reached.
pub struct Witnesses {
    policy: Policy,
    agent: ureq::Agent,
}

impl Witnesses {
    /// Reads a policy, and the file of the authorities that vouch for the witnesses' servers.
    ///
    /// # Errors
    /// [`Problem`] naming the file.
    pub fn read(policy: &Path, authority: Option<&Path>) -> Result<Self, Problem> {
        let bytes = file::read(policy, MAX_POLICY_BYTES)?;
        let parsed = Policy::parse(&bytes)
            .map_err(|error| Problem::usage(format!("{}: {error}", policy.display())))?;
        let urls = parsed
            .witnesses()
            .iter()
            .filter_map(|witness| witness.url());
        for url in urls {
            let is_plain = url.starts_with("http://") && Base::parse(origin_of(url)).is_ok();
            let is_vouched = url.starts_with("https://") && authority.is_some();
            if !is_plain && !is_vouched {
                return Err(Problem::usage(format!(
                    "{}: {url}: a witness is asked by https, and its server vouched for by the authority of the configuration; by http only on this machine",
                    policy.display()
                )));
            }
        }
        let pem = authority
            .map(|path| file::read(path, MAX_PEM_BYTES))
            .transpose()?;
        Ok(Self {
            policy: parsed,
            agent: client::agent(pem.as_deref())?,
        })
    }

    fn ask(&self, url: &str, body: &[u8]) -> Result<Answer, Problem> {
        let unheard = |error: &ureq::Error| Problem::unavailable(format!("{url}: {error}"));
        let answer = self.agent.post(url).send(body);
        let answer = answer.map_err(|error| unheard(&error))?;
        let status = answer.status().as_u16();
        let body = answer
            .into_body()
            .into_with_config()
            .limit(MAX_REPLY_BYTES)
            .read_to_vec()
            .map_err(|error| unheard(&error))?;
        Ok((status, body))
    }
}

/// Scheme, host and port of an address.
fn origin_of(url: &str) -> &str {
    let after = url.find("://").map_or(0, |place| place + 3);
    let end = url[after..].find('/').map_or(url.len(), |end| after + end);
    &url[..end]
}

/// Publishes for as long as the server runs.
pub async fn keep_publishing(server: Arc<Server>, witnesses: Option<Arc<Witnesses>>) {
    let every = server.settings.publish_every;
    let mut stopping = server.stopping();
    let mut next = tokio::time::Instant::now() + SOON;
    loop {
        tokio::select! {
            () = tokio::time::sleep_until(next) => {}
            _ = stopping.changed() => return,
        }
        next += every;
        if let Err(problem) = publish(&server, witnesses.clone()).await {
            tracing::warn!(%problem, "the public checkpoint did not come out whole; it is tried again");
        }
    }
}

/// Publishes what is to be published now, and takes it round.
///
/// # Errors
/// [`Problem`]: log or folder cannot be used.
pub async fn publish(
    server: &Arc<Server>,
    witnesses: Option<Arc<Witnesses>>,
) -> Result<(), Problem> {
    let own = Arc::clone(server);
    let asks = witnesses.is_some();
    let found = server
        .beside(move |state, reader, _| {
            let public = own.kept.public();
            let after = public.as_ref().map_or(0, |public| public.checkpoint().size);
            let newest = publication::newest(reader.store(), state.register.size, after)
                .map_err(|error| problem("unavailable", error.to_string()))?;
            let checkpoint = newest.or_else(|| public.map(|public| (*public).clone()));
            if let Some(checkpoint) = &checkpoint {
                own.kept.make_public(checkpoint.clone());
            }
            // Witnesses take their time, and the state is not held meanwhile.
            Ok(checkpoint.map(|checkpoint| (checkpoint, asks.then(|| state.tree.clone()))))
        })
        .await?;
    let (Some((checkpoint, Some(tree))), Some(witnesses)) = (found, witnesses) else {
        return Ok(());
    };
    // Whoever waits for a witness holds nothing of the server: it may stop meanwhile.
    let data = server.data().to_owned();
    let round =
        tokio::task::spawn_blocking(move || take_it_round(&data, &witnesses, &tree, &checkpoint));
    let failed = |_| problem("internal", "the round of witnesses could not be made");
    let (cosigned, heard) = round.await.map_err(failed)??;
    server.kept.note_heard(&heard);
    if let Some(cosigned) = cosigned {
        server.kept.make_public(cosigned);
    }
    Ok(())
}

/// The checkpoint with what was cosigned, once that is kept, and what each witness did.
fn take_it_round(
    data: &Path,
    witnesses: &Witnesses,
    tree: &Tree,
    checkpoint: &SignedCheckpoint,
) -> Result<(Option<SignedCheckpoint>, Vec<Heard>), Problem> {
    let folder = Folder::open(data)?;
    let history = cosigned(&folder)?;
    let mut ask = |url: &str, body: &[u8]| witnesses.ask(url, body);
    let round = take_round(&witnesses.policy, tree, checkpoint, &history, &mut ask)?;
    for heard in &round.heard {
        let Some(fault) = &heard.fault else {
            continue;
        };
        if heard.is_other_history() {
            tracing::error!(witness = %heard.witness, %fault, "a witness has seen another history of this log: stop the server and compare with every party");
        } else {
            tracing::warn!(witness = %heard.witness, %fault, "no cosignature; it is asked again");
        }
    }
    if round.verdict.cosigned.is_empty() {
        return Ok((None, round.heard));
    }
    keep_cosigned(&folder, &round.checkpoint)?;
    Ok((Some(round.checkpoint), round.heard))
}
