//! What is done to a bundle before both verifiers see it: on its bytes, on its parts, and inside, sealed again.

use truceline_register::act::Act;
use truceline_register::bundle::{Bundle, Entry, Leaf, MAGIC};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::record::{Envelope, RegisterPart};
use truceline_register::codec::statement::{Header, Statement};
use truceline_register::time::Span;
use truceline_register::vocabulary::Flag;

use super::shape::{Node, bend_bytes};
use super::world::World;
use crate::voice::Dice;

/// A bundle that was bent, and how.
pub(super) struct Bent {
    pub(super) how: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Bends a bundle of a story.
pub(super) fn bent(world: &World, bundle: &Bundle, dice: &mut Dice) -> Bent {
    match dice.below(10) {
        0 => on_bytes(bundle.to_bytes(), dice),
        1..=3 => on_parts(bundle.clone(), dice),
        _ => inside(world, bundle, dice),
    }
}

fn at(length: usize, dice: &mut Dice) -> usize {
    usize::try_from(dice.below(length.max(1) as u64)).unwrap_or(0)
}

/// The checksum over changed contents.
fn mended(mut contents: Vec<u8>) -> Vec<u8> {
    let checksum = Digest::of(&contents);
    contents.extend_from_slice(&checksum.0);
    contents
}

fn on_bytes(bytes: Vec<u8>, dice: &mut Dice) -> Bent {
    let end = bytes.len() - 32;
    let mut contents = bytes[..end].to_vec();
    let how = match dice.below(6) {
        0 => {
            let cut = at(bytes.len(), dice);
            return Bent {
                how: "cut short",
                bytes: bytes[..cut].to_vec(),
            };
        }
        1 => {
            let mut bytes = bytes;
            let place = match dice.below(4) {
                0 => at(MAGIC.len(), dice),
                _ => at(bytes.len(), dice),
            };
            bytes[place] ^= 1 << dice.below(8);
            return Bent {
                how: "a bit flipped",
                bytes,
            };
        }
        2 => {
            contents.truncate(at(end, dice).max(MAGIC.len()));
            "contents cut short, checksum mended"
        }
        3 => {
            let (from, length) = (at(end, dice), at(64, dice));
            let slice: Vec<u8> = contents[from..].iter().copied().take(length).collect();
            contents.splice(from..from, slice);
            "bytes doubled, checksum mended"
        }
        _ => {
            for _ in 0..=dice.below(3) {
                let place = at(end, dice);
                contents[place] ^= 1 << dice.below(8);
            }
            "bits flipped, checksum mended"
        }
    };
    Bent {
        how,
        bytes: mended(contents),
    }
}

fn on_parts(mut bundle: Bundle, dice: &mut Dice) -> Bent {
    let (one, other) = (
        at(bundle.entries.len(), dice),
        at(bundle.entries.len(), dice),
    );
    let how = match dice.below(14) {
        0 => {
            bundle.entries.remove(one);
            "an entry left out"
        }
        1 => {
            bundle.entries.swap(one, other);
            "entries exchanged"
        }
        2 => {
            let again = bundle.entries[one].clone();
            bundle.entries.insert(one, again);
            "an entry twice"
        }
        3 => {
            bundle.entries[one].index = *dice.pick(&[0, 1, 63, u64::MAX]);
            "another index"
        }
        4 => {
            bend_opening(&mut bundle.entries[one], dice);
            "another opening"
        }
        5 => {
            let hashes = *dice.pick(&[0, 1, 63, 64, 65]);
            bundle.entries[one].proof.resize(hashes, Digest::ZERO);
            "another length of a proof"
        }
        6 => {
            let proof = bundle.entries[other].proof.clone();
            bundle.entries[one].proof = proof;
            "another's proof"
        }
        7 => {
            bundle.entries.clear();
            "no entries"
        }
        8 => {
            bundle.entries[one].leaf = Leaf::Pad;
            "a record as a pad"
        }
        9 => {
            bundle.checkpoint = bent_note(&bundle.checkpoint, dice);
            "another checkpoint"
        }
        10 => bend_chains(&mut bundle, dice),
        11 => {
            let bytes = bundle.to_bytes();
            let tree = Node::read(&bytes[MAGIC.len()..bytes.len() - 32]);
            let bent = tree.map(|tree| tree.bent(dice)).unwrap_or_default();
            return Bent {
                how: "its CBOR bent",
                bytes: mended([&MAGIC[..], &bent].concat()),
            };
        }
        _ => bend_disclosures(&mut bundle, dice),
    };
    Bent {
        how,
        bytes: bundle.to_bytes(),
    }
}

fn bend_opening(entry: &mut Entry, dice: &mut Dice) {
    entry.opening[at(32, dice)] ^= 1;
}

fn bent_note(note: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = note.split('\n').map(str::to_owned).collect();
    let (one, other) = (at(lines.len(), dice), at(lines.len(), dice));
    match dice.below(10) {
        0 => {
            lines.remove(one);
        }
        // The witnesses' lines are the last two; behind them the text ends.
        8 => {
            let witness = lines.len().saturating_sub(2);
            lines.remove(witness);
        }
        9 => {
            let witness = lines.len().saturating_sub(2);
            lines[witness] = lines[witness].replace(['A', 'B'], "C");
        }
        1 => lines.swap(one, other),
        2 => lines.insert(one, lines[other].clone()),
        3 => {
            let last = lines.len() - 1;
            lines.insert(
                last,
                "\u{2014} somebody.else/key AAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned(),
            );
        }
        4 => lines[one].push('\r'),
        5 => lines[1] = format!("0{}", lines[1]),
        6 => lines.insert(3, "an extension".to_owned()),
        _ => {
            let mut bytes = lines[one].clone().into_bytes();
            bend_bytes(&mut bytes, dice);
            lines[one] = String::from_utf8_lossy(&bytes).into_owned();
        }
    }
    lines.join("\n")
}

fn bend_chains(bundle: &mut Bundle, dice: &mut Dice) -> &'static str {
    let place = at(bundle.whole_chains.len(), dice);
    match bundle.whole_chains.get_mut(place) {
        Some(chain) if dice.below(2) == 0 => {
            chain.last = *dice.pick(&[0, chain.last + 1, u64::MAX]);
            "another end of a chain claimed whole"
        }
        Some(chain) => {
            chain.head = Digest(dice.bytes());
            "another head of a chain claimed whole"
        }
        None => "as it was",
    }
}

