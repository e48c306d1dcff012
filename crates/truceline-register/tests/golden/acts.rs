//! One act of every kind, and of every kind of content within it.
//!
//! [`after`] leads from each kind to the next by an exhaustive match, so that a new kind does not
//! compile before it has its vectors.

use crate::agreement;
use crate::seals::{
    ORIGIN, Seals, at, circle, metres, movement_place, notification, polygons, site_place, voice,
    volume, window, zone,
};
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::channel::ChannelReport;
use truceline_register::check::{Check, Subject};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Label};
use truceline_register::codec::statement::key_id;
use truceline_register::duty::handover::Handover;
use truceline_register::duty::{SignOff, SignOn};
use truceline_register::erasure::Erasure;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::hold::{Hold, HoldLift};
use truceline_register::ids::{
    CheckId, DeskId, LineTestId, PackId, PartyId, PlanId, RequestId, StopId,
};
use truceline_register::informed::{About, Informed};
use truceline_register::ladder::Acknowledgement;
use truceline_register::line::{LineTestRef, LineTested};
use truceline_register::notification::consent::Consent;
use truceline_register::notification::{
    Amendment, Contest, ContestMove, Details, Movement, Nil, NotificationRef, Personal,
    Reconfirmation, Report, Share, Site, Withdrawal,
};
use truceline_register::pack::PackAsked;
use truceline_register::party::{Genesis, KeyEnrolment, KeyRevocation, KeyRotation, Predecessor};
use truceline_register::place::{PlaceDigests, PostedPosition};
use truceline_register::plan::{Plan, PlanStep};
use truceline_register::relay::{Confirmation, Relay, RelayedAct};
use truceline_register::request::{Answer, Declaration, Reply, Request};
use truceline_register::stop::{StopEnded, StopRef, StopReplied, StopSent};
use truceline_register::time::Span;
use truceline_register::vocabulary::{
    Activity, BoundaryStatus, ChannelState, ForceClass, ForceSet, LadderStep, Means, MovementAct,
    MovementMode, PlanState, Resolution, Role, SiteCategory, Stance, StopWord,
};
use truceline_register::zone::{ActivityBuffer, Boundary, Obliged, Profile};

/// An act with what its signer discloses.
pub(crate) struct Said {
    pub(crate) name: &'static str,
    pub(crate) act: Act,
    pub(crate) disclosures: Vec<Disclosure>,
}

pub(crate) fn said(name: &'static str, make: impl FnOnce(&mut Seals) -> Act) -> Said {
    let mut seals = Seals::default();
    let act = make(&mut seals);
    Said {
        name,
        act,
        disclosures: seals.disclosures,
    }
}

/// Every kind, in order of the numbers.
pub(crate) fn all() -> Vec<Said> {
    let mut all = vec![said("genesis", |_| Act::Genesis(genesis()))];
    while let Some(last) = all.last() {
        let next = after(&last.act);
        if next.is_empty() {
            break;
        }
        all.extend(next);
    }
    all
}

