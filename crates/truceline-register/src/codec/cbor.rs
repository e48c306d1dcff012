//! Deterministic CBOR: strict decoding, and the encodings of clocks and places.
//!
//! Not here: what the fields mean. Decoding refuses whatever is not the one deterministic form:
//! the decoded value is encoded again and must give the same bytes, so long integers, other key
//! orders, unknown keys and trailing bytes are all turned away by one rule.

use crate::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use crate::geometry::position::{AltitudeBand, Decimetres, Position};
use crate::time::{Instant, Span, TimeWindow};
use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Why bytes are not a value of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// Not CBOR, not this kind, or a value out of range.
    #[error("cannot be read: {0}")]
    Malformed(String),
    /// Readable, but not in the one deterministic form.
    #[error("not in deterministic form (RFC 8949 section 4.2)")]
    NotDeterministic,
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Thirty-two zero bytes: stands where there is no predecessor.
    pub const ZERO: Self = Self([0; 32]);

    /// SHA-256 of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// A SHA-256 over bytes that come one after the other.
#[derive(Clone, Default)]
pub struct Running(Sha256);

impl Running {
    /// Goes on with these.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Of all of them.
    #[must_use]
    pub fn end(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hash that goes on")
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Room for most values, so that few are moved while they are written.
const USUAL_BYTES: usize = 256;

/// The deterministic bytes of a value.
#[must_use]
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    let done = minicbor::encode(value, &mut bytes);
    assert!(
        done.is_ok(),
        "writing to memory cannot fail and every encoder here is total"
    );
    bytes
}

/// Reads a value and refuses any bytes but its deterministic ones.
///
/// # Errors
/// [`CborError`]: malformed, or not deterministic.
pub fn decode<T: Encode<()> + for<'b> Decode<'b, ()>>(bytes: &[u8]) -> Result<T, CborError> {
    let value: T =
        minicbor::decode(bytes).map_err(|error| CborError::Malformed(error.to_string()))?;
    if encode(&value) != bytes {
        return Err(CborError::NotDeterministic);
    }
    Ok(value)
}

/// A byte string of exactly `N` bytes.
pub(crate) fn exact_bytes<const N: usize>(d: &mut Decoder<'_>) -> Result<[u8; N], DecodeError> {
    let at = d.position();
    d.bytes()?
        .try_into()
        .map_err(|_| DecodeError::message("byte string of another length").at(at))
}

fn refuse(d: &Decoder<'_>, error: &dyn fmt::Display) -> DecodeError {
    DecodeError::message(error.to_string()).at(d.position())
}

fn array_of(d: &mut Decoder<'_>, length: u64) -> Result<(), DecodeError> {
    match d.array()? {
        Some(n) if n == length => Ok(()),
        _ => Err(DecodeError::message("array of another length").at(d.position())),
    }
}

macro_rules! cbor {
    ($name:ty, |$value:ident, $e:ident| $encode:expr, |$d:ident| $decode:expr) => {
        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                $e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                let $value = self;
                $encode
            }
        }
        impl<'b, C> Decode<'b, C> for $name {
            fn decode($d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                $decode
            }
        }
    };
}

cbor!(Digest, |v, e| e.bytes(&v.0)?.ok(), |d| exact_bytes::<32>(d)
    .map(Digest));
cbor!(Instant, |v, e| e.i64(v.micros())?.ok(), |d| {
    let micros = d.i64()?;
    Instant::from_micros(micros).map_err(|error| refuse(d, &error))
});
cbor!(Span, |v, e| e.i64(v.micros())?.ok(), |d| {
    let micros = d.i64()?;
    Span::from_micros(micros).map_err(|error| refuse(d, &error))
});
cbor!(
    TimeWindow,
    |v, e| e.array(2)?.encode(v.start())?.encode(v.end())?.ok(),
    |d| {
        array_of(d, 2)?;
        let (start, end) = (d.decode()?, d.decode()?);
        TimeWindow::new(start, end).map_err(|error| refuse(d, &error))
    }
);
cbor!(
    Position,
    |v, e| e.array(2)?.i32(v.lat_e7())?.i32(v.lon_e7())?.ok(),
    |d| {
        array_of(d, 2)?;
        let (lat_e7, lon_e7) = (d.i32()?, d.i32()?);
        Position::from_e7(lat_e7, lon_e7).map_err(|error| refuse(d, &error))
    }
);
cbor!(Decimetres, |v, e| e.u32(v.get())?.ok(), |d| {
    let decimetres = d.u32()?;
    Decimetres::new(decimetres).map_err(|error| refuse(d, &error))
});
cbor!(
    AltitudeBand,
    |v, e| e.array(2)?.i32(v.lower_dm())?.i32(v.upper_dm())?.ok(),
    |d| {
        array_of(d, 2)?;
        let (lower, upper) = (d.i32()?, d.i32()?);
        AltitudeBand::new(lower, upper).map_err(|error| refuse(d, &error))
    }
);

