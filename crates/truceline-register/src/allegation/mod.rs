//! Allegations: that something happened which an agreement forbids, as somebody says it did.

pub mod kind;
