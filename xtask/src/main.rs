//! Campaigns.
fn main() {}
