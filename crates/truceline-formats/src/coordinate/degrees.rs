//! Degrees in all their spellings: `35.7161, 36.5192`, `N35.7 E36.5`, `35°42.97′N 36°31.15′E`,
//! `35 42 58 N 36 31 09 E`, `35:42:58N, 36:31:09E`, `lat 35.7 lon 36.5`.
//!
//! All arithmetic on the numbers is exact; only the reach of the box is floating point.

use super::cursor::{Cursor, Number};
use super::{CoordinateError, Notation, Reading, position_e7, uncertainty};

/// Most digits before a decimal point: 180.
const MAX_WHOLE_DIGITS: usize = 3;
/// Most digits after one: twelve decimals of a degree are a tenth of a micrometre.
const MAX_FRACTION_DIGITS: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Lat,
    Lon,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Degrees,
    Minutes,
    Seconds,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Number(Number<'a>),
    Unit(Unit),
    Colon,
    Sign { negative: bool },
    Letter { axis: Axis, negative: bool },
    Label(Axis),
    Separator,
}

/// One number of the pair, exact.
struct Angle {
    axis: Option<Axis>,
    /// Value times 3600 times 10^`scale`, in degrees.
    scaled: i128,
    scale: u32,
    parts: usize,
}

/// Reads a plain text as a pair of angles.
pub(super) fn read(plain: &str) -> Result<Reading, CoordinateError> {
    let tokens = tokens(plain)?;
    let (first, second) = split(&tokens)?;
    let (first, second) = (angle(first)?, angle(second)?);
    let (lat, lon) = match (first.axis, second.axis) {
        (Some(Axis::Lat), Some(Axis::Lon)) => (first, second),
        (Some(Axis::Lon), Some(Axis::Lat)) => (second, first),
        (Some(_), Some(_)) => return Err(CoordinateError::SameAxis),
        (None, None) if first.parts == 1 && second.parts == 1 => {
            if first.e7().abs() > 900_000_000
                && first.e7().abs() <= 1_800_000_000
                && second.e7().abs() <= 900_000_000
            {
                return Err(CoordinateError::Swapped);
            }
            (first, second)
        }
        _ => return Err(CoordinateError::HemisphereMissing),
    };
    let position = position_e7(lat.e7(), lon.e7())?;
    let lat_degrees = f64::from(position.lat_e7()) / 1e7;
    Ok(Reading {
        position,
        precision: uncertainty::of_box(lat_degrees, lat.half_unit_deg(), lon.half_unit_deg()),
        notation: match lat.parts.max(lon.parts) {
            1 => Notation::DecimalDegrees,
            2 => Notation::DegreesMinutes,
            _ => Notation::DegreesMinutesSeconds,
        },
    })
}

impl Angle {
    /// Units of 1e-7 degree, rounded half away from zero.
    fn e7(&self) -> i64 {
        let divisor = 3600 * 10i128.pow(self.scale);
        let numerator = self.scaled * 10_000_000;
        let rounded = (numerator.abs() + divisor / 2) / divisor;
        i64::try_from(rounded * numerator.signum()).unwrap_or(i64::MAX)
    }

    /// Half a unit of the last digit written, in degrees.
    fn half_unit_deg(&self) -> f64 {
        let parts_per_degree = match self.parts {
            1 => 1.0,
            2 => 60.0,
            _ => 3600.0,
        };
        0.5 / parts_per_degree / 10f64.powi(self.scale as i32)
    }
}

fn tokens(plain: &str) -> Result<Vec<Token<'_>>, CoordinateError> {
    let mut cursor = Cursor::new(plain);
    let mut tokens = Vec::new();
    let mut digit_before = false;
    let mut point_before = false;
    loop {
        if cursor.skip_blanks() {
            digit_before = false;
        }
        let Some(c) = cursor.peek() else {
            return Ok(tokens);
        };
        let token = match c {
            '0'..='9' => {
                let number = cursor.number().ok_or(CoordinateError::Parts)?;
                if number.whole.len() > MAX_WHOLE_DIGITS
                    || number.fraction.len() > MAX_FRACTION_DIGITS
                {
                    return Err(CoordinateError::TooManyDigits);
                }
                (digit_before, point_before) = (true, number.point);
                tokens.push(Token::Number(number));
                continue;
            }
            ',' => {
                cursor.take(',');
                let after = cursor.clone().number();
                let point_after = after.is_some_and(|number| number.point);
                if digit_before && after.is_some() && !point_before && !point_after {
                    return Err(CoordinateError::CommaDecimal);
                }
                Token::Separator
            }
            'A'..='Z' => word(cursor.letters())?,
            _ => {
                cursor.take(c);
                match c {
                    '°' => Token::Unit(Unit::Degrees),
                    '\'' => Token::Unit(Unit::Minutes),
                    '"' => Token::Unit(Unit::Seconds),
                    ':' if matches!(tokens.last(), Some(Token::Label(_))) => continue,
                    ':' => Token::Colon,
                    // 35-42-58: a hyphen between two digits divides, it is no sign.
                    '-' if digit_before && cursor.clone().number().is_some() => Token::Colon,
                    '+' => Token::Sign { negative: false },
                    '-' => Token::Sign { negative: true },
                    ';' | '/' => Token::Separator,
                    _ => return Err(CoordinateError::UnknownCharacter),
                }
            }
        };
        digit_before = false;
        tokens.push(token);
    }
}

