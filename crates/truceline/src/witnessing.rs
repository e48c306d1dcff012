//! Witnessing while a server runs: ours of others' logs, and others' of ours (C2SP tlog-witness).
//!
//! The judging is the log's (`truceline-log`); here is what keeps it durable and what asks around.
//! [`keeper`] is a witness with its state in a file, [`round`] has one checkpoint of ours cosigned by the
//! witnesses of a policy. Not here: HTTP on the side of the server, and who may watch what.

pub mod keeper;
pub mod round;

#[cfg(test)]
mod tests;
