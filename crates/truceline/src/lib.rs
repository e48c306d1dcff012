//! The program: what people at a duty desk type, and what they are shown.
//!
//! A library with a thin binary, so that scenarios and tests take the same way as the command line.
//! It judges nothing (the register does), keeps nothing (the engine does) and reads people's files
//! through the formats. Read downwards: [`cli`] for the commands, [`speech`] for what is said,
//! [`voice`] for who signs it, [`session`] for the folder it goes into, [`wire`] for what is shown.

pub mod card;
pub mod catalogue;
pub mod cli;
pub mod client;
pub mod config;
pub mod exchange;
pub mod exit;
pub mod file;
pub mod house;
pub mod http;
pub mod incident_bundle;
pub mod invitation;
pub mod names;
pub mod notation;
pub mod outbox;
pub mod pack;
pub mod passphrase;
pub mod portion;
pub mod publication;
pub mod reading;
pub mod render;
pub mod replica;
pub mod report;
pub mod scenario;
pub mod seen;
pub mod session;
pub mod sign_in;
pub mod signature;
pub mod speech;
pub mod vault_key;
pub mod viewpoint;
pub mod voice;
pub mod wire;
pub mod witnessing;
