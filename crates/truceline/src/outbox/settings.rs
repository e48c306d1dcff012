//! What the configuration file says of the outbox.
//!
//! ```toml
//! [outbox]
//! first-retry-s = 5            # then twice as long each time, half of it drawn
//! longest-retry-s = 900
//! give-up-after-s = 86400      # then it is a dead letter
//! timeout-s = 20               # of one attempt
//!
//! [[outbox.webhook]]
//! name = "south-duty"
//! party = "South"
//! desk = "South duty desk"     # absent: every desk of the party
//! url = "https://duty.south.example/truceline"
//! authority = "south-ca.pem"
//! reach = "public"             # "private" or "this-machine" for addresses of that kind, and no other
//!
//! [outbox.submission]          # where e-mail is handed in
//! server = "smtps://mail.example:465"      # or "smtp+starttls://mail.example:587"
//! authority = "mail-ca.pem"
//! from = "register@mail.example"
//! user = "register"
//! password-file = "mail.password"
//!
//! [[outbox.e-mail]]
//! name = "relief-mail"
//! party = "Relief"
//! to = "duty@relief.example"
//! ```

use super::address::Reach;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The table `outbox`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutboxSettings {
    /// The first retry comes after about so many seconds.
    pub first_retry_s: Option<u64>,
    /// Retries are never further apart.
    pub longest_retry_s: Option<u64>,
    /// A letter that nobody took for so long is dead.
    pub give_up_after_s: Option<u64>,
    /// How long one attempt may take.
    pub timeout_s: Option<u64>,
    /// Webhooks.
    #[serde(default)]
    pub webhook: Vec<WebhookSettings>,
    /// Where e-mail is handed in.
    pub submission: Option<SubmissionSettings>,
    /// Addresses.
    #[serde(default)]
    pub e_mail: Vec<MailSettings>,
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WebhookSettings {
    /// What it is called in lists.
    pub name: String,
    /// Whose, by name or id.
    pub party: String,
    /// Only what is for this desk or for any, by name or id.
    pub desk: Option<String>,
    /// Where to.
    pub url: String,
    /// The authority that vouches for it, PEM.
    pub authority: Option<PathBuf>,
    /// Which kind of address it may have.
    #[serde(default)]
    pub reach: Reach,
}

/// The server that takes e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SubmissionSettings {
    /// `smtps://HOST[:PORT]` or `smtp+starttls://HOST[:PORT]`; `smtp://` on this machine.
    pub server: String,
    /// The authority that vouches for it, PEM.
    pub authority: Option<PathBuf>,
    /// The sender's address.
    pub from: String,
    /// Who signs in there.
    pub user: Option<String>,
    /// A file with the password, one line.
    pub password_file: Option<PathBuf>,
    /// Which kind of address it may have.
    #[serde(default)]
    pub reach: Reach,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MailSettings {
    /// What it is called in lists.
    pub name: String,
    /// Whose, by name or id.
    pub party: String,
    /// Only what is for this desk or for any, by name or id.
    pub desk: Option<String>,
    /// The address.
    pub to: String,
}

impl OutboxSettings {
    /// Takes paths from the folder of the file.
    pub fn below(&mut self, folder: &Path) {
        let authorities = self
            .webhook
            .iter_mut()
            .map(|webhook| webhook.authority.as_mut());
        let submission = self.submission.as_mut().map_or([None, None], |submission| {
            [
                submission.authority.as_mut(),
                submission.password_file.as_mut(),
            ]
        });
        for path in authorities.chain(submission).flatten() {
            *path = folder.join(&*path);
        }
    }

    /// The time before the first retry.
    #[must_use]
    pub fn first_retry(&self) -> Duration {
        Duration::from_secs(self.first_retry_s.unwrap_or(5).max(1))
    }

    /// The longest time between two attempts.
    #[must_use]
    pub fn longest_retry(&self) -> Duration {
        Duration::from_secs(self.longest_retry_s.unwrap_or(900).max(1)).max(self.first_retry())
    }

    /// How long a letter is tried.
    #[must_use]
    pub fn give_up_after(&self) -> Duration {
        Duration::from_secs(self.give_up_after_s.unwrap_or(24 * 3_600).max(1))
    }

    /// How long one attempt may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_s.unwrap_or(20).clamp(1, 120))
    }
}