fn after(kind: &Act) -> Vec<Said> {
    let relief = voice(4);
    match kind {
        Act::Genesis(_) => vec![said("party-enrolled", |_| {
            Act::PartyEnrolled(voice(2).party_enrolment(Role::Force, true))
        })],
        Act::PartyEnrolled(_) => vec![said("desk-opened", |_| Act::DeskOpened(voice(2).opening()))],
        Act::DeskOpened(_) => vec![said("key-enrolled", |_| {
            Act::KeyEnrolled(voice(2).enrolment())
        })],
        Act::KeyEnrolled(_) => vec![said("key-rotated", |_| Act::KeyRotated(rotation()))],
        Act::KeyRotated(_) => vec![said("key-revoked", |_| {
            Act::KeyRevoked(KeyRevocation {
                key: key_id(&voice(2).public()),
                since: at(30),
            })
        })],
        Act::KeyRevoked(_) => vec![said("party-changed", |_| {
            Act::PartyChanged(voice(2).party_enrolment(Role::Guarantor, false))
        })],
        Act::PartyChanged(_) => boundaries(),
        Act::BoundaryDrawn(_) => vec![said("profile-set", |_| Act::ProfileSet(profile()))],
        Act::ProfileSet(_) => vec![said("site", |seals| Act::Site(site(seals)))],
        Act::Site(_) => vec![said("movement", |seals| Act::Movement(movement(seals)))],
        Act::Movement(_) => vec![said("nil", |seals| Act::Nil(nil(seals)))],
        Act::Nil(_) => vec![
            said("amended-site", |seals| {
                Act::Amended(Amendment::Site(site(seals)))
            }),
            said("amended-movement", |seals| {
                Act::Amended(Amendment::Movement(movement(seals)))
            }),
            said("amended-nil", |seals| {
                Act::Amended(Amendment::Nil(nil(seals)))
            }),
        ],
        Act::Amended(_) => vec![said("withdrawn", |seals| Act::Withdrawn(withdrawal(seals)))],
        Act::Withdrawn(_) => vec![said("reconfirmed", |_| {
            Act::Reconfirmed(Reconfirmation {
                id: notification(1),
                reconfirm_by: at(20_160),
            })
        })],
        Act::Reconfirmed(_) => vec![said("contested", |seals| {
            let about = NotificationRef {
                party: relief.party,
                id: notification(1),
            };
            let text = Some(seals.text("that is another house"));
            Act::Contested(Contest {
                about,
                step: ContestMove::Raised,
                text,
            })
        })],
        Act::Contested(_) => vec![
            said("reported-holding", |seals| Act::Reported(holding(seals))),
            said("reported-deviated", |seals| Act::Reported(deviated(seals))),
        ],
        Act::Reported(_) => vec![
            said("requested-once", |_| Act::Requested(request(None))),
            said("requested-again-and-again", |seals| {
                let area = seals.seal(Label::Area, &volume());
                Act::Requested(request(Some(area)))
            }),
        ],
        Act::Requested(_) => vec![
            said("answered-positions", |seals| {
                Act::Answered(positions(seals))
            }),
            said("answered-positions-complete", |seals| {
                Act::Answered(complete(seals))
            }),
            said("answered-nil", |seals| {
                let reply = Reply::Nil(declaration(seals));
                Act::Answered(answer(reply))
            }),
            said("answered-refused", |_| {
                Act::Answered(answer(Reply::Refused { reason: None }))
            }),
        ],
        Act::Answered(_) => vec![said("acknowledged", |seals| {
            let text = Some(seals.text("second battalion, air liaison"));
            Act::Acknowledged(Acknowledgement {
                item: 7,
                step: LadderStep::Disseminated,
                text,
            })
        })],
        Act::Acknowledged(_) => vec![said("channel-reported", |_| {
            Act::ChannelReported(ChannelReport {
                with: voice(1).party,
                of: voice(2).party,
                state: ChannelState::Degraded,
                since: at(-5),
                text: None,
            })
        })],
        Act::ChannelReported(_) => vec![said("plan-filed", |seals| Act::PlanFiled(plan(seals)))],
        Act::PlanFiled(_) => vec![said("plan-amended", |seals| Act::PlanAmended(plan(seals)))],
        Act::PlanAmended(_) => vec![said("plan-stepped", |_| {
            let id = PlanId::from_bytes([0x70; 16]);
            Act::PlanStepped(PlanStep {
                id,
                state: PlanState::Active,
            })
        })],
        Act::PlanStepped(_) => vec![
            said("check-asked-plan", |_| {
                Act::CheckAsked(check(Subject::Plan(PlanId::from_bytes([0x70; 16]))))
            }),
            said("check-asked-volumes", |seals| {
                let volumes = seals.seal(Label::Volumes, &vec![volume()]);
                Act::CheckAsked(check(Subject::Volumes(volumes)))
            }),
        ],
        Act::CheckAsked(_) => relays(),
        Act::Relayed(_) => vec![said("confirmed", |_| {
            Act::Confirmed(Confirmation {
                record: 41,
                stance: Stance::Disowned,
            })
        })],
        Act::Confirmed(_) => vec![said("countersigned", |_| Act::Countersigned(1_000))],
        Act::Countersigned(_) => vec![said("erasure-asked", |seals| {
            let reason = Some(seals.text("the camp has closed"));
            Act::ErasureAsked(Erasure {
                records: vec![5, 9, 300],
                personal_only: true,
                reason,
            })
        })],
        Act::ErasureAsked(_) => vec![said("clock-confirmed", |_| Act::ClockConfirmed)],
        Act::ClockConfirmed => vec![
            said("alert-acknowledged", |_| {
                Act::AlertAcknowledged(70_000, 3, None)
            }),
            said("alert-acknowledged-by-centre", |_| {
                Act::AlertAcknowledged(70_000, 3, Some(voice(2).party))
            }),
        ],
        Act::AlertAcknowledged(..) => vec![said("stop-sent", |seals| Act::StopSent(stop(seals)))],
        Act::StopSent(_) => vec![said("stop-replied", |seals| {
            Act::StopReplied(stop_reply(seals))
        })],
        Act::StopReplied(_) => vec![said("stop-ended", |seals| {
            let text = Some(seals.text("everybody is out"));
            Act::StopEnded(StopEnded {
                stop: stop_ref(),
                text,
            })
        })],
        Act::StopEnded(_) => vec![said("line-tested", |_| {
            Act::LineTested(LineTested {
                id: line_test().id,
                to: vec![voice(2).party],
            })
        })],
        Act::LineTested(_) => vec![said("line-test-answered", |_| {
            Act::LineTestAnswered(line_test())
        })],
        Act::LineTestAnswered(_) => vec![said("informed", |seals| {
            Act::Informed(Informed {
                about: About::Stop(stop_ref()),
                party: Some(voice(2).party),
                whom: Some(on_duty(seals)),
                spoke: Some(on_duty(seals)),
                means: Means::Radio,
                told_at: at(2),
                read_back: true,
                text: Some(seals.text("they have no line")),
                for_centre: false,
            })
        })],
        Act::Informed(_) => vec![said("signed-on", |seals| {
            Act::SignedOn(SignOn {
                desk: desk(),
                name: Some(on_duty(seals)),
                for_centre: true,
            })
        })],
        Act::SignedOn(_) => vec![said("signed-off", |_| {
            Act::SignedOff(SignOff {
                desk: desk(),
                person: voice(2).person,
            })
        })],
        Act::SignedOff(_) => vec![said("handed-over", |seals| {
            Act::HandedOver(Handover {
                desk: desk(),
                from: voice(2).person,
                alerts: vec![(41, 0), (43, 1)],
                stops: vec![17],
                name: Some(on_duty(seals)),
                for_centre: false,
                text: Some(seals.text("the clinic calls every hour")),
            })
        })],
        Act::HandedOver(_) => vec![said("consent-changed", |_| {
            Act::ConsentChanged(Consent {
                id: notification(1),
                to: voice(2).party,
                resolution: Some(Resolution::Cell),
                emergency: Some(Resolution::Exact),
            })
        })],
        Act::ConsentChanged(_) => vec![said("hold-placed", |seals| {
            let reason = Some(seals.text("the strike of Tuesday"));
            Act::HoldPlaced(Hold {
                records: vec![5, 300],
                zone: Some(zone()),
                window: Some(window(0, 60)),
                reason,
            })
        })],
        Act::HoldPlaced(_) => vec![said("hold-lifted", |_| {
            Act::HoldLifted(HoldLift {
                hold: 70_000,
                reason: None,
            })
        })],
        Act::HoldLifted(_) => vec![said("pack-asked", |_| {
            Act::PackAsked(PackAsked {
                id: PackId::from_bytes([0x9a; 16]),
                until: at(720),
            })
        })],
        Act::PackAsked(_) => vec![said("actor-entered", |seals| {
            let note = Some(seals.text("as heard at the desk"));
            Act::ActorEntered(agreement::actor(note))
        })],
        Act::ActorEntered(_) => vec![said("designated", |seals| {
            let note = Some(seals.text("read in the gazette"));
            Act::Designated(agreement::designated(note))
        })],
        Act::Designated(_) => vec![said("designation-withdrawn", |_| {
            Act::DesignationWithdrawn(agreement::withdrawn())
        })],
        Act::DesignationWithdrawn(_) => vec![said("agreement-entered", |_| {
            Act::AgreementEntered(agreement::agreement())
        })],
        Act::AgreementEntered(_) => {
            vec![said("zone-bound", |_| Act::ZoneBound(agreement::bound()))]
        }
        Act::ZoneBound(_) => vec![said("zone-unbound", |_| Act::ZoneUnbound(300))],
        Act::ZoneUnbound(_) => crate::events::opened(),
        Act::IncidentOpened(_) => crate::events::amended(),
        Act::IncidentAmended(_) => crate::events::requested(),
        Act::InformationRequested(_) => crate::events::answered(),
        Act::InformationAnswered(_) => crate::events::claims(),
        Act::ClaimMade(_) => crate::events::stance(),
        Act::StanceTaken(_) => crate::events::withdrawal(),
        Act::ClaimWithdrawn(_)
        | Act::AllegationMade(_)
        | Act::AllegationCorrected(_)
        | Act::AllegationGraded(_)
        | Act::AllegationAnswered(_) => crate::allegations::after(kind),
        Act::AllegationWithdrawn(_)
        | Act::ReconciliationOpened(_)
        | Act::PairJudged(_)
        | Act::JudgementUndone(_)
        | Act::EntryDisputed(_) => crate::lists::after(kind),
        Act::BulletinPublished(_)
        | Act::EvidenceEntered(_)
        | Act::EvidencePart(_)
        | Act::EvidenceHandled(_)
        | Act::EvidenceWithdrawn(_) => crate::evidence::after(kind),
    }
}

