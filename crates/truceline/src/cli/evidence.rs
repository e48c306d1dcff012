//! `evidence`: files about what happened, by their hash, with what was done with them.

use super::context::Context;
use super::ladder;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::notation::told;
use crate::reading::Reading;
use crate::speech::Disclose;
use crate::speech::evidence::{FileWords, HandlingWords};
use crate::wire::evidence::standing::StandingEvidenceView;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::randomness::SystemRandomness;
use truceline_register::act::Act;
use truceline_register::allegation::AllegationRef;
use truceline_register::claim::proposition::TimeTold;
use truceline_register::claim::words::Certainty;
use truceline_register::codec::cbor::Digest;
use truceline_register::evidence::handling::{Handling, How};
use truceline_register::evidence::history::{Entry, Held};
use truceline_register::evidence::media::MediaType;
use truceline_register::evidence::whole::Together;
use truceline_register::evidence::{
    About, Derived, EvidenceWithdrawn, MAX_FILE_BYTES, Words, concerns,
};
use truceline_register::ids::{
    AgreementId, AllegationId, ClaimId, EvidenceId, IncidentId, PartyId,
};
use truceline_register::register::Register;

/// Enter files as evidence, log what was done with them, and get them back by their hash
///
/// What a file shows is the word of who enters it. The register keeps the bytes, their hash and the log.
#[derive(Args, Clone, Debug)]
pub struct Evidence {
    #[command(subcommand)]
    what: Command,
}

#[derive(Subcommand, Clone, Debug)]
enum Command {
    Add(Box<Add>),
    Log(Box<Log>),
    Withdraw(Withdraw),
    List(List),
    Show(Show),
    Get(Get),
}

/// Enter a file about an incident, a claim, an allegation, an answer or an agreement
///
/// Pictures, PDF, film, sound, plain text, CSV, JSON, GeoJSON and GPX of at most 16 MiB are taken, by what their bytes
/// are. Pages, office documents, programs and archives are not.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key monitor.key evidence add crater.jpg --about inc_… --title \"crater at the mill\" --source \"patrol 4\"\n  truceline --data valley --key monitor.key evidence add crater-faces-covered.jpg --about inc_… --title \"the same, faces covered\" \\\n    --redacted-from evd_…"
)]
struct Add {
    /// The file
    file: PathBuf,
    /// About what: inc_…, clm_…, agr_…, alg_… (with --of), or answer:INDEX
    #[arg(long, value_name = "ID")]
    about: String,
    /// Whose allegation, by name or id; without it your own party's
    #[arg(long, value_name = "PARTY")]
    of: Option<String>,
    /// What it is called
    #[arg(long)]
    title: String,
    /// What it shows, by your word
    #[arg(long)]
    description: Option<String>,
    /// Where it comes from. Names of persons: --person
    #[arg(long)]
    source: Option<String>,
    /// Leave the file's own name out
    #[arg(long)]
    without_name: bool,
    /// Who took it, and names of sources; sealed, for your own party's eyes
    #[arg(long = "person", value_name = "NAME")]
    persons: Vec<String>,
    /// It is this entry with something left out
    #[arg(long, value_name = "ID", value_parser = evidence_id, conflicts_with_all = ["transcoded_from", "extracted_from"])]
    redacted_from: Option<EvidenceId>,
    /// It is this entry in another format
    #[arg(long, value_name = "ID", value_parser = evidence_id, conflicts_with = "extracted_from")]
    transcoded_from: Option<EvidenceId>,
    /// It is a part of this entry, or its words
    #[arg(long, value_name = "ID", value_parser = evidence_id)]
    extracted_from: Option<EvidenceId>,
    /// Only these may read it, by name or id; without it everybody who may read what it is about
    #[arg(long = "reader", value_name = "PARTY")]
    readers: Vec<String>,
}

