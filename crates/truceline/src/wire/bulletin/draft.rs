//! What would be published: the content, and what whoever publishes it is told before.

use super::BulletinContentView;
use crate::names::Names;
use crate::wire::countersignature::CountersignatureView;
use serde::Serialize;
use truceline_register::bulletin::content::Content;
use truceline_register::ids::{KeyId, LogIndex};
use truceline_register::party::chain::KeyChain;
use truceline_register::register::Register;
use utoipa::ToSchema;

/// The bulletin of a zone and day that a draft would be a new version of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StandingBulletinView {
    /// Its id.
    pub bulletin: String,
    /// The record of its latest version: what a new version says it replaces.
    pub record: LogIndex,
    /// Which version that is, counted from 1.
    pub version: usize,
    /// Whether another party's countersignature is needed, and given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// What would be published now, and is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftView {
    /// The party's bulletin of that zone and day; absent where none is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<StandingBulletinView>,
    /// The key that asks has signed other things than bulletins. The proof that a bulletin is in the log shows everybody
    /// the key, its desk and person, and how much it has signed: a key of its own is better.
    pub key_signs_other_things: bool,
    /// What it would say.
    #[serde(flatten)]
    pub content: BulletinContentView,
}

impl DraftView {
    /// The view of a draft for the holder of a key.
    #[must_use]
    pub fn of(content: &Content, key: KeyId, (register, names): (&Register, &Names)) -> Self {
        let day = (content.zone, content.day, content.clock);
        let publisher = content.reconciliation.party;
        let standing = register.bulletins.of_day(publisher, day);
        let replaces = standing.and_then(|known| {
            let versions = known.versions(register.size);
            let latest = versions.last()?;
            Some(StandingBulletinView {
                bulletin: known.about.id.to_string(),
                record: latest.record,
                version: versions.len(),
                countersignature: CountersignatureView::of([latest.record], names),
            })
        });
        let end = register.chains.of(key).and_then(KeyChain::end);
        let signed = end.map_or(0, |(next, _)| next);
        Self {
            replaces,
            key_signs_other_things: register.bulletins.signed_with(key, register.size) < signed,
            content: BulletinContentView::of(content),
        }
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = "DRAFT, NOT PUBLISHED\n".to_owned();
        if let Some(standing) = &self.replaces {
            text += &format!(
                "a new version of {}, whose version {} is in record {}\n",
                standing.bulletin, standing.version, standing.record
            );
        }
        text + &self.content.text()
    }
}
