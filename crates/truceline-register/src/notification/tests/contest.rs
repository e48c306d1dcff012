//! Who else disputes a notification is its owner's and the centre's to know: it stands in a record of its own,
//! which follows every word of a dispute.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::act::Act;
use crate::check::kit::{Stage, Who, disc};
use crate::codec::record::{Effect, Ground};
use crate::ids::{LogIndex, NotificationId, PartyId};
use crate::notification::{Contest, ContestMove, NotificationRef, Share};
use crate::vocabulary::Resolution;

fn says(stage: &mut Stage, who: Who, id: NotificationId, step: ContestMove) -> LogIndex {
    let about = NotificationRef {
        party: stage.south.party,
        id,
    };
    let text = None;
    let body = Contest { about, step, text };
    stage.say(who, Act::Contested(body), &[]).unwrap()
}

fn named(effects: &[Effect]) -> Vec<PartyId> {
    let named = effects.iter().map(|effect| match effect {
        Effect::Inbox { to, .. } | Effect::Retold { to, .. } => *to,
        other => unreachable!("a word of a dispute says {other:?}"),
    });
    named.collect()
}

#[test]
fn a_record_follows_every_word_of_a_dispute_whether_or_not_anybody_else_disputes() {
    let mut stage = Stage::covered();
    let shares = [stage.north.party, stage.east.party].map(|to| Share {
        to,
        resolution: Resolution::Exact,
    });
    let place = Stage::site_place(disc(0, 0, 100), 0, 600);
    let (id, _) = stage.shared_site(Who::South, &place, shares.to_vec());
    let (centre, south) = (stage.house.centre.party, stage.south.party);
    let (north, east) = (stage.north.party, stage.east.party);
    // Whom the word's own record names, and whom the one after it: those who disputed before.
    let words = [
        (Who::North, ContestMove::Raised, vec![centre, south], vec![]),
        (Who::North, ContestMove::Lifted, vec![centre, south], vec![]),
        (
            Who::East,
            ContestMove::Raised,
            vec![centre, south],
            vec![north],
        ),
        (
            Who::North,
            ContestMove::Raised,
            vec![centre, south],
            vec![east],
        ),
        (
            Who::South,
            ContestMove::Replied,
            vec![centre, south],
            vec![north, east],
        ),
        (
            Who::East,
            ContestMove::Lifted,
            vec![centre, south],
            vec![north],
        ),
    ];
    for (who, step, own, others) in words {
        let before = stage.house.register.size;
        let record = says(&mut stage, who, id, step);
        let size = stage.house.register.size;
        assert_eq!((record, size), (before, before + 2), "{who:?} {step:?}");
        let part = |index: LogIndex| &stage.house.log[usize::try_from(index).unwrap()].part;
        assert_eq!(named(&part(record).effects), own, "{who:?} {step:?}");
        let follows = part(record + 1);
        assert_eq!(follows.ground, Ground::PassedOn { cause: record });
        assert_eq!(named(&follows.effects), others, "{who:?} {step:?}");
    }
    stage.house.assert_replays();
}
