//! `witness`: one party witnesses another's log from files alone.
//!
//! The state is on disk before a cosignature leaves. Replies travel as a file with the status that
//! C2SP tlog-witness assigns and the body that it has.

use super::context::Context;
use super::init::{sealing, seed};
use crate::card::RegisterCard;
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::session::{cosigned, keep_cosigned, load_key};
use crate::witnessing::keeper::open_state;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::folder::Folder;
use truceline_engine::keyfile::{self, Key, Purpose};
use truceline_log::key::SigningKey;
use truceline_log::note::MAX_NOTE_BYTES;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey, VerifierKey};
use truceline_log::witness::reply::{self, Reply};
use truceline_log::witness::request::{MAX_REQUEST_BYTES, Request};
use truceline_log::witness::{Decision, decide_body};

/// The first line of a witness's reply.
pub const REPLY_HEADER: &str = "truceline-witness-reply 1";

/// Witness another's log, and have your own witnessed, from files alone
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "A round on a stick:\n  truceline --data valley witness request --out round.request        (the centre)\n  truceline --key mission.key witness cosign --state mission.state --request round.request --out round.reply\n  truceline --data valley witness add --request round.request --reply round.reply --witness mission.vkey"
)]
pub struct Witness {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Make a witness's key
    #[command(
        after_help = "Example:\n  truceline witness key mission.key --name witness.example/mission"
    )]
    Key {
        /// The key file to make; its verifier key is written beside it as .vkey
        file: PathBuf,
        /// The key's name: one word
        #[arg(long)]
        name: String,
        /// Seal it with the first passphrase of --passphrase-file
        #[arg(long)]
        seal: bool,
    },
    /// Watch a register from now on
    #[command(
        after_help = "Example:\n  truceline witness watch --state mission.state --card register.card"
    )]
    Watch {
        /// What the witness remembers
        #[arg(long, value_name = "FILE")]
        state: PathBuf,
        /// The register's card, by a way that you trust
        #[arg(long, value_name = "FILE")]
        card: PathBuf,
    },
    /// Cosign what a log presents, if it extends what was cosigned before
    Cosign {
        /// What the witness remembers
        #[arg(long, value_name = "FILE")]
        state: PathBuf,
        /// The log's request
        #[arg(long, value_name = "FILE")]
        request: PathBuf,
    },
    /// Write a request to a witness; fills the log up to its next public size
    Request {
        /// Size that the witness cosigned last; without it the newest that you have back
        #[arg(long)]
        from: Option<u64>,
    },
    /// Take a witness's reply in
    Add {
        /// The request that was sent
        #[arg(long, value_name = "FILE")]
        request: PathBuf,
        /// The reply
        #[arg(long, value_name = "FILE")]
        reply: PathBuf,
        /// The witness's verifier key
        #[arg(long, value_name = "FILE")]
        witness: PathBuf,
    },
}

impl Witness {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Key { file, name, seal } => make_key(context, file, name, *seal),
            What::Watch { state, card } => watch(context, state, card),
            What::Cosign { state, request } => cosign(context, state, request),
            What::Request { from } => write_request(context, *from),
            What::Add {
                request,
                reply,
                witness,
            } => add(context, request, reply, witness),
        }
    }
}

fn make_key(context: &Context, path: &Path, name: &str, seal: bool) -> Done {
    let key_name = KeyName::parse(name).map_err(|error| Problem::usage(error.to_string()))?;
    let seed = seed()?;
    let signer = SignerKey::new(
        key_name,
        Algorithm::CosignatureV1,
        SigningKey::from_seed(seed.expose()),
    );
    let key = Key {
        purpose: Purpose::Witness,
        name: name.to_owned(),
        seed,
    };
    keyfile::create(path, &key, sealing(context, seal)?.as_ref())?;
    let public = file::beside(path, "vkey");
    file::write_public(&public, format!("{}\n", signer.verifier()).as_bytes())?;
    context.show(&json!({
        "key": path,
        "verifier_key": public,
        "next": "give the verifier key to the centre and to whoever verifies; a policy names it",
    }))
}

fn watch(context: &Context, path: &Path, card: &Path) -> Done {
    let card = RegisterCard::read(card)?;
    let (mut state, _lock) = open_state(path)?;
    state
        .watch(card.log.clone())
        .map_err(|error| Problem::usage(error.to_string()))?;
    file::replace(path, state.to_string().as_bytes())?;
    context.show(&json!({ "watches": card.origin, "state": path }))
}

fn cosign(context: &Context, state_path: &Path, request: &Path) -> Done {
    let out = context.out()?.to_owned();
    let key_path = context
        .key
        .clone()
        .ok_or_else(|| Problem::usage("name the witness's key: --key FILE"))?;
    let key = load_key(&key_path, Purpose::Witness, &context.passphrases()?)?;
    let name = KeyName::parse(&key.name).map_err(|error| Problem::usage(error.to_string()))?;
    let signer = SignerKey::new(
        name,
        Algorithm::CosignatureV1,
        SigningKey::from_seed(key.seed.expose()),
    );
    let body = file::read(request, MAX_REQUEST_BYTES as u64)?;
    let (mut state, _lock) = open_state(state_path)?;
    let decision = decide_body(&state, &body);
    let Decision::Cosign(advance) = &decision else {
        return refuse(context, &decision, &out);
    };
    state
        .advance(advance)
        .map_err(|error| Problem::unavailable(error.to_string()))?;
    file::replace(state_path, state.to_string().as_bytes())?;
    let seconds =
        u64::try_from(SystemClock::default().read().wall.micros() / 1_000_000).unwrap_or(0);
    let line = advance
        .cosign(&signer, seconds)
        .map_err(|error| Problem::unavailable(error.to_string()))?;
    file::write_public(&out, reply_text(200, &line.to_string()).as_bytes())?;
    let size = advance.checkpoint().checkpoint().size;
    context.show(&json!({ "cosigned_size": size, "from_size": advance.from_size(), "reply": out }))
}

