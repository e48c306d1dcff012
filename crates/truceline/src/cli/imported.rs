//! Rows of an import as statements: stable ids, repeats passed over, contradictions told.

use super::import::{MAX_FAULTS_SHOWN, contradiction, first_half};
use super::lookout::{FlaggedView, RowBack};
use super::speaker::Speaker;
use crate::exit::Problem;
use crate::speech::notification::{MovementWords, SiteWords};
use crate::speech::{Disclose, Sealer, Speech};
use minicbor::Encode;
use serde::Serialize;
use std::collections::BTreeMap;
use truceline_formats::fault::{Fault, Location};
use truceline_formats::movements::{Movement, MovementAction, MovementDraft};
use truceline_formats::sites::{Site, SiteAction, SiteDraft};
use truceline_register::act::Act;
use truceline_register::codec::cbor::{self, Digest};
use truceline_register::ids::{ActId, NotificationId, PartyId, ZoneId};
use truceline_register::notification::{
    Amendment, Details, NotificationRef, Personal, Reconfirmation, Share, Withdrawal,
};
use truceline_register::place::{HoldingPoint, Leg, MovementPlace, SitePlace};
use truceline_register::vocabulary::{ForceClass, ForceSet, Resolution, Role};

/// What turns rows into statements.
pub struct Scribe {
    /// Who may be told, at most.
    pub shares: Vec<Share>,
    /// The zone of all of it.
    pub zone: Option<ZoneId>,
    /// How finely the register is told.
    pub disclose: Disclose,
    /// Whose.
    pub party: PartyId,
    /// Whose people, where a row does not say.
    pub forces: ForceSet,
}

/// What came of the rows.
#[derive(Default)]
pub struct Taken {
    /// Statements to submit.
    pub speeches: Vec<Speech>,
    /// Rows that are recorded already.
    pub repeated: Vec<Location>,
    /// Rows that contradict what is recorded.
    pub faults: Vec<Fault>,
    /// Sound rows.
    pub good: usize,
    /// Which act is which row.
    pub rows: BTreeMap<String, (Location, String)>,
}

/// One fault for people.
#[derive(Clone, Debug, Serialize)]
pub struct FaultView {
    /// Sheet, or `features`.
    pub sheet: String,
    /// Row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A stable word.
    pub code: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
}

/// What an import came to.
#[derive(Clone, Debug, Serialize)]
pub struct ImportView {
    /// Rows in the file.
    pub rows: u32,
    /// Sound rows.
    pub good: usize,
    /// Statements recorded.
    pub recorded: usize,
    /// Rows recorded before.
    pub repeated: usize,
    /// Statements that the register refused.
    pub refused: usize,
    /// What is wrong.
    pub faults: Vec<FaultView>,
    /// What to look at.
    pub warnings: Vec<FaultView>,
    /// How many rows have which flag of the register.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub flag_counts: BTreeMap<&'static str, usize>,
    /// The rows that the register flagged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flagged: Vec<FlaggedView>,
    /// The places as they were understood, row by row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read_back: Vec<RowBack>,
}

impl FaultView {
    /// One for people.
    #[must_use]
    pub fn of(fault: &Fault) -> Self {
        Self {
            sheet: fault.location.sheet.clone(),
            row: fault.location.row,
            column: fault.location.column.clone(),
            code: fault.code.as_str(),
            what: fault.what.clone(),
            todo: fault.do_what.clone(),
        }
    }
}

impl ImportView {
    /// The view of an import, nothing recorded yet.
    #[must_use]
    pub fn of(rows: u32, good: usize, faults: &[Fault], warnings: &[Fault]) -> Self {
        Self {
            rows,
            good,
            recorded: 0,
            repeated: 0,
            refused: 0,
            faults: faults.iter().map(FaultView::of).collect(),
            warnings: warnings.iter().map(FaultView::of).collect(),
            flag_counts: BTreeMap::new(),
            flagged: Vec::new(),
            read_back: Vec::new(),
        }
    }

    /// With the rows that the register flagged.
    #[must_use]
    pub fn with_flags(mut self, flagged: Vec<FlaggedView>) -> Self {
        for flag in flagged.iter().flat_map(|row| &row.flags) {
            *self.flag_counts.entry(flag).or_insert(0) += 1;
        }
        self.flagged = flagged;
        self
    }

    /// With the places as they were understood.
    #[must_use]
    pub fn with_read_back(mut self, read_back: Vec<RowBack>) -> Self {
        self.read_back = read_back;
        self
    }

