use crate::bodies::Body;

/// One thing to measure: a question, asked of one body, answered in one way.
pub(crate) struct Case {
    /// What is asked: `parse`, `verify`, …
    pub(crate) question: &'static str,
    /// The body that it is asked of.
    pub(crate) body: Body,
    /// Who answers: `ours`, or an alternative.
    pub(crate) way: &'static str,
    prepare: Box<dyn Fn(&'static [u8]) -> Run>,
}

/// A prepared case: every call is one round. What a round makes, it drops.
pub(crate) type Run = Box<dyn Fn()>;

impl Case {
    pub(crate) fn new<T: Fn() + 'static>(
        question: &'static str,
        body: Body,
        way: &'static str,
        prepare: impl Fn(&'static [u8]) -> T + 'static,
    ) -> Self {
        Self {
            question,
            body,
            way,
            prepare: Box::new(move |body| Box::new(prepare(body))),
        }
    }

    /// Makes the body, and returns what to measure.
    pub(crate) fn prepare(&self) -> Run {
        let run = (self.prepare)((self.body.make)().leak().as_bytes());
        run();
        run
    }
}
