//! The campaigns of development: what `cargo xtask NAME` runs.
//!
//! Each says what it promises, shows progress, ends with one `result:` line and fails where its
//! promise does not hold (DESIGN.md §8). Nothing here is part of the product.

pub mod acceptance;
pub mod api;
pub mod bench;
pub mod bulletin;
pub mod campaign;
pub mod console;
pub mod crash;
pub mod demo;
pub mod events;
pub mod fuzz;
pub mod locator;
pub mod pairs;
pub mod program;
pub mod reports;
pub mod tidy;
pub mod verifier;
pub mod voice;
pub mod workload;
