//! Rosters from events in any order, and any number of times.