/// Say what was done with a file: a line of the collection log
///
/// obtained, copied, transcoded, redacted, extracted, examined, handed-over. A hash that is not the file's is shown as another.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key monitor.key evidence log evd_… obtained --at \"2031-05-21 09:10\" --offset +03:00 \\\n    --how \"downloaded from the patrol's camera\" --tool \"card reader\" --after-file crater.jpg\n  truceline --data valley --key inquiry.key evidence log evd_… examined --at 2031-05-23T10:00:00Z --how \"measured\" --before-file copy.jpg"
)]
struct Log {
    /// With which file
    #[arg(value_parser = evidence_id)]
    evidence: EvidenceId,
    /// obtained, copied, transcoded, redacted, extracted, examined, handed-over
    #[arg(value_parser = handling)]
    handling: Handling,
    /// When: now, a time with its offset, or two of them with " .. " between
    #[arg(long, value_name = "TIME")]
    at: String,
    /// How far the stated clock is ahead of UTC, such as +03:00
    #[arg(long, allow_hyphen_values = true)]
    offset: Option<String>,
    /// Which clock that was, in words
    #[arg(long)]
    clock: Option<String>,
    /// How it was done, in words. Names of persons: --person
    #[arg(long)]
    how: String,
    /// With which tool
    #[arg(long)]
    tool: Option<String>,
    /// Of which version
    #[arg(long, value_name = "VERSION")]
    tool_version: Option<String>,
    /// From which address
    #[arg(long)]
    address: Option<String>,
    /// SHA-256 of what was handled; without it, and without --before-file, the entry's, but for what was obtained
    #[arg(long, value_name = "SHA256", value_parser = digest, conflicts_with = "before_file")]
    before: Option<Digest>,
    /// What was handled: its hash is taken
    #[arg(long, value_name = "FILE")]
    before_file: Option<PathBuf>,
    /// SHA-256 of what there was afterwards
    #[arg(long, value_name = "SHA256", value_parser = digest, conflicts_with = "after_file")]
    after: Option<Digest>,
    /// What there was afterwards: its hash is taken
    #[arg(long, value_name = "FILE")]
    after_file: Option<PathBuf>,
    /// The entry that came of it
    #[arg(long, value_name = "ID", value_parser = evidence_id)]
    result: Option<EvidenceId>,
    /// To which party it was handed over, by name or id
    #[arg(long, value_name = "PARTY", conflicts_with = "to_outside")]
    to: Option<String>,
    /// To whom outside it was handed over
    #[arg(long, value_name = "WHOM")]
    to_outside: Option<String>,
    /// Who did it; sealed, for your own party's eyes
    #[arg(long = "person", value_name = "NAME")]
    persons: Vec<String>,
}

/// Say that a file was entered in error; it stays, and is shown as withdrawn
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key monitor.key evidence withdraw evd_… --reason \"of another day\""
)]
struct Withdraw {
    /// Which file
    #[arg(value_parser = evidence_id)]
    evidence: EvidenceId,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

/// List files
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley evidence list --about inc_…\n  truceline --data valley evidence list --sha256 9f86d0…"
)]
struct List {
    /// About what; of an incident also what concerns it by a claim, an answer or another file
    #[arg(long, value_name = "ID")]
    about: Option<String>,
    /// Whose allegation, by name or id; without it the key's party's
    #[arg(long, value_name = "PARTY")]
    of: Option<String>,
    /// Files with this hash
    #[arg(long, value_parser = digest)]
    sha256: Option<Digest>,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

/// Show a file with its collection log
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley evidence show evd_…")]
struct Show {
    /// Which file
    #[arg(value_parser = evidence_id)]
    evidence: EvidenceId,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

/// Write a file's bytes to a new file, when they have the hash that was signed
///
/// A file that exists is never overwritten, and nothing is ever opened.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley evidence get evd_… --out crater.jpg\nExit 5 where the bytes do not have the hash."
)]
struct Get {
    /// Which file
    #[arg(value_parser = evidence_id)]
    evidence: EvidenceId,
}

#[derive(Clone, Debug, Serialize)]
struct GotView {
    evidence: String,
    file: PathBuf,
    bytes: u64,
    sha256: String,
    media: &'static str,
    active_content: bool,
}

fn evidence_id(text: &str) -> Result<EvidenceId, String> {
    EvidenceId::parse(text).map_err(|error| error.to_string())
}

fn handling(text: &str) -> Result<Handling, String> {
    Handling::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = Handling::ALL.iter().map(|word| word.word()).collect();
        format!("write one of: {}", words.join(", "))
    })
}

fn digest(text: &str) -> Result<Digest, String> {
    let wrong = "a SHA-256 is 64 hexadecimal digits";
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong.to_owned());
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).map_err(|_| wrong)?;
        if digits.starts_with('+') {
            return Err(wrong.to_owned());
        }
        *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong)?;
    }
    Ok(Digest(bytes))
}

