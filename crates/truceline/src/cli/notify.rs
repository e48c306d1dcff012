//! `notify`, `amend`: sites, movements and nils.

use super::context::Context;
use super::flags::{self, Found, ReadBack, ShareFlag, When, Where};
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::notification::{MovementWords, NilWords, SiteWords};
use crate::speech::{Disclose, Sealer};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::geometry::footprint::{Circle, Line};
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::ids::{NotificationId, ZoneId};
use truceline_register::notification::{Amendment, Details, Personal};
use truceline_register::place::{HoldingPoint, Leg, MovementPlace, SitePlace, Volume4d};
use truceline_register::time::{Instant, TimeWindow};
use truceline_register::vocabulary::{ForceSet, MovementMode, SiteCategory};

/// Tell the register where people are, where they will move, or where there is nobody
#[derive(Args, Clone, Debug)]
pub struct Notify {
    #[command(subcommand)]
    what: What,
}

/// Put something new in place of what was notified
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key r.key amend ntf_… site --at \"35.7161, 36.5192\" --radius 200m --until 2031-06-01T00:00:00Z\nOf a site: what takes something of it away counts beside what was said, until another person has countersigned:\n  truceline --data valley --key r-2.key countersign 42"
)]
pub struct Amend {
    /// The notification's id
    #[arg(value_parser = notification_id)]
    id: NotificationId,
    #[command(subcommand)]
    what: What,
}

/// What is notified.
#[derive(Subcommand, Clone, Debug)]
pub enum What {
    /// People or things that stay
    Site(Box<SiteFlags>),
    /// People or things that move
    Movement(Box<MovementFlags>),
    /// Nobody of the named forces in an area and window
    Nil(Box<NilFlags>),
}

/// Reads a notification's id.
///
/// # Errors
/// What is wanted.
pub fn notification_id(text: &str) -> Result<NotificationId, String> {
    NotificationId::parse(text).map_err(|error| error.to_string())
}

/// What every notification may say.
#[derive(Args, Clone, Debug)]
pub struct Sharing {
    /// Who may be told, and how exactly: PARTY=exact, cell, existence or commitment
    #[arg(long, value_name = "PARTY=RESOLUTION", value_parser = flags::share)]
    share: Vec<ShareFlag>,
    /// How finely the register itself is told
    #[arg(long, value_enum, default_value = "exact")]
    disclose: Disclose,
    /// The zone it lies in, by name or id; without it the first that it touches
    #[arg(long)]
    zone: Option<String>,
}

/// Names, marks and persons.
#[derive(Args, Clone, Debug)]
pub struct About {
    /// A name of it; once for each script or spelling
    #[arg(long)]
    name: Vec<String>,
    /// Purpose in words
    #[arg(long)]
    purpose: Option<String>,
    /// Marks visible from the air, at night, in infrared
    #[arg(long)]
    marking: Option<String>,
    /// How many vehicles
    #[arg(long)]
    vehicles: Option<u32>,
    /// Your own reference
    #[arg(long)]
    reference: Option<String>,
    /// Whom to call at any hour
    #[arg(long)]
    contact: Option<String>,
    /// Who verified the position
    #[arg(long)]
    verified_by: Vec<String>,
    /// A person on board
    #[arg(long)]
    person: Vec<String>,
}

/// Notify a site
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key relief.key notify site --at \"35°42.97'N 36°31.15'E\" --radius 150m \\\n    --category health --name \"Dorvane clinic\" --reconfirm-by now+7d --share North=exact --share South=cell"
)]
pub struct SiteFlags {
    #[command(flatten)]
    place: Where,
    /// What it is, such as health, school, camp, water, observation-post, position, other
    #[arg(long, value_parser = flags::category, default_value = "other")]
    category: SiteCategory,
    /// Whose people: all, or some of regulars,attached,partners,contractors,humanitarian,civil
    #[arg(long, value_parser = flags::forces, default_value = "humanitarian")]
    forces: ForceSet,
    /// From when
    #[arg(long, value_parser = flags::when, default_value = "now")]
    from: When,
    /// Until when, if its end is known
    #[arg(long, value_parser = flags::when)]
    until: Option<When>,
    /// When it goes stale unless reconfirmed
    #[arg(long, value_parser = flags::when)]
    reconfirm_by: Option<When>,
    /// How far the true place may lie from the one given; never finer than the notation
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// How far around it others are asked to stay away
    #[arg(long, value_parser = flags::length, default_value = "0")]
    buffer: Decimetres,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    sharing: Sharing,
}

/// One leg: `COORDINATES @ START / END`.
#[derive(Clone, Debug)]
struct LegFlag {
    points: String,
    from: When,
    until: When,
}

