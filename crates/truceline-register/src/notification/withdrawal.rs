//! A withdrawal: its owner takes a notification back.
//!
//! A site's counts when a second person of the party has signed, any when it is the owner's own
//! word. Versions said after it stay: presence is never turned away.

use super::history::Withdrawn;
use super::{NotificationRef, Withdrawal, nil};
use crate::codec::disclosure::Label;
use crate::countersignature::Needs;
use crate::ids::LogIndex;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, opened};
use crate::vocabulary::{Flag, NotificationKind};

/// Judges a withdrawal.
///
/// # Errors
/// [`Refusal`]: nothing there to withdraw, a disclosure not of its kind.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Withdrawal,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    opened::<String>(said, body.reason, Label::Text, "reason")?;
    let known = super::own(register, said, body.id)?;
    if known.kind == NotificationKind::Site {
        out.flags.insert(Flag::AwaitsSecond);
    }
    super::tell_about(register, known, out);
    Ok(())
}

/// Takes a withdrawal in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Withdrawal) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    let reason = admitted.told(body.reason, Label::Text);
    let Some(known) = register.notifications.note(admitted.index, about) else {
        return;
    };
    let needs_second = known.kind == NotificationKind::Site;
    known.withdrawals.push(Withdrawn {
        record: admitted.index,
        needs_second,
        completed: None,
        reason,
    });
    if needs_second && !admitted.unconfirmed {
        let needs = Needs::SecondPerson {
            party: admitted.party,
            first: admitted.signer.person,
        };
        register
            .countersignatures
            .await_signature(admitted.index, needs);
    }
    nil::taken_back(
        register,
        about,
        admitted.index,
        admitted.unconfirmed,
        admitted.index,
    );
    super::changed(register, about, admitted.index);
}

/// Whether a record is a withdrawal that lacks its second person: when its owner confirms it,
/// whoever does is the first.
pub(crate) fn needs_second(register: &Register, record: LogIndex) -> bool {
    register
        .notifications
        .of_record(record)
        .is_some_and(|known| {
            known
                .withdrawals
                .iter()
                .any(|w| w.record == record && w.needs_second && w.completed.is_none())
        })
}

/// Every person needed has signed: the site is withdrawn from the record `by` on. Another party's
/// countersignature alone is no second person.
pub(crate) fn complete(register: &mut Register, record: LogIndex, by: LogIndex) {
    if !register.countersignatures.has_second(record) {
        return;
    }
    let Some((about, withdrawn)) = register.notifications.withdrawal(record) else {
        return;
    };
    if !withdrawn.needs_second {
        return;
    }
    withdrawn.completed.get_or_insert(by);
    super::changed(register, about, by);
}
