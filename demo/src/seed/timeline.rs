//! When jobs were created, and whose they are: both can be told from a job's index alone.

use super::dice;

/// A new job arrives about this often, in seconds.
const ARRIVAL: i64 = 20;
/// The earliest that the first of them comes.
const FIRST_ARRIVAL: i64 = 8;
/// So many of the newest jobs came as often as new ones do; the others fill the history.
const RECENT: u64 = 6;
/// 90 days of history.
const HISTORY: f64 = 90.0 * 86_400.0;
const WEEK: f64 = 7.0 * 86_400.0;
/// Bends the weeks, so that some days hold several times the jobs of others. Below `WEEK / 2π` time never runs backwards.
const BEND: f64 = 0.7 * 86_400.0;

/// When which job was created.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeline {
    /// What the made-up data is made from.
    pub(crate) seed: u64,
    /// How many jobs there were at the anchor.
    pub(crate) at_first: u64,
    /// The moment the history ends and arrivals begin, in seconds since 1970.
    pub(crate) anchor: i64,
}

impl Timeline {
    /// When a job was created, in seconds since 1970. Never falls as the index grows.
    pub(crate) fn created(&self, index: u64) -> i64 {
        match index.checked_sub(self.at_first) {
            Some(arrival) => {
                let wobble = self.below(index, 9);
                self.anchor + seconds(arrival).saturating_mul(ARRIVAL) + FIRST_ARRIVAL + wobble
            }
            None => self.anchor - self.age_at_anchor(index),
        }
    }

    /// How many jobs have been created by a moment.
    pub(crate) fn total(&self, now: i64) -> u64 {
        let Ok(elapsed) = u64::try_from(now - self.anchor - FIRST_ARRIVAL) else {
            return self.at_first;
        };
        let sure = self.at_first + elapsed / ARRIVAL.unsigned_abs();
        sure + u64::from(self.created(sure) <= now)
    }

    /// How many jobs lay between this one and the newest at the anchor; `None` for one that arrived later.
    pub(crate) fn place_at_anchor(&self, index: u64) -> Option<u64> {
        self.at_first.checked_sub(index + 1)
    }

    fn age_at_anchor(&self, index: u64) -> i64 {
        let place = self.place_at_anchor(index).unwrap_or_default();
        if place == 0 {
            // Young enough to be waiting still, so that there is always one to watch.
            return 5 + self.below(index, 4);
        }
        if place < RECENT {
            return 5 + seconds(place) * ARRIVAL + self.below(index, 10);
        }
        let slot = HISTORY / self.at_first.saturating_sub(RECENT).max(1) as f64;
        let part = self.below(index, 1_000) as f64 / 1_000.0;
        let even = slot * ((place - RECENT) as f64 + part);
        let bent = even - BEND * (even * std::f64::consts::TAU / WEEK).sin();
        seconds(RECENT) * ARRIVAL + 20 + bent as i64
    }

    fn below(&self, index: u64, limit: u64) -> i64 {
        seconds(dice(self.seed, index, 1) % limit)
    }
}

fn seconds(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Jobs are dealt to tenancies in rounds of this many.
const ROUND: u64 = 5;
/// The jobs of the first tenancy: three in five.
pub(crate) const MINE: &[u64] = &[0, 1, 2];
/// The jobs of the second tenancy.
pub(crate) const THEIRS: &[u64] = &[3, 4];

/// Whether a job is the first tenancy's.
pub(crate) fn is_mine(index: u64) -> bool {
    MINE.contains(&(index % ROUND))
}

/// The jobs of one or more tenancies: their places in each round. Counting and finding them takes no search.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Share(Vec<u64>);

impl Share {
    /// The jobs at these places.
    pub(crate) fn new(places: impl IntoIterator<Item = u64>) -> Self {
        let mut places: Vec<u64> = places.into_iter().collect();
        places.sort_unstable();
        places.dedup();
        Self(places)
    }

    /// Whether a job is among them.
    pub(crate) fn holds(&self, index: u64) -> bool {
        self.0.contains(&(index % ROUND))
    }

    /// How many of the first `total` jobs are among them.
    pub(crate) fn count(&self, total: u64) -> u64 {
        let rest = self.0.iter().filter(|place| **place < total % ROUND).count();
        total / ROUND * self.0.len() as u64 + rest as u64
    }

    /// The index of the nth of them, counted from the oldest.
    pub(crate) fn nth(&self, n: u64) -> Option<u64> {
        let round = n.checked_div(self.0.len() as u64)?;
        let place = self.0.get(usize::try_from(n % self.0.len() as u64).ok()?)?;
        Some(round * ROUND + place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANCHOR: i64 = 1_800_000_000;

    fn timeline(at_first: u64) -> Timeline {
        Timeline {
            seed: 3,
            at_first,
            anchor: ANCHOR,
        }
    }

    #[test]
    fn time_never_runs_backwards() {
        for at_first in [0, 1, 7, 2_625, 100_000] {
            let timeline = timeline(at_first);
            for index in 1..at_first + 100 {
                assert!(
                    timeline.created(index - 1) <= timeline.created(index),
                    "{index} of {at_first}"
                );
            }
        }
    }

    #[test]
    fn the_total_counts_what_has_been_created() {
        let timeline = timeline(2_625);
        assert_eq!(timeline.total(ANCHOR - 1_000), 2_625);
        assert_eq!(timeline.total(ANCHOR), 2_625);
        for now in ANCHOR..ANCHOR + 500 {
            let counted = (0..3_000).filter(|index| timeline.created(*index) <= now).count() as u64;
            assert_eq!(timeline.total(now), counted, "{} s in", now - ANCHOR);
        }
    }

    #[test]
    fn the_history_reaches_back_three_months() {
        let timeline = timeline(2_625);
        let days = (ANCHOR - timeline.created(0)) / 86_400;
        assert!((88..=92).contains(&days), "{days} days");
        assert!((5..=8).contains(&(ANCHOR - timeline.created(2_624))));
    }

    #[test]
    fn a_share_finds_its_jobs_without_a_search() {
        for places in [vec![], MINE.to_vec(), THEIRS.to_vec(), [MINE, THEIRS].concat()] {
            let share = Share::new(places);
            for total in 0..60 {
                let found: Vec<u64> = (0..total).filter(|index| share.holds(*index)).collect();
                assert_eq!(share.count(total), found.len() as u64);
                let listed: Vec<u64> = (0..share.count(total)).filter_map(|n| share.nth(n)).collect();
                assert_eq!(listed, found);
            }
        }
    }
}
