//! The register as a service: HTTP under `/v1` over the same engine as the command line.
//!
//! Read downwards: [`access`] who may ask for what, [`gate`] what every request passes, [`server`] what
//! answers are made from, then one file for each noun. Writes are signed statements, judged by the
//! register; reads give each party its own portion. Not here: judging, and deciding what of a record a
//! party may have ([`crate::portion`]).

pub mod access;
pub mod actor;
pub mod agreement;
pub mod alert;
pub mod allegation;
pub mod answer;
pub mod bulletin;
pub mod bundle;
pub mod caller;
pub mod channel;
pub mod check;
pub mod claim;
pub mod consistency;
pub mod coverage;
pub mod cursor;
pub mod departures;
pub mod duty;
pub mod event;
pub mod evidence;
pub mod gate;
pub mod health;
pub mod hold;
pub mod inbox;
pub mod incident;
pub mod informed;
pub mod inquiry;
pub mod invitation;
pub mod kept;
pub mod listen;
pub mod looks;
pub mod metrics;
pub mod notification;
pub mod openapi;
pub mod outbox;
pub mod outflow;
pub mod page;
pub mod party;
pub mod plan;
pub mod portion;
pub mod presence;
pub mod problem;
pub mod publish;
pub mod rate;
pub mod receipt;
pub mod recent;
pub mod reconciliation;
pub mod record;
pub mod register;
pub mod request;
pub mod router;
pub mod served;
pub mod server;
pub mod service;
pub mod settings;
pub mod sign_in;
pub mod statement;
pub mod stop;
pub mod tile;
pub mod tls;
pub mod vault_key;
pub mod witness;
pub mod zone;
