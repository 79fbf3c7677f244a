//! A map as a sorted array, for the few entries that a call has.
//!
//! It saves compile time: `BTreeMap` is compiled anew for each pair of types, and was a quarter of what the
//! compiler generated for this crate.

/// A map whose entries are ordered by key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SortedMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let (_, value) = self.0.get(self.search(key).ok()?)?;
        Some(value)
    }

    /// Changes the value of a key. One without a value gets `new` first.
    pub(crate) fn update<R>(&mut self, key: K, new: V, change: impl FnOnce(&mut V) -> R) -> R {
        let place = self.search(&key);
        let known = place.ok().and_then(|index| self.0.get_mut(index));
        if let Some((_, value)) = known {
            return change(value);
        }
        let mut value = new;
        let changed = change(&mut value);
        let (Ok(index) | Err(index)) = place;
        self.0.insert(index, (key, value));
        changed
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }

    pub(crate) fn values(&self) -> impl ExactSizeIterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    fn search(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }
}
