//! Ids that look like UUIDs, and that tell the server which job is meant without a table of a million of them.

use super::dice;

const LOW_48: u64 = (1 << 48) - 1;
/// Odd, so that multiplying by it modulo 2^48 loses nothing.
const SCATTER: u64 = 0x5DEE_CE66_D34F;
/// `SCATTER * UNSCATTER = 1` modulo 2^48.
const UNSCATTER: u64 = inverse(SCATTER);

/// Newton's way to the inverse modulo a power of two: each step doubles the bits that are right.
const fn inverse(odd: u64) -> u64 {
    let mut guess = odd;
    let mut step = 0;
    while step < 6 {
        guess = guess.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(guess)));
        step += 1;
    }
    guess & LOW_48
}

/// A UUID (version 4 by its looks) from 128 arbitrary bits.
pub(crate) fn uuid(high: u64, low: u64) -> String {
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | ((low >> 48) & 0x3FFF),
        low & LOW_48
    )
}

/// The id of the job at an index.
pub(crate) fn job_id(seed: u64, index: u64) -> String {
    let mask = dice(seed, 0, 100) & LOW_48;
    let node = (index & LOW_48).wrapping_mul(SCATTER) & LOW_48 ^ mask;
    uuid(dice(seed, index, 101), dice(seed, index, 102) & !LOW_48 | node)
}

/// The index of the job with an id; `None` where no index has it.
pub(crate) fn job_index(seed: u64, id: &str) -> Option<u64> {
    let node = u64::from_str_radix(id.rsplit('-').next()?, 16).ok()?;
    let mask = dice(seed, 0, 100) & LOW_48;
    let index = (node & LOW_48 ^ mask).wrapping_mul(UNSCATTER) & LOW_48;
    (job_id(seed, index) == id).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_job() {
        for index in (0..5_000).chain([999_999, 123_456_789]) {
            let id = job_id(7, index);
            assert_eq!(id.len(), 36);
            assert_eq!(job_index(7, &id), Some(index));
        }
    }

    #[test]
    fn an_id_of_another_seed_or_of_nothing_leads_nowhere() {
        assert_eq!(job_index(7, &job_id(8, 3)), None);
        for id in [
            "",
            "-",
            "test1234",
            "00000000-0000-4000-8000-000000000000",
            "서울",
            "../../etc/passwd",
        ] {
            assert_eq!(job_index(7, id), None, "{id}");
        }
    }
}
