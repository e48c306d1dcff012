//! Files in the log book.

use super::Reader;
use super::words::vocabulary;
use crate::scenario::deed::Statement;
use crate::scenario::exhibit::{Exhibit, Handled, Of};
use crate::scenario::text::{Cursor, Fault};
use truceline_register::evidence::handling::Handling;

impl Reader {
    /// `enters evidence NAME about incident NAME: "TITLE" "WHAT STANDS IN IT" [, redacted from NAME]`, or
    /// `about claim NAME`.
    pub(super) fn enters_evidence(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.new_label(cursor)?;
        self.labels.insert(format!("{label}/part"));
        cursor.phrase("about")?;
        let of = match cursor.take_if("claim") {
            true => Of::Claim(self.label(cursor)?),
            false => {
                cursor.phrase("incident")?;
                Of::Incident(self.label(cursor)?)
            }
        };
        cursor.phrase(":")?;
        let title = cursor.quoted("what the file is called")?;
        let content = cursor.quoted("what stands in it")?;
        let redacted_from = match cursor.take_phrase(", redacted from") {
            true => Some(self.label(cursor)?),
            false => None,
        };
        Ok(Statement::EntersEvidence(Exhibit {
            label,
            of,
            title,
            content,
            redacted_from,
        }))
    }

    /// `logs evidence NAME: HANDLING "HOW" ["WHAT STOOD IN IT"]`.
    pub(super) fn logs_evidence(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        cursor.phrase("evidence")?;
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let handling = vocabulary(cursor, "a handling", Handling::ALL, Handling::word)?;
        Ok(Statement::LogsEvidence(Handled {
            label,
            handling,
            how: cursor.quoted("how it was done")?,
            content: cursor.quoted_if(),
        }))
    }
}
