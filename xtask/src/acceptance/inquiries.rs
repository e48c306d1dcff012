//! One inquiry for each event: what the register held about that place and time.

use std::collections::BTreeSet;
use std::time::Instant as Stopwatch;

use truceline_register::inquiry::{Inquiry, Viewpoint, inquire};
use truceline_register::notification::NotificationRef;
use truceline_register::vocabulary::Outcome;

use super::archive::Opened;
use super::reference::Asked;
use crate::campaign::{Campaign, Progress};

/// What each inquiry gives, in the order of the questions.
pub(super) fn ask(
    campaign: &mut Campaign,
    opened: &Opened,
    asked: &[Asked],
) -> Result<Vec<BTreeSet<NotificationRef>>, String> {
    let register = opened.writer.register();
    let mut progress = Progress::of("inquiries", asked.len() as u64);
    let mut found = Vec::with_capacity(asked.len());
    let begun = Stopwatch::now();
    for (number, asked) in (1..).zip(asked) {
        let inquiry = Inquiry {
            volume: asked.volume()?,
            reach: asked.buffer,
            known_at: register.size,
            now: opened.writer.now(),
            viewpoint: Viewpoint::Register,
        };
        let report = inquire(register, &inquiry);
        let told: BTreeSet<_> = report.notifications.iter().map(|one| one.about).collect();
        campaign.expect(
            told.is_empty() == (report.outcome != Outcome::Overlap),
            format!(
                "inquiry {number} shows {} notifications and says {}",
                told.len(),
                report.outcome
            ),
        );
        found.push(told);
        progress.at(number);
    }
    campaign.figure("inquiries", asked.len());
    campaign.rate("inquiries_per_second", asked.len() as u64, begun.elapsed());
    Ok(found)
}
