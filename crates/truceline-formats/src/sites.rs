//! Sites: rows of the template to drafts of notifications.
//!
//! A draft is what the row says, in the register's own types; the program makes a statement of
//! it. Nothing is judged against a zone, a clock or an earlier notification.
//! `docs/spec/import.md`, "Sites"; DOMAIN.md §3.1.

use crate::fault::{Code, Fault, Location};
use crate::field::{Fields, Record, words};
use crate::import::{Import, Neighbours, Settings};
use crate::moment::BareDate;
use crate::place::{self, Place, Surroundings};
use crate::table;
use crate::template::{self, Part};
use std::collections::BTreeMap;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::{AltitudeBand, Decimetres, Position};
use truceline_register::time::Instant;
use truceline_register::vocabulary::{ForceClass, Resolution, SiteCategory};

#[cfg(test)]
mod tests;

words! {
    /// What a row asks for.
    Request {
        /// Notify it.
        Add = "add",
        /// Put this in place of what was notified.
        Amend = "amend",
        /// Take it back.
        Withdraw = "withdraw",
        /// Say that it still holds.
        Reconfirm = "reconfirm",
    }
}

words! {
    /// What an organisation does with a site.
    Relation {
        /// Runs its administration.
        Administers = "administers",
        /// Supports it.
        Supports = "supports",
        /// Runs it.
        Operates = "operates",
    }
}

/// A row that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteDraft {
    /// Row it stands in.
    pub location: Location,
    /// The submitter's own reference.
    pub reference: String,
    /// What it asks for.
    pub action: SiteAction,
}

/// What a row asks for, with what that needs.
#[derive(Clone, Debug, PartialEq)]
pub enum SiteAction {
    /// Notify it.
    Add(Box<Site>),
    /// Put this in place of what was notified.
    Amend(Box<Site>),
    /// Take it back.
    Withdraw {
        /// Why, in words.
        reason: Option<String>,
    },
    /// Say that it still holds.
    Reconfirm {
        /// Until when, if it will end.
        valid_until: Option<Instant>,
        /// When that will be said again.
        reconfirm_by: Option<Instant>,
    },
}

/// A site as its row describes it.
#[derive(Clone, PartialEq)]
pub struct Site {
    /// What it is.
    pub category: SiteCategory,
    /// The word written, where the list has no such word.
    pub category_as_written: Option<String>,
    /// Its name.
    pub name: String,
    /// Its name in other scripts and spellings.
    pub other_names: Vec<String>,
    /// Code of the locality in a public list.
    pub p_code: Option<String>,
    /// Where.
    pub place: Place,
    /// How far around others are asked to stay away.
    pub buffer: Decimetres,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// Since when.
    pub valid_from: Instant,
    /// Until when, if it will end.
    pub valid_until: Option<Instant>,
    /// When it will be reconfirmed. At least one of the two is there.
    pub reconfirm_by: Option<Instant>,
    /// Whose people; empty where the row does not say.
    pub forces: Vec<ForceClass>,
    /// Who submits.
    pub organisation: Option<String>,
    /// Implementing or supporting partner.
    pub partner: Option<String>,
    /// What the organisation does with it.
    pub relation: Option<Relation>,
    /// What it serves for.
    pub function: Option<String>,
    /// Whom to call at any hour.
    pub contact: String,
    /// Who verified it.
    pub verified_by: Vec<String>,
    /// Marks that can be seen.
    pub marking: Option<String>,
    /// How exactly recipients may be told.
    pub resolution: Option<Resolution>,
    /// Anything else.
    pub remarks: Option<String>,
}

impl std::fmt::Debug for Site {
    /// Names and contacts are as secret as the place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Site({}, [redacted])", self.category)
    }
}

/// Reads a file of sites, CSV or XLSX.
#[must_use]
pub fn import(bytes: &[u8], settings: &Settings<'_>) -> Import<SiteDraft> {
    let book = match table::read(bytes) {
        Ok(book) => book,
        Err(fault) => return Import::failed(vec![fault]),
    };
    let Some(sheet) = template::sheet(&book, Part::Sites) else {
        return Import::failed(vec![template::no_marker(&book)]);
    };
    match template::records(sheet, Part::Sites) {
        Ok(records) => of_records(&records, settings),
        Err(faults) => Import::failed(faults),
    }
}

/// Makes drafts of rows.
#[must_use]
pub fn of_records(records: &[Record], settings: &Settings<'_>) -> Import<SiteDraft> {
    let surroundings = settings.surroundings();
    let mut import = Import::empty();
    let mut requests = OneRequest::default();
    let mut references = BTreeMap::new();
    let mut neighbours = Neighbours::new(settings.near_duplicate_m);
    for record in records {
        if record.is_example() {
            import.warnings.push(example(record));
            continue;
        }
        import.rows += 1;
        let mut fields = Fields::new(record, &settings.zones);
        let draft = read(&mut fields, &surroundings);
        let mut faults = fields.faults;
        // What only shows across rows: mixed requests, references twice, places nearly twice.
        faults.extend(requests.check(record));
        faults.extend(once(&mut references, record));
        import.warnings.extend(fields.warnings);
        if let Some(draft) = draft.filter(|_| faults.is_empty()) {
            import
                .warnings
                .extend(near(&mut neighbours, &draft, record));
            import.drafts.push(draft);
        }
        import.faults.extend(faults);
    }
    import
}