fn leg(text: &str) -> Result<LegFlag, String> {
    let wanted = "write \"COORDINATE; COORDINATE @ START / END\"";
    let (points, times) = text.rsplit_once('@').ok_or(wanted)?;
    let (from, until) = times.split_once('/').ok_or(wanted)?;
    Ok(LegFlag {
        points: points.trim().to_owned(),
        from: flags::when(from.trim())?,
        until: flags::when(until.trim())?,
    })
}

/// Notify a movement
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key relief.key notify movement --mode overland --vehicles 5 --width 50m \\\n    --leg \"35.71, 36.52; 35.74, 36.60 @ 2031-05-02T08:00:00Z / 2031-05-02T10:00:00Z\" \\\n    --leg \"35.74, 36.60; 35.80, 36.61 @ 2031-05-02T10:00:00Z / 2031-05-02T12:00:00Z\" \\\n    --hold \"35.74, 36.60 @ 2031-05-02T09:00:00Z / 2031-05-02T13:00:00Z\""
)]
pub struct MovementFlags {
    /// The whole way as one leg: coordinates separated by semicolons
    #[arg(long, value_name = "COORDINATES", conflicts_with = "leg", requires_all = ["from", "until"], allow_hyphen_values = true)]
    route: Option<String>,
    /// When the one leg begins at the earliest
    #[arg(long, value_parser = flags::when)]
    from: Option<When>,
    /// When it ends at the latest
    #[arg(long, value_parser = flags::when)]
    until: Option<When>,
    /// A leg with its window: "COORDINATES @ START / END"; once for each, in order
    #[arg(long, value_parser = leg, allow_hyphen_values = true)]
    leg: Vec<LegFlag>,
    /// Half-width of the way
    #[arg(long, value_parser = flags::length, default_value = "50m")]
    width: Decimetres,
    /// A place where it may wait: "COORDINATE @ START / END"
    #[arg(long, value_parser = leg, allow_hyphen_values = true)]
    hold: Vec<LegFlag>,
    /// Radius of the holding points
    #[arg(long, value_parser = flags::length, default_value = "100m")]
    hold_radius: Decimetres,
    /// Heights in metres above the ellipsoid; without it all heights
    #[arg(long, value_parser = flags::altitude, allow_hyphen_values = true)]
    altitude: Option<AltitudeBand>,
    /// How it travels: overland, waterborne, air, foot, evacuation
    #[arg(long, value_parser = flags::mode, default_value = "overland")]
    mode: MovementMode,
    /// Whose people
    #[arg(long, value_parser = flags::forces, default_value = "humanitarian")]
    forces: ForceSet,
    /// An emergency: the shorter lead time applies
    #[arg(long)]
    emergency: bool,
    /// How far the true way may lie from the one given; never finer than the notation
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// How far around it others are asked to stay away
    #[arg(long, value_parser = flags::length, default_value = "0")]
    buffer: Decimetres,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    sharing: Sharing,
}

/// Notify a nil
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key south.key notify nil --area \"35.7,36.5; 35.8,36.5; 35.8,36.6; 35.7,36.6\" \\\n    --until now+6h --forces regulars,partners"
)]
pub struct NilFlags {
    #[command(flatten)]
    place: Where,
    /// How far the true edge may lie from the one given; never finer than the notation
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// From when
    #[arg(long, value_parser = flags::when, default_value = "now")]
    from: When,
    /// Until when
    #[arg(long, value_parser = flags::when)]
    until: When,
    /// Which forces it covers; no others
    #[arg(long, value_parser = flags::forces)]
    forces: ForceSet,
    /// As of when it was true
    #[arg(long, value_parser = flags::when, default_value = "now")]
    as_of: When,
    #[command(flatten)]
    sharing: Sharing,
}

impl Notify {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let id = NotificationId::from_bytes(speaker.draw()?);
        let disclose = self.what.disclose();
        let words = self.what.words(&mut speaker, id)?;
        let mut sealer = speaker.sealer(disclose);
        let act = words.seal(&mut sealer, |body| match body {
            Amendment::Site(body) => Act::Site(body),
            Amendment::Movement(body) => Act::Movement(body),
            Amendment::Nil(body) => Act::Nil(body),
        })?;
        let speech = sealer.speech(act);
        speaker.say(&[speech])
    }
}

impl Amend {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let words = self.what.words(&mut speaker, self.id)?;
        let mut sealer = speaker.sealer(self.what.disclose());
        let act = words.seal(&mut sealer, Act::Amended)?;
        let speech = sealer.speech(act);
        speaker.say(&[speech])
    }
}

/// A notification in plain words.
pub enum Words {
    /// A site.
    Site(Box<SiteWords>),
    /// A movement.
    Movement(Box<MovementWords>),
    /// A nil.
    Nil(Box<NilWords>),
}

