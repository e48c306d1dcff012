//! One act of every kind about two lists and what is published of them.

use crate::acts::{Said, said};
use crate::seals::{voice, window, zone};
use truceline_register::act::Act;
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{AllegationRef, AnswerWord, Step, What};
use truceline_register::bulletin::content::{
    AnswerFigure, BesideFigure, Content, RULES, SideFigures, StepFigure,
};
use truceline_register::bulletin::{BulletinPublished, Replaced};
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Effect;
use truceline_register::day::{ClockOffset, Day};
use truceline_register::ids::{AllegationId, BulletinId, PartyId, ReconciliationId};
use truceline_register::reconciliation::history::Classes;
use truceline_register::reconciliation::listing::{Beside, Listed, Unlisted};
use truceline_register::reconciliation::{
    EntryDisputed, EntryVersion, JudgementUndone, PairJudged, PairWord, Proposed,
    ReconciliationOpened, ReconciliationRef, Side,
};

/// What comes after a kind of these, the first after whatever else there is.
pub(crate) fn after(kind: &Act) -> Vec<Said> {
    match kind {
        Act::ReconciliationOpened(_) => vec![said("pair-judged", |seals| {
            let proposed = Proposed {
                score: 812,
                reasons: vec!["12 m apart".to_owned(), "the same kind".to_owned()],
            };
            Act::PairJudged(PairJudged {
                about: id(),
                one: entry(1),
                other: entry(2),
                word: PairWord::Matched,
                proposed: Some(seals.seal(Label::Details, &proposed)),
                text: None,
            })
        })],
        Act::PairJudged(_) => vec![said("judgement-undone", |seals| {
            let reason = Some(seals.text("another crater"));
            Act::JudgementUndone(JudgementUndone {
                about: id(),
                record: 70_000,
                reason,
            })
        })],
        Act::JudgementUndone(_) => vec![said("entry-disputed", |seals| {
            Act::EntryDisputed(EntryDisputed {
                about: id(),
                side: Side::Other,
                entry: entry(2).id,
                reason: seals.text("read as two events"),
            })
        })],
        Act::EntryDisputed(_) => vec![said("bulletin-published", |_| {
            Act::BulletinPublished(published())
        })],
        Act::BulletinPublished(_) => vec![],
        _ => vec![said("reconciliation-opened", |_| {
            Act::ReconciliationOpened(ReconciliationOpened {
                id: id(),
                one: party(2),
                other: party(3),
                zone: zone(),
                window: window(-720, 720),
            })
        })],
    }
}

/// What came into two lists.
pub(crate) fn listed() -> Effect {
    Effect::Listed(Listed {
        one: vec![entry(1)],
        other: vec![entry(2), entry(3)],
        beside: vec![Beside {
            about: AllegationRef {
                party: party(2),
                id: entry(4).id,
            },
            record: 300,
        }],
        unlisted_one: Unlisted {
            unplaced: 1,
            untold: 0,
        },
        unlisted_other: Unlisted::default(),
        more: false,
    })
}

fn id() -> ReconciliationId {
    ReconciliationId::from_bytes([0xc1; 16])
}

fn party(number: u8) -> PartyId {
    voice(number).party
}

fn entry(number: u8) -> EntryVersion {
    EntryVersion {
        id: AllegationId::from_bytes([0xa0 + number; 16]),
        record: 40 + u64::from(number),
    }
}

fn side(number: u8, kind: Kind) -> SideFigures {
    let total = Classes {
        listed: 3,
        matched: 1,
        only: 1,
        disputed: 1,
    };
    SideFigures {
        party: party(number),
        total,
        kinds: vec![(What::Violation(kind), total)],
        contested: 1,
        withdrawn: 1,
        corrected: 0,
        unplaced: 0,
        untold: 2,
    }
}

fn published() -> BulletinPublished {
    let content = Content {
        reconciliation: ReconciliationRef {
            party: party(1),
            id: id(),
        },
        zone: zone(),
        day: Day::of_date(2031, 5, 20).unwrap(),
        clock: ClockOffset::minutes(120).unwrap(),
        as_of: 70_001,
        listed_at: 69_000,
        sides: vec![side(2, Kind::Shelling), side(3, Kind::Explosion)],
        pairs: 1,
        steps: vec![StepFigure {
            by: party(1),
            of: party(2),
            step: Step::Logged,
            number: 3,
        }],
        answers: vec![AnswerFigure {
            by: party(3),
            of: party(2),
            word: AnswerWord::Denies,
            number: 1,
        }],
        beside: vec![BesideFigure {
            by: party(1),
            what: What::Nothing,
            number: 1,
            withdrawn: 0,
        }],
        zone_name: "Kestrel Valley".to_owned(),
        names: vec![(party(2), "South".to_owned())],
        rules: RULES,
        answers_by_others: 2,
        beside_by_others: 1,
    };
    BulletinPublished {
        id: BulletinId::from_bytes([0xb1; 16]),
        content,
        replaces: Some(Replaced {
            record: 69_500,
            why: "a pair was matched".to_owned(),
        }),
    }
}
