//! That somebody was told by other means, and what a look at it must show.

use super::Reader;
use super::words::{joined, vocabulary};
use crate::scenario::deed::Statement;
use crate::scenario::expectation::Fact;
use crate::scenario::informed::{Informed, InformedOf};
use crate::scenario::text::{Cursor, Fault, TokenKind};
use crate::scenario::trail::informed;
use truceline_register::vocabulary::Means;

impl Reader {
    /// `informs PARTY of stop NAME by MEANS at TIME[, read back] ["WORDS"]`, or `informs "NAME" …`; and of a
    /// notification or a plan.
    pub(super) fn informs(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let is_name = cursor
            .peek()
            .is_some_and(|token| token.kind == TokenKind::Quoted);
        let (party, whom) = if is_name {
            (None, Some(cursor.quoted("a name")?))
        } else {
            (Some(self.party(cursor)?), None)
        };
        cursor.phrase("of")?;
        let what = "\"stop\", \"notification\" or \"plan\"";
        let kind = cursor.word(what)?;
        let of = match kind.text.as_str() {
            "stop" => InformedOf::Stop,
            "notification" => InformedOf::Notification,
            "plan" => InformedOf::Plan,
            _ => return Err(cursor.fault_at(Some(kind), what)),
        };
        let label = self.label(cursor)?;
        cursor.phrase("by")?;
        let means = vocabulary(cursor, "by which means", Means::ALL, Means::word)?;
        cursor.phrase("at")?;
        let told_at = self.moment(cursor)?;
        let read_back = cursor.take_phrase(", read back");
        Ok(Statement::Informs(Informed {
            party,
            whom,
            of,
            label,
            means,
            told_at,
            read_back,
            text: cursor.quoted_if(),
        }))
    }

    /// "informed A by C and somebody by C".
    pub(super) fn informed(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let whom = match cursor.take_if("somebody") {
                true => None,
                false => Some(self.party(cursor)?),
            };
            cursor.phrase("by")?;
            let by = self.party(cursor)?;
            let whom = whom.map(|party| self.cast.of(party).name.as_str());
            Ok(informed(whom, &self.cast.of(by).name))
        })
    }
}