    /// With what was recorded.
    #[must_use]
    pub fn with(mut self, recorded: usize, repeated: usize, refused: usize) -> Self {
        (self.recorded, self.repeated, self.refused) = (recorded, repeated, refused);
        self
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        if !self.faults.is_empty() {
            text += &format!("faults: {}\n{}", self.faults.len(), table_of(&self.faults));
        }
        text += &summed_up(&self.warnings);
        text += &super::lookout::rows_text(&self.read_back, &self.flagged, &self.flag_counts);
        text + &format!(
            "rows: {}, sound: {}, recorded: {}, recorded before: {}, refused: {}\n",
            self.rows, self.good, self.recorded, self.repeated, self.refused
        )
    }
}

/// Warnings of one kind in one line: a file may have one in every row.
pub(super) fn summed_up(warnings: &[FaultView]) -> String {
    let mut kinds: BTreeMap<&str, (usize, &FaultView)> = BTreeMap::new();
    for warning in warnings {
        kinds.entry(warning.code).or_insert((0, warning)).0 += 1;
    }
    let line = |(code, (count, first)): (&str, (usize, &FaultView))| {
        let row = first
            .row
            .map(|row| format!(", first in row {row}"))
            .unwrap_or_default();
        format!(
            "warning {code}: {count} times{row}: {}; {}\n",
            first.what, first.todo
        )
    };
    kinds.into_iter().map(line).collect()
}

/// Faults as a table of text.
#[must_use]
pub fn table_of(faults: &[FaultView]) -> String {
    let mut text = String::new();
    for fault in faults.iter().take(MAX_FAULTS_SHOWN) {
        let row = fault.row.map(|row| row.to_string()).unwrap_or_default();
        let column = fault.column.as_deref().unwrap_or_default();
        text += &format!(
            "  {:<10} {row:>6}  {column:<16} {:<20} {}; {}\n",
            fault.sheet, fault.code, fault.what, fault.todo
        );
    }
    if faults.len() > MAX_FAULTS_SHOWN {
        text += &format!("  … and {} more\n", faults.len() - MAX_FAULTS_SHOWN);
    }
    text
}

/// Whose people a party's rows are about where they do not say.
#[must_use]
pub fn usual_forces(speaker: &Speaker<'_>) -> ForceSet {
    let role = speaker
        .register()
        .and_then(|register| register.authority.role(speaker.party()));
    match role {
        Some(Role::Force) => ForceSet::ALL_FORCES,
        Some(Role::Civil) => ForceSet::of(&[ForceClass::Civil]),
        _ => ForceSet::of(&[ForceClass::Humanitarian]),
    }
}

/// A row that says something about a notification.
pub trait Row {
    /// Where it stands.
    fn location(&self) -> &Location;
    /// The submitter's own reference.
    fn reference(&self) -> &str;
    /// What it says.
    fn says(&self, id: NotificationId, scribe: &Scribe) -> Saying;
}

/// What a row says, in plain words.
pub enum Saying {
    /// Something new.
    Add(Box<Content>),
    /// Something in place of what was notified.
    Amend(Box<Content>),
    /// It is taken back.
    Withdraw(Option<String>),
    /// It still holds.
    Reconfirm(Reconfirmation),
}

/// A site or a movement.
pub enum Content {
    /// A site.
    Site(SiteWords),
    /// A movement.
    Movement(MovementWords),
}

impl Content {
    /// Digest of all that it says, before anything is salted.
    fn fingerprint(&self) -> Digest {
        let mut bytes = Vec::new();
        let mut add = |part: Vec<u8>| {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part);
        };
        match self {
            Self::Site(words) => {
                add(cbor::encode(&words.place));
                add(words.category.word().into());
                add(cbor::encode(&words.forces));
                add(encoded(words.reconfirm_by.as_ref()));
                add(encoded(words.details.as_ref()));
                add(encoded(words.personal.as_ref()));
                add(cbor::encode(&words.shares));
            }
            Self::Movement(words) => {
                add(cbor::encode(&words.place));
                add(words.mode.word().into());
                add(cbor::encode(&words.forces));
                add(vec![u8::from(words.emergency)]);
                add(encoded(words.details.as_ref()));
                add(encoded(words.personal.as_ref()));
                add(cbor::encode(&words.shares));
            }
        }
        Digest::of(&bytes)
    }

    fn seal(self, sealer: &mut Sealer<'_>) -> Result<Amendment, Problem> {
        Ok(match self {
            Self::Site(words) => Amendment::Site(words.seal(sealer)?),
            Self::Movement(words) => Amendment::Movement(words.seal(sealer)?),
        })
    }
}

fn encoded<T: Encode<()>>(value: Option<&T>) -> Vec<u8> {
    value.map(|value| cbor::encode(value)).unwrap_or_default()
}

