//! Lists in an order, and how many different things there are: one sort for every list.
//!
//! The standard library's sort is compiled anew for everything that is sorted, 4 kB each, and again inside every map or set that is
//! collected. Here it sorts the places of a list's items, which are numbers whatever the items are; then the items change places.
//! That keeps a twentieth of a megabyte and more out of the phone's library. The directory's search, which sorts a hundred thousand
//! rows, keeps the standard sort.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Puts items into an order; those that are equal in it stay as they were to one another.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort(&mut places, &mut |one, other| compare(&items[one], &items[other]));
    // Whoever stood at `places[to]` comes to `to`. Places before `to` are done: who stood there was swapped on to where their own
    // place says.
    for to in 0..items.len() {
        let mut from = places[to];
        while from < to {
            from = places[from];
        }
        items.swap(to, from);
    }
}

/// Puts items into the order of their keys; those with equal keys stay as they were to one another.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Puts items into their own order.
pub fn ascending<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

/// How many different ones there are.
pub fn distinct<T: Ord>(items: impl IntoIterator<Item = T>) -> usize {
    let mut items: Vec<T> = items.into_iter().collect();
    ascending(&mut items);
    items.dedup();
    items.len()
}

/// A map of pairs; of equal keys the last one stays.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// A set of items.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The only sort.
#[inline(never)]
fn sort(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_sort_and_equal_ones_stay(items: Vec<(u8, u8)>) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            by_key(&mut ours, |(key, _)| *key % 8);
            theirs.sort_by_key(|(key, _)| *key % 8);
            prop_assert_eq!(ours, theirs);
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            ascending(&mut ours);
            theirs.sort();
            prop_assert_eq!(&ours, &theirs);
            theirs.dedup();
            prop_assert_eq!(distinct(items), theirs.len());
        }

        #[test]
        fn maps_and_sets_are_those_of_the_standard_library(pairs: Vec<(u8, u16)>) {
            prop_assert_eq!(map(pairs.clone()), pairs.iter().copied().collect::<BTreeMap<_, _>>());
            prop_assert_eq!(set(pairs.clone()), pairs.into_iter().collect::<BTreeSet<_>>());
        }
    }
}
