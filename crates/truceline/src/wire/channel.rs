//! How each party's channel with the centre stands.

use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::channel;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// One channel.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChannelView {
    /// Whose.
    pub party: Named,
    /// With whom.
    pub with: Named,
    /// How it stands: the worse of both sides' words.
    pub state: &'static str,
}

/// Every party's channel with the centre.
#[must_use]
pub fn channels(register: &Register, at: Standpoint, names: &Names) -> Vec<ChannelView> {
    let centre = register.authority.centre();
    let others = register.authority.parties.keys();
    let others = others.filter(|party| **party != centre);
    others
        .map(|party| ChannelView {
            party: names.party(*party),
            with: names.party(centre),
            state: channel::with_centre(register, *party, at).word(),
        })
        .collect()
}
