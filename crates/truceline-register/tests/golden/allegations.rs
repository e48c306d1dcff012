//! One act of every kind about allegations.

use crate::acts::{Said, said};
use crate::seals::{Seals, circle, metres, voice, window, zone};
use truceline_register::act::Act;
use truceline_register::agreement::words::WeaponClass;
use truceline_register::allegation::account::{
    Account, Alleged, DamageLine, Direction, HarmLine, Line, ObservedBy, Observer, ReportedBy,
};
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationRef, AllegationWithdrawn,
    AnswerWord, Step, What,
};
use truceline_register::claim::proposition::Count;
use truceline_register::claim::words::{Category, Harm, ObjectClass};
use truceline_register::codec::disclosure::Label;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::ids::{ActorId, AgreementId, AllegationId};
use truceline_register::notification::Personal;
use truceline_register::time::Span;

/// What comes after a kind of these, the first after whatever else there is.
pub(crate) fn after(kind: &Act) -> Vec<Said> {
    let about = AllegationRef {
        party: voice(2).party,
        id: id(),
    };
    match kind {
        Act::AllegationMade(_) => vec![said("allegation-corrected", |seals| {
            let mut body = made(seals);
            body.what = What::NoAccess;
            body.agreement = None;
            body.clause = None;
            Act::AllegationCorrected(body)
        })],
        Act::AllegationCorrected(_) => vec![said("allegation-graded", |seals| {
            let text = Some(seals.text("two craters"));
            let step = Step::Verified;
            Act::AllegationGraded(AllegationGraded { about, step, text })
        })],
        Act::AllegationGraded(_) => vec![said("allegation-answered", |_| {
            Act::AllegationAnswered(AllegationAnswered {
                about,
                word: AnswerWord::CannotConfirm,
                text: None,
            })
        })],
        Act::AllegationAnswered(_) => vec![said("allegation-withdrawn", |seals| {
            let reason = Some(seals.text("it was thunder"));
            Act::AllegationWithdrawn(AllegationWithdrawn { id: id(), reason })
        })],
        _ => vec![said("allegation-made", |seals| {
            Act::AllegationMade(made(seals))
        })],
    }
}

fn id() -> AllegationId {
    AllegationId::from_bytes([0xa1; 16])
}

fn made(seals: &mut Seals) -> AllegationMade {
    let personal = Personal {
        persons: vec!["a witness".to_owned()],
        ..Personal::default()
    };
    AllegationMade {
        id: id(),
        what: What::Violation(Kind::Shelling),
        agreement: Some(AgreementId::from_bytes([0xa9; 16])),
        clause: Some(3),
        account: seals.seal(Label::Details, &account()),
        personal: Some(seals.seal(Label::Personal, &personal)),
        readers: vec![voice(3).party],
    }
}

fn account() -> Account {
    Account {
        window: window(-70, -60),
        certainty: Span::minutes(15),
        place: Some(Footprint::Circle(circle())),
        precision: Some(metres(300)),
        names: vec!["Dorvane".to_owned(), "Durvan".to_owned()],
        zone: Some(zone()),
        observer: Some(Observer {
            who: Some("post 4".to_owned()),
            position: Some("2 km west of the mill".to_owned()),
            by: ObservedBy::Heard,
            line: Some(Line::Hearing),
        }),
        count: Some(Count::between(6, Some(10))),
        weapon: Some((WeaponClass::Mortars, false)),
        direction: Some(Direction::Incoming),
        reported_by: ReportedBy::Mission,
        alleged: Some(Alleged {
            party: Some(voice(3).party),
            actor: Some(ActorId::from_bytes([0xac; 16])),
            words: Some("their guns".to_owned()),
        }),
        harm: vec![HarmLine {
            category: Category::Civilians,
            harm: Harm::Wounded,
            count: Count::between(1, None),
        }],
        requested: Some("ask them to stop".to_owned()),
        taken: Some("the village was told".to_owned()),
        coverage: Some("from 9:00 on".to_owned()),
        text: Some("as the post tells it".to_owned()),
        damage: vec![DamageLine {
            object: ObjectClass::Homes,
            count: Count::of(2),
        }],
    }
}
