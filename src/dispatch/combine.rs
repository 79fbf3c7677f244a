/// A dispatcher whose events an observer sees first; see `Dispatcher::inspect`.
#[derive(Clone, Copy, Debug)]
pub struct Inspect<D, O> {
    pub(crate) dispatcher: D,
    pub(crate) observer: O,
}

impl<D, O> Inspect<D, O> {
    pub(crate) fn new(dispatcher: D, observer: O) -> Self {
        Self {
            dispatcher,
            observer,
        }
    }
}

/// A dispatcher made of a closure; see [`recall::from_fn`](crate::recall::from_fn) and its siblings.
#[derive(Clone, Copy, Debug)]
pub struct FromFn<F>(pub(crate) F);
