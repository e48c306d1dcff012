//! What a verification proves, and what it leaves open.

use super::evidence::FoundEvidenceView;
use super::record::RecordLine;
use crate::names::Names;
use serde::Serialize;
use truceline_log::policy::{Standing, Verdict};
use truceline_register::bundle::verify::Verified;
use truceline_register::check::CAVEAT;
use utoipa::ToSchema;

/// What a checkpoint's signatures are worth.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WitnessedView {
    /// The log's key that signed.
    pub log_key: String,
    /// `logged`, `cosigned k of n` or `quorum`.
    pub standing: String,
    /// Witnesses that cosigned, with their own time.
    pub cosigned: Vec<String>,
    /// Witnesses of the quorum that did not.
    pub missing: Vec<String>,
}

/// So many records of which something is left out are named.
const MAX_LEFT_OUT: usize = 100;

/// What a bundle proves.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VerifiedView {
    /// Whether a card or a policy from another source says that this is the register that was meant.
    pub pinned: bool,
    /// The register.
    pub register: String,
    /// The theatre.
    pub theatre: String,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Digest of its genesis statement.
    pub genesis: String,
    /// Size of the log.
    pub size: u64,
    /// Root of the log.
    pub root: String,
    /// What the signatures are worth.
    pub witnessed: WitnessedView,
    /// What is proven.
    pub proven: Vec<String>,
    /// What is not checked or not known.
    pub not_checked: Vec<String>,
    /// The records.
    pub records: Vec<RecordLine>,
    /// Files among them, held against the hash that was signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FoundEvidenceView>,
    /// The same under every result.
    pub caveat: &'static str,
}

impl WitnessedView {
    /// The view of a verdict.
    #[must_use]
    pub fn of(verdict: &Verdict) -> Self {
        let standing = match verdict.standing {
            Standing::Logged => "logged".to_owned(),
            Standing::Cosigned { cosigned, of } => format!("cosigned {cosigned} of {of}"),
            Standing::Quorum => "quorum".to_owned(),
        };
        let cosigned = verdict
            .cosigned
            .iter()
            .map(|by| format!("{} ({}) at {}", by.witness, by.key_name, unix(by.time_s)));
        Self {
            log_key: verdict.log.to_string(),
            standing,
            cosigned: cosigned.collect(),
            missing: verdict.missing.clone(),
        }
    }
}

/// Seconds since 1970 as a time.
#[must_use]
pub fn unix(time_s: u64) -> String {
    let micros = i64::try_from(time_s)
        .ok()
        .and_then(|s| s.checked_mul(1_000_000));
    let instant = micros.and_then(|m| truceline_register::time::Instant::from_micros(m).ok());
    instant.map_or_else(|| format!("{time_s} s after 1970"), super::time)
}

impl VerifiedView {
    /// The view of a verified bundle.
    #[must_use]
    pub fn of(verified: &Verified) -> Self {
        let names = Names::of_records(&verified.records);
        Self {
            pinned: verified.genesis_pinned || verified.policy_pinned,
            register: verified.genesis.origin.clone(),
            theatre: verified.genesis.theatre.clone(),
            exercise: verified.genesis.exercise,
            genesis: verified.genesis_digest.to_string(),
            size: verified.size,
            root: verified.root.to_string(),
            witnessed: WitnessedView::of(&verified.verdict),
            proven: proven(verified),
            not_checked: not_checked(verified),
            records: verified
                .records
                .iter()
                .map(|record| RecordLine::of(record, &names))
                .collect(),
            files: verified.files.iter().map(FoundEvidenceView::of).collect(),
            caveat: CAVEAT,
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let kind = if self.exercise {
            "exercise"
        } else {
            "register"
        };
        let verdict = if self.pinned {
            "VERIFIED".to_owned()
        } else {
            format!(
                "CONSISTENT, NOT PINNED: nothing says that this is the register you mean; genesis {}, compare it with its card (--card register.card)\nconsistent",
                self.genesis
            )
        };
        let mut lines = vec![
            format!(
                "{verdict}: {} records of the {kind} {} ({})",
                self.records.len(),
                self.register,
                self.theatre
            ),
            format!("genesis {}", self.genesis),
            format!(
                "log of {} entries, root {}, {}",
                self.size, self.root, self.witnessed.standing
            ),
        ];
        lines.extend(
            self.witnessed
                .cosigned
                .iter()
                .map(|by| format!("  cosigned by {by}")),
        );
        lines.push("proven:".to_owned());
        lines.extend(self.proven.iter().map(|line| format!("  {line}")));
        lines.push("not checked, or not shown by this:".to_owned());
        lines.extend(self.not_checked.iter().map(|line| format!("  {line}")));
        lines.push("records:".to_owned());
        lines.extend(self.records.iter().map(RecordLine::text));
        if !self.files.is_empty() {
            lines.push("files:".to_owned());
        }
        lines.extend(self.files.iter().map(|file| format!("  {}", file.text())));
        lines.push(self.caveat.to_owned());
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

fn proven(verified: &Verified) -> Vec<String> {
    let mut lines = vec![
        "every record stands in the log of this checkpoint at its index".to_owned(),
        "every statement is signed by a key that the authority chain had in force when it came, or is marked as quarantined".to_owned(),
        "the authority chain is whole from the genesis to the end of the log: no revocation is left out".to_owned(),
        "everything disclosed is what was digested and signed".to_owned(),
    ];
    lines.extend(verified.whole_chains.iter().map(|chain| {
        format!(
            "the key {} signed {} statements and all of them are here, up to its head",
            chain.key,
            chain.last + 1
        )
    }));
    lines
}

fn not_checked(verified: &Verified) -> Vec<String> {
    let mut lines = Vec::new();
    if !verified.genesis_pinned {
        lines.push("the genesis was not pinned: compare its digest with the register card from another source (--card)".to_owned());
    }
    if !verified.policy_pinned {
        lines.push("the log's key is the bundle's own: give a policy or the register card from another source".to_owned());
    }
    if verified.verdict.cosigned.is_empty() {
        lines.push("no witness that you know has cosigned: another copy of the log with another history is not ruled out".to_owned());
    }
    lines.extend(verified.since_revoked.iter().map(|(index, key)| {
        format!(
            "whose word the record at index {index} is: its key {key} was revoked from before then on, so it counts as relayed unless its party has confirmed it"
        )
    }));
    if verified.undisclosed > 0 {
        let left_out = verified.left_out.iter();
        let places: Vec<String> = left_out
            .take(MAX_LEFT_OUT)
            .map(|(index, _)| index.to_string())
            .collect();
        let more = verified.left_out.len().saturating_sub(MAX_LEFT_OUT);
        let more = match more {
            0 => String::new(),
            _ => format!(" and of {more} more"),
        };
        lines.push(format!(
            "{} digests were disclosed to the register and not to this bundle: of the records at index {}{more}",
            verified.undisclosed,
            places.join(", ")
        ));
    }
    lines.extend(
        verified
            .verdict
            .unchecked
            .iter()
            .map(|line| format!("signature line by {} (unknown key)", line.name())),
    );
    lines.push(
        "whether what was said is true, and signed-at times, which are the signers' claims"
            .to_owned(),
    );
    lines
}
