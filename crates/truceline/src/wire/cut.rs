//! Claims where many stand together: long words are cut, visibly, and stand whole under the claim's own address.
//!
//! Nothing is left out of a claim's own view, and no claim, claimant, number or stance is left out here.

use super::claim::ProvenanceView;
use super::claims::EnteredView;
use super::proposition::{PlaceToldView, PropositionView, SpokenOfView};

/// Longest words of a claim among many, in characters.
pub const LONGEST: usize = 400;
/// Most spellings of a place, and most who are named, of a claim among many.
pub const MOST_NAMES: usize = 8;
/// What stands where words were cut.
const MARK: &str = " […]";

struct Cutting {
    is_cut: bool,
}

impl Cutting {
    fn words(&mut self, words: &mut String) {
        if let Some((at, _)) = words.char_indices().nth(LONGEST) {
            words.truncate(at);
            words.push_str(MARK);
            self.is_cut = true;
        }
    }

    fn some(&mut self, words: &mut Option<String>) {
        if let Some(words) = words {
            self.words(words);
        }
    }

    fn list<T>(&mut self, list: &mut Vec<T>) {
        if list.len() > MOST_NAMES {
            list.truncate(MOST_NAMES);
            self.is_cut = true;
        }
    }

    fn somebody(&mut self, who: &mut SpokenOfView) {
        if let SpokenOfView::Words(words) = who {
            self.words(words);
        }
    }

    fn all(&mut self, who: &mut Vec<SpokenOfView>) {
        self.list(who);
        who.iter_mut().for_each(|one| self.somebody(one));
    }

    fn place(&mut self, place: &mut PlaceToldView) {
        self.list(&mut place.spellings);
        for spelling in &mut place.spellings {
            self.words(&mut spelling.text);
        }
        self.some(&mut place.words);
    }

    fn proposition(&mut self, proposition: &mut PropositionView) {
        match proposition {
            PropositionView::WhatHappened { words, .. } => self.some(words),
            PropositionView::Where(place) => self.place(place),
            PropositionView::WhoWasPresent { who, words, .. }
            | PropositionView::WhoDidIt { who, words } => {
                self.all(who);
                self.some(words);
            }
            PropositionView::WhoWasTold {
                teller, whom, of, ..
            } => {
                self.somebody(teller);
                whom.iter_mut().for_each(|whom| self.somebody(whom));
                self.some(of);
            }
            PropositionView::Casualties { of, .. } => {
                of.iter_mut().for_each(|of| self.somebody(of));
            }
            PropositionView::Damage { of, words, .. } => {
                of.iter_mut().for_each(|of| self.somebody(of));
                self.some(words);
            }
            PropositionView::Compliance { whose, .. } => {
                whose.iter_mut().for_each(|whose| self.somebody(whose));
            }
            PropositionView::When(_) | PropositionView::Relations { .. } => {}
        }
    }

    fn provenance(&mut self, given: &mut ProvenanceView) {
        for words in [
            &mut given.speaker,
            &mut given.reported_by,
            &mut given.original,
            &mut given.translation,
            &mut given.clock,
            &mut given.remark,
        ] {
            self.some(words);
        }
    }
}

/// A claim among many.
#[must_use]
pub fn cut(mut claim: EnteredView) -> EnteredView {
    let mut cutting = Cutting { is_cut: false };
    cutting.words(&mut claim.says);
    if let Some(proposition) = &mut claim.proposition {
        cutting.proposition(proposition);
    }
    let stances = claim.stances.iter_mut();
    let given = stances.filter_map(|stance| stance.provenance.as_mut());
    for given in claim.provenance.iter_mut().chain(given) {
        cutting.provenance(given);
    }
    claim.cut = cutting.is_cut;
    claim
}
