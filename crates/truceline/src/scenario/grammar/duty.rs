//! Duty: signing on and off, and taking over.

use super::Reader;
use crate::scenario::deed::Statement;
use crate::scenario::text::{Cursor, Fault};

impl Reader {
    /// `signs on ["NAME" [for the centre, too]]`, `signs off [PERSON]`.
    pub(super) fn duty(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        if cursor.take_if("on") {
            let name = cursor.quoted_if();
            let for_centre = name.is_some() && cursor.take_phrase("for the centre too");
            return Ok(Statement::SignsOn { name, for_centre });
        }
        cursor.phrase("off")?;
        let named = cursor.peek().map(|token| token.text.clone());
        let is_person = named.is_some_and(|name| self.cast.person(&name).is_some());
        let person = match is_person {
            true => Some(self.person(cursor)?),
            false => None,
        };
        Ok(Statement::SignsOff { person })
    }

    /// `takes over from PERSON [without the stops] [without the alerts]`.
    pub(super) fn handover(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        cursor.phrase("over from")?;
        let from = self.person(cursor)?;
        Ok(Statement::TakesOver {
            from,
            without_stops: cursor.take_phrase("without the stops"),
            without_alerts: cursor.take_phrase("without the alerts"),
        })
    }
}
