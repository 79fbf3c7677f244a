use std::fmt::Write as _;

/// Where in a body a parse failed.
///
/// It is filled from the inside out while the error passes outward, so a parse that succeeds
/// never touches it, and one that fails need not be run again to learn the place.
#[derive(Default)]
pub(crate) struct Trail {
    steps: Vec<Step>,
    /// What should have stood there, in words that hold nothing of the body.
    pub(crate) problem: Option<Problem>,
    /// The event being read, where it is one we know.
    pub(crate) event: Option<&'static str>,
}

/// What a known place of a body wants to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Expected(&'static str),
    Missing,
    Duplicate,
}

pub(crate) enum Step {
    Member(&'static str),
    Key(String),
    Index(usize),
}

impl Trail {
    /// Notes one step outward. The first note of what was expected, the innermost, stands.
    pub(crate) fn step(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(crate) fn expected(&mut self, what: &'static str) {
        self.problem.get_or_insert(Problem::Expected(what));
    }

    /// The path in the form `data.bot`, `events[0].event_data`, `executed_actions["zip code"]`;
    /// `.` is the body itself.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps.iter().rev() {
            match step {
                Step::Member(name) => push_name(&mut path, name),
                Step::Key(key) => push_name(&mut path, key),
                Step::Index(index) => push_index(&mut path, *index),
            }
        }
        if path.is_empty() {
            path.push('.');
        }
        path
    }
}

/// How much of a name stands in a path, in characters. Without an end to it, a long name with many
/// members under it would make a path of that length for each of them.
const LONGEST_NAME: usize = 128;

/// Adds a member to a path: `.name`, or `["a name"]` where it has other characters than a plain one.
pub(crate) fn push_name(path: &mut String, name: &str) {
    if let Some((end, _)) = name.char_indices().nth(LONGEST_NAME) {
        let begin = name.get(..end).unwrap_or_default();
        let _ = write!(path, "[{begin:?}…]");
        return;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        // Writing to a `String` cannot fail.
        let _ = write!(path, "[{name:?}]");
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// Adds a place in a list to a path: `[3]`.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}