impl Words {
    fn zone(&self) -> Option<ZoneId> {
        match self {
            Self::Site(words) => words.zone,
            Self::Movement(words) => words.zone,
            Self::Nil(_) => None,
        }
    }

    /// The body, made into what carries it.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a place that cannot be.
    pub fn seal<T>(
        self,
        sealer: &mut Sealer<'_>,
        into: impl FnOnce(Amendment) -> T,
    ) -> Result<T, Problem> {
        Ok(into(match self {
            Self::Site(words) => Amendment::Site(words.seal(sealer)?),
            Self::Movement(words) => Amendment::Movement(words.seal(sealer)?),
            Self::Nil(words) => Amendment::Nil(words.seal(sealer)?),
        }))
    }
}

impl What {
    /// How finely the register is told.
    #[must_use]
    pub const fn disclose(&self) -> Disclose {
        match self {
            Self::Site(flags) => flags.sharing.disclose,
            Self::Movement(flags) => flags.sharing.disclose,
            // A nil has no coarser form: undisclosed it covers nothing.
            Self::Nil(_) => Disclose::Exact,
        }
    }

    /// The flags as plain words.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn words(&self, speaker: &mut Speaker<'_>, id: NotificationId) -> Result<Words, Problem> {
        let words = match self {
            Self::Site(flags) => Words::Site(Box::new(flags.words(speaker, id)?)),
            Self::Movement(flags) => Words::Movement(Box::new(flags.words(speaker, id)?)),
            Self::Nil(flags) => Words::Nil(Box::new(flags.words(speaker, id)?)),
        };
        self.disclose().check(words.zone())?;
        Ok(words)
    }
}

/// The coarser of what is stated and what the notation implies.
#[must_use]
pub fn precision(stated: Option<Decimetres>, implied: Option<Decimetres>) -> Option<Decimetres> {
    stated.max(implied)
}

/// Which zone a notification is said to lie in.
fn zone(
    speaker: &Speaker<'_>,
    sharing: &Sharing,
    found: &Found,
    from: Instant,
    until: Option<Instant>,
) -> Result<Option<ZoneId>, Problem> {
    let window = TimeWindow::new(from, until.unwrap_or(Instant::MAX));
    let window = window.map_err(|error| Problem::usage(error.to_string()))?;
    speaker.zone_of(sharing.zone.as_deref(), found, window)
}

/// What should lie ahead does.
///
/// # Errors
/// [`Problem`]: it is past.
pub fn ahead(
    flag: &str,
    moment: Option<Instant>,
    now: Instant,
) -> Result<Option<Instant>, Problem> {
    if moment.is_some_and(|moment| moment <= now) {
        return Err(Problem::usage(format!(
            "{flag} is past already: it would be stale from the first moment on; give a time ahead, such as now+7d"
        )));
    }
    Ok(moment)
}

impl SiteFlags {
    fn words(&self, speaker: &mut Speaker<'_>, id: NotificationId) -> Result<SiteWords, Problem> {
        let now = speaker.now();
        let found = self.place.find()?;
        let (start, end) = (self.from.at(now), self.until.map(|until| until.at(now)));
        let zone = zone(speaker, &self.sharing, &found, start, end)?;
        let names = speaker.names();
        speaker.read_back(&found.read_back);
        Ok(SiteWords {
            id,
            zone,
            category: self.category,
            forces: self.forces,
            reconfirm_by: ahead(
                "--reconfirm-by",
                self.reconfirm_by.map(|when| when.at(now)),
                now,
            )?,
            details: self.about.details(Some(&found)),
            personal: self.about.personal(),
            shares: flags::shares(&self.sharing.share, &names)?,
            place: SitePlace {
                footprint: found.footprint,
                altitude: self.place.altitude,
                start,
                end,
                precision: precision(self.precision, found.precision),
                buffer: self.buffer,
            },
        })
    }
}

/// A way read from flags.
struct Way {
    legs: Vec<Leg>,
    points: Vec<HoldingPoint>,
    implied: Decimetres,
    read_back: Vec<ReadBack>,
}

impl MovementFlags {
    fn words(
        &self,
        speaker: &mut Speaker<'_>,
        id: NotificationId,
    ) -> Result<MovementWords, Problem> {
        let way = self.way(speaker.now())?;
        let names: Names = speaker.names();
        let zone = way.legs.first().map(|leg| {
            let found = Found {
                footprint: truceline_register::geometry::footprint::Footprint::Line(
                    leg.line.clone(),
                ),
                precision: None,
                read_back: Vec::new(),
                named: None,
                as_given: None,
            };
            speaker.zone_of(self.sharing.zone.as_deref(), &found, leg.window)
        });
        speaker.read_back(&way.read_back);
        Ok(MovementWords {
            id,
            zone: zone.transpose()?.flatten(),
            mode: self.mode,
            forces: self.forces,
            emergency: self.emergency,
            details: self.about.details(None),
            personal: self.about.personal(),
            shares: flags::shares(&self.sharing.share, &names)?,
            place: MovementPlace {
                legs: way.legs,
                holding_points: way.points,
                precision: precision(self.precision, Some(way.implied)),
                buffer: self.buffer,
            },
        })
    }

