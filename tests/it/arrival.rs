//! How deliveries arrive, and what is asked of everything that merges them.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::Index;

/// The same items, each at least once, some again, in any order.
pub(crate) fn arrived<T: Clone + Debug + 'static>(
    items: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    (items, prop::collection::vec(any::<Index>(), 0..14)).prop_flat_map(|(items, again)| {
        let again = again.iter().filter(|_| !items.is_empty());
        let again = again.map(|index| items[index.index(items.len())].clone());
        let all: Vec<T> = items.iter().cloned().chain(again).collect();
        (Just(items), Just(all).prop_shuffle())
    })
}

/// The same items, and as they arrived at three workers, each at one or more of them.
pub(crate) fn at_workers<T: Clone + Debug + 'static>(
    items: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, [Vec<T>; 3])> {
    arrived(items).prop_flat_map(|(items, arrival)| {
        let workers = prop::collection::vec(0_usize..3, arrival.len());
        let taken = workers.prop_map(move |workers| {
            [0, 1, 2].map(|worker| {
                let taken = arrival.iter().zip(&workers);
                let taken = taken.filter(|(_, by)| **by == worker);
                taken.map(|(item, _)| item.clone()).collect()
            })
        });
        (Just(items), taken)
    })
}

/// Asks that three states merge into the one that has everything, whatever is merged first and however
/// often.
pub(crate) fn assert_merge<S: Clone + Debug + PartialEq>(
    [a, b, c]: [S; 3],
    all: &S,
    merged: impl Fn(&S, &S) -> S,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(&merged(&merged(&a, &b), &c), all);
    prop_assert_eq!(&merged(&a, &merged(&b, &c)), all, "associative");
    prop_assert_eq!(merged(&a, &b), merged(&b, &a), "commutative");
    prop_assert_eq!(&merged(&a, &a), &a, "idempotent");
    prop_assert_eq!(&merged(all, &b), all, "idempotent");
    Ok(())
}
