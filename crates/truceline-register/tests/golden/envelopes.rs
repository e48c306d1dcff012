//! One envelope for every ground, with one effect of every kind among them.

use crate::acts::desk;
use crate::seals::{Seals, at, notification, voice, zone};
use truceline_register::check::probing::{Noticed, Pattern};
use truceline_register::check::{Basis, Coverage, Overlap, Reason, Verdict, Why};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Label};
use truceline_register::codec::record::{
    Alert, AlertWhy, AuthorityLink, Effect, Envelope, Ground, RegisterPart, Signer,
};
use truceline_register::codec::statement::key_id;
use truceline_register::counts::ZoneCount;
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::ids::{CheckId, PlanId, RequestId};
use truceline_register::looks::{Look, Way};
use truceline_register::notification::NotificationRef;
use truceline_register::pack::{Pack, Packed};
use truceline_register::party::authority::{NO_AUTHORITY, next_link};
use truceline_register::presence::PresenceVolume;
use truceline_register::refusal::RefusalCode;
use truceline_register::time::Span;
use truceline_register::vocabulary::{Activity, Flag, ForceSet, Outcome, Resolution};

/// An envelope with what the register itself discloses to its vault.
pub(crate) struct Written {
    pub(crate) name: &'static str,
    pub(crate) envelope: Envelope,
    pub(crate) disclosures: Vec<Disclosure>,
}

/// Every ground, in order of the numbers; `statement` stands where the ground has one.
pub(crate) fn all(statement: &[u8], disclosed: &[Digest]) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::new();
    let mut ground = Some(Ground::Admitted);
    while let Some(of) = ground {
        ground = after(&of);
        all.push(written(of, statement, disclosed));
    }
    all
}

fn after(ground: &Ground) -> Option<Ground> {
    match ground {
        Ground::Admitted => Some(Ground::Unreadable),
        Ground::Unreadable => Some(Ground::Refused {
            statement: Digest::of(b"statement"),
            key: key_id(&voice(2).public()),
            code: RefusalCode::KeyRevoked,
            further: 0,
        }),
        Ground::Refused { .. } => Some(Ground::Tick),
        Ground::Tick => Some(Ground::ClockDoubted),
        Ground::ClockDoubted => Some(Ground::Watch { cause: 41 }),
        Ground::Watch { .. } => Some(Ground::DeskSeen {
            party: voice(2).party,
            desk: desk(),
            present: false,
        }),
        Ground::DeskSeen { .. } => Some(Ground::Looked { by: signer() }),
        Ground::Looked { .. } => Some(Ground::PassedOn { cause: 41 }),
        Ground::PassedOn { .. } => Some(Ground::Delivered),
        Ground::Delivered => None,
    }
}

fn written(ground: Ground, statement: &[u8], disclosed: &[Digest]) -> Written {
    let mut seals = Seals::default();
    let name = match &ground {
        Ground::Admitted => "admitted",
        Ground::Unreadable => "unreadable",
        Ground::Refused { .. } => "refused",
        Ground::Tick => "tick",
        Ground::ClockDoubted => "clock-doubted",
        Ground::Watch { .. } => "watch",
        Ground::DeskSeen { .. } => "desk-seen",
        Ground::Looked { .. } => "looked",
        Ground::PassedOn { .. } => "passed-on",
        Ground::Delivered => "delivered",
    };
    let is_said = matches!(ground, Ground::Admitted | Ground::Unreadable);
    let flags = if is_said {
        vec![Flag::Late, Flag::ChainGap, Flag::ClockSkew]
    } else {
        vec![]
    };
    let effects = match ground {
        Ground::Refused { .. } | Ground::ClockDoubted | Ground::DeskSeen { .. } => vec![],
        Ground::Tick => every_effect(&mut seals),
        Ground::Watch { .. } => vec![Effect::Verdict(verdict(&mut seals))],
        Ground::PassedOn { .. } => vec![Effect::Retold {
            to: voice(2).party,
            number: 7,
            record: 41,
            resolution: Resolution::Exact,
        }],
        Ground::Delivered => vec![delivered()],
        Ground::Looked { .. } => vec![Effect::Looks(seals.seal(Label::Basis, &vec![look()]))],
        Ground::Admitted | Ground::Unreadable => {
            vec![Effect::Inbox {
                to: voice(1).party,
                number: 12,
                resolution: Resolution::Exact,
            }]
        }
    };
    let before = next_link(NO_AUTHORITY, Digest::of(b"genesis payload"));
    let envelope = Envelope {
        statement: is_said.then(|| statement.to_vec()),
        part: RegisterPart {
            received_at: at(1),
            authority: AuthorityLink {
                number: before.number,
                link: before.link,
            },
            ground,
            signer: is_said.then(signer),
            flags,
            disclosed: if is_said { disclosed.to_vec() } else { vec![] },
            effects,
        },
    };
    Written {
        name,
        envelope,
        disclosures: seals.disclosures,
    }
}

fn signer() -> Signer {
    let voice = voice(4);
    Signer {
        key: key_id(&voice.public()),
        party: voice.party,
        desk: voice.desk,
        person: voice.person,
    }
}

