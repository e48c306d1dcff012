//! Whether what a bulletin says follows from the log, as far as whoever checks may see.

use super::BulletinContentView;
use serde::Serialize;
use truceline_register::bulletin::content::{Content, own_list};
use truceline_register::bulletin::history::Bulletin;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::register::Register;

/// A version, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionChecked {
    /// Which, counted from 1.
    pub version: usize,
    /// The record.
    pub record: LogIndex,
    /// SHA-256 of the content.
    pub content_sha256: String,
    /// Every list adds up, as a whole and over its kinds.
    pub adds_up: bool,
    /// It names the version before it.
    pub follows_the_one_before: bool,
    /// `all`: every figure was made anew; `own-list`: what the checker's own list may and must hold; `none`: nothing
    /// of what it rests on is at hand.
    pub made_anew: &'static str,
    /// Whether what was made anew is what was published.
    pub follows: bool,
    /// In words.
    pub says: String,
}

/// A bulletin, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BulletinCheckView {
    /// Which.
    pub bulletin: String,
    /// Nothing was found that does not follow.
    pub holds: bool,
    /// Its versions.
    pub versions: Vec<VersionChecked>,
}

impl BulletinCheckView {
    /// Checks every version against a register, or against what `only` one party knows of it.
    #[must_use]
    pub fn of(known: &Bulletin, register: &Register, only: Option<PartyId>) -> Self {
        let mut before = None;
        let mut versions = Vec::new();
        for (version, number) in known.versions(register.size).iter().zip(1..) {
            let content = &version.said.content;
            let replaces = version.said.replaces.as_ref();
            let (made_anew, follows, says) = anew(register, content, only);
            versions.push(VersionChecked {
                version: number,
                record: version.record,
                content_sha256: BulletinContentView::of(content).content_sha256,
                adds_up: content.adds_up(),
                follows_the_one_before: replaces.map(|replaced| replaced.record) == before,
                made_anew,
                follows,
                says,
            });
            before = Some(version.record);
        }
        Self {
            bulletin: known.about.id.to_string(),
            holds: versions.iter().all(|version| {
                version.adds_up && version.follows_the_one_before && version.follows
            }),
            versions,
        }
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for version in &self.versions {
            let sums = match version.adds_up {
                true => "every list adds up",
                false => "A LIST DOES NOT ADD UP",
            };
            let chain = match version.follows_the_one_before {
                true => "",
                false => "; IT DOES NOT NAME THE VERSION BEFORE IT",
            };
            text += &format!(
                "version {} (record {}, content SHA-256 {}): {sums}{chain}; {}\n",
                version.version, version.record, version.content_sha256, version.says
            );
        }
        text + match self.holds {
            true => "what could be checked follows\n",
            false => "WHAT WAS PUBLISHED DOES NOT FOLLOW\n",
        }
    }
}

fn anew(
    register: &Register,
    content: &Content,
    only: Option<PartyId>,
) -> (&'static str, bool, String) {
    let day = (content.day, content.clock);
    let about = content.reconciliation;
    let has_all = only.is_none_or(|party| party == about.party);
    if has_all && let Ok(made) = Content::make(register, about, day, content.as_of) {
        let follows = made.named_as(content) == *content;
        let says = match follows {
            true => "every figure made anew from the log is the one published",
            false => "A FIGURE MADE ANEW FROM THE LOG IS ANOTHER",
        };
        return ("all", follows, says.to_owned());
    }
    let own = only.and_then(|party| content.sides.iter().find(|side| side.party == party));
    let Some(side) = own else {
        let says = "nothing that the figures rest on is at hand here; the publisher and the centre can make them anew";
        return ("none", true, says.to_owned());
    };
    let (least, most) = own_list(register, content, side.party);
    let listed = side.total.listed;
    let follows = (least..=most).contains(&listed);
    let says = match follows {
        true => format!(
            "your own list has {least} to {most} entries of that zone and day; {listed} are listed"
        ),
        false => format!(
            "YOUR OWN LIST HAS {least} TO {most} ENTRIES OF THAT ZONE AND DAY, {listed} ARE LISTED"
        ),
    };
    ("own-list", follows, says)
}