/// The genesis of the vectors; it succeeds a log that lost records.
pub(crate) fn genesis() -> Genesis {
    let centre = voice(1);
    Genesis {
        origin: ORIGIN.to_owned(),
        theatre: "Kestrel Valley".to_owned(),
        exercise: false,
        log_key: *SigningKey::from_seed(&[9; 32]).verifying_key().as_bytes(),
        centre: centre.party_enrolment(Role::Centre, false),
        desk: centre.opening(),
        key: centre.enrolment(),
        predecessor: Some(Predecessor {
            origin: "register.example/kestrel-valley-before".to_owned(),
            genesis: Digest::of(b"genesis"),
            size: 1_000,
            root: Digest::of(b"root"),
            kept: 993,
            reason: None,
        }),
    }
}

fn rotation() -> KeyRotation {
    let new = KeyEnrolment {
        public: voice(3).public(),
        ..voice(2).enrolment()
    };
    KeyRotation {
        old: key_id(&voice(2).public()),
        new,
        grace: Span::hours(24),
    }
}

fn boundaries() -> Vec<Said> {
    let drawn = |status, claimed_by, area| {
        Act::BoundaryDrawn(Boundary {
            zone: zone(),
            name: "Kestrel Valley".to_owned(),
            status,
            claimed_by,
            area,
            text: "Annex A, paragraph 2".to_owned(),
            start: at(0),
            end: Some(at(525_600)),
        })
    };
    vec![
        said("boundary-agreed", |_| {
            drawn(BoundaryStatus::Agreed, None, Some(polygons()))
        }),
        said("boundary-claimed", |_| {
            let area = Footprint::Circle(circle());
            drawn(BoundaryStatus::Claimed, Some(voice(2).party), Some(area))
        }),
        said("boundary-in-words", |_| {
            drawn(BoundaryStatus::TextOnly, None, None)
        }),
    ]
}