/// One effect of every kind, in order of the numbers.
fn every_effect(seals: &mut Seals) -> Vec<Effect> {
    let first = Effect::Inbox {
        to: voice(2).party,
        number: 1,
        resolution: Resolution::Cell,
    };
    let mut effects = vec![first];
    loop {
        let next = match effects.last() {
            Some(Effect::Inbox { .. }) => Effect::Verdict(verdict(seals)),
            Some(Effect::Verdict(_)) => Effect::Alert(alert()),
            Some(Effect::Alert(_)) => Effect::Completes(40),
            Some(Effect::Completes(_)) => Effect::Overdue {
                request: RequestId::from_bytes([0xe0; 16]),
                occurrence: 3,
            },
            Some(Effect::Overdue { .. }) => Effect::ClockRead { wall: at(2) },
            Some(Effect::ClockRead { .. }) => Effect::Retold {
                to: voice(2).party,
                number: 2,
                record: 17,
                resolution: Resolution::Exact,
            },
            Some(Effect::Retold { .. }) => Effect::OwnerCounts {
                to: voice(4).party,
                counts: seals.seal(Label::Basis, &vec![count()]),
            },
            Some(Effect::OwnerCounts { .. }) => {
                Effect::Counted(seals.seal(Label::Basis, &vec![17_u64, 41]))
            }
            Some(Effect::Counted(_)) => Effect::Noticed(seals.seal(Label::Basis, &noticed())),
            Some(Effect::Noticed(_)) => Effect::Looks(seals.seal(Label::Basis, &vec![look()])),
            Some(Effect::Looks(_)) => Effect::Packed(seals.seal(Label::Basis, &pack())),
            Some(Effect::Packed(_)) => Effect::Reminded {
                request: RequestId::from_bytes([0xe0; 16]),
                occurrence: 4,
            },
            Some(Effect::Reminded { .. }) => delivered(),
            Some(Effect::Delivered { .. }) => Effect::StateAttached(crate::events::attached()),
            Some(Effect::StateAttached(_)) => crate::lists::listed(),
            Some(Effect::Listed(_)) => Effect::ActiveContent,
            Some(Effect::ActiveContent) | None => return effects,
        };
        effects.push(next);
    }
}

fn verdict(seals: &mut Seals) -> Verdict {
    Verdict {
        check: Some(CheckId::from_bytes([0xc0; 16])),
        plan: Some((voice(2).party, PlanId::from_bytes([0x70; 16]))),
        outcome: Outcome::Unknown,
        expires_at: at(31),
        basis: seals.seal(Label::Basis, &basis()),
    }
}

fn basis() -> Basis {
    let party = voice(2).party;
    Basis {
        known_at: 41,
        overlaps: vec![Overlap {
            notification: Some(NotificationRef {
                party: voice(4).party,
                id: notification(1),
            }),
            party: voice(4).party,
            record: 17,
            stale: true,
            contested: false,
            relayed: false,
        }],
        reasons: vec![Reason {
            why: Why::Stale,
            party: Some(party),
            zone: Some(zone()),
        }],
        coverage: vec![Coverage {
            party,
            zone: zone(),
            obliged: ForceSet::ALL_FORCES,
            covered: ForceSet::NONE,
            by: vec![21],
            good_until: Some(at(45)),
        }],
        boundaries: vec![(zone(), 6)],
        runs_again_at: at(30),
        touched: vec![zone()],
        overlaps_in_all: None,
        coarse: None,
    }
}

fn count() -> ZoneCount {
    ZoneCount {
        zone: Some(zone()),
        checks: 2,
        overlaps: 3,
    }
}

fn noticed() -> Noticed {
    Noticed {
        asker: voice(2).party,
        zone: Some(zone()),
        pattern: Pattern::Together,
        looks: 10,
        others: vec![voice(4).party],
    }
}

fn pack() -> Pack {
    let place = PresenceVolume {
        footprint: Footprint::Circle(Circle {
            centre: Position::from_e7(357_161_000, 365_192_000).unwrap(),
            radius: Decimetres::from_metres(100).unwrap(),
        }),
        altitude: None,
        start: at(0),
        end: Some(at(60)),
        precision: Decimetres::from_metres(10).unwrap(),
        buffer: Decimetres::from_metres(500).unwrap(),
    };
    Pack {
        known_at: 41,
        drawn_at: at(3),
        until: at(720),
        presences: vec![Packed {
            record: 17,
            party: voice(4).party,
            notification: Some(NotificationRef {
                party: voice(4).party,
                id: notification(1),
            }),
            volumes: vec![place],
            stale: false,
            contested: true,
            relayed: false,
        }],
        in_all: Some(2),
        tolerance: Span::minutes(5),
        assumed: Decimetres::from_metres(1_900).unwrap(),
        buffers: vec![(Activity::Flight, Decimetres::from_metres(500).unwrap())],
    }
}

fn look() -> Look {
    Look {
        record: 17,
        resolution: Resolution::Exact,
        way: Way::Inquiry,
        at: at(3),
        times: 2,
    }
}

fn delivered() -> Effect {
    Effect::Delivered {
        to: voice(2).party,
        desk: desk(),
        stop: 17,
        at: at(1),
    }
}

fn alert() -> Alert {
    Alert {
        number: 0,
        to: voice(2).party,
        desk: Some(desk()),
        why: AlertWhy::OutcomeChanged,
        plan: Some((voice(2).party, PlanId::from_bytes([0x70; 16]))),
        record: Some(17),
    }
}
