//! What is measured: bodies, the ways to treat them, and the cases that come of both.

pub(crate) mod bodies;
pub(crate) mod deliver;
mod derived;
pub(crate) mod dispatch;
mod parse;
pub(crate) mod verify;
mod walk;

use std::hint::black_box;

use bodies::Body;

/// One thing to measure: a question, asked of one body, answered in one way.
pub(crate) struct Case {
    /// What is asked: `parse`, `verify`, …
    pub(crate) question: &'static str,
    /// The body that it is asked of.
    pub(crate) body: Body,
    /// Who answers: `ours`, or an alternative.
    pub(crate) way: &'static str,
    prepare: Prepare,
}

type Prepare = Box<dyn Fn(&'static [u8]) -> Run>;

/// A prepared case: every call is one round. What a round makes, it drops.
pub(crate) type Run = Box<dyn Fn()>;

impl Case {
    fn new<T>(
        question: &'static str,
        body: Body,
        way: &'static str,
        prepare: impl Fn(&'static [u8]) -> T + 'static,
    ) -> Self
    where
        T: Fn() + 'static,
    {
        let prepare = Box::new(move |body| Box::new(prepare(body)) as Run);
        Self {
            question,
            body,
            way,
            prepare,
        }
    }

    /// A case that only calls a function with the body.
    fn of<T>(
        question: &'static str,
        body: Body,
        way: &'static str,
        answer: impl Fn(&'static [u8]) -> T + Copy + 'static,
    ) -> Self
    where
        T: 'static,
    {
        Self::new(question, body, way, move |body| {
            move || drop(black_box(answer(black_box(body))))
        })
    }

    /// Makes the body, and returns its length and what to measure.
    pub(crate) fn prepare(&self) -> (usize, Run) {
        let body: &'static [u8] = (self.body.make)().leak().as_bytes();
        let run = (self.prepare)(body);
        run();
        (body.len(), run)
    }
}

/// Every case, question by question, body by body.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = parse::cases();
    cases.extend(dispatch::cases());
    cases.extend(verify::cases());
    cases.extend(deliver::cases());
    cases
}