fn bend_disclosures(bundle: &mut Bundle, dice: &mut Dice) -> &'static str {
    let holders: Vec<usize> = (0..bundle.entries.len())
        .filter(|place| matches!(&bundle.entries[*place].leaf, Leaf::Record { disclosures, .. } if !disclosures.is_empty()))
        .collect();
    if holders.is_empty() {
        return "as it was";
    }
    let (from, to) = (*dice.pick(&holders), at(bundle.entries.len(), dice));
    let Leaf::Record { disclosures, .. } = &mut bundle.entries[from].leaf else {
        return "as it was";
    };
    let place = at(disclosures.len(), dice);
    match dice.below(4) {
        0 => {
            disclosures.remove(place);
            "a disclosure left out"
        }
        1 => {
            disclosures.insert(place, disclosures[place].clone());
            "a disclosure twice"
        }
        2 => {
            disclosures.reverse();
            "disclosures in another order"
        }
        _ => {
            let moved = disclosures.remove(place);
            if let Leaf::Record { disclosures, .. } = &mut bundle.entries[to].leaf {
                disclosures.push(moved);
                disclosures.sort_by_key(truceline_register::codec::disclosure::Disclosure::digest);
            }
            "a disclosure at another record"
        }
    }
}

/// Bends what the leaves commit to, and seals the log again.
fn inside(world: &World, bundle: &Bundle, dice: &mut Dice) -> Bent {
    let mut entries = bundle.entries.clone();
    let links = dice.below(4) != 0;
    let how = bend_entries(world, &mut entries, dice);
    if links {
        world.linked(&mut entries);
    }
    let sealed = world.sealed(bundle, entries);
    Bent {
        how,
        bytes: sealed.map_or_else(|| bundle.to_bytes(), |sealed| sealed.to_bytes()),
    }
}

fn bend_entries(world: &World, entries: &mut Vec<Entry>, dice: &mut Dice) -> &'static str {
    let (mut one, other) = (at(entries.len(), dice), at(entries.len(), dice));
    // Mostly where somebody has said something, and now and then where somebody's key is taken back.
    let said = places(entries, |_| true);
    let ended = places(entries, |act| {
        matches!(act, Act::KeyRevoked(_) | Act::KeyRotated(_))
    });
    match dice.below(8) {
        0 => {}
        1 if !ended.is_empty() => one = *dice.pick(&ended),
        _ if !said.is_empty() => one = *dice.pick(&said),
        _ => {}
    }
    match dice.below(16) {
        0 => "sealed again as it was",
        1 => {
            entries.remove(one);
            "a record left out, sealed"
        }
        2 => {
            entries.swap(one, other);
            "records exchanged, sealed"
        }
        3 => {
            let again = entries[one].clone();
            entries.insert(other, again);
            "a record twice, sealed"
        }
        4 => {
            entries.push(Entry {
                leaf: Leaf::Pad,
                ..entries[one].clone()
            });
            "a pad more, sealed"
        }
        5 | 6 => bend_part(&mut entries[one], dice),
        7 | 8 => {
            bend_envelope(&mut entries[one], dice);
            "an envelope's CBOR bent, sealed"
        }
        9 => on_statement(
            &mut entries[one],
            "a statement's bytes bent, sealed",
            |bytes| {
                let mut bytes = bytes.to_vec();
                bend_bytes(&mut bytes, dice);
                Some(bytes)
            },
        ),
        10 => signed_otherwise(world, &mut entries[one], dice),
        11 => {
            moved(entries, one, other);
            "a record moved, sealed"
        }
        _ => said_otherwise(world, &mut entries[one], dice),
    }
}

