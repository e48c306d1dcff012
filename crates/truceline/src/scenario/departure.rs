//! The word of a stop leaves towards a desk, as whoever serves desks notes it.

use super::cast::PersonNumber;
use super::deed::Scenario;
use super::ids;
use super::names::Names;
use crate::exit::Problem;
use truceline_engine::writer::{Notice, Work, Writer};
use truceline_register::stop::delivery::Left;

/// Notes that it has left towards a person's desk now.
///
/// # Errors
/// [`Problem`]: the stop is not for that desk, or was delivered there before.
pub(super) fn leaves(
    scenario: &Scenario,
    writer: &mut Writer,
    names: &Names,
    stop: &str,
    person: PersonNumber,
) -> Result<(), Problem> {
    let who = scenario.cast.who(person);
    let left = Left {
        to: ids::party_id(&scenario.cast, who.party),
        desk: ids::desk_id(&scenario.cast, who.party, who.desk),
        stop: names.record(stop)?,
        at: writer.now(),
    };
    let notice: Notice = Box::new(move |register, context| {
        let draft = register.delivered(&[left], context);
        draft.into_iter().collect()
    });
    let noted = writer.commit_all(vec![Work::Noticed(notice)])?;
    match noted.into_iter().flatten().next() {
        Some(_) => Ok(()),
        None => Err(Problem::usage(format!(
            "the stop \"{stop}\" is not for that desk, or was delivered there before"
        ))),
    }
}