/// What a file is about.
fn about(text: &str, of: impl FnOnce() -> Result<PartyId, Problem>) -> Result<About, Problem> {
    if let Ok(incident) = IncidentId::parse(text) {
        return Ok(About::Incident(incident));
    }
    if let Ok(claim) = ClaimId::parse(text) {
        return Ok(About::Claim(claim));
    }
    if let Ok(agreement) = AgreementId::parse(text) {
        return Ok(About::Agreement(agreement));
    }
    if let Ok(id) = AllegationId::parse(text) {
        return Ok(About::Allegation(AllegationRef { party: of()?, id }));
    }
    let record = text.strip_prefix("answer:").map(str::parse);
    match record {
        Some(Ok(record)) => Ok(About::Answer(record)),
        _ => Err(Problem::usage(format!(
            "\"{text}\" is nothing that files are about: write inc_…, clm_…, agr_…, alg_… or answer:INDEX"
        ))),
    }
}

fn hash_of(path: &Path) -> Result<Digest, Problem> {
    Ok(Digest::of(&file::read(path, file::MAX_FILE_BYTES)?))
}

impl Evidence {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            Command::Add(add) => add.run(context),
            Command::Log(log) => log.run(context),
            Command::Withdraw(withdraw) => {
                let mut speaker = Speaker::open(context)?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let body = EvidenceWithdrawn {
                    evidence: withdraw.evidence,
                    reason: sealer.text(withdraw.reason.as_deref())?,
                };
                let speech = sealer.speech(Act::EvidenceWithdrawn(body));
                speaker.say(&[speech])
            }
            Command::List(list) => list.run(context),
            Command::Show(show) => show.run(context),
            Command::Get(get) => get.run(context),
        }
    }
}

impl Add {
    fn run(&self, context: &Context) -> Done {
        let bytes = file::read(&self.file, MAX_FILE_BYTES)?;
        let name = self.file.file_name().map(|name| name.to_string_lossy());
        let extension = self.file.extension().map(|name| name.to_string_lossy());
        let media = MediaType::of(&bytes, &extension.unwrap_or_default()).map_err(|why| {
            Problem::usage(format!(
                "{}: is not taken ({why}): {}",
                self.file.display(),
                why.advice()
            ))
        })?;
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let own = speaker.party();
        let of = || {
            let of = self.of.as_deref().map(|of| names.find_party(of));
            of.unwrap_or(Ok(own))
        };
        let readers = self.readers.iter().map(|party| names.find_party(party));
        let readers = readers.collect::<Result<Vec<_>, _>>()?;
        let words = FileWords {
            id: EvidenceId::from_bytes(speaker.draw()?),
            about: about(&self.about, of)?,
            media,
            words: Words {
                title: self.title.clone(),
                description: self.description.clone(),
                source: self.source.clone(),
                file_name: name
                    .filter(|_| !self.without_name)
                    .map(|name| name.into_owned()),
            },
            persons: self.persons.clone(),
            derived: self.derived(),
            readers: (!readers.is_empty()).then_some(readers),
        };
        let speeches = words.seal(&mut SystemRandomness, &bytes)?;
        speaker.say_one_by_one(&speeches)
    }

    fn derived(&self) -> Option<Derived> {
        let origins = [
            (self.redacted_from, Handling::Redacted),
            (self.transcoded_from, Handling::Transcoded),
            (self.extracted_from, Handling::Extracted),
        ];
        let mut origins = origins.into_iter();
        origins.find_map(|(from, by)| from.map(|from| Derived { from, by }))
    }
}

impl Log {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let to = self.to.as_deref().map(|party| names.find_party(party));
        let before = match (&self.before, &self.before_file, self.handling) {
            (Some(before), _, _) => Some(*before),
            (None, Some(path), _) => Some(hash_of(path)?),
            (None, None, Handling::Obtained) => None,
            (None, None, _) => {
                let entry = speaker
                    .register()
                    .map(|register| find(register, self.evidence));
                entry.transpose()?.map(|entry| entry.said.sha256)
            }
        };
        let words = HandlingWords {
            evidence: self.evidence,
            handling: self.handling,
            at: self.at(&speaker)?,
            before,
            after: match &self.after_file {
                Some(path) => Some(hash_of(path)?),
                None => self.after,
            },
            result: self.result,
            to: to.transpose()?,
            how: How {
                words: self.how.clone(),
                tool: self.tool.clone(),
                version: self.tool_version.clone(),
                clock: self.clock.clone(),
                address: self.address.clone(),
                whom: self.to_outside.clone(),
            },
            persons: self.persons.clone(),
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = words.seal(&mut sealer)?;
        let speech = sealer.speech(Act::EvidenceHandled(body));
        speaker.say(&[speech])
    }

