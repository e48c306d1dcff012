//! People's files, in and out: spreadsheets, GeoJSON, coordinates, gazetteers.
//!
//! Pure: bytes go in, values come out; nothing here opens a file, asks a clock or signs anything.
//! A value that leaves is a *draft*: what a person wrote, read once and with every fault named.
//! Turning drafts into statements is the program's, judging them the register's.
//!
//! Read downwards: [`coordinate`] and [`moment`] read one cell, [`gazetteer`] one name,
//! [`table`] one file; [`template`] says which columns there are; [`sites`], [`movements`] and
//! [`geojson`] make drafts of them, [`events`] reads and writes the tables of others, and [`fault`]
//! is what a person is told. The columns, limits and fault codes stand in `docs/spec/import.md`.

// Tests may read files: vectors, and real data where it is there.
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod agreement;
pub mod coordinate;
pub mod events;
pub mod fault;
pub mod field;
pub mod gazetteer;
pub mod geojson;
pub mod import;
pub mod moment;
pub mod movements;
pub mod place;
pub mod sites;
pub mod table;
pub mod template;
