use super::InCells;
use crate::check::Reason;
use crate::check::eyes::Eyes;
use crate::check::grain::Grain;
use crate::check::ground::Touched;
use crate::declaration::Declared;
use crate::geometry::mesh::Mesh;
use crate::ids::{PartyId, ZoneId};
use crate::place::Volume4d;
use crate::presence::Standing;
use crate::presence::undisclosed::Undisclosed;
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span, TimeWindow};
use std::collections::BTreeSet;

/// The same eyes, but everything near is worked out presence by presence.
struct Plainly<'a>(InCells<'a>);

impl Eyes for Plainly<'_> {
    fn grain(&self) -> Option<Grain> {
        self.0.grain()
    }

    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        self.0.near(volume, touched, at)
    }

    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed> {
        self.0.undisclosed(zone, window, at)
    }

    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared> {
        self.0.declared(party, at)
    }

    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason> {
        self.0.hidden_answers(window, at)
    }

    fn broken_off(
        &self,
        volume: &Volume4d,
        touched: &Touched,
        at: Standpoint,
    ) -> BTreeSet<PartyId> {
        self.0.broken_off(volume, touched, at)
    }

    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId> {
        self.0.unreadable(at)
    }

    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool {
        self.0.refused(party, zone, at)
    }
}

/// Whoever asks, in whatever cells and stretches, is met by the same and hears of the same ends as when every presence near is
/// worked out.
pub(crate) fn assert_as_worked_out(
    register: &Register,
    askers: &[PartyId],
    volume: &Volume4d,
    touched: &Touched,
    at: Standpoint,
) {
    let grains = [
        (1_000_000, Some(Span::minutes(30))),
        (40_000_000, None),
        (0, Some(Span::minutes(5))),
    ];
    for ((floor_m2, stretch), asker) in grains
        .into_iter()
        .flat_map(|grain| askers.iter().map(move |asker| (grain, *asker)))
    {
        let grain = Grain {
            mesh: Mesh::of_floor(floor_m2),
            stretch,
        };
        let eyes = InCells {
            register,
            asker,
            grain,
        };
        for horizon in [at.now.plus(Span::minutes(20)), Instant::MAX] {
            let met = eyes.met(volume, touched, at, horizon);
            let plainly = Plainly(eyes).met(volume, touched, at, horizon);
            let ends = |ends: &[Instant]| ends.iter().copied().collect::<BTreeSet<_>>();
            assert_eq!(met.overlaps, plainly.overlaps);
            assert_eq!(ends(&met.ends), ends(&plainly.ends));
        }
    }
}
