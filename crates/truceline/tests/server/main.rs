//! The built program as a server, asked as desks ask it: over HTTP, with keys, from other processes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod allegation;
mod bulletin;
mod commands;
mod countersigned;
mod described;
mod duty;
mod erasing;
mod events;
mod evidence;
mod following;
mod hostile;
mod house;
mod matrix;
mod operating;
mod outbox;
mod rates;
mod receiver;
#[path = "../cli/room.rs"]
#[allow(dead_code)]
mod room;
mod rotating;
mod split;
mod submitting;
mod two_faces;
