//! All notifications in the order in which they were first told, found by what they are called and by what any record
//! says of them.
//!
//! A check finds records in the index and asks for the notification of each: that takes no search here. Pages are shared
//! by copies of the state ([`crate::index::pages`]), so that a copy copies pointers.

use super::NotificationRef;
use super::history::Notification;
use crate::ids::LogIndex;
use crate::index::pages::{Pages, Table};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Notifications to a page.
const HELD: usize = 16;

/// The roll.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Roll {
    all: Pages<Notification, HELD>,
    numbers: BTreeMap<NotificationRef, usize>,
    /// Counted from 1; none has 0.
    by_record: Table<usize>,
}

impl Roll {
    pub(super) fn get(&self, about: NotificationRef) -> Option<&Notification> {
        self.all.get(*self.numbers.get(&about)?)
    }

    pub(super) fn get_mut(&mut self, about: NotificationRef) -> Option<&mut Notification> {
        self.all.get_mut(*self.numbers.get(&about)?)
    }

    /// The notification of which a record was noted to speak.
    pub(super) fn of_record(&self, record: LogIndex) -> Option<&Notification> {
        self.all.get(self.number_of(record)?)
    }

    /// The same, to be changed.
    pub(super) fn of_record_mut(&mut self, record: LogIndex) -> Option<&mut Notification> {
        self.all.get_mut(self.number_of(record)?)
    }

    fn number_of(&self, record: LogIndex) -> Option<usize> {
        self.by_record.get(record)?.checked_sub(1)
    }

    /// Notes that a record speaks of a notification, the first of it if none did; gives it.
    pub(super) fn note_or_add(
        &mut self,
        record: LogIndex,
        about: NotificationRef,
        first: impl FnOnce() -> Notification,
    ) -> Option<&mut Notification> {
        let number = *self.numbers.entry(about).or_insert(self.all.len());
        if number == self.all.len() {
            self.all.push(first());
        }
        *self.by_record.get_mut(record) = number + 1;
        self.all.get_mut(number)
    }

    /// Notes that a record speaks of a notification, if there is one; gives it.
    pub(super) fn note(
        &mut self,
        record: LogIndex,
        about: NotificationRef,
    ) -> Option<&mut Notification> {
        let number = *self.numbers.get(&about)?;
        *self.by_record.get_mut(record) = number + 1;
        self.all.get_mut(number)
    }

    /// All, in order of party and id.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Notification> {
        self.numbers.values().filter_map(|one| self.all.get(*one))
    }

    /// Those that are called so, in order.
    pub(super) fn range(
        &self,
        called: RangeInclusive<NotificationRef>,
    ) -> impl Iterator<Item = &Notification> {
        let numbers = self.numbers.range(called).map(|(_, number)| *number);
        numbers.filter_map(|number| self.all.get(number))
    }
}