    fn way(&self, now: Instant) -> Result<Way, Problem> {
        let whole = match (&self.route, self.from, self.until) {
            (Some(points), Some(from), Some(until)) => vec![LegFlag {
                points: points.clone(),
                from,
                until,
            }],
            _ => Vec::new(),
        };
        let mut way = Way {
            legs: Vec::new(),
            points: Vec::new(),
            implied: Decimetres::ZERO,
            read_back: Vec::new(),
        };
        for leg in whole.iter().chain(&self.leg) {
            let (line, implied, back) = flags::line(&leg.points, self.width)?;
            let window = flags::window(leg.from.at(now), leg.until.at(now))?;
            way.legs.push(Leg {
                line,
                altitude: self.altitude,
                window,
            });
            way.implied = way.implied.max(implied);
            way.read_back.extend(back);
        }
        if way.legs.is_empty() {
            return Err(Problem::usage(
                "say which way: --route with --from and --until, or --leg once for each leg",
            ));
        }
        for hold in &self.hold {
            let (line, implied, back): (Line, Decimetres, Vec<ReadBack>) =
                flags::line(&hold.points, Decimetres::ZERO)?;
            let [centre] = line.vertices() else {
                return Err(Problem::usage("a holding point is one coordinate"));
            };
            let window = flags::window(hold.from.at(now), hold.until.at(now))?;
            way.points.push(HoldingPoint {
                place: Circle {
                    centre: *centre,
                    radius: self.hold_radius,
                },
                window,
            });
            way.implied = way.implied.max(implied);
            way.read_back.extend(back);
        }
        Ok(way)
    }
}

impl NilFlags {
    fn words(&self, speaker: &mut Speaker<'_>, id: NotificationId) -> Result<NilWords, Problem> {
        let now = speaker.now();
        let area = volume(
            (&self.place, self.precision),
            self.sharing.zone.as_deref(),
            self.from.at(now),
            self.until.at(now),
            speaker,
        )?;
        let names = speaker.names();
        Ok(NilWords {
            id,
            area,
            forces: self.forces,
            as_of: self.as_of.at(now),
            shares: flags::shares(&self.sharing.share, &names)?,
        })
    }
}

/// A volume: the place given with its stated precision, or all of a zone, whose line stands by
/// agreement.
///
/// # Errors
/// [`Problem`]: no place, no such zone, or one without an agreed boundary.
pub fn volume(
    (place, stated): (&Where, Option<Decimetres>),
    zone: Option<&str>,
    from: Instant,
    until: Instant,
    speaker: &mut Speaker<'_>,
) -> Result<Volume4d, Problem> {
    let window = flags::window(from, until)?;
    let found = match (place.is_given(), zone) {
        (true, _) => place.find()?,
        (false, Some(zone)) => {
            let register = speaker.register();
            let register = register.ok_or_else(|| {
                Problem::usage("a zone's boundary is known to the register: give --data FOLDER")
            })?;
            super::ground::of_zone(register, zone, window)?
        }
        (false, None) => {
            return Err(Problem::usage(
                "say where: --at, --area, --route, --geojson, or --zone for all of a zone",
            ));
        }
    };
    speaker.read_back(&found.read_back);
    Ok(Volume4d {
        footprint: found.footprint,
        altitude: place.altitude,
        window,
        precision: precision(stated, found.precision),
    })
}

impl About {
    fn details(&self, found: Option<&Found>) -> Option<Details> {
        let named = found.and_then(|found| found.named.clone());
        let mut names = self.name.clone();
        if let Some((name, _)) = &named {
            names.push(name.clone());
        }
        let details = Details {
            names,
            place_code: named.map(|(_, code)| code),
            position_as_given: found.and_then(|found| found.as_given.clone()),
            capture: None,
            marking: self.marking.clone(),
            vehicles: self.vehicles,
            purpose: self.purpose.clone(),
            reference: self.reference.clone(),
        };
        (details != Details::default()).then_some(details)
    }

    fn personal(&self) -> Option<Personal> {
        let personal = Personal {
            contact: self.contact.clone(),
            verified_by: self.verified_by.clone(),
            persons: self.person.clone(),
        };
        (personal != Personal::default()).then_some(personal)
    }
}
