//! Zones bound to clauses: which zone of the register an area or a clause of an agreement is about.
//!
//! A binding is the word of who said it, the centre or who entered the agreement. It changes neither: the zone's rules
//! are the centre's, the terms the text's. What the area's geometry is at a time follows from the zone's boundaries.

use super::area::Geometry;
use super::{AgreementEntered, MAX_CLAUSES};
use crate::actor::in_force_only;
use crate::ids::{AgreementId, LogIndex, PartyId, ZoneId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::time::Instant;
use crate::vocabulary::BoundaryStatus;
use crate::zone::Boundary;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Most bindings of one agreement that stand.
pub const MAX_BINDINGS: usize = 200;

/// A zone is bound to an area or to clauses.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ZoneBound {
    /// Of which agreement.
    #[n(0)]
    pub agreement: AgreementId,
    /// In which version.
    #[n(1)]
    pub version: u16,
    /// Which area, by its number.
    #[n(2)]
    pub area: Option<u16>,
    /// Which clauses, by their numbers; none: wherever the area stands.
    #[n(3)]
    pub clauses: Vec<u16>,
    /// Which zone.
    #[n(4)]
    pub zone: ZoneId,
}

/// A binding as it stands on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The record.
    pub record: LogIndex,
    /// Who said it.
    pub by: PartyId,
    /// What it says.
    pub said: ZoneBound,
    /// When the register heard it.
    pub received_at: Instant,
    /// The record that takes it back.
    pub undone: Option<LogIndex>,
}

/// All bindings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bindings {
    bound: BTreeMap<LogIndex, Binding>,
    of_agreement: BTreeMap<AgreementId, Vec<LogIndex>>,
}

impl Bindings {
    /// The bindings of an agreement that stood by then.
    pub fn of(&self, agreement: AgreementId, known_at: LogIndex) -> impl Iterator<Item = &Binding> {
        let records = self.of_agreement.get(&agreement).into_iter().flatten();
        let known = records.filter_map(|record| self.bound.get(record));
        known.filter(move |binding| {
            let undone = binding.undone.is_some_and(|undone| undone < known_at);
            binding.record < known_at && !undone
        })
    }
}

/// What there is of an area's geometry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn<'a> {
    /// Nothing: the text leaves it to be agreed.
    ToBeAgreed,
    /// Nothing: the text does not ask for it.
    NotStated,
    /// An agreed boundary of a zone, with its record.
    Agreed(ZoneId, LogIndex, &'a Boundary),
    /// A boundary that a party claims.
    Claimed(ZoneId, LogIndex, &'a Boundary),
    /// A zone in words alone.
    InWords(ZoneId),
}

/// What there is of an area's geometry, by what was known then: by the text, and by each zone bound to it in this very
/// version.
#[must_use]
pub fn drawn<'a>(
    register: &'a Register,
    said: &AgreementEntered,
    area: u16,
    known_at: LogIndex,
) -> Vec<Drawn<'a>> {
    let mut found = Vec::new();
    let bindings = register.agreements.bindings.of(said.id, known_at);
    // A version counts its areas anew: what another one says of its area of this number is about another area.
    let bound = bindings
        .filter(|binding| binding.said.area == Some(area) && binding.said.version == said.version);
    let mut zones: Vec<ZoneId> = bound.map(|binding| binding.said.zone).collect();
    let zone_versions = |zone: ZoneId| register.zones.boundaries(zone, known_at).iter().rev();
    match said.area(area).map(|area| &area.geometry) {
        Some(Geometry::ToBeAgreed) if zones.is_empty() => found.push(Drawn::ToBeAgreed),
        Some(Geometry::NotStated) if zones.is_empty() => found.push(Drawn::NotStated),
        Some(Geometry::ToBeAgreed | Geometry::NotStated) | None => {}
        Some(Geometry::Zone(zone)) => zones.insert(0, *zone),
        Some(Geometry::Agreed(zone, record)) => {
            let version = zone_versions(*zone).find(|(index, _)| index == record);
            found.extend(version.map(|(index, body)| Drawn::Agreed(*zone, *index, body)));
        }
        Some(Geometry::Claimed(zone, party)) => {
            let version = zone_versions(*zone).find(|(_, body)| body.claimed_by == Some(*party));
            found.extend(version.map(|(index, body)| Drawn::Claimed(*zone, *index, body)));
        }
    }
    for zone in zones {
        let of_status = |status| zone_versions(zone).filter(move |(_, b)| b.status == status);
        let agreed = of_status(BoundaryStatus::Agreed).next();
        let mut claimants = Vec::new();
        if let Some((index, body)) = agreed {
            found.push(Drawn::Agreed(zone, *index, body));
        }
        for (index, body) in of_status(BoundaryStatus::Claimed) {
            if !claimants.contains(&body.claimed_by) {
                claimants.push(body.claimed_by);
                found.push(Drawn::Claimed(zone, *index, body));
            }
        }
        if agreed.is_none() && claimants.is_empty() {
            found.push(Drawn::InWords(zone));
        }
    }
    found
}

