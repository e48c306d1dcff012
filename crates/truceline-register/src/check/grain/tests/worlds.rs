//! Two worlds that differ by where in its cell, and when in its stretch, somebody is: whatever happens, a
//! party hears the same in both, letter for letter, and the log grows alike.

use super::{Somebody, anybody, questions};
use crate::check::kit::{Stage, Who, disc, volume};
use crate::check::view::asker_view;
use crate::ids::{LogIndex, NotificationId, PlanId};
use crate::place::Volume4d;
use crate::vocabulary::PlanState;
use proptest::prelude::*;

/// What happens in both.
#[derive(Clone, Debug)]
enum Event {
    /// East plans, at times below its floor, and begins.
    Plans(Volume4d),
    /// A plan far below the floor, of the kind that looks at a house.
    PlansSmall(i32, i32),
    /// The last plan is amended.
    Amends(Volume4d),
    Checks(Volume4d),
    /// Somebody more is told at the secret place.
    Comes,
    /// The one told last is disputed.
    Disputed,
    /// North says that nobody of its is here, or that somebody is.
    Says(bool),
    Waits(u32),
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => questions().prop_map(Event::Plans),
        2 => (-1_000..1_000_i32, -1_000..1_000_i32).prop_map(|(n, e)| Event::PlansSmall(n, e)),
        1 => questions().prop_map(Event::Amends),
        2 => questions().prop_map(Event::Checks),
        3 => Just(Event::Comes),
        2 => Just(Event::Disputed),
        1 => any::<bool>().prop_map(Event::Says),
        3 => (1..40_u32).prop_map(Event::Waits),
    ]
}

struct World {
    stage: Stage,
    secret: Somebody,
    plan: Option<PlanId>,
    told: Vec<NotificationId>,
}

impl World {
    fn of(secret: Somebody) -> Self {
        Self {
            stage: secret.stage(),
            secret,
            plan: None,
            told: Vec::new(),
        }
    }

    fn happen(&mut self, event: &Event) {
        let stage = &mut self.stage;
        match event {
            Event::Plans(volume) => self.begin(volume),
            Event::PlansSmall(north, east) => self.begin(&volume(disc(*north, *east, 30), 0, 300)),
            Event::Amends(volume) => {
                if let Some(plan) = self.plan {
                    stage
                        .amend(Who::East, plan, std::slice::from_ref(volume))
                        .unwrap();
                }
            }
            Event::Checks(volume) => {
                stage.check(Who::East, std::slice::from_ref(volume));
            }
            Event::Comes => {
                let place = self.secret.place();
                self.told.push(stage.site(Who::South, &place).0);
            }
            Event::Disputed => {
                if let Some(id) = self.told.pop() {
                    stage.contest(Who::Centre, Who::South, id);
                }
            }
            Event::Says(true) => {
                stage.nil_of(Who::North);
            }
            Event::Says(false) => {
                stage.existence(Who::North, 80, 140);
            }
            Event::Waits(minutes) => {
                stage.house.wait(*minutes);
                stage.tick();
            }
        }
    }

    fn begin(&mut self, volume: &Volume4d) {
        let plan = self.stage.file(Who::East, std::slice::from_ref(volume));
        self.stage.step(Who::East, plan, PlanState::Active).unwrap();
        self.plan = Some(plan);
    }

    /// How far the log is, what East is told in its own records since, with all that follows from them, and
    /// what it is alerted of.
    fn heard(&mut self, since: LogIndex) -> String {
        let east = self.stage.east.party;
        let register = &self.stage.house.register;
        let mut heard = format!("{}", register.size);
        for record in &self.stage.house.log[usize::try_from(since).unwrap()..] {
            let own = record
                .part
                .signer
                .is_some_and(|signer| signer.party == east);
            if own {
                // Its receipt shows what follows from its record; only digests are salted.
                let kinds = record.part.effects.iter().map(|effect| match effect {
                    crate::codec::record::Effect::Alert(alert) => format!("{alert:?}"),
                    other => format!("{:?}", std::mem::discriminant(other)),
                });
                heard.push_str(&kinds.collect::<String>());
            }
            for spoken in register.checks.spoken(record.index) {
                let mut alerts = register.watch.of_record(record.index);
                let plan = spoken.verdict.plan;
                if own || alerts.any(|owed| owed.alert.to == east && owed.alert.plan == plan) {
                    let view = asker_view(&spoken.verdict, spoken.basis.value().unwrap());
                    heard.push_str(&format!("{view:?}"));
                }
            }
            let alerts = register.watch.of_record(record.index);
            for owed in alerts.filter(|owed| owed.alert.to == east) {
                heard.push_str(&format!("{:?}", owed.alert));
            }
        }
        heard
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn two_worlds_of_one_cell_tell_a_party_the_same(
        (one, other) in (anybody(), anybody()),
        events in proptest::collection::vec(events(), 1..10),
    ) {
        let (mut one, mut other) = (World::of(one), World::of(other));
        for event in &events {
            let since = one.stage.house.register.size;
            one.happen(event);
            other.happen(event);
            prop_assert_eq!(one.heard(since), other.heard(since), "{:?}", event);
        }
        one.stage.house.assert_replays();
    }
}