impl Saying {
    fn fingerprint(&self) -> Digest {
        match self {
            Self::Add(content) => content.fingerprint(),
            Self::Amend(content) => {
                Digest::of(&[b"amend".as_slice(), &content.fingerprint().0].concat())
            }
            Self::Withdraw(reason) => Digest::of(format!("withdraw {reason:?}").as_bytes()),
            Self::Reconfirm(body) => {
                Digest::of(format!("reconfirm {}", body.reconfirm_by).as_bytes())
            }
        }
    }

    fn seal(self, id: NotificationId, sealer: &mut Sealer<'_>) -> Result<Act, Problem> {
        Ok(match self {
            Self::Add(content) => match content.seal(sealer)? {
                Amendment::Site(body) => Act::Site(body),
                Amendment::Movement(body) => Act::Movement(body),
                Amendment::Nil(body) => Act::Nil(body),
            },
            Self::Amend(content) => Act::Amended(content.seal(sealer)?),
            Self::Withdraw(reason) => {
                let reason = sealer.text(reason.as_deref())?;
                Act::Withdrawn(Withdrawal { id, reason })
            }
            Self::Reconfirm(body) => Act::Reconfirmed(body),
        })
    }
}

impl Scribe {
    /// Turns rows into statements.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a place that cannot be.
    pub fn take<R: Row>(&self, rows: &[R], speaker: &mut Speaker<'_>) -> Result<Taken, Problem> {
        let mut taken = Taken::default();
        for row in rows {
            let id =
                NotificationId::from_bytes(self.id("notification", row.reference(), Digest::ZERO));
            let saying = row.says(id, self);
            let act_id = ActId::from_bytes(self.id("act", row.reference(), saying.fingerprint()));
            if let Some(register) = speaker.register() {
                if register.acts.contains_key(&(self.party, act_id)) {
                    taken.repeated.push(row.location().clone());
                    taken.good += 1;
                    continue;
                }
                let known = register
                    .notifications
                    .get(NotificationRef {
                        party: self.party,
                        id,
                    })
                    .is_some();
                if let Some(fault) = self.contradicts(row.location(), &saying, known) {
                    taken.faults.push(fault);
                    continue;
                }
            }
            let mut sealer = speaker.sealer(self.disclose);
            let act = saying.seal(id, &mut sealer)?;
            let mut speech = sealer.speech(act);
            speech.act_id = Some(act_id);
            let row_of = (row.location().clone(), row.reference().to_owned());
            taken.rows.insert(act_id.to_string(), row_of);
            taken.speeches.push(speech);
            taken.good += 1;
        }
        Ok(taken)
    }

    /// An id that follows from what it is for, the party and the reference.
    fn id(&self, kind: &str, reference: &str, content: Digest) -> [u8; 16] {
        let mut bytes =
            format!("truceline import 1\n{kind}\n{}\n{reference}\n", self.party).into_bytes();
        bytes.extend(content.0);
        first_half(&Digest::of(&bytes).0)
    }

    fn contradicts(&self, location: &Location, saying: &Saying, known: bool) -> Option<Fault> {
        match (saying, known) {
            (Saying::Add(_), true) => Some(contradiction(
                location,
                "the reference stands for another notification already",
                "ask to amend it, or give another reference",
            )),
            (Saying::Amend(_) | Saying::Withdraw(_) | Saying::Reconfirm(_), false) => {
                Some(contradiction(
                    location,
                    "no notification of this reference was imported",
                    "correct the reference, or ask to add it",
                ))
            }
            _ => None,
        }
    }

    fn shares_at_most(&self, most: Option<Resolution>) -> Vec<Share> {
        let at_most = |share: &Share| Share {
            to: share.to,
            resolution: most.map_or(share.resolution, |most| share.resolution.min(most)),
        };
        self.shares.iter().map(at_most).collect()
    }

    fn forces_of(&self, said: &[ForceClass]) -> ForceSet {
        if said.is_empty() {
            self.forces
        } else {
            ForceSet::of(said)
        }
    }
}

impl Row for SiteDraft {
    fn location(&self) -> &Location {
        &self.location
    }

    fn reference(&self) -> &str {
        &self.reference
    }

    fn says(&self, id: NotificationId, scribe: &Scribe) -> Saying {
        match &self.action {
            SiteAction::Add(site) => Saying::Add(Box::new(Content::Site(site_words(
                site,
                &self.reference,
                id,
                scribe,
            )))),
            SiteAction::Amend(site) => Saying::Amend(Box::new(Content::Site(site_words(
                site,
                &self.reference,
                id,
                scribe,
            )))),
            SiteAction::Withdraw { reason } => Saying::Withdraw(reason.clone()),
            SiteAction::Reconfirm {
                valid_until,
                reconfirm_by,
            } => {
                // One of the two is there: a row without both is a fault.
                let until = reconfirm_by
                    .or(*valid_until)
                    .unwrap_or(truceline_register::time::Instant::MIN);
                Saying::Reconfirm(Reconfirmation {
                    id,
                    reconfirm_by: until,
                })
            }
        }
    }
}

