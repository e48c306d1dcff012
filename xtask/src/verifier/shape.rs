//! Any CBOR as a tree, so that it can be bent and written again, in the one form or in another.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use crate::voice::Dice;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Int(i128),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    Tag(u64, Box<Node>),
    Bool(bool),
    Null,
}

/// How deep anything is looked into.
const DEEPEST: usize = 24;

impl Node {
    /// The tree of some bytes, which are one value.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut decoder = Decoder::new(bytes);
        let node = Self::next(&mut decoder, 0)?;
        (decoder.position() == bytes.len()).then_some(node)
    }

    fn next(decoder: &mut Decoder<'_>, depth: usize) -> Option<Self> {
        if depth > DEEPEST {
            return None;
        }
        Some(match decoder.datatype().ok()? {
            Type::Bool => Self::Bool(decoder.bool().ok()?),
            Type::Null => {
                decoder.null().ok()?;
                Self::Null
            }
            Type::Bytes => Self::Bytes(decoder.bytes().ok()?.to_vec()),
            Type::String => Self::Text(decoder.str().ok()?.to_owned()),
            Type::Array => {
                let length = decoder.array().ok()??;
                let items = (0..length).map(|_| Self::next(decoder, depth + 1));
                Self::List(items.collect::<Option<_>>()?)
            }
            Type::Map => {
                let length = decoder.map().ok()??;
                let pairs = (0..length).map(|_| {
                    let key = Self::next(decoder, depth + 1)?;
                    Some((key, Self::next(decoder, depth + 1)?))
                });
                Self::Map(pairs.collect::<Option<_>>()?)
            }
            Type::Tag => {
                let tag = decoder.tag().ok()?.as_u64();
                Self::Tag(tag, Box::new(Self::next(decoder, depth + 1)?))
            }
            _ => Self::Int(decoder.int().ok()?.into()),
        })
    }

    /// The bytes in the one form.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(&mut Encoder::new(&mut bytes));
        bytes
    }

    fn write(&self, e: &mut Encoder<&mut Vec<u8>>) {
        let done = match self {
            Self::Int(number) => minicbor::data::Int::try_from(*number)
                .map(|int| e.int(int).is_ok())
                .unwrap_or(false),
            Self::Bytes(bytes) => e.bytes(bytes).is_ok(),
            Self::Text(text) => e.str(text).is_ok(),
            Self::Bool(value) => e.bool(*value).is_ok(),
            Self::Null => e.null().is_ok(),
            Self::Tag(tag, inner) => {
                let done = e.tag(minicbor::data::Tag::new(*tag)).is_ok();
                inner.write(e);
                done
            }
            Self::List(items) => {
                let done = e.array(items.len() as u64).is_ok();
                items.iter().for_each(|item| item.write(e));
                done
            }
            Self::Map(pairs) => {
                let done = e.map(pairs.len() as u64).is_ok();
                for (key, value) in pairs {
                    key.write(e);
                    value.write(e);
                }
                done
            }
        };
        debug_assert!(done, "writing to memory cannot fail");
    }

    fn count(&self) -> u64 {
        1 + match self {
            Self::List(items) => items.iter().map(Self::count).sum(),
            Self::Map(pairs) => pairs.iter().map(|(_, value)| value.count()).sum(),
            Self::Tag(_, inner) => inner.count(),
            _ => 0,
        }
    }

    /// The value at a place, counted from outside in; keys of maps do not count.
    fn at(&mut self, place: &mut u64) -> Option<&mut Self> {
        if *place == 0 {
            return Some(self);
        }
        *place -= 1;
        match self {
            Self::List(items) => items.iter_mut().find_map(|item| item.at(place)),
            Self::Map(pairs) => pairs.iter_mut().find_map(|(_, value)| value.at(place)),
            Self::Tag(_, inner) => inner.at(place),
            _ => None,
        }
    }

    /// The bytes with one thing in them bent.
    pub(super) fn bent(mut self, dice: &mut Dice) -> Vec<u8> {
        if dice.below(6) == 0 {
            return spelled_otherwise(self.bytes(), dice);
        }
        let mut place = dice.below(self.count());
        if let Some(node) = self.at(&mut place) {
            node.bend(dice);
        }
        self.bytes()
    }

    fn bend(&mut self, dice: &mut Dice) {
        const EDGES: [i128; 18] = [
            0,
            1,
            -1,
            2,
            23,
            24,
            255,
            256,
            65_535,
            65_536,
            (1 << 31) - 1,
            -(1 << 31),
            (1 << 32) - 1,
            1 << 32,
            900_000_000,
            253_402_300_799_999_999,
            (1 << 64) - 1,
            -(1 << 64),
        ];
        let other = dice.below(8) == 0;
        match self {
            _ if other => {
                *self = match dice.below(6) {
                    0 => Self::Null,
                    1 => Self::Int(*dice.pick(&EDGES)),
                    2 => Self::Bytes(dice.bytes::<32>().to_vec()),
                    3 => Self::Text("a \u{202e}word".to_owned()),
                    4 => Self::List(Vec::new()),
                    _ => Self::Map(Vec::new()),
                }
            }
            Self::Int(number) => {
                *number = match dice.below(3) {
                    0 => (*number + 1).min((1 << 64) - 1),
                    1 => (*number - 1).max(-(1 << 64)),
                    _ => *dice.pick(&EDGES),
                }
            }
            Self::Bytes(bytes) => bend_bytes(bytes, dice),
            Self::Text(text) => {
                *text = match dice.below(4) {
                    0 => String::new(),
                    1 => format!("{text}\u{200f}"),
                    2 => "x".repeat(256),
                    _ => format!("{text} x"),
                }
            }
            Self::List(items) => bend_list(items, dice),
            Self::Map(pairs) => bend_map(pairs, dice),
            Self::Tag(tag, _) => *tag += 1,
            Self::Bool(value) => *value = !*value,
            Self::Null => *self = Self::Bool(false),
        }
    }
}

