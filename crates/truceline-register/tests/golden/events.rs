//! The acts of incidents and claims, one of every kind and of every proposition and reply.

use crate::acts::{Said, said};
use crate::seals::{Seals, at, circle, metres, voice, volume, window};
use truceline_register::act::Act;
use truceline_register::claim::proposition::{
    Count, PlaceTold, Proposition, Provenance, Source, Spelling, Stated, TimeTold, Who,
};
use truceline_register::claim::words::{
    Category, Certainty, Channel, ClaimStance, Compliance, EventKind, Harm, ObjectClass, Polarity,
    Relation,
};
use truceline_register::claim::{About, Claim, ClaimWithdrawn, Claimant, StanceTaken, Withdrawal};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::ids::{
    ActorId, AgreementId, ClaimId, IncidentId, InformationRequestId, NotificationId,
};
use truceline_register::incident::asking::{
    InformationAnswer, InformationRequest, Reply, StandardQuestion,
};
use truceline_register::incident::{Attached, Details, Incident};
use truceline_register::notification::{NotificationRef, Personal};
use truceline_register::vocabulary::{ForceClass, ForceSet, Means};

const INCIDENT: IncidentId = IncidentId::from_bytes([0x1c; 16]);
const REQUEST: InformationRequestId = InformationRequestId::from_bytes([0x1f; 16]);
const ACTOR: ActorId = ActorId::from_bytes([0xac; 16]);

fn claim_id(number: u8) -> ClaimId {
    ClaimId::from_bytes([number; 16])
}

fn told() -> TimeTold {
    TimeTold {
        from: at(0),
        until: at(3),
        certainty: Certainty::About,
        offset_minutes: Some(-90),
    }
}

fn place() -> PlaceTold {
    let spelling = |text: &str, language: Option<&str>| Spelling {
        text: text.to_owned(),
        language: language.map(str::to_owned),
    };
    PlaceTold {
        spellings: vec![spelling("Dorvane", None), spelling("Durvan", Some("xx"))],
        words: Some("on the road below".to_owned()),
        area: Some(Footprint::Circle(circle())),
        precision: Some(metres(926)),
    }
}

fn who(words: &str) -> Who {
    Who::Words(words.to_owned())
}

fn provenance() -> Provenance {
    let text = |text: &str| Some(text.to_owned());
    Provenance {
        claimant: text("an observers' office"),
        speaker: text("its spokesperson"),
        reported_by: text("a news agency"),
        language: text("xx"),
        original: text("words as they were said"),
        translation: text("the same words"),
        clock: text("local time"),
        source: Some(Source {
            address: text("https://example.org/statement"),
            sha256: Some(Digest::of(b"statement")),
            media: text("text/html"),
        }),
        remark: text("read by two people"),
    }
}

const STATED: Stated = Stated {
    at: None,
    channel: Channel::Report,
};