impl Row for MovementDraft {
    fn location(&self) -> &Location {
        &self.location
    }

    fn reference(&self) -> &str {
        &self.reference
    }

    fn says(&self, id: NotificationId, scribe: &Scribe) -> Saying {
        match &self.action {
            MovementAction::Add(movement) => Saying::Add(Box::new(Content::Movement(
                movement_words(movement, &self.reference, id, scribe),
            ))),
            MovementAction::Amend(movement) => Saying::Amend(Box::new(Content::Movement(
                movement_words(movement, &self.reference, id, scribe),
            ))),
            MovementAction::Withdraw { reason } => Saying::Withdraw(reason.clone()),
        }
    }
}

/// Several remarks as one.
fn joined(parts: &[Option<String>]) -> Option<String> {
    let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        None
    } else {
        Some(parts.join("; "))
    }
}

fn labelled(label: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| format!("{label}: {value}"))
}

fn site_words(site: &Site, reference: &str, id: NotificationId, scribe: &Scribe) -> SiteWords {
    let details = Details {
        names: std::iter::once(site.name.clone())
            .chain(site.other_names.iter().cloned())
            .collect(),
        place_code: site
            .p_code
            .clone()
            .or_else(|| site.place.gazetteer_id.clone()),
        position_as_given: Some(site.place.as_submitted.clone()).filter(|text| !text.is_empty()),
        capture: site
            .place
            .capture
            .map(|capture| capture.as_str().to_owned()),
        marking: site.marking.clone(),
        vehicles: None,
        purpose: joined(&[
            site.function.clone(),
            labelled("category as written", site.category_as_written.as_deref()),
            labelled("organisation", site.organisation.as_deref()),
            labelled("relation", site.relation.map(|relation| relation.as_str())),
            labelled("partner", site.partner.as_deref()),
            site.remarks.clone(),
        ]),
        reference: Some(reference.to_owned()),
    };
    SiteWords {
        id,
        place: SitePlace {
            footprint: site.place.footprint.clone(),
            altitude: site.altitude,
            start: site.valid_from,
            end: site.valid_until,
            precision: site.place.precision.declared(),
            buffer: site.buffer,
        },
        zone: scribe.zone,
        category: site.category,
        forces: scribe.forces_of(&site.forces),
        reconfirm_by: site.reconfirm_by,
        details: Some(details),
        personal: Some(Personal {
            contact: Some(site.contact.clone()),
            verified_by: site.verified_by.clone(),
            persons: Vec::new(),
        }),
        shares: scribe.shares_at_most(site.resolution),
    }
}

fn movement_words(
    movement: &Movement,
    reference: &str,
    id: NotificationId,
    scribe: &Scribe,
) -> MovementWords {
    let yes =
        |asked: Option<bool>, words: &str| asked.filter(|asked| *asked).map(|_| words.to_owned());
    let details = Details {
        purpose: joined(&[
            Some(movement.purpose.clone()),
            labelled("emergency", movement.emergency.as_deref()),
            labelled(
                "people",
                movement.people.map(|people| people.to_string()).as_deref(),
            ),
            labelled("organisation", movement.organisation.as_deref()),
            labelled("partner", movement.partner.as_deref()),
            yes(movement.coordination, "coordination under way is asked for"),
            yes(movement.escort, "an escort is asked for"),
            movement.remarks.clone(),
        ]),
        capture: movement.capture.map(|capture| capture.as_str().to_owned()),
        marking: movement.vehicle_marks.clone(),
        vehicles: movement.vehicles,
        reference: Some(reference.to_owned()),
        ..Details::default()
    };
    let leg = |leg: &truceline_formats::movements::legs::LegDraft| Leg {
        line: leg.line.clone(),
        altitude: movement.altitude,
        window: leg.window,
    };
    let hold = |point: &truceline_formats::movements::legs::HoldingPointDraft| HoldingPoint {
        place: point.place.clone(),
        window: point.window,
    };
    MovementWords {
        id,
        place: MovementPlace {
            legs: movement.legs.iter().map(leg).collect(),
            holding_points: movement.holding_points.iter().map(hold).collect(),
            precision: movement.precision.declared(),
            buffer: movement.buffer,
        },
        zone: scribe.zone,
        mode: movement.mode,
        forces: scribe.forces_of(&movement.forces),
        emergency: movement.emergency.is_some(),
        details: Some(details),
        personal: Some(Personal {
            contact: joined(&[
                Some(movement.contact.clone()),
                labelled("on board", movement.contact_on_board.as_deref()),
            ]),
            verified_by: movement.verified_by.clone(),
            persons: movement.persons.clone(),
        }),
        shares: scribe.shares_at_most(movement.resolution),
    }
}
