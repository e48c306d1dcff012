//! What an account may ask as of a moment: inquiries from its own viewpoint and the coverage of itself, each as
//! the server gives them, and what differs between two moments.
//!
//! Inquiries have no floor and no budget, so they are asked over ground and time of whatever size. They rest on
//! what the party itself said and acknowledged, which is why nothing of others' places may follow from them.

use super::world::{Cast, World};
use std::collections::BTreeSet;
use truceline::cli::known_at::KnownAt;
use truceline::names::Names;
use truceline::render;
use truceline::wire::coverage::CoverageByTimeView;
use truceline::wire::difference::{DifferenceView, cited};
use truceline::wire::inquiry::InquiryView;
use truceline_register::coverage::Question;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::LogIndex;
use truceline_register::inquiry::difference::difference;
use truceline_register::inquiry::{Inquiry, Viewpoint, inquire};
use truceline_register::place::Volume4d;
use truceline_register::register::Standpoint;

/// So many of the latest moments are asked about, beside the first and those around the telling.
const LATEST: usize = 2;
/// Of the moments that stay, the most.
const FIRST: usize = 3;

/// Moments between which something may have changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments(BTreeSet<LogIndex>);

impl Moments {
    pub(super) fn add(&mut self, size: LogIndex) {
        self.0.insert(size);
    }

    /// The first, those around the middle, and the latest.
    fn asked(&self) -> Vec<LogIndex> {
        let all: Vec<LogIndex> = self.0.iter().copied().collect();
        let (first, latest) = (all.iter().take(1), all.iter().rev().take(LATEST));
        let quarter = all.len() / 4;
        let middle = all.iter().skip(quarter).take(FIRST);
        let asked: BTreeSet<LogIndex> = first.chain(middle).chain(latest).copied().collect();
        asked.into_iter().collect()
    }
}

/// All that both accounts are shown of a volume as of the moments, and of each two that follow each other.
pub(super) fn as_of(
    world: &World,
    cast: &Cast,
    volume: &Volume4d,
    moments: &Moments,
) -> Result<String, String> {
    let register = world.register();
    let names = Names::of_register(register);
    let mut heard = String::new();
    for account in 0..2 {
        let party = cast.party(account);
        let mut before = None;
        for moment in moments.asked() {
            let known = KnownAt::Index(moment);
            let at = Standpoint {
                known_at: known
                    .size(register)
                    .map_err(|problem| problem.to_string())?,
                now: known.judged_at(register, cast.now),
            };
            let inquiry = Inquiry {
                volume: volume.clone(),
                reach: Decimetres::ZERO,
                known_at: at.known_at,
                now: at.now,
                viewpoint: Viewpoint::Party(party),
            };
            let report = inquire(register, &inquiry);
            let view = InquiryView::of(&inquiry, None, &report, register, &names);
            heard.push_str(&render::json(&view));
            // What is cited is on record as looked at: it shows in the log's size.
            heard.push_str(&format!("{:?}", cited(&report)));
            let question = Question {
                zone: None,
                party: Some(party),
                window: volume.window,
            };
            let coverage = CoverageByTimeView::of(register, &question, at, &names);
            heard.push_str(&render::json(&coverage.map_err(|problem| problem.what)));
            if let Some((earlier, first)) = before.replace((inquiry.clone(), report.clone())) {
                let changed = difference(&first, &report);
                let view = DifferenceView::of(&earlier, &inquiry, &changed, &names);
                heard.push_str(&render::json(&view));
            }
        }
    }
    Ok(heard)
}
