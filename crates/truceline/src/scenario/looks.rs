//! What somebody sees who looks at what stands: coverage, the calendar of an agreement, designations.

use super::deed::{Deed, Scenario, What};
use super::expectation::Fact;
use super::ids::party_id;
use super::observed::Reading;
use super::{agreement, coverage};
use crate::exit::Problem;
use std::collections::BTreeSet;
use truceline_register::register::Register;

/// What a look shows; nothing where the entry is no look.
pub(super) fn seen(
    register: &Register,
    reading: &Reading<'_>,
    scenario: &Scenario,
    deed: &Deed,
) -> Result<BTreeSet<Fact>, Problem> {
    match &deed.what {
        What::LooksAtCoverage(zone, window, known) => {
            coverage::of_zone(register, reading, (zone.as_str(), *window, *known))
        }
        What::LooksAtCalendar(label) => agreement::calendar_of(register, label, deed.at),
        What::LooksAtDesignations(actor, by, on) => {
            let by = by.map(|by| party_id(&scenario.cast, by));
            Ok(agreement::seen_by(register, actor, by, *on))
        }
        _ => Ok(BTreeSet::new()),
    }
}