    fn at(&self, speaker: &Speaker<'_>) -> Result<TimeTold, Problem> {
        let offset = self.offset.as_deref().map(told::offset).transpose();
        let offset = offset.map_err(Problem::usage)?;
        if self.at == "now" {
            return Ok(TimeTold {
                from: speaker.now(),
                until: speaker.now(),
                certainty: Certainty::Exact,
                offset_minutes: Some(offset.unwrap_or(0)),
            });
        }
        told::time_told(&self.at, offset, None)
            .map_err(|wanted| Problem::usage(format!("--at: {wanted}")))
    }
}

fn find(register: &Register, evidence: EvidenceId) -> Result<&Entry, Problem> {
    register.evidence.get(evidence).ok_or_else(|| {
        Problem::usage(format!(
            "there is no evidence {evidence} here; `evidence list` shows what there is"
        ))
    })
}

/// Through whose eyes, where that is said.
fn eyes(
    context: &Context,
    reading: &Reading,
    named: Option<&str>,
    names: &Names,
) -> Result<Option<PartyId>, Problem> {
    match named {
        Some(_) => ladder::party(context, named, names).map(Some),
        None => Ok(reading.only_of()),
    }
}

fn is_for(register: &Register, entry: &Entry, eyes: Option<PartyId>) -> bool {
    eyes.is_none_or(|party| entry.readers.hold(register, party))
}

impl List {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = eyes(context, &reading, self.eyes.as_deref(), &names)?;
        let of = || ladder::party(context, self.of.as_deref(), &names);
        let wanted = self.about.as_deref().map(|text| about(text, of));
        let wanted = wanted.transpose()?;
        let concerned = |entry: &&Entry| match wanted {
            None => true,
            Some(About::Incident(incident)) => concerns(register, entry, incident),
            Some(about) => entry.said.about == about,
        };
        let all = register.evidence.all(register.size);
        let views: Vec<StandingEvidenceView> = all
            .filter(concerned)
            .filter(|entry| self.sha256.is_none_or(|hash| hash == entry.said.sha256))
            .filter(|entry| is_for(register, entry, eyes))
            .map(|entry| StandingEvidenceView::of(entry, register, eyes, &names))
            .collect();
        context.tell(&views, || match views.is_empty() {
            true => "no evidence was entered here\n".to_owned(),
            false => views.iter().map(StandingEvidenceView::line).collect(),
        })
    }
}

impl Show {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = eyes(context, &reading, self.eyes.as_deref(), &names)?;
        let entry = register.evidence.get(self.evidence);
        let entry = entry.filter(|entry| is_for(register, entry, eyes));
        let entry = entry.ok_or_else(|| {
            Problem::usage(format!(
                "there is no evidence {} here; `evidence list` shows what there is",
                self.evidence
            ))
        })?;
        let view = StandingEvidenceView::of(entry, register, eyes, &names);
        context.tell(&view, || view.text())
    }
}

impl Get {
    fn run(&self, context: &Context) -> Done {
        let out = context.out()?.to_owned();
        let reading = context.reading()?;
        let entry = find(reading.register(), self.evidence)?;
        let bytes = match &reading {
            Reading::Folder(opened) => in_folder(entry, opened.archive().file(entry)?)?,
            Reading::Server(replica) => {
                let path = format!("/v1/evidence/{}/content", self.evidence);
                replica.bytes(&path)?
            }
        };
        let (size, sha256) = (bytes.len() as u64, Digest::of(&bytes));
        if (size, sha256) != (entry.said.size, entry.said.sha256) {
            return Err(differs(sha256));
        }
        file::write_new(&out, &bytes)?;
        let view = GotView {
            evidence: self.evidence.to_string(),
            file: out,
            bytes: size,
            sha256: sha256.to_string(),
            media: entry.said.media.word(),
            active_content: !entry.active.is_empty(),
        };
        context.show(&view)
    }
}

fn differs(found: Digest) -> Problem {
    Problem::unverified(format!(
        "the bytes have the hash {found}, which is not the one that was signed; nothing was written"
    ))
}

fn in_folder(entry: &Entry, together: Together) -> Result<Vec<u8>, Problem> {
    match (entry.held(), together) {
        (_, Together::Whole(bytes)) => Ok(bytes),
        (_, Together::Differs { found }) => Err(differs(found)),
        (Held::Erased, Together::Lacking(_)) => Err(Problem::unavailable(
            "the bytes of this file were erased on record",
        )),
        (Held::Incomplete, Together::Lacking(_)) => Err(Problem::unavailable(
            "parts of this file have not come in; whoever entered it can send them",
        )),
        (Held::Whole, Together::Lacking(_)) => Err(Problem::unavailable(
            "the vault lacks bytes of this file, though nobody erased them: put a newer copy of the vault back",
        )),
    }
}
