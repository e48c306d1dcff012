//! The outbox: what must reach somebody who is not connected, by webhook and by e-mail.
//!
//! ```text
//! log --owed by the audience's rule--> letters --one thread for each target--> webhook | mail server
//!                                        |  next try, attempts, settled, dead: outbox.db
//! ```
//!
//! What is owed follows from the log: alerts, stops and line tests owed to a party, and requests to it, as the party's
//! portion has them ([`letter`]). Only how far the delivery has come is kept ([`ledger`]); where that is lost it is
//! made again from the log, and a letter may go out a second time under the same id. What has been answered at a
//! desk is owed no more. A letter says nothing but that there is something: no party, no place, no plan.
//!
//! Targets are named in the configuration and nowhere else ([`settings`], [`target`]); addresses are looked at
//! after names are resolved ([`address`]). The threads hold nothing that the writer waits for.

pub mod address;
pub mod fault;
pub mod key;
pub mod ledger;
pub mod letter;
pub mod line;
pub mod mail;
pub mod pace;
pub mod reply;
pub mod settings;
pub mod target;
pub mod webhook;
pub mod work;

pub use work::Outbox;

/// The file's name in the data folder.
pub const FILE: &str = "outbox.db";

/// Most targets: a webhook and an address for each desk of a theatre. Each has a thread of its own.
pub const MAX_TARGETS: usize = 64;

/// Most letters that wait for one target, stops and dead ones aside. Where more are owed they stay in the log until
/// there is room; stops are entered whatever the room.
pub const MAX_WAITING: usize = 10_000;