fn profile() -> Profile {
    Profile {
        zone: zone(),
        obliged: vec![
            Obliged {
                party: voice(2).party,
                forces: ForceSet::ALL_FORCES,
                part: None,
            },
            Obliged {
                party: voice(3).party,
                forces: ForceSet::of(&[ForceClass::Partners]),
                part: Some(Footprint::Line(crate::seals::line())),
            },
        ],
        freshness: Span::hours(12),
        lead_time: Span::hours(72),
        emergency_lead_time: Span::hours(1),
        time_tolerance: Span::minutes(5),
        worst_precision: metres(2_000),
        least_buffer: metres(500),
        activity_buffers: vec![ActivityBuffer {
            activity: Activity::AirStrike,
            buffer: metres(1_500),
        }],
        halt_limit: Span::hours(2),
        outcome_life: Span::minutes(30),
        check_floor_m2: 4_000_000,
        check_floor_span: Span::hours(1),
        check_budget: 24,
        owner_delay: Span::hours(48),
        escalation: Span::minutes(5),
        reminder: None,
        source: Some(Digest::of(b"agreement")),
    }
}

fn shares() -> Vec<Share> {
    vec![
        Share {
            to: voice(2).party,
            resolution: Resolution::Exact,
        },
        Share {
            to: voice(3).party,
            resolution: Resolution::Existence,
        },
    ]
}