fn reply_text(status: u16, body: &str) -> String {
    format!("{REPLY_HEADER}\nstatus: {status}\n\n{body}")
}

/// Writes the refusal for the log; a fork is kept as evidence.
fn refuse(context: &Context, decision: &Decision, out: &Path) -> Done {
    let body = decision.refusal_body().unwrap_or_default();
    file::write_public(out, reply_text(decision.status(), &body).as_bytes())?;
    if let Some(fork) = decision.fork() {
        let path = file::beside(out, "fork");
        file::write_public(&path, fork.to_string().as_bytes())?;
        let path = path.display();
        let what = format!(
            "the log has signed {}. The evidence is in {path}: show it to every party; nothing was cosigned",
            fork.deed()
        );
        return Err(Problem::new(Exit::VerificationFailed, "fork", what));
    }
    if let Decision::Conflict { size, .. } = decision {
        let what = format!(
            "nothing was cosigned: {size} entries were cosigned last, and the request is from another size; the reply in {} says so, ask again with `witness request --from {size}`",
            out.display()
        );
        return Err(Problem::new(Exit::Refused, "conflict", what));
    }
    let _ = context;
    Err(Problem::unverified(format!(
        "nothing was cosigned: {}",
        body.trim_end()
    )))
}

fn write_request(context: &Context, from: Option<u64>) -> Done {
    let out = context.out()?.to_owned();
    let mut session = context.session()?;
    let checkpoint = session.writer().publish()?;
    let folder = session.writer().folder().cloned();
    let newest = match &folder {
        Some(folder) => cosigned(folder)?
            .last()
            .map(|signed| signed.checkpoint().size),
        None => None,
    };
    let old_size = from.or(newest).unwrap_or(0);
    let size = checkpoint.checkpoint().size;
    let proof = session
        .archive()
        .tree
        .consistency(old_size, size)
        .map_err(|error| Problem::usage(error.to_string()))?;
    let request = Request {
        old_size,
        proof,
        checkpoint,
    };
    file::write_public(&out, request.to_string().as_bytes())?;
    context.show(&json!({ "request": out, "from_size": old_size, "size": size }))
}

fn add(context: &Context, request: &Path, reply_path: &Path, witness: &Path) -> Done {
    let sent = Request::parse(&file::read(request, MAX_REQUEST_BYTES as u64)?)
        .map_err(|error| Problem::usage(format!("{}: {error}", request.display())))?;
    let text = file::read_text(witness, 1 << 16)?;
    let key = VerifierKey::parse(text.trim_end())
        .map_err(|error| Problem::usage(format!("{}: {error}", witness.display())))?;
    let text = file::read_text(reply_path, MAX_NOTE_BYTES as u64)?;
    let (status, body) = parse_reply(&text).ok_or_else(|| {
        Problem::usage(format!(
            "{}: is no reply of a witness",
            reply_path.display()
        ))
    })?;
    let read = reply::read(&sent, status, body.as_bytes(), &[key])
        .map_err(|error| Problem::unverified(error.to_string()))?;
    let folder = Folder::open(&context.place()?.data)?;
    match read {
        Reply::Cosigned(signed) => {
            let signed = merged(&folder, signed)?;
            let path = keep_cosigned(&folder, &signed)?;
            let cosigners = signed.note().signatures().len().saturating_sub(1);
            context.show(&json!({ "cosigned_size": signed.checkpoint().size, "kept": path, "cosignatures": cosigners }))
        }
        Reply::RetryFrom(size) => Err(Problem::new(
            Exit::Refused,
            "conflict",
            format!(
                "the witness cosigned {size} entries last; ask again with `witness request --from {size}`"
            ),
        )),
    }
}

/// Adds the cosignatures of other witnesses that are kept for the same checkpoint.
fn merged(
    folder: &Folder,
    mut signed: truceline_log::checkpoint::SignedCheckpoint,
) -> Result<truceline_log::checkpoint::SignedCheckpoint, Problem> {
    for known in cosigned(folder)? {
        if known.checkpoint() != signed.checkpoint() {
            continue;
        }
        for line in known.note().signatures() {
            if !signed.note().signatures().contains(line) {
                signed
                    .add(line.clone())
                    .map_err(|error| Problem::unavailable(error.to_string()))?;
            }
        }
    }
    Ok(signed)
}

/// Status and body of a witness's reply.
#[must_use]
pub fn parse_reply(text: &str) -> Option<(u16, &str)> {
    let (head, body) = text.split_once("\n\n")?;
    let mut lines = head.lines();
    let header = lines.next()?;
    let status = lines.next()?.strip_prefix("status: ")?.parse().ok()?;
    (header == REPLY_HEADER && lines.next().is_none()).then_some((status, body))
}
