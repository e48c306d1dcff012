//! A withdrawal: its owner takes a notification back.
//!
//! A site's counts when a second person of the party has signed, any when it is the owner's own
//! word. Versions said after it stay: presence is never turned away.

use super::history::Withdrawn;
use super::{NotificationRef, Withdrawal, nil};
use crate::codec::disclosure::Label;
use crate::countersignature::{Needs, second_beside};
use crate::ids::{LogIndex, PersonId};
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
        reason,
    });
    if needs_second && !admitted.unconfirmed {
        let needs = Needs::SecondPerson {
            party: admitted.party,
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

/// Whether a record is a withdrawal that lacks its second person once `first` confirms it: whoever
/// does is the first.
pub(crate) fn needs_second(register: &Register, record: LogIndex, first: PersonId) -> bool {
    let Some(known) = register.notifications.of_record(record) else {
        return false;
    };
    let mut withdrawals = known.withdrawals.iter();
    withdrawals.any(|w| w.record == record && w.needs_second)
        && second_beside(register, record, first, register.size).is_none()
}