fn read(fields: &mut Fields<'_>, surroundings: &Surroundings<'_>) -> Option<SiteDraft> {
    let reference = fields.reference();
    fields.require("request");
    let request = fields.word("request", Request::of, Request::WORDS);
    let action = match request? {
        Request::Add => SiteAction::Add(Box::new(site(fields, surroundings)?)),
        Request::Amend => SiteAction::Amend(Box::new(site(fields, surroundings)?)),
        Request::Withdraw => SiteAction::Withdraw {
            reason: fields.prose("remarks"),
        },
        Request::Reconfirm => {
            let (valid_until, reconfirm_by) = expiry(fields);
            SiteAction::Reconfirm {
                valid_until,
                reconfirm_by,
            }
        }
    };
    let draft = SiteDraft {
        location: fields.record().here(),
        reference: reference?,
        action,
    };
    fields.faults.is_empty().then_some(draft)
}

fn site(fields: &mut Fields<'_>, surroundings: &Surroundings<'_>) -> Option<Site> {
    let category = category(fields);
    let name = fields.required_line("name");
    let other_names = fields.list("other_names");
    let p_code = fields.line("p_code");
    let place = place::read(fields, surroundings);
    let buffer = fields.metres("buffer_m").unwrap_or(Decimetres::ZERO);
    let altitude = fields.altitude();
    fields.require("valid_from");
    let valid_from = fields.time("valid_from", BareDate::Begins);
    let (valid_until, reconfirm_by) = expiry(fields);
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until <= from
    {
        let what = "valid_until is not after valid_from";
        fields.fault(
            "valid_until",
            Code::Window,
            what,
            "check both times and the zone",
        );
    }
    let forces = fields.words(
        "forces",
        ForceClass::from_word,
        &template::columns::forces(),
    );
    let relation = fields.word("relation", Relation::of, Relation::WORDS);
    let contact = fields.required_line("contact");
    let resolutions = template::columns::resolutions();
    let site = Site {
        organisation: fields.line("organisation"),
        partner: fields.line("partner"),
        function: fields.line("function"),
        verified_by: fields.list("verified_by"),
        marking: fields.line("marking"),
        resolution: fields.word("resolution", Resolution::from_word, &resolutions),
        remarks: fields.prose("remarks"),
        category: category.as_ref()?.0,
        category_as_written: category?.1,
        name: name?,
        other_names,
        p_code,
        place: place?,
        buffer,
        altitude,
        valid_from: valid_from?,
        valid_until,
        reconfirm_by,
        forces,
        relation,
        contact: contact?,
    };
    Some(site)
}

/// The category; a word outside the list is kept and warned of, for people are there all the same.
fn category(fields: &mut Fields<'_>) -> Option<(SiteCategory, Option<String>)> {
    let written = fields.required_line("category")?;
    if let Some(category) = SiteCategory::from_word(&crate::field::plain_word(&written)) {
        return Some((category, None));
    }
    let what = "the list has no such category; it is taken as `other` and kept as written";
    let choose = format!("use one of {}", template::columns::categories().join(", "));
    fields.warn("category", Code::CategoryUnknown, what, choose);
    Some((SiteCategory::Other, Some(written)))
}

/// `valid_until` and `reconfirm_by`, of which one must be there.
fn expiry(fields: &mut Fields<'_>) -> (Option<Instant>, Option<Instant>) {
    let until = fields.time("valid_until", BareDate::Ends);
    let reconfirm = fields.time("reconfirm_by", BareDate::Ends);
    if fields.record().is_blank(&["valid_until", "reconfirm_by"]) {
        let what = "the row says neither its end nor when it will be reconfirmed";
        let fill = "fill in valid_until or reconfirm_by";
        fields.fault("reconfirm_by", Code::ExpiryMissing, what, fill);
    }
    (until, reconfirm)
}

/// Holds all rows of a file to the first one's request.
#[derive(Default)]
pub(crate) struct OneRequest(Option<(String, u32)>);

impl OneRequest {
    pub(crate) fn check(&mut self, record: &Record) -> Option<Fault> {
        let request = crate::field::plain_word(&record.plain("request")?);
        let (first, row) = self.0.get_or_insert((request.clone(), record.row));
        if *first == request {
            return None;
        }
        let what = format!("row {row} asks for another thing; a file asks for one");
        let split = "put the rows into one file for each request";
        Some(Fault::new(
            record.at("request"),
            Code::MixedRequests,
            what,
            split,
        ))
    }
}

/// Refuses a reference that an earlier row has.
pub(crate) fn once(seen: &mut BTreeMap<String, u32>, record: &Record) -> Option<Fault> {
    let reference = record.plain("reference")?;
    let earlier = *seen.entry(reference).or_insert(record.row);
    if earlier == record.row {
        return None;
    }
    let what = format!("row {earlier} has the same reference");
    let one = "keep one row for each reference";
    Some(Fault::new(
        record.at("reference"),
        Code::ReferenceDuplicate,
        what,
        one,
    ))
}

/// The warning for the template's example.
pub(crate) fn example(record: &Record) -> Fault {
    let what = "the example of the template was passed over";
    let remove = "remove the row, or give it your own reference";
    Fault::new(record.here(), Code::ExampleRow, what, remove)
}

fn near(neighbours: &mut Neighbours, draft: &SiteDraft, record: &Record) -> Option<Fault> {
    let (SiteAction::Add(site) | SiteAction::Amend(site)) = &draft.action else {
        return None;
    };
    let earlier = neighbours.meet(first(&site.place.footprint)?, record.row)?;
    let what = format!("the place lies within a few metres of row {earlier}");
    let check = "check that both rows are meant";
    Some(Fault::new(
        record.here(),
        Code::PositionDuplicate,
        what,
        check,
    ))
}

fn first(footprint: &Footprint) -> Option<Position> {
    match footprint {
        Footprint::Circle(circle) => Some(circle.centre),
        Footprint::Line(line) => line.vertices().first().copied(),
        Footprint::Polygons(polygons) => {
            let polygon = polygons.first()?;
            polygon.shell().vertices().first().copied()
        }
    }
}
