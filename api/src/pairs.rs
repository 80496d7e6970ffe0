//! A small map: a list that is looked through.

/// Values by their keys, for the few dozen of them that a page has. (Rust's own map weighs 1 KB in the browser for each
/// type of key and value.)
#[derive(Clone, Debug)]
pub struct Pairs<K, V>(Vec<(K, V)>);

impl<K: PartialEq, V> Pairs<K, V> {
    /// Without any.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.iter()
            .find(|(kept, _)| kept.borrow() == key)
            .map(|(_, value)| value)
    }

    /// Keeps a value, in place of the key's former one.
    pub fn insert(&mut self, key: K, value: V) {
        self.0.retain(|(kept, _)| *kept != key);
        self.0.push((key, value));
    }

    /// Forgets the value of a key.
    pub fn remove(&mut self, key: &K) {
        self.0.retain(|(kept, _)| kept != key);
    }

    /// Keeps no more than so many: those that were there first go.
    pub fn cut(&mut self, most: usize) {
        self.0.drain(..self.0.len().saturating_sub(most));
    }

    /// Keeps the last ones alone that weigh no more than so much together; the very last in any case.
    pub fn lighten(&mut self, most: usize, weight: &dyn Fn(&V) -> usize) {
        let mut left = most;
        let fit = self.0.iter().rev().take_while(|(_, value)| {
            let fits = left.checked_sub(weight(value));
            left = fits.unwrap_or_default();
            fits.is_some()
        });
        let fit = fit.count().max(1);
        self.cut(fit);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// All of them, in the order in which they were kept.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(K, V)> {
        self.0.iter()
    }
}

impl<K: PartialEq, V> Default for Pairs<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn what_is_kept_weighs_no_more_than_may_be() {
        let kept = |most| {
            let mut pairs = Pairs::new();
            for (key, value) in [("a", 1), ("b", 5), ("c", 0), ("d", 3)] {
                pairs.insert(key, value);
            }
            pairs.lighten(most, &|value| *value);
            pairs.iter().map(|(key, _)| *key).collect::<String>()
        };
        assert_eq!(
            [9, 8, 7, 3, 2, 0].map(kept),
            ["abcd", "bcd", "cd", "cd", "d", "d"]
        );
        Pairs::<u8, usize>::new().lighten(1, &|value| *value);
    }

    #[test]
    fn what_was_kept_first_is_cut_first() {
        let mut pairs = Pairs::new();
        for (key, value) in [("a", 1), ("b", 2), ("c", 3), ("a", 4)] {
            pairs.insert(key, value);
        }
        pairs.cut(2);
        assert!(pairs.iter().eq(&[("c", 3), ("a", 4)]));
        pairs.clear();
        assert_eq!(pairs.get("a"), None);
    }

    proptest! {
        #[test]
        fn it_is_a_map(steps in prop::collection::vec((0..6_u8, prop::option::of(any::<u8>())), 0..40)) {
            let (mut pairs, mut map) = (Pairs::new(), HashMap::new());
            for (key, value) in steps {
                match value {
                    Some(value) => {
                        pairs.insert(key, value);
                        map.insert(key, value);
                    }
                    None => {
                        pairs.remove(&key);
                        map.remove(&key);
                    }
                }
                prop_assert_eq!(pairs.get(&key), map.get(&key));
                prop_assert_eq!(pairs.iter().count(), map.len());
            }
        }
    }
}
