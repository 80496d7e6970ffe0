//! The made-up data: regions, zones and jobs, the same for the same seed.

mod fate;
mod ids;
mod job;
mod payload;
pub(crate) mod places;
mod task;
mod timeline;
mod words;

pub(crate) use ids::uuid;
pub(crate) use job::{ATTRIBUTES, Book};
pub(crate) use timeline::{MINE, Share, THEIRS, Timeline};

/// One pseudo-random number per question: nothing is drawn in a row, so any job can be made by itself.
pub(crate) fn dice(seed: u64, index: u64, question: u64) -> u64 {
    mix(mix(mix(seed).wrapping_add(index)).wrapping_add(question))
}

/// The finalizer of SplitMix64.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// One of several, by a thrown number; the default of an empty list.
pub(crate) fn pick<T: Copy + Default>(list: &[T], thrown: u64) -> T {
    let place = usize::try_from(thrown % list.len().max(1) as u64).unwrap_or_default();
    list.get(place).copied().unwrap_or_default()
}
