//! Plans as they stand.

use super::context::Context;
use crate::exit::Done;
use crate::names::Names;
use crate::wire::standing::plans;

/// Shows all plans.
///
/// # Errors
/// [`crate::exit::Problem`].
pub fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    context.show(&plans(
        reading.register(),
        &Names::of_register(reading.register()),
    ))
}