fn place_in(length: usize, dice: &mut Dice) -> Option<usize> {
    let length = u64::try_from(length).ok().filter(|length| *length > 0)?;
    usize::try_from(dice.below(length)).ok()
}

pub(super) fn bend_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    match (dice.below(4), place_in(bytes.len(), dice)) {
        (0, _) | (_, None) => bytes.push(0),
        (1, Some(_)) => {
            bytes.pop();
        }
        (_, Some(at)) => bytes[at] ^= 1 << dice.below(8),
    }
}

fn bend_list(items: &mut Vec<Node>, dice: &mut Dice) {
    let (at, other) = (place_in(items.len(), dice), place_in(items.len(), dice));
    match (dice.below(5), at, other) {
        (0, Some(at), _) => {
            items.remove(at);
        }
        (1, Some(at), _) => items.insert(at, items[at].clone()),
        (2, Some(at), Some(other)) => items.swap(at, other),
        (3, _, _) => items.push(Node::Null),
        _ => items.push(Node::Int(0)),
    }
}

fn bend_map(pairs: &mut Vec<(Node, Node)>, dice: &mut Dice) {
    let (at, other) = (place_in(pairs.len(), dice), place_in(pairs.len(), dice));
    match (dice.below(5), at, other) {
        (0 | 1, Some(at), _) => {
            pairs.remove(at);
        }
        (2, Some(at), Some(other)) => pairs.swap(at, other),
        (3, Some(at), _) => pairs.insert(at, pairs[at].clone()),
        _ => {
            let next = i128::try_from(pairs.len()).unwrap_or(0);
            pairs.push((Node::Int(next), Node::Int(0)));
        }
    }
}

/// The same value in a spelling that is not the one form, or a byte too many.
fn spelled_otherwise(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    match (dice.below(3), bytes.first().copied()) {
        (0, Some(first)) if first & 31 < 24 => {
            bytes.splice(0..1, [(first & 0xe0) | 24, first & 31]);
        }
        (1, Some(first)) if first >> 5 == 4 || first >> 5 == 5 => {
            if first & 31 < 24 {
                bytes[0] = (first & 0xe0) | 31;
                bytes.push(0xff);
            }
        }
        _ => bytes.push(0),
    }
    bytes
}
