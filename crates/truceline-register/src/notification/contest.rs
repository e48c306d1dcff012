//! A contest: a recipient disputes what was notified. Both sides' words are kept and nothing is
//! removed by it; a contested nil gives no coverage.

use super::history::{Contested, Notification};
use super::{Contest, ContestMove, life};
use crate::codec::disclosure::Label;
use crate::ids::PartyId;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, opened};
use crate::vocabulary::Resolution;

/// Judges a word in a dispute.
///
/// # Errors
/// [`Refusal`]: nothing there to dispute, raised by someone who was not told, answered by someone
/// else than its owner, lifted by someone who did not raise it.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Contest,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    opened::<String>(said, body.text, Label::Text, "text")?;
    let known = register.notifications.get(body.about).ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "the party {} has no notification {} here; correct the reference",
                body.about.party, body.about.id
            ),
        )
    })?;
    let open = life::contested_by(register, known, register.size);
    match body.step {
        ContestMove::Raised if !may_raise(register, known, said.party) => {
            return Err(Refusal::new(
                RefusalCode::NotThisRole,
                "only the centre and those who are told of a notification can dispute it",
            ));
        }
        ContestMove::Replied if said.party != body.about.party => {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "only its owner answers a dispute",
            ));
        }
        ContestMove::Replied if known.contests.is_empty() => {
            return Err(Refusal::new(RefusalCode::WrongState, "nobody disputes it"));
        }
        ContestMove::Lifted if !open.contains(&said.party) => {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "the party disputes nothing here; only who raised a dispute can take it back",
            ));
        }
        _ => {}
    }
    let concerned = [register.authority.centre(), body.about.party];
    for party in concerned {
        out.tell(party, Resolution::Existence);
    }
    // Who else disputes it, and so was told of it, is its owner's and the centre's to know.
    out.keep_aside();
    for contest in &known.contests {
        if contest.by == said.party || concerned.contains(&contest.by) {
            continue;
        }
        let cause = register.size;
        out.aside().retell(contest.by, cause, Resolution::Existence);
    }
    Ok(())
}

/// The centre, and everyone whom its owner ever let be told that it exists.
fn may_raise(register: &Register, known: &Notification, party: PartyId) -> bool {
    let named = known.versions.iter().flat_map(|v| v.body.shares().to_vec());
    let given = super::consent::recipients(register, known, register.size);
    let is_told = named
        .chain(given)
        .any(|share| share.to == party && share.resolution >= Resolution::Existence);
    party != known.about.party && (party == register.authority.centre() || is_told)
}

/// Takes a word in a dispute in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Contest) {
    let text = admitted.told(body.text, Label::Text);
    let (by, record) = (admitted.party, admitted.index);
    let Some(known) = register.notifications.note(record, body.about) else {
        return;
    };
    known.contests.push(Contested {
        record,
        by,
        step: body.step,
        text,
    });
    super::changed(register, body.about, record);
}
