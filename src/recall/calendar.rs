use crate::open::payload;
use crate::{Id, Timestamp};

payload! {
    /// A calendar's change: the body of `calendar.update` and `calendar.sync_events`.
    pub struct CalendarChange lenient {
        /// The calendar.
        pub data: Option<Calendar>,
    }
}

payload! {
    /// A calendar of the Calendar V2 API: `data`.
    pub struct Calendar lenient {
        /// The calendar's id, a UUID.
        pub calendar_id: Option<Id>,
        /// In `calendar.sync_events`: list the calendar events whose `updated_at` is at least this.
        pub last_updated_ts: Option<Timestamp>,
    }
}

impl CalendarChange {
    /// Returns the calendar's id: `data.calendar_id`.
    #[must_use]
    pub fn calendar_id(&self) -> Option<&Id> {
        self.data.as_ref()?.calendar_id.as_ref()
    }

    /// Returns the time from which on calendar events have changed: `data.last_updated_ts`.
    #[must_use]
    pub fn last_updated_ts(&self) -> Option<&Timestamp> {
        self.data.as_ref()?.last_updated_ts.as_ref()
    }
}
