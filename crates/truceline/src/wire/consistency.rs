//! What shows that a log only grew.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The latest checkpoint, and how its tree began.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConsistencyView {
    /// The latest checkpoint: a C2SP signed note.
    pub checkpoint: String,
    /// Of each size asked for that lies below the checkpoint's, what its root then follows from.
    pub beginnings: Vec<BeginningView>,
    /// Witnesses, by the policy's names, that say they have seen another history of this log.
    pub other_history: Vec<String>,
}

/// What the root at a smaller size follows from.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BeginningView {
    /// The size.
    pub size: u64,
    /// Hashes in base64 (docs/spec/log.md).
    pub hashes: Vec<String>,
}
