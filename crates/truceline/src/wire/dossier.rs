//! The dossier of an incident: the views that the commands show, put together, and what was left out.
//!
//! Nothing is derived here. What stands in it is asked of the register as `incident show`, `incident state`,
//! `claim side-by-side` and `claim timeline` ask it, through the same eyes and as of the same record. These views hold
//! coordinates, which no dossier gives: what leaves is the report made of them ([`crate::report::dossier`]).

use super::claim::ClaimAboutView;
use super::claims::{SideBySideView, TimelineView};
use super::incident::{AttachedView, IncidentDetailsView, OpenedView, StateView};
use super::inquiry::InquiryView;
use super::time;
use crate::names::{Named, Names};
use truceline_register::claim::words::Rule;
use truceline_register::claim::{About, view};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::incident::Details;
use truceline_register::incident::history::{Opened, Version};
use truceline_register::incident::state::{AsOf, question};
use truceline_register::inquiry::{Viewpoint, inquire};
use truceline_register::register::said::Told;
use truceline_register::register::{Register, Standpoint};

/// One version of an incident.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub at: String,
    /// Of which kind, as far as its opener knew.
    pub event: &'static str,
    /// Where and when; absent where it was erased.
    pub details: Option<IncidentDetailsView>,
    /// The state that is attached to it.
    pub attached: Option<AttachedView>,
}

/// What the register held, in somebody's eyes.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// In whose; absent: the register's own.
    pub eyes: Option<Named>,
    /// As of when, and what.
    pub state: StateView,
    /// In a word why nothing can be asked, where it cannot.
    pub why: Option<&'static str>,
}

/// The log that it was drawn from.
#[derive(Clone, Debug)]
pub struct LogView {
    /// Its name.
    pub origin: String,
    /// Nothing in it is real.
    pub exercise: bool,
    /// How many records counted.
    pub size: LogIndex,
    /// How many records the checkpoint is over.
    pub logged: LogIndex,
    /// When it was drawn.
    pub at: String,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The root in it.
    pub root: String,
}

/// What is not in a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Coordinates.
    Places,
    /// Names of victims and of who spoke in confidence.
    Persons,
    /// What is not for the eyes it was drawn through.
    Readers,
    /// What was recorded later.
    Later,
    /// What the register held: a server is asked for it by itself.
    State,
    /// Single alerts and steps of acknowledgement.
    Alerts,
}

/// The dossier of an incident.
#[derive(Clone, Debug)]
pub struct DossierView {
    /// Through whose eyes; absent: all that is here.
    pub eyes: Option<Named>,
    /// The incident, with what parties were asked.
    pub incident: OpenedView,
    /// Its versions.
    pub versions: Vec<VersionView>,
    /// What the register held: of the first version, and of each with another place or time than the one before it.
    pub held: Vec<HeldView>,
    /// The claims about it.
    pub claims: SideBySideView,
    /// How their numbers changed, with figures by rules.
    pub numbers: TimelineView,
    /// What is left out.
    pub left_out: Vec<LeftOut>,
    /// The log.
    pub log: LogView,
}

/// Through whose eyes, by which rules and how far a dossier reaches.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Nobody in particular is the register itself.
    pub eyes: Option<PartyId>,
    /// Figures are drawn by these.
    pub rules: &'a [Rule],
    /// Whether the register that is at hand can be asked what it held.
    pub with_state: bool,
    /// By then.
    pub at: Standpoint,
}

impl VersionView {
    fn of(version: &Version, names: &Names) -> Self {
        Self {
            record: version.record,
            at: time(version.received_at),
            event: version.said.kind.word(),
            details: match &version.details {
                Told::Value(details) => Some(IncidentDetailsView::of(details)),
                Told::Nothing | Told::Erased => None,
            },
            attached: version
                .attached
                .as_ref()
                .map(|attached| AttachedView::of(attached, names)),
        }
    }
}

/// The versions whose state is shown: the first, and each that asks of another place or time than the one before it,
/// so that no amendment takes the place of what was attached at the opening.
fn with_state(opened: &Opened, known_at: LogIndex) -> Vec<&Version> {
    let asks = |version: &Version| {
        let then = version.attached.as_ref().map(|attached| attached.then);
        let details = version.details.value();
        (then, details.and_then(Details::volume))
    };
    let mut shown: Vec<&Version> = Vec::new();
    let mut before = None;
    for version in opened.versions(known_at) {
        let asked = asks(version);
        if before.as_ref() != Some(&asked) {
            shown.push(version);
        }
        before = Some(asked);
    }
    shown
}

fn held(
    opened: &Opened,
    version: &Version,
    register: &Register,
    scope: Scope<'_>,
    names: &Names,
) -> Vec<HeldView> {
    let attached = version.attached.iter();
    let parties = attached.flat_map(|attached| attached.viewpoints.iter().copied());
    let viewpoints: Vec<Viewpoint> = match scope.eyes {
        Some(party) => vec![Viewpoint::Party(party)],
        None => std::iter::once(Viewpoint::Register)
            .chain(parties.map(Viewpoint::Party))
            .collect(),
    };
    let both = |viewpoint| [(viewpoint, AsOf::Event), (viewpoint, AsOf::Opening)];
    let asked = viewpoints.into_iter().flat_map(both);
    let asked = asked.map(|(viewpoint, as_of)| {
        let found = question(version, as_of, viewpoint);
        let why = found.as_ref().err().map(|why| why.word());
        let found = found.map(|inquiry| {
            let report = inquire(register, &inquiry);
            InquiryView::of(&inquiry, None, &report, register, names)
        });
        HeldView {
            eyes: match viewpoint {
                Viewpoint::Register => None,
                Viewpoint::Party(party) => Some(names.party(party)),
            },
            state: StateView::of(opened, version, scope.at.known_at, as_of, found),
            why,
        }
    });
    asked.collect()
}

impl DossierView {
    /// The dossier of an incident; nothing where there is no version of it by then.
    #[must_use]
    pub fn of(
        opened: &Opened,
        register: &Register,
        scope: Scope<'_>,
        log: LogView,
        names: &Names,
    ) -> Option<Self> {
        let (eyes, at) = (scope.eyes, scope.at);
        let about = About::Incident(opened.id);
        let claims = view::about(register, about, eyes, at.known_at);
        let about = || ClaimAboutView::of(about, names);
        let mut left_out = vec![LeftOut::Places, LeftOut::Persons, LeftOut::Alerts];
        left_out.extend(eyes.map(|_| LeftOut::Readers));
        left_out.extend((!scope.with_state).then_some(LeftOut::State));
        left_out.push(LeftOut::Later);
        let versions = opened.versions(at.known_at);
        let with_state = with_state(opened, at.known_at).into_iter();
        Some(Self {
            eyes: eyes.map(|party| names.party(party)),
            incident: OpenedView::of(opened, register, eyes, at, names)?,
            versions: versions
                .map(|version| VersionView::of(version, names))
                .collect(),
            held: match scope.with_state {
                true => with_state
                    .flat_map(|version| held(opened, version, register, scope, names))
                    .collect(),
                false => Vec::new(),
            },
            claims: SideBySideView::of(about(), &claims, &[], at, names),
            numbers: TimelineView::of(about(), &claims, scope.rules, at, names),
            left_out,
            log,
        })
    }
}
