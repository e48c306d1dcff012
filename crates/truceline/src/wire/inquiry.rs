//! The answer to an inquiry: what stood where, who was told what and when, and what was missing.

use super::check::{OverlapView, ReasonView, shown};
use super::countersignature::CountersignatureView;
use super::entries::{
    AskedForView, ChannelView, CheckedView, DeclarationView, EntryView, NotifiedView, PlannedView,
    PositionView, SentView, UndisclosedView,
};
use super::geo::VolumeView;
use super::informed::InformedLine;
use super::{metres, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::ids::LogIndex;
use truceline_register::inquiry::{Inquiry, Report, Viewpoint};
use truceline_register::register::Register;
use utoipa::ToSchema;

/// What was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedView {
    /// The place as it was named, with its number in the gazetteer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Where and when.
    #[serde(flatten)]
    pub volume: VolumeView,
    /// How far around, the precision of the place's notation included.
    pub reach_m: f64,
    /// How many records counted.
    pub known_at: LogIndex,
    /// When the last of them was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_at_time: Option<String>,
    /// When staleness was judged.
    pub judged_at: String,
    /// Whose knowledge.
    pub viewpoint: String,
}

/// What a party sent and nobody can read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnreadableView {
    /// Its record.
    pub record: LogIndex,
    /// Whose key signed it.
    pub party: Named,
    /// How many bytes of the disclosures that came with it are kept.
    pub kept_bytes: u64,
}

/// The answer to an inquiry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InquiryView {
    /// What kind of answer this is.
    pub looks_at: &'static str,
    /// What was asked.
    pub asked: AskedView,
    /// What a check with this reach would have come to.
    pub outcome: &'static str,
    /// As it is shown and spoken.
    pub shown: &'static str,
    /// What overlaps.
    pub overlaps: Vec<OverlapView>,
    /// How many more do, told before these.
    pub overlaps_left_out: u64,
    /// What was missing.
    pub missing: Vec<ReasonView>,
    /// Notifications near it.
    pub notifications: Vec<NotifiedView>,
    /// Positions given in answers.
    pub positions: Vec<PositionView>,
    /// What was told without a place.
    pub undisclosed: Vec<UndisclosedView>,
    /// What was sent, cannot be read and was not mended.
    pub unreadable: Vec<UnreadableView>,
    /// Requests and what came of them.
    pub requests: Vec<AskedForView>,
    /// Declarations about it.
    pub declarations: Vec<DeclarationView>,
    /// How channels stood.
    pub channels: Vec<ChannelView>,
    /// Entries for others.
    pub relayed: Vec<EntryView>,
    /// What was said before and entered after; no part of the rest.
    pub entered_later: Vec<EntryView>,
    /// Who is said to have been told by other means: the tellers' word, and no acknowledgement.
    pub informed: Vec<InformedLine>,
    /// Checks that touched it.
    pub checks: Vec<CheckedView>,
    /// Plans that touched it.
    pub plans: Vec<PlannedView>,
    /// What lay unacknowledged in the party's inbox.
    pub sent_not_acknowledged: Vec<SentView>,
    /// The same under every result.
    pub caveat: &'static str,
}

pub(super) const PAST: &str =
    "the past: what was known then; it is no check for an activity to come";

impl InquiryView {
    /// The view of a report.
    #[must_use]
    pub fn of(
        inquiry: &Inquiry,
        place: Option<String>,
        report: &Report,
        register: &Register,
        names: &Names,
    ) -> Self {
        let names = &names.known_at(register, report.at.known_at);
        let basis = super::check::BasisView::of(&report.basis, names);
        Self {
            looks_at: PAST,
            asked: AskedView {
                place,
                ..asked(inquiry, report, register, names)
            },
            outcome: report.outcome.word(),
            shown: shown(report.outcome),
            overlaps: basis.overlaps,
            overlaps_left_out: basis.overlaps_left_out,
            missing: basis.reasons,
            notifications: report
                .notifications
                .iter()
                .map(|n| NotifiedView::of(n, names))
                .collect(),
            positions: report
                .positions
                .iter()
                .map(|p| PositionView::of(p, names))
                .collect(),
            undisclosed: report
                .undisclosed
                .iter()
                .map(|u| UndisclosedView::of(u, names))
                .collect(),
            unreadable: report
                .unreadable
                .iter()
                .map(|known| UnreadableView {
                    record: known.record,
                    party: names.party(known.party),
                    kept_bytes: known.kept_bytes,
                })
                .collect(),
            requests: report
                .requests
                .iter()
                .map(|asked| AskedForView::of(asked, names))
                .collect(),
            declarations: report
                .declarations
                .iter()
                .map(|d| DeclarationView::of(d, names))
                .collect(),
            channels: report
                .channels
                .iter()
                .map(|(party, state)| ChannelView {
                    party: names.party(*party),
                    state: state.word(),
                })
                .collect(),
            relayed: report
                .relayed
                .iter()
                .map(|entry| EntryView::of(entry, names))
                .collect(),
            entered_later: report
                .entered_later
                .iter()
                .map(|entry| EntryView::of(entry, names))
                .collect(),
            informed: report
                .informed
                .iter()
                .map(|entry| InformedLine::of(entry, register, names))
                .collect(),
            checks: report
                .checks
                .iter()
                .map(|checked| CheckedView::of(checked, names))
                .collect(),
            plans: report
                .plans
                .iter()
                .map(|planned| PlannedView::of(planned, names))
                .collect(),
            sent_not_acknowledged: report
                .sent_not_acknowledged
                .iter()
                .map(|(record, resolution)| SentView {
                    record: *record,
                    resolution: resolution.word(),
                    countersignature: CountersignatureView::of([*record], names),
                })
                .collect(),
            caveat: report.caveat,
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let head = format!(
            "INQUIRY into {}\nwould have been: {}\n",
            self.looks_at, self.shown
        );
        head + &crate::render::outline(self)
    }
}

fn asked(inquiry: &Inquiry, report: &Report, register: &Register, names: &Names) -> AskedView {
    let last = usize::try_from(report.at.known_at)
        .ok()
        .and_then(|size| size.checked_sub(1));
    AskedView {
        place: None,
        volume: VolumeView::of(&inquiry.volume),
        reach_m: metres(inquiry.reach),
        known_at: report.at.known_at,
        known_at_time: last
            .and_then(|last| register.received.get(last))
            .map(|instant| time(*instant)),
        judged_at: time(report.at.now),
        viewpoint: match inquiry.viewpoint {
            Viewpoint::Register => "register".to_owned(),
            Viewpoint::Party(party) => names.party(party).short().to_owned(),
        },
    }
}