/// A claim of every proposition, about every kind of thing.
pub(crate) fn claims() -> Vec<Said> {
    let count = Count {
        low: Some(9),
        best: Some(12),
        high: Some(14),
    };
    let about = NotificationRef {
        party: voice(2).party,
        id: NotificationId::from_bytes([0x51; 16]),
    };
    let all: Vec<(&'static str, Option<About>, Proposition)> = vec![
        (
            "claim-happened",
            Some(About::Incident(INCIDENT)),
            Proposition::Happened {
                kind: EventKind::AirStrike,
                words: Some("two bombs".to_owned()),
            },
        ),
        (
            "claim-where",
            Some(About::Notification(about)),
            Proposition::Where(place()),
        ),
        (
            "claim-when",
            Some(About::Site(about)),
            Proposition::When(told()),
        ),
        (
            "claim-present",
            Some(About::Actor(ACTOR)),
            Proposition::Present {
                who: vec![Who::Party(voice(3).party), Who::Actor(ACTOR)],
                forces: ForceSet::of(&[ForceClass::Partners]),
                count: Some(Count::of(40)),
                words: None,
            },
        ),
        (
            "claim-told",
            Some(About::Clause(AgreementId::from_bytes([0xa9; 16]), 3)),
            Proposition::Told {
                by: who("South"),
                whom: Some(who("the centre")),
                means: Some(Means::Telephone),
                at: Some(told()),
                about: Some("that a column moves".to_owned()),
            },
        ),
        (
            "claim-did-it",
            None,
            Proposition::DidIt {
                who: vec![who("an aircraft of nobody")],
                words: None,
            },
        ),
        (
            "claim-casualties",
            None,
            Proposition::Casualties {
                category: Category::Soldiers,
                of: Some(who("South")),
                harm: Harm::Killed,
                count,
                named: Some(4),
            },
        ),
        (
            "claim-damage",
            None,
            Proposition::Damage {
                object: ObjectClass::Vehicles,
                of: None,
                count: Some(Count::of(2)),
                words: Some("burnt out".to_owned()),
            },
        ),
        (
            "claim-complied",
            None,
            Proposition::Complied {
                agreement: AgreementId::from_bytes([0xa9; 16]),
                clause: 2,
                how: Compliance::Breached,
                by: Some(who("North")),
            },
        ),
        (
            "claim-related",
            None,
            Proposition::Related {
                actor: ACTOR,
                relation: Relation::PartOf,
                to: ActorId::from_bytes([0xad; 16]),
            },
        ),
    ];
    let make = |(number, (name, about, proposition)): (usize, (&'static str, _, Proposition))| {
        said(name, |seals| {
            claim(seals, number as u8, about, &proposition)
        })
    };
    all.into_iter().enumerate().map(make).collect()
}

fn claim(seals: &mut Seals, number: u8, about: Option<About>, proposition: &Proposition) -> Act {
    let is_other = number.is_multiple_of(2);
    let names = Personal {
        persons: vec!["a name".to_owned()],
        ..Personal::default()
    };
    Act::ClaimMade(Claim {
        id: claim_id(number),
        about,
        question: proposition.question(),
        proposition: seals.seal(Label::Details, proposition),
        polarity: if is_other {
            Polarity::WasNot
        } else {
            Polarity::Was
        },
        claimant: match number % 3 {
            0 => Claimant::Outside,
            1 => Claimant::Own,
            _ => Claimant::Party(voice(3).party),
        },
        stated: Stated {
            at: is_other.then(told),
            channel: Channel::Press,
        },
        provenance: is_other.then(|| seals.seal(Label::Text, &provenance())),
        personal: is_other.then(|| seals.seal(Label::Personal, &names)),
        supersedes: is_other.then(|| claim_id(90)),
        readers: is_other.then(|| vec![voice(2).party, voice(3).party]),
    })
}

pub(crate) fn stance() -> Vec<Said> {
    vec![said("claim-stance", |seals| {
        Act::StanceTaken(StanceTaken {
            claim: claim_id(0),
            by: Claimant::Party(voice(3).party),
            stance: ClaimStance::CannotConfirm,
            stated: STATED,
            provenance: Some(seals.seal(Label::Text, &provenance())),
        })
    })]
}

pub(crate) fn withdrawal() -> Vec<Said> {
    vec![said("claim-withdrawn", |_| {
        Act::ClaimWithdrawn(ClaimWithdrawn {
            claim: claim_id(0),
            why: Withdrawal::TakenBack,
            provenance: None,
        })
    })]
}

fn incident(seals: &mut Seals, readers: bool) -> Incident {
    let details = Details {
        when: told(),
        clock: Some("local time".to_owned()),
        place: place(),
        altitude: None,
        text: Some("an explosion was heard".to_owned()),
    };
    Incident {
        id: INCIDENT,
        kind: EventKind::Explosion,
        details: seals.seal(Label::Details, &details),
        readers: readers.then(|| vec![voice(2).party]),
    }
}

pub(crate) fn opened() -> Vec<Said> {
    vec![said("incident-opened", |seals| {
        Act::IncidentOpened(incident(seals, false))
    })]
}

pub(crate) fn amended() -> Vec<Said> {
    vec![said("incident-amended", |seals| {
        Act::IncidentAmended(incident(seals, true))
    })]
}

pub(crate) fn requested() -> Vec<Said> {
    vec![said("information-requested", |seals| {
        Act::InformationRequested(InformationRequest {
            id: REQUEST,
            incident: INCIDENT,
            to: voice(2).party,
            questions: StandardQuestion::ALL.to_vec(),
            due_by: at(2_880),
            text: Some(seals.text("by the liaison, please")),
        })
    })]
}

/// An answer of every kind.
pub(crate) fn answered() -> Vec<Said> {
    let words = Some("by our log".to_owned());
    let replies: Vec<(&'static str, Reply)> = vec![
        (
            "information-positions",
            Reply::Positions {
                positions: vec![volume()],
                words: None,
            },
        ),
        (
            "information-nil",
            Reply::Nil {
                forces: ForceSet::of(&[ForceClass::Regulars]),
                window: window(0, 60),
                words: None,
            },
        ),
        (
            "information-claims",
            Reply::Claims {
                claims: vec![claim_id(1), claim_id(2)],
                words: None,
            },
        ),
        (
            "information-refused",
            Reply::Refused {
                words: words.clone(),
            },
        ),
        ("information-cannot-say", Reply::CannotSay { words: None }),
        ("information-words", Reply::Words("by our log".to_owned())),
    ];
    let answer = |(name, reply): (&'static str, Reply)| {
        said(name, |seals| {
            Act::InformationAnswered(InformationAnswer {
                request: REQUEST,
                question: StandardQuestion::Positions,
                reply: seals.seal(Label::Positions, &reply),
                open: name.len().is_multiple_of(2),
            })
        })
    };
    replies.into_iter().map(answer).collect()
}

pub(crate) fn attached() -> Attached {
    Attached {
        then: 41,
        since: 70_000,
        viewpoints: vec![voice(1).party, voice(2).party],
    }
}

/// The words of claims and of what is asked about incidents.
pub(crate) fn vocabularies(text: &mut String) {
    use truceline_register::claim::words as w;
    macro_rules! all {
        ($($name:literal: $kind:ty;)*) => {$(
            crate::words(text, $name, <$kind>::ALL, |word| word.to_string());
        )*};
    }
    all! {
        "question": w::Question;
        "polarity": w::Polarity;
        "claim-channel": w::Channel;
        "certainty": w::Certainty;
        "event-kind": w::EventKind;
        "harm": w::Harm;
        "category": w::Category;
        "object-class": w::ObjectClass;
        "compliance": w::Compliance;
        "relation": w::Relation;
        "claim-stance": w::ClaimStance;
        "standard-question": StandardQuestion;
    }
}
