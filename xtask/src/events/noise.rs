//! Two sides' lists drawn from one set of events: what each leaves out, mistakes and spells anew.
//!
//! From the table come day, place, its precision and its name. The hour of an event and its weapon the
//! table does not have; they are drawn once for each event, and told by each side with its own noise.

use truceline_formats::events::Events;
use truceline_formats::events::event::PlacePrecision;
use truceline_register::allegation::kind::Kind;
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::reconciliation::matching::Entry;
use truceline_register::time::{Instant, Span, TimeWindow};

use crate::voice::Dice;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Metres in a unit of 1e-7 degree of latitude, and of longitude where these events are, as shares of
/// a hundred units.
const LAT_UNITS_PER_100_M: i64 = 8_993;
const LON_UNITS_PER_100_M: i64 = 10_990;
/// Kinds that an event is drawn to be.
const KINDS: [Kind; 7] = [
    Kind::Shelling,
    Kind::AirStrike,
    Kind::SmallArms,
    Kind::Rockets,
    Kind::DirectFire,
    Kind::Mine,
    Kind::Abduction,
];

/// Which days the events have.
#[derive(Clone, Copy)]
pub(super) enum Days {
    /// Those of the table.
    OfTheTable,
    /// All within so many days: more of them at one place and time.
    Folded(i64),
}

/// How a side tells what it tells.
#[derive(Clone, Copy)]
pub(super) struct Telling {
    /// Of a hundred entries so many say the day and no time of day.
    pub(super) days_alone_percent: u64,
    /// Times are off by up to so many minutes either way.
    pub(super) shift_min: u64,
    /// Of a hundred entries so many are a whole hour off besides.
    pub(super) other_clock_percent: u64,
    /// Exact places are off by up to so many metres either way in each axis.
    pub(super) jitter_m: u64,
    /// Of a hundred kinds so many are told as another word for it.
    pub(super) other_kind_percent: u64,
    /// Of a hundred names so many are written in Arabic letters.
    pub(super) arabic_percent: u64,
    /// Which days.
    pub(super) days: Days,
}

impl Telling {
    pub(super) const USUAL: Self = Self {
        days_alone_percent: 20,
        shift_min: 45,
        other_clock_percent: 5,
        jitter_m: 1_000,
        other_kind_percent: 20,
        arabic_percent: 20,
        days: Days::OfTheTable,
    };
}

/// An event as it was.
pub(super) struct Truth {
    id: String,
    at: i64,
    window: Option<(i64, i64)>,
    position: Position,
    precision: PlacePrecision,
    name: String,
    kind: Kind,
}

/// A side's list, and which event each entry tells.
pub(super) struct List {
    /// What is compared.
    pub(super) entries: Vec<Entry>,
    /// Which event each is.
    pub(super) truths: Vec<String>,
}

/// So many events of the table, drawn without repetition.
pub(super) fn truths(
    events: &Events,
    count: usize,
    telling: Telling,
    dice: &mut Dice,
) -> Result<Vec<Truth>, String> {
    let mut rows: Vec<_> = events.rows.drafts.iter().collect();
    shuffle(&mut rows, dice);
    let mut drawn = Vec::new();
    for row in rows.into_iter().take(count) {
        let event = row.event(events.scheme).ok_or("a row without id or day")?;
        let (Some(position), Some(precision)) = (event.position, event.place_precision) else {
            continue;
        };
        let (mut first, mut last) = (
            i64::from(event.first.days_since_1970()),
            i64::from(event.last.days_since_1970()),
        );
        if let Days::Folded(days) = telling.days {
            last = first % days + (last - first).min(2);
            first %= days;
        }
        let whole = (first * DAY, (last + 1) * DAY);
        let length = u64::try_from((whole.1 - whole.0) / MINUTE).map_err(|e| e.to_string())?;
        let at = whole.0 + i64::try_from(dice.below(length)).map_err(|e| e.to_string())? * MINUTE;
        drawn.push(Truth {
            id: event.id.to_owned(),
            at,
            window: (last > first).then_some(whole),
            position,
            precision,
            name: (*event.places.first().unwrap_or(&"")).to_owned(),
            kind: *dice.pick(&KINDS),
        });
    }
    Ok(drawn)
}

/// What each of two sides tells of them, so many entries at most, each leaving out others.
pub(super) fn two_lists(
    truths: &[Truth],
    entries: usize,
    telling: Telling,
    dice: &mut Dice,
) -> (List, List) {
    let mut list = || {
        let mut told: Vec<&Truth> = truths.iter().collect();
        shuffle(&mut told, dice);
        told.truncate(entries);
        List {
            entries: told
                .iter()
                .map(|truth| tell(truth, telling, dice))
                .collect(),
            truths: told.iter().map(|truth| truth.id.clone()).collect(),
        }
    };
    (list(), list())
}

fn shuffle<T>(items: &mut [T], dice: &mut Dice) {
    for last in (1..items.len()).rev() {
        let with = usize::try_from(dice.below(last as u64 + 1)).unwrap_or(0);
        items.swap(last, with);
    }
}

fn percent(dice: &mut Dice, percent: u64) -> bool {
    dice.below(100) < percent
}