/// The places of records of which somebody has said such a thing.
fn places(entries: &[Entry], is_meant: impl Fn(&Act) -> bool) -> Vec<usize> {
    let act = |entry: &Entry| {
        let Leaf::Record { envelope, .. } = &entry.leaf else {
            return None;
        };
        let statement = Envelope::from_bytes(envelope).ok()?.statement?;
        let payload = Statement::parse(&statement).ok()?.payload().ok()?;
        Some(payload.act)
    };
    let found = (0..).zip(entries);
    let found = found.filter(|(_, entry)| act(entry).is_some_and(|act| is_meant(&act)));
    found.map(|(place, _)| place).collect()
}

/// Moves a record to an earlier place, as if it had been received there; a revocation, for one.
fn moved(entries: &mut Vec<Entry>, one: usize, other: usize) {
    let (to, from) = (one.min(other).max(1), one.max(other));
    if from >= entries.len() || to >= from {
        return;
    }
    let received = entries[..to]
        .iter()
        .rev()
        .find_map(|entry| match &entry.leaf {
            Leaf::Record { envelope, .. } => Some(Envelope::from_bytes(envelope).ok()?),
            Leaf::Pad => None,
        })
        .map(|envelope| envelope.part.received_at);
    let mut entry = entries.remove(from);
    if let (Some(received), Some(bytes)) = (received, envelope(&mut entry))
        && let Ok(mut read) = Envelope::from_bytes(bytes)
    {
        read.part.received_at = received;
        *bytes = read.to_bytes();
    }
    entries.insert(to, entry);
}

fn envelope(entry: &mut Entry) -> Option<&mut Vec<u8>> {
    match &mut entry.leaf {
        Leaf::Record { envelope, .. } => Some(envelope),
        Leaf::Pad => None,
    }
}

fn bend_envelope(entry: &mut Entry, dice: &mut Dice) {
    if let Some(bytes) = envelope(entry)
        && let Some(tree) = Node::read(bytes)
    {
        *bytes = tree.bent(dice);
    }
}

fn bend_part(entry: &mut Entry, dice: &mut Dice) -> &'static str {
    let Some(bytes) = envelope(entry) else {
        return "as it was, sealed";
    };
    let Ok(mut read) = Envelope::from_bytes(bytes) else {
        return "as it was, sealed";
    };
    let how = bend_register(&mut read.part, dice);
    *bytes = read.to_bytes();
    how
}

fn bend_register(part: &mut RegisterPart, dice: &mut Dice) -> &'static str {
    match dice.below(5) {
        0 => {
            part.received_at = part.received_at.minus(Span::hours(1));
            "received earlier, sealed"
        }
        1 => {
            part.received_at = part.received_at.plus(Span::hours(24 * 40));
            "received later, sealed"
        }
        2 => {
            match part
                .flags
                .iter()
                .position(|flag| *flag == Flag::Quarantined)
            {
                Some(place) => {
                    part.flags.remove(place);
                }
                None => part.flags.push(Flag::Quarantined),
            }
            "quarantined or not, sealed"
        }
        3 => {
            part.disclosed.pop();
            "fewer digests listed as disclosed, sealed"
        }
        _ => {
            if let Some(signer) = &mut part.signer {
                signer.person = truceline_register::ids::PersonId::from_bytes(dice.bytes());
            }
            "another person, sealed"
        }
    }
}

fn on_statement(
    entry: &mut Entry,
    how: &'static str,
    bend: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> &'static str {
    let Some(bytes) = envelope(entry) else {
        return "as it was, sealed";
    };
    let Ok(mut read) = Envelope::from_bytes(bytes) else {
        return "as it was, sealed";
    };
    let Some(bent) = read.statement.as_deref().and_then(bend) else {
        return "as it was, sealed";
    };
    read.statement = Some(bent);
    *bytes = read.to_bytes();
    how
}

/// Signed for another register, another genesis, or with another key.
fn signed_otherwise(world: &World, entry: &mut Entry, dice: &mut Dice) -> &'static str {
    on_statement(entry, "signed otherwise, sealed", |bytes| {
        let statement = Statement::parse(bytes).ok()?;
        let mut header: Header = statement.header.clone();
        let key = world.key(header.key)?;
        match dice.below(3) {
            0 => header.origin.push_str("/other"),
            1 => header.genesis = Digest(dice.bytes()),
            _ => {
                header.key = truceline_register::ids::KeyId::from_bytes(dice.bytes());
            }
        }
        Some(Statement::sign_bytes(header, statement.payload_bytes().to_vec(), key).to_bytes())
    })
}

/// Something else is said, and signed by the same key.
fn said_otherwise(world: &World, entry: &mut Entry, dice: &mut Dice) -> &'static str {
    on_statement(entry, "something else said and signed, sealed", |bytes| {
        let statement = Statement::parse(bytes).ok()?;
        let key = world.key(statement.header.key)?;
        let bent = Node::read(statement.payload_bytes())?.bent(dice);
        Some(Statement::sign_bytes(statement.header.clone(), bent, key).to_bytes())
    })
}