fn details() -> Details {
    Details {
        names: vec!["Dorvane clinic".to_owned(), "عيادة دورفان".to_owned()],
        place_code: Some("C1041".to_owned()),
        position_as_given: Some("36S YD 12345 67890".to_owned()),
        capture: Some("on the spot, satellite receiver".to_owned()),
        marking: Some("red cross on the roof, 4 m".to_owned()),
        vehicles: Some(3),
        purpose: Some("health".to_owned()),
        reference: Some("R-17".to_owned()),
    }
}

fn personal() -> Personal {
    Personal {
        contact: Some("duty officer".to_owned()),
        verified_by: vec!["A. Example".to_owned()],
        persons: vec![],
    }
}

fn site(seals: &mut Seals) -> Site {
    Site {
        id: notification(1),
        place: seals.site_place(),
        category: SiteCategory::Health,
        forces: ForceSet::of(&[ForceClass::Humanitarian]),
        reconfirm_by: Some(at(10_080)),
        details: Some(seals.seal(Label::Details, &details())),
        personal: Some(seals.seal(Label::Personal, &personal())),
        shares: shares(),
    }
}

fn movement(seals: &mut Seals) -> Movement {
    Movement {
        id: notification(2),
        place: seals.movement_place(),
        mode: MovementMode::Overland,
        forces: ForceSet::of(&[ForceClass::Humanitarian]),
        emergency: true,
        details: None,
        personal: None,
        shares: vec![],
    }
}

fn nil(seals: &mut Seals) -> Nil {
    Nil {
        id: notification(3),
        area: seals.seal(Label::Area, &volume()),
        forces: ForceSet::ALL_FORCES,
        as_of: at(-10),
        shares: shares(),
    }
}

fn withdrawal(seals: &mut Seals) -> Withdrawal {
    Withdrawal {
        id: notification(1),
        reason: Some(seals.text("closed")),
    }
}

fn holding(_: &mut Seals) -> Report {
    Report {
        id: notification(2),
        act: MovementAct::Holding,
        at: at(95),
        leg: Some(0),
        holding_point: Some(0),
        until: Some(at(120)),
        place: PlaceDigests::default(),
    }
}

fn deviated(seals: &mut Seals) -> Report {
    let exact = seals.seal(Label::Exact, &movement_place());
    Report {
        id: notification(2),
        act: MovementAct::Deviated,
        at: at(100),
        leg: None,
        holding_point: None,
        until: None,
        place: PlaceDigests {
            exact: Some(exact),
            cell: None,
            existence: None,
        },
    }
}

fn request(area: Option<Digest>) -> Request {
    Request {
        id: RequestId::from_bytes([0xe0; 16]),
        to: voice(2).party,
        zone: zone(),
        area,
        forces: ForceSet::ALL_FORCES,
        as_of: at(0),
        due_by: at(60),
        every: area.map(|_| Span::hours(12)),
        until: area.map(|_| at(10_080)),
        remind: area.map(|_| Span::minutes(20)),
    }
}

fn answer(reply: Reply) -> Answer {
    Answer {
        request: RequestId::from_bytes([0xe0; 16]),
        occurrence: 2,
        as_of: at(50),
        reply,
    }
}

fn posted(seals: &mut Seals) -> Digest {
    let position = PostedPosition {
        class: ForceClass::Regulars,
        place: site_place(),
    };
    seals.seal(Label::Positions, &vec![position])
}

fn declaration(seals: &mut Seals) -> Declaration {
    Declaration {
        area: seals.seal(Label::Area, &volume()),
        forces: ForceSet::ALL_FORCES,
    }
}

