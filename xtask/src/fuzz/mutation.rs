//! Mutations of bytes: the same for the same seed.
//!
//! Small and blind, for every day; runs guided by coverage find what needs luck.

use crate::voice::Dice;

/// Longest mutated input: what is longer is left to the targets' own limits in the corpus.
const MAX_BYTES: usize = 128 * 1024;
/// Most changes on top of each other.
const MAX_CHANGES: u64 = 4;

/// Bytes that decoders stumble over: ends of ranges, structure of CBOR, of text and of tables.
const PIECES: &[&[u8]] = &[
    b"",
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x9b\0\0\0\x01\0\0\0\0",
    b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\x9f\x9f\x9f\x9f",
    b"\xbf\xff",
    b"\xf9\x7e\x00",
    b"\xfb\x7f\xf0\0\0\0\0\0\0",
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\xe2\x80\x94 ",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xd9\xa3",
    b"\xc2\xb0",
    b"18446744073709551615",
    b"18446744073709551616",
    b"-1",
    b"00",
    b"1e308",
    b"NaN",
    b"90.0000001",
    b"-180.0000000",
    b"\"",
    b"\"\"\"",
    b",",
    b";",
    b"\t",
    b"=1+1",
    b"[[[[[[[[",
    b"{\"a\":",
    b"null",
];

/// A mutation of one of the inputs.
#[must_use]
pub fn mutate(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = match corpus {
        [] => Vec::new(),
        corpus => dice.pick(corpus).clone(),
    };
    for _ in 0..=dice.below(MAX_CHANGES) {
        change(dice, &mut bytes, corpus);
    }
    bytes.truncate(MAX_BYTES);
    bytes
}

fn change(dice: &mut Dice, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
    match dice.below(9) {
        0 => {
            let bit = dice.below(8);
            on_byte(dice, bytes, |byte| byte ^ (1 << bit));
        }
        1 => {
            let [new] = dice.bytes();
            on_byte(dice, bytes, |_| new);
        }
        2 => {
            let [up] = dice.bytes::<1>();
            on_byte(dice, bytes, |byte| {
                byte.wrapping_add(up % 7).wrapping_sub(3)
            });
        }
        3 => {
            let at = place(dice, bytes);
            let piece = *dice.pick(PIECES);
            bytes.splice(at..at, piece.iter().copied());
        }
        4 => {
            let (from, to) = stretch(dice, bytes);
            bytes.drain(from..to);
        }
        5 => {
            let (from, to) = stretch(dice, bytes);
            let copy = bytes[from..to].to_vec();
            let at = place(dice, bytes);
            bytes.splice(at..at, copy);
        }
        6 => bytes.truncate(place(dice, bytes)),
        7 => {
            let (from, to) = stretch(dice, bytes);
            let piece = *dice.pick(PIECES);
            bytes.splice(from..to, piece.iter().copied());
        }
        _ => {
            if !corpus.is_empty() {
                let other = dice.pick(corpus);
                let (from, to) = stretch(dice, other);
                let (here, there) = stretch(dice, bytes);
                bytes.splice(here..there, other[from..to].iter().copied());
            }
        }
    }
}

fn on_byte(dice: &mut Dice, bytes: &mut [u8], new: impl Fn(u8) -> u8) {
    if bytes.is_empty() {
        return;
    }
    let at = index(dice, bytes.len());
    bytes[at] = new(bytes[at]);
}

/// Anywhere, the end too.
fn place(dice: &mut Dice, bytes: &[u8]) -> usize {
    index(dice, bytes.len() + 1)
}

/// A stretch, mostly short.
fn stretch(dice: &mut Dice, bytes: &[u8]) -> (usize, usize) {
    let from = place(dice, bytes);
    let longest = if dice.below(4) == 0 { bytes.len() } else { 16 };
    let length = index(dice, longest + 1);
    (from, (from + length).min(bytes.len()))
}

fn index(dice: &mut Dice, bound: usize) -> usize {
    usize::try_from(dice.below(bound as u64)).unwrap_or(0)
}