fn word(letters: &str) -> Result<Token<'static>, CoordinateError> {
    let letter = |axis, negative| Ok(Token::Letter { axis, negative });
    match letters {
        "N" | "NORTH" => letter(Axis::Lat, false),
        "S" | "SOUTH" => letter(Axis::Lat, true),
        "E" | "EAST" => letter(Axis::Lon, false),
        "W" | "WEST" => letter(Axis::Lon, true),
        "D" | "DEG" => Ok(Token::Unit(Unit::Degrees)),
        "O" => Err(CoordinateError::LetterO),
        "LAT" | "LATITUDE" => Ok(Token::Label(Axis::Lat)),
        "LON" | "LONG" | "LNG" | "LONGITUDE" => Ok(Token::Label(Axis::Lon)),
        _ => Err(CoordinateError::UnknownCharacter),
    }
}

/// Where the first angle ends: at the one separator, before the second label, between the
/// letters, or in the middle of unmarked numbers.
fn split<'t, 'a>(
    tokens: &'t [Token<'a>],
) -> Result<(&'t [Token<'a>], &'t [Token<'a>]), CoordinateError> {
    let places = |wanted: fn(&Token<'_>) -> bool| -> Vec<usize> {
        let found = tokens.iter().enumerate().filter(|(_, t)| wanted(t));
        found.map(|(index, _)| index).collect()
    };
    let separators = places(|t| matches!(t, Token::Separator));
    let labels = places(|t| matches!(t, Token::Label(_)));
    let letters = places(|t| matches!(t, Token::Letter { .. }));
    let numbers = places(|t| matches!(t, Token::Number(_)));
    let signs = places(|t| matches!(t, Token::Sign { .. }));
    let degrees = places(|t| matches!(t, Token::Unit(Unit::Degrees)));
    let at = |index: usize| Ok(tokens.split_at(index));
    match (separators.as_slice(), labels.as_slice(), letters.as_slice()) {
        ([one], _, _) => Ok((&tokens[..*one], &tokens[*one + 1..])),
        ([_, ..], _, _) => Err(CoordinateError::NotAPair),
        (_, [0, second], _) => at(*second),
        (_, [], [first, second]) if *first == 0 && second + 1 < tokens.len() => at(*second),
        (_, [], [first, second]) if *first > 0 && second + 1 == tokens.len() => at(first + 1),
        (_, [], []) => match (signs.as_slice(), degrees.as_slice(), numbers.as_slice()) {
            ([0, second], _, _) => at(*second),
            ([second], _, _) if *second > 0 => at(*second),
            (_, [_, second], _) if *second > 0 => at(*second - 1),
            (_, _, [_, second]) => at(*second),
            (_, _, [_, _, third, _]) => at(*third),
            (_, _, [_, _, _, fourth, _, _]) => at(*fourth),
            _ => Err(CoordinateError::NotAPair),
        },
        (_, _, [_]) => Err(CoordinateError::HemisphereMissing),
        _ => Err(CoordinateError::NotAPair),
    }
}

fn angle(tokens: &[Token<'_>]) -> Result<Angle, CoordinateError> {
    let mut axis = None;
    let mut lettered_negative = None;
    let mut sign = None;
    let mut numbers: Vec<Number<'_>> = Vec::new();
    let mut expected_unit = false;
    for (index, token) in tokens.iter().enumerate() {
        match *token {
            Token::Label(labelled) if index == 0 => axis = Some(labelled),
            Token::Letter { axis: a, negative } if lettered_negative.is_none() => {
                if axis.is_some_and(|labelled| labelled != a) {
                    return Err(CoordinateError::SameAxis);
                }
                axis = Some(a);
                lettered_negative = Some(negative);
            }
            Token::Sign { negative } if numbers.is_empty() && sign.is_none() => {
                sign = Some(negative);
            }
            Token::Number(number) => {
                if numbers.last().is_some_and(|last| last.point) || numbers.len() == 3 {
                    return Err(CoordinateError::Parts);
                }
                numbers.push(number);
                expected_unit = true;
            }
            Token::Unit(unit) if expected_unit => {
                let right = matches!(
                    (unit, numbers.len()),
                    (Unit::Degrees, 1) | (Unit::Minutes, 2) | (Unit::Seconds, 3)
                );
                if !right {
                    return Err(CoordinateError::Parts);
                }
                expected_unit = false;
            }
            Token::Colon if expected_unit && numbers.len() < 3 => expected_unit = false,
            _ => return Err(CoordinateError::Parts),
        }
    }
    if sign == Some(true) && lettered_negative.is_some() {
        return Err(CoordinateError::HemisphereAndSign);
    }
    let negative = lettered_negative.or(sign).unwrap_or(false);
    let mut angle = magnitude(&numbers)?;
    angle.axis = axis;
    if negative {
        angle.scaled = -angle.scaled;
    }
    Ok(angle)
}

/// Degrees, minutes and seconds as one exact number.
fn magnitude(numbers: &[Number<'_>]) -> Result<Angle, CoordinateError> {
    let last = numbers.last().ok_or(CoordinateError::NotAPair)?;
    let scale = last.fraction.len() as u32;
    let unit = 10i128.pow(scale);
    let mut scaled = 0i128;
    for (index, number) in numbers.iter().enumerate() {
        let seconds_per_unit = [3600, 60, 1][index];
        let whole: i128 = number.whole.parse().map_err(|_| CoordinateError::Parts)?;
        if index > 0 && whole >= 60 {
            return Err(CoordinateError::Sexagesimal);
        }
        let fraction: i128 = if index + 1 == numbers.len() && scale > 0 {
            number
                .fraction
                .parse()
                .map_err(|_| CoordinateError::Parts)?
        } else {
            0
        };
        scaled += (whole * unit + fraction) * seconds_per_unit;
    }
    Ok(Angle {
        axis: None,
        scaled,
        scale,
        parts: numbers.len(),
    })
}
