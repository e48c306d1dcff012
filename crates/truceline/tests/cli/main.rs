//! The built program, driven as a duty desk drives it: files, folders, exit codes and what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod agreement;
mod check;
mod claims_of_tables;
mod clock;
mod desk;
mod disclosure;
mod enrolment;
mod erasure;
mod import;
mod incident;
mod keeping;
mod key;
mod loss;
mod movement;
mod pack;
mod plan;
mod register;
mod room;
mod serving;
mod slips;
mod stop;
mod submission;
mod trouble;
mod upgrade;
mod witness;
