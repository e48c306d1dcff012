//! How a change of the vault's master key stands.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VaultRotationState {
    /// None since the server was started.
    #[default]
    None,
    /// Data keys are being wrapped under the new one.
    UnderWay,
    /// The new key is in place.
    Rotated,
    /// It was not begun, or has not come to its end.
    Failed,
}

/// A change of the vault's master key, as the server that makes it tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VaultRotationView {
    /// How it stands.
    pub state: VaultRotationState,
    /// The key of whoever asked; absent where the server went on by itself with what was cut short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<String>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// How many data keys have been looked at.
    pub keys: u64,
    /// What it left: traces under the old key go with the next erasure or start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
    /// Why it failed, and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// What is to be done at the machine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
}
