//! The collection log: what was done with a file, by whom, when by which clock, with which tool, and its hash
//! before and after; in the sense of the Berkeley Protocol (DOMAIN.md §9).
//!
//! Each line is its signer's word. A hash that is not the file's is kept and shown as another: that a copy was
//! changed on its way is what the log is for. Nothing is overwritten; the entry's own hash stays.

use super::history::{Entry, Handled};
use super::{check_texts, find, invalid};
use crate::claim::proposition::{MAX_NAME_BYTES, MAX_TEXT_BYTES, TimeTold};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{EvidenceId, PartyId};
use crate::notification::Personal;
use crate::readers::judge_key;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::fmt;

/// Most lines of who entered a file in its log; others' never count against them.
pub const MAX_OWN_HANDLINGS: usize = 1_000;
/// Most lines of each other party in the log of one file.
pub const MAX_HANDLINGS: usize = 200;

words! {
    /// What was done with a file.
    Handling {
        /// It was taken, recorded, downloaded or received from outside.
        0 Obtained = "obtained",
        /// It was copied, byte by byte.
        1 Copied = "copied",
        /// It was written in another format.
        2 Transcoded = "transcoded",
        /// A version was made that leaves something out.
        3 Redacted = "redacted",
        /// A part of it, or its words, were taken out.
        4 Extracted = "extracted",
        /// It was looked at or measured.
        5 Examined = "examined",
        /// It was given to somebody.
        6 HandedOver = "handed-over",
    }
}

/// Somebody says what was done with a file.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EvidenceHandled {
    /// With which.
    #[n(0)]
    pub evidence: EvidenceId,
    /// What.
    #[n(1)]
    pub handling: Handling,
    /// When, as told.
    #[n(2)]
    pub at: TimeTold,
    /// SHA-256 of what was handled; absent where nobody had taken it yet.
    #[n(3)]
    pub before: Option<Digest>,
    /// SHA-256 of what there was afterwards.
    #[n(4)]
    pub after: Option<Digest>,
    /// The entry that came of it.
    #[n(5)]
    pub result: Option<EvidenceId>,
    /// To which party it was given.
    #[n(6)]
    pub to: Option<PartyId>,
    /// [`How`].
    #[n(7)]
    pub how: Digest,
    /// Who did it: [`Personal`]; for nobody but the party that enters it.
    #[n(8)]
    pub personal: Option<Digest>,
}

/// How it was done; sealed as a whole.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct How {
    /// In words.
    #[n(0)]
    pub words: String,
    /// With which tool.
    #[n(1)]
    pub tool: Option<String>,
    /// Of which version.
    #[n(2)]
    pub version: Option<String>,
    /// The stated clock, as it was given.
    #[n(3)]
    pub clock: Option<String>,
    /// From which address.
    #[n(4)]
    pub address: Option<String>,
    /// To whom it was given, where that is nobody of the register.
    #[n(5)]
    pub whom: Option<String>,
}

impl fmt::Debug for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl How {
    fn check(&self) -> Result<(), Refusal> {
        check_texts([&self.words], MAX_TEXT_BYTES)?;
        let short = [
            &self.tool,
            &self.version,
            &self.clock,
            &self.address,
            &self.whom,
        ];
        check_texts(short.into_iter().flatten(), MAX_NAME_BYTES)
    }
}

impl Handling {
    /// Whether something else comes of it.
    #[must_use]
    pub const fn changes(self) -> bool {
        matches!(self, Self::Transcoded | Self::Redacted | Self::Extracted)
    }
}

/// Judges a line of the log.
///
/// # Errors
/// [`Refusal`]: no such entry, hashes or a result that the handling cannot have, a time to come, too many.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &EvidenceHandled,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let entry = find(register, body.evidence, said.party)?;
    let most = match entry.by == said.party {
        true => MAX_OWN_HANDLINGS,
        false => MAX_HANDLINGS,
    };
    let lines = entry.handlings.iter();
    if lines.filter(|line| line.by == said.party).count() >= most {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!(
                "the log of this file takes at most {most} lines of your party; enter what came of it as a file of its own"
            ),
        ));
    }
    if let Some(fault) = body.at.fault(said.now.plus(CLOCK_SKEW)) {
        return Err(invalid(format!("when it was done is {fault}")));
    }
    let how: Option<How> = opened(said, Some(body.how), Label::Details, "how")?;
    let how = how.ok_or_else(|| invalid("how it was done is not disclosed; say it in words"))?;
    how.check()?;
    opened::<Personal>(said, body.personal, Label::Personal, "personal")?;
    let hashes = match body.handling {
        Handling::Obtained => body.after.is_some(),
        Handling::Copied | Handling::Transcoded | Handling::Redacted | Handling::Extracted => {
            body.before.is_some() && body.after.is_some()
        }
        Handling::Examined | Handling::HandedOver => body.before.is_some(),
    };
    if !hashes {
        return Err(invalid(format!(
            "what was {} is told with the hash before, where there was one, and after",
            body.handling
        )));
    }
    let is_given = body.to.is_some() || how.whom.is_some();
    if is_given != (body.handling == Handling::HandedOver) {
        return Err(invalid(
            "a file is handed over to somebody, and nothing else is; name the party, or whom outside",
        ));
    }
    body.to.map_or(Ok(()), |party| enrolled(register, party))?;
    judge_result(register, said, body)
}

/// What came of it is an entry that says so itself.
fn judge_result(
    register: &Register,
    said: &Said<'_>,
    body: &EvidenceHandled,
) -> Result<(), Refusal> {
    let Some(result) = body.result else {
        return Ok(());
    };
    let entry = find(register, result, said.party)?;
    let derives = entry
        .said
        .derived
        .is_some_and(|from| from.from == body.evidence);
    if !body.handling.changes() || !derives || Some(entry.said.sha256) != body.after {
        return Err(invalid(
            "what came of it is an entry that names this one as its origin and has the hash after",
        ));
    }
    Ok(())
}

/// Takes a line in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &EvidenceHandled) {
    let handled = Handled {
        record: admitted.index,
        by: admitted.party,
        received_at: admitted.received_at(),
        how: admitted.told(Some(body.how), Label::Details),
        said: body.clone(),
    };
    register.evidence.handle(handled);
    register.watch.stay_quiet_after(admitted.index);
}

/// Whether a line speaks of the file as it was entered.
#[must_use]
pub fn is_of(entry: &Entry, handled: &Handled) -> bool {
    let said = &handled.said;
    let told = match said.handling {
        Handling::Obtained => said.after,
        Handling::Copied => {
            return said.before == Some(entry.said.sha256) && said.after == said.before;
        }
        _ => said.before,
    };
    told == Some(entry.said.sha256)
}