/// A list, refused beyond `limit` before anything is set aside for it.
fn list<T: for<'b> Decode<'b, ()>>(
    d: &mut Decoder<'_>,
    limit: usize,
) -> Result<Vec<T>, DecodeError> {
    let at = d.position();
    let length = d
        .array()?
        .and_then(|n| usize::try_from(n).ok())
        .filter(|n| *n <= limit)
        .ok_or_else(|| DecodeError::message("list without length or too long").at(at))?;
    let mut items = Vec::new();
    for _ in 0..length {
        items.push(d.decode()?);
    }
    Ok(items)
}

use crate::geometry::footprint::MAX_VERTICES;

cbor!(
    Ring,
    |v, e| {
        e.array(v.vertices().len() as u64)?;
        v.vertices().iter().try_for_each(|p| e.encode(p)?.ok())
    },
    |d| {
        let vertices = list(d, MAX_VERTICES)?;
        Ring::new(vertices).map_err(|error| refuse(d, &error))
    }
);
cbor!(
    Polygon,
    |v, e| {
        e.array(1 + v.holes().len() as u64)?.encode(v.shell())?;
        v.holes().iter().try_for_each(|ring| e.encode(ring)?.ok())
    },
    |d| {
        let mut rings: Vec<Ring> = list(d, MAX_VERTICES)?;
        if rings.is_empty() {
            return Err(DecodeError::message("a polygon without a shell").at(d.position()));
        }
        let shell = rings.remove(0);
        Polygon::new(shell, rings).map_err(|error| refuse(d, &error))
    }
);
cbor!(
    Circle,
    |v, e| e.array(2)?.encode(v.centre)?.encode(v.radius)?.ok(),
    |d| {
        array_of(d, 2)?;
        Ok(Circle {
            centre: d.decode()?,
            radius: d.decode()?,
        })
    }
);
cbor!(
    Line,
    |v, e| {
        e.array(2)?.array(v.vertices().len() as u64)?;
        v.vertices()
            .iter()
            .try_for_each(|p| e.encode(p).map(|_| ()))?;
        e.encode(v.half_width())?.ok()
    },
    |d| {
        array_of(d, 2)?;
        let vertices = list(d, MAX_VERTICES)?;
        let half_width = d.decode()?;
        Line::new(vertices, half_width).map_err(|error| refuse(d, &error))
    }
);
cbor!(
    Footprint,
    |v, e| match v {
        Footprint::Circle(circle) => e.array(2)?.u8(0)?.encode(circle)?.ok(),
        Footprint::Polygons(polygons) => {
            e.array(2)?.u8(1)?.array(polygons.len() as u64)?;
            polygons
                .iter()
                .try_for_each(|polygon| e.encode(polygon)?.ok())
        }
        Footprint::Line(line) => e.array(2)?.u8(2)?.encode(line)?.ok(),
    },
    |d| {
        array_of(d, 2)?;
        match d.u8()? {
            0 => d.decode().map(Footprint::Circle),
            1 => {
                let polygons: Vec<Polygon> = list(d, MAX_VERTICES)?;
                let vertices: usize = polygons
                    .iter()
                    .map(|p| {
                        p.shell().vertices().len()
                            + p.holes().iter().map(|h| h.vertices().len()).sum::<usize>()
                    })
                    .sum();
                if polygons.is_empty() || vertices > MAX_VERTICES {
                    return Err(
                        DecodeError::message("no polygon, or too many vertices").at(d.position())
                    );
                }
                Ok(Footprint::Polygons(polygons))
            }
            2 => d.decode().map(Footprint::Line),
            _ => Err(DecodeError::message("unknown shape").at(d.position())),
        }
    }
);
