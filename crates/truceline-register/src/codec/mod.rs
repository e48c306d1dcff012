//! The bytes of statements, records and bundles: deterministic CBOR (RFC 8949 §4.2) and COSE_Sign1
//! (RFC 9052).
//!
//! Stored bytes are the signed bytes; nothing is ever re-encoded. Whatever is decoded is encoded
//! again and compared, so that one meaning has exactly one form. `docs/spec/statement.cddl`.

pub mod cbor;
pub mod disclosure;
pub mod proven;
pub mod record;
pub mod statement;
