//! What was asked, and what became of it.

use super::context::Context;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::wire::standing::RequestView;
use truceline_register::ids::RequestId;
use truceline_register::request::view;

/// Shows all requests, or one.
///
/// # Errors
/// [`Problem`]: no such request.
pub fn list(context: &Context, only: Option<RequestId>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    context.note_clock(register);
    let at = register.standpoint(reading.now());
    let names = Names::of_register(register);
    let asked = match only {
        None => view::all(register, None, at, None),
        Some(id) => {
            let one = view::of_request(register, id, at, None);
            vec![one.ok_or_else(|| Problem::usage(format!("there is no request {id} here")))?]
        }
    };
    context.show(
        &asked
            .iter()
            .map(|asked| RequestView::of(asked, &names))
            .collect::<Vec<_>>(),
    )
}