/// Who may bind zones to an agreement: who entered it, and the centre, which draws zones.
fn may_bind(register: &Register, said: &Said<'_>, by: PartyId) -> Result<(), Refusal> {
    if said.party == by || said.party == register.authority.centre() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotTheOwner,
        "zones are bound by who entered the agreement, or by the centre",
    ))
}

/// Judges a binding.
///
/// # Errors
/// [`Refusal`]: no such agreement, version, area, clause or zone; neither the enterer's nor the centre's; too many.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &ZoneBound,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_only(said)?;
    let versions = register.agreements.versions(body.agreement, register.size);
    let version = versions
        .iter()
        .find(|version| version.said.version == body.version);
    let Some(version) = version else {
        return Err(missing(format!(
            "there is no version {} of the agreement {}; correct the two",
            body.version, body.agreement
        )));
    };
    may_bind(register, said, version.by)?;
    if !register.zones.is_known(body.zone, register.size) {
        return Err(missing(format!(
            "there is no zone {}; have it drawn first",
            body.zone
        )));
    }
    if body.area.is_none() && body.clauses.is_empty() {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a zone is bound to an area or to clauses; name them",
        ));
    }
    let standing = register
        .agreements
        .bindings
        .of(body.agreement, register.size);
    if body.clauses.len() > MAX_CLAUSES || standing.count() >= MAX_BINDINGS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("at most {MAX_BINDINGS} bindings of an agreement stand; take some back"),
        ));
    }
    if let Some(area) = body.area
        && version.said.area(area).is_none()
    {
        return Err(missing(format!("there is no area {area} in that version")));
    }
    for clause in &body.clauses {
        if version.said.clause(*clause).is_none() {
            return Err(missing(format!(
                "there is no clause {clause} in that version"
            )));
        }
    }
    Ok(())
}

/// Judges the end of a binding.
///
/// # Errors
/// [`Refusal`]: no binding stands at that record; neither the enterer's nor the centre's.
pub fn judge_undone(
    register: &Register,
    said: &Said<'_>,
    record: LogIndex,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_only(said)?;
    let Some(binding) = register.agreements.bindings.bound.get(&record) else {
        return Err(missing(format!(
            "the record at index {record} binds no zone"
        )));
    };
    if binding.undone.is_some() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "that binding was taken back before",
        ));
    }
    may_bind(register, said, binding.by)
}

fn missing(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::MissingReference, what)
}

/// Takes a binding in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &ZoneBound) {
    let bindings = &mut register.agreements.bindings;
    let records = bindings.of_agreement.entry(body.agreement).or_default();
    records.push(admitted.index);
    let binding = Binding {
        record: admitted.index,
        by: admitted.party,
        said: body.clone(),
        received_at: admitted.received_at(),
        undone: None,
    };
    bindings.bound.insert(admitted.index, binding);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes the end of a binding in.
pub fn apply_undone(register: &mut Register, admitted: &Admitted<'_>, record: LogIndex) {
    let bindings = &mut register.agreements.bindings;
    if let Some(binding) = bindings.bound.get_mut(&record) {
        binding.undone = Some(admitted.index);
    }
    register.watch.stay_quiet_after(admitted.index);
}