fn positions(seals: &mut Seals) -> Answer {
    answer(Reply::Positions {
        positions: posted(seals),
        complete: None,
    })
}

fn complete(seals: &mut Seals) -> Answer {
    let positions = posted(seals);
    answer(Reply::Positions {
        positions,
        complete: Some(declaration(seals)),
    })
}

fn plan(seals: &mut Seals) -> Plan {
    Plan {
        id: PlanId::from_bytes([0x70; 16]),
        volumes: seals.seal(Label::Volumes, &vec![volume()]),
        activity: Activity::AirStrike,
        buffer: metres(1_500),
        text: Some(seals.text("series 4")),
    }
}

fn check(subject: Subject) -> Check {
    let id = CheckId::from_bytes([0xc0; 16]);
    Check {
        id,
        subject,
        activity: Activity::IndirectFire,
        buffer: metres(500),
    }
}

fn relays() -> Vec<Said> {
    let mut relays = vec![said("relayed-site", |seals| {
        relay(seals, |s| RelayedAct::Site(site(s)))
    })];
    loop {
        let Some(Act::Relayed(last)) = relays.last().map(|said| &said.act) else {
            return relays;
        };
        let next = match last.what {
            RelayedAct::Site(_) => said("relayed-movement", |seals| {
                relay(seals, |s| RelayedAct::Movement(movement(s)))
            }),
            RelayedAct::Movement(_) => said("relayed-nil", |seals| {
                relay(seals, |s| RelayedAct::Nil(nil(s)))
            }),
            RelayedAct::Nil(_) => said("relayed-report", |seals| {
                relay(seals, |s| RelayedAct::Report(holding(s)))
            }),
            RelayedAct::Report(_) => said("relayed-withdrawal", |seals| {
                relay(seals, |s| RelayedAct::Withdrawal(withdrawal(s)))
            }),
            RelayedAct::Withdrawal(_) => said("relayed-answer", |seals| {
                relay(seals, |s| RelayedAct::Answer(positions(s)))
            }),
            RelayedAct::Answer(_) => said("relayed-words", |seals| {
                relay(seals, |s| {
                    RelayedAct::Words(s.text("we telephoned, nobody answered"))
                })
            }),
            RelayedAct::Words(_) => said("relayed-stop", |seals| {
                relay(seals, |s| RelayedAct::Stop(stop(s)))
            }),
            RelayedAct::Stop(_) => said("relayed-stop-reply", |seals| {
                relay(seals, |s| RelayedAct::StopReply(stop_reply(s)))
            }),
            RelayedAct::StopReply(_) => return relays,
        };
        relays.push(next);
    }
}

fn on_duty(seals: &mut Seals) -> Digest {
    let persons = vec!["Nora Example".to_owned()];
    let named = Personal {
        persons,
        ..Personal::default()
    };
    seals.seal(Label::Personal, &named)
}

fn line_test() -> LineTestRef {
    LineTestRef {
        party: voice(1).party,
        id: LineTestId::from_bytes([0x1e; 16]),
    }
}

fn stop_ref() -> StopRef {
    StopRef {
        party: voice(4).party,
        id: StopId::from_bytes([0x57; 16]),
    }
}

fn stop(seals: &mut Seals) -> StopSent {
    StopSent {
        id: stop_ref().id,
        area: Some(seals.seal(Label::Area, &volume())),
        text: Some(seals.text("people in the clinic")),
        to: vec![voice(2).party],
    }
}

fn stop_reply(seals: &mut Seals) -> StopReplied {
    StopReplied {
        stop: stop_ref(),
        word: StopWord::PassedToUnit,
        text: Some(seals.text("flight leader")),
    }
}

fn relay(seals: &mut Seals, what: impl FnOnce(&mut Seals) -> RelayedAct) -> Act {
    Act::Relayed(Relay {
        speaker: PartyId::from_bytes([2; 16]),
        heard_by: voice(1).party,
        means: Means::Radio,
        heard_at: at(-3),
        read_back: true,
        persons: Some(seals.seal(Label::Personal, &personal())),
        what: what(seals),
    })
}

/// The desk of the vectors' alerts.
pub(crate) fn desk() -> DeskId {
    voice(2).desk
}
