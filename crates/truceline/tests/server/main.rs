//! The built program as a server, asked as desks ask it: over HTTP, with keys, from other processes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod commands;
mod described;
mod following;
mod hostile;
mod house;
mod matrix;
mod operating;
#[path = "../cli/room.rs"]
#[allow(dead_code)]
mod room;
mod submitting;
