//! A key's chain that a bundle claims to hold whole.

use super::WholeChain;
use super::verify::Refused;
use crate::codec::cbor::Digest;
use crate::codec::record::Record;
use std::collections::BTreeMap;

/// Whether the records hold all that a key signed, up to the head that the claim names.
pub(super) fn check(records: &[Record], claim: &WholeChain) -> Result<(), Refused> {
    let wrong = |what| Refused::ChainGap {
        key: claim.key,
        what,
    };
    let mut chain: BTreeMap<u64, (Digest, Digest)> = BTreeMap::new();
    for record in records {
        let (Some(statement), Some(payload)) = (&record.statement, &record.payload) else {
            continue;
        };
        if statement.header.key != claim.key {
            continue;
        }
        let link = (statement.payload_digest(), payload.previous);
        if chain.insert(payload.sequence, link).is_some() {
            return Err(wrong("two statements claim one place"));
        }
    }
    let mut previous = Digest::ZERO;
    for (expected, (sequence, (digest, back))) in chain.iter().enumerate() {
        if *sequence != expected as u64 {
            return Err(wrong("a statement is missing"));
        }
        if *back != previous {
            return Err(wrong("a statement does not link to the one before it"));
        }
        previous = *digest;
    }
    if chain.last_key_value().map(|(sequence, _)| *sequence) != Some(claim.last)
        || previous != claim.head
    {
        return Err(wrong("its head is another one than claimed"));
    }
    Ok(())
}