/// A number between `-most` and `most`.
fn either_way(dice: &mut Dice, most: u64) -> i64 {
    let most = i64::try_from(most).unwrap_or(0);
    i64::try_from(dice.below(most.unsigned_abs() * 2 + 1)).unwrap_or(0) - most
}

fn tell(truth: &Truth, telling: Telling, dice: &mut Dice) -> Entry {
    let exact = truth.precision == PlacePrecision::Exact;
    let reach_m = if exact {
        telling.jitter_m * 3 / 2
    } else {
        u64::from(truth.precision.reach_m())
    };
    let position = moved(truth.position, telling.jitter_m, dice);
    Entry {
        window: when(truth, telling, dice),
        position,
        reach: u32::try_from(reach_m)
            .ok()
            .and_then(|reach| Decimetres::from_metres(reach).ok())
            .unwrap_or(Decimetres::MAX),
        kind: kind(truth.kind, telling, dice),
        names: vec![spelled(&truth.name, telling, dice)],
    }
}

fn moved(position: Position, jitter_m: u64, dice: &mut Dice) -> Position {
    let north = either_way(dice, jitter_m) * LAT_UNITS_PER_100_M / 100;
    let east = either_way(dice, jitter_m) * LON_UNITS_PER_100_M / 100;
    let sum = |e7: i32, by: i64| i32::try_from(i64::from(e7) + by).unwrap_or(e7);
    Position::from_e7(sum(position.lat_e7(), north), sum(position.lon_e7(), east))
        .unwrap_or(position)
}

fn when(truth: &Truth, telling: Telling, dice: &mut Dice) -> TimeWindow {
    let mut at = truth.at + either_way(dice, telling.shift_min) * MINUTE;
    if percent(dice, telling.other_clock_percent) {
        at += 60 * MINUTE;
    }
    let (from, to) = if percent(dice, telling.days_alone_percent) {
        truth.window.unwrap_or_else(|| {
            let day = truth.at.div_euclid(DAY) * DAY;
            (day, day + DAY)
        })
    } else {
        let certainty = *dice.pick(&[15_i64, 30, 60]) * MINUTE;
        (at - certainty, at + certainty)
    };
    let instant = |micros| Instant::from_micros(micros).unwrap_or(Instant::MIN);
    let start = instant(from);
    let end = instant(to).max(start.plus(Span::seconds(1)));
    match TimeWindow::new(start, end) {
        Ok(window) => window,
        Err(_) => unreachable!("a window of a second and more is not empty"),
    }
}

fn kind(kind: Kind, telling: Telling, dice: &mut Dice) -> Option<Kind> {
    if percent(dice, 5) {
        return None;
    }
    if !percent(dice, telling.other_kind_percent) {
        return Some(kind);
    }
    Some(match kind {
        Kind::SmallArms => Kind::Fighting,
        Kind::Abduction => Kind::AttackOnCivilians,
        _ => Kind::Explosion,
    })
}

/// A name as another hand writes it.
fn spelled(name: &str, telling: Telling, dice: &mut Dice) -> String {
    if percent(dice, telling.arabic_percent) {
        return in_arabic_letters(name);
    }
    let mut out = String::new();
    for c in name.chars() {
        match c {
            'a' if percent(dice, 20) => out.push('e'),
            'e' if percent(dice, 25) => out.push_str(dice.pick::<&str>(&["a", "i", ""])),
            'i' if percent(dice, 25) => out.push_str(dice.pick::<&str>(&["e", "ee", "y"])),
            'o' if percent(dice, 40) => out.push('u'),
            'u' if percent(dice, 30) => out.push_str(dice.pick::<&str>(&["o", "ou"])),
            'q' if percent(dice, 40) => out.push('k'),
            'k' if percent(dice, 15) => out.push('q'),
            '-' | '\'' if percent(dice, 50) => out.push(' '),
            'r' | 'b' | 'm' | 'n' if percent(dice, 8) => {
                out.push(c);
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    if percent(dice, 40) {
        let shorter = out.rsplit_once(' ').map(|(rest, _)| rest.to_owned());
        return shorter.filter(|rest| !rest.is_empty()).unwrap_or(out);
    }
    out
}

/// Consonants and long vowels as they may be written in Arabic.
fn in_arabic_letters(name: &str) -> String {
    let generic = ["town", "village", "city", "district", "Governorate", "area"];
    let words = name
        .split_whitespace()
        .filter(|word| !generic.contains(word));
    let words = words.map(|word| {
        let letters = word.to_lowercase().replace("sh", "ش").replace("kh", "خ");
        let letters = letters
            .replace("gh", "غ")
            .replace("th", "ث")
            .replace("dh", "ذ");
        letters.chars().filter_map(arabic).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

const fn arabic(c: char) -> Option<char> {
    Some(match c {
        'a' => 'ا',
        'b' | 'p' => 'ب',
        't' => 'ت',
        'j' => 'ج',
        'h' => 'ه',
        'd' => 'د',
        'r' => 'ر',
        'z' => 'ز',
        's' => 'س',
        'f' | 'v' => 'ف',
        'q' => 'ق',
        'k' | 'c' | 'g' => 'ك',
        'l' => 'ل',
        'm' => 'م',
        'n' => 'ن',
        'w' | 'u' | 'o' => 'و',
        'y' | 'i' => 'ي',
        'e' | '\'' | '-' => return None,
        other => other,
    })
}
