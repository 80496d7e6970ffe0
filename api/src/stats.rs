//! What the newest jobs say together: how many a day and how they ended, and how long they took.

use crate::envelope::Answer;
use crate::job::{self, JobState};
use crate::time::Moment;
use crate::value::text;
use serde_json::Value;

/// The most days that are told apart.
pub const DAYS: usize = 14;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It ended badly.
    Failed,
    /// It ended; some of it failed.
    PartialFailures,
    /// It ended well.
    Successful,
    /// It may still change.
    Open,
}

impl Outcome {
    /// All of them, in the order in which they are told and drawn: what needs a look stands at the foot of a chart, where
    /// days can be compared.
    pub const ALL: [Self; 4] = [Self::Failed, Self::PartialFailures, Self::Successful, Self::Open];

    /// What became of a job in a state.
    pub fn of(state: JobState) -> Self {
        match state {
            JobState::Failed => Self::Failed,
            JobState::PartialFailures => Self::PartialFailures,
            JobState::Successful => Self::Successful,
            JobState::Pending | JobState::Running | JobState::Warning | JobState::Unknown => Self::Open,
        }
    }
}

/// What counts of a job; a job as a whole is a hundred times dearer to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    created: Option<i64>,
    updated: Option<i64>,
    state: JobState,
    object_type: Option<String>,
    action: Option<String>,
}

impl Sample {
    /// Those of an answer, in its order.
    pub fn all(answer: &Answer) -> Vec<Self> {
        answer.records.iter().map(Self::read).collect()
    }

    fn read(record: &Value) -> Self {
        Self {
            created: Moment::read(record, "created").ms(),
            updated: Moment::read(record, "updated").ms(),
            state: JobState::read(record),
            object_type: text(record, "object_type"),
            action: text(record, "action"),
        }
    }

    /// How long it took, if it has ended and its times can be true.
    fn took(&self) -> Option<i64> {
        Some(self.updated? - self.created?).filter(|took| *took >= 0)
    }
}

/// The jobs of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// What the day is called; no two of them alike.
    pub name: String,
    /// An instant of it, in milliseconds since 1970.
    pub at: i64,
    /// How many jobs had which outcome, in the order of [`Outcome::ALL`].
    pub counts: [u64; 4],
    /// The place of its first job among all that were looked at.
    pub first: usize,
    /// The place of its last one.
    last: usize,
}

impl Day {
    /// How many jobs it has.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether its jobs stand side by side, as they do in a list that is sorted by day.
    pub fn is_a_stretch(&self) -> bool {
        self.total() > 0 && self.total() == (self.last - self.first) as u64 + 1
    }
}

/// Days, from the oldest on, without a gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// They themselves.
    pub days: Vec<Day>,
    /// How many jobs have no date that can be read; they are in no day.
    pub undated: u64,
}

impl Days {
    /// The last [`DAYS`] days up to `now`, or up to the newest job where none is that new. `name` tells days apart and
    /// names them: where midnight is depends on the time zone, which is the browser's matter. Where the jobs are not
    /// `all` that there are, the day of the oldest is not whole and left out, unless it is the only one.
    pub fn of(jobs: &[Sample], all: bool, now: i64, name: &dyn Fn(i64) -> String) -> Self {
        // What lies in the future by more than two clocks can differ was not meant as a time.
        let dates = || {
            jobs.iter()
                .filter_map(|job| job.created.filter(|at| *at <= now + DAY_MS))
        };
        let (oldest, newest) = (dates().min(), dates().max());
        let undated = (jobs.len() - dates().count()) as u64;
        let Some((oldest, newest)) = oldest.zip(newest) else {
            let days = Vec::new();
            return Self { days, undated };
        };
        let is_recent = newest > now - DAYS as i64 * DAY_MS;
        let end = if is_recent { newest.max(now) } else { newest };
        // Half a day at a time: no day is so short that it is stepped over, whatever clocks are changed.
        let mut days: Vec<Day> = Vec::new();
        for step in 0..=2 * DAYS as i64 + 2 {
            let at = end - step * 12 * HOUR_MS;
            let name = name(at);
            if days.last().is_none_or(|day| day.name != name) && days.len() < DAYS {
                let (counts, first, last) = ([0; 4], 0, 0);
                days.push(Day {
                    name,
                    at,
                    counts,
                    first,
                    last,
                });
            }
        }
        let from = end - (DAYS as i64 + 1) * DAY_MS;
        let dated = jobs.iter().enumerate().filter_map(|(place, job)| {
            let created = job.created.filter(|at| (from..=end).contains(at))?;
            Some((place, job, name(created)))
        });
        for (place, job, name) in dated {
            let Some(day) = days.iter_mut().find(|day| day.name == name) else {
                continue;
            };
            if day.total() == 0 {
                day.first = place;
            }
            day.last = place;
            let outcome = Outcome::of(job.state);
            for (count, of) in day.counts.iter_mut().zip(Outcome::ALL) {
                *count += u64::from(of == outcome);
            }
        }
        if !all && oldest >= from {
            let cut = name(oldest);
            let whole = days.iter().position(|day| day.name == cut);
            days.truncate(whole.map_or(DAYS, |whole| whole.max(1)));
        }
        days.reverse();
        Self { days, undated }
    }
}

/// How long jobs of one kind took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// The type of what they worked on.
    pub object_type: Option<String>,
    /// What they did.
    pub action: Option<String>,
    /// How many there are.
    pub jobs: u64,
    /// Half of them took no longer than this, in milliseconds.
    pub median: i64,
    /// 95 of 100 of them took no longer than this.
    pub most: i64,
}

impl Times {
    /// What such jobs do, e.g. *Create sg_buckets*.
    pub fn title(&self) -> String {
        job::title(self.action.as_deref(), self.object_type.as_deref(), None)
    }

    /// By type and action, the most frequent first; and how many jobs have ended, but have no times that can be true. Jobs
    /// that may still change have not finished, and don't count.
    pub fn of(jobs: &[Sample]) -> (Vec<Self>, u64) {
        let mut kinds: Vec<(&Sample, Vec<i64>)> = Vec::new();
        let mut untimed = 0;
        for job in jobs.iter().filter(|job| !job.state.may_change()) {
            let Some(took) = job.took() else {
                untimed += 1;
                continue;
            };
            let same = |(kind, _): &&mut (&Sample, Vec<i64>)| {
                (&kind.object_type, &kind.action) == (&job.object_type, &job.action)
            };
            // Sorted as they come: the library's sorting of long lists weighs 3 KB in the browser.
            match kinds.iter_mut().find(same) {
                Some((_, times)) => times.insert(times.partition_point(|time| *time <= took), took),
                None => kinds.push((job, vec![took])),
            }
        }
        let mut told: Vec<Self> = Vec::new();
        for (kind, times) in kinds {
            let kind = Self {
                object_type: kind.object_type.clone(),
                action: kind.action.clone(),
                jobs: times.len() as u64,
                median: percentile(&times, 50),
                most: percentile(&times, 95),
            };
            told.insert(told.partition_point(|other| other.jobs >= kind.jobs), kind);
        }
        (told, untimed)
    }
}

/// By the nearest-rank method: the smallest value that at least `percent` of 100 values do not exceed. It is always one of
/// the values, so a table shows a time that some job really took. 0 where there are none.
fn percentile(sorted: &[i64], percent: usize) -> i64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const NOW: i64 = 1_800_000_000_000;

    fn utc(ms: i64) -> String {
        ms.div_euclid(DAY_MS).to_string()
    }

    fn job(created: Option<i64>, status: &str) -> Sample {
        Sample {
            created,
            ..Sample::read(&json!({ "status": status }))
        }
    }

    #[test]
    fn days_are_counted_by_outcome_and_empty_ones_are_there() {
        let jobs = [
            job(Some(NOW), "failed"),
            job(Some(NOW - HOUR_MS), "running"),
            job(Some(NOW - 3 * DAY_MS), "PARTIAL_FAILURES"),
            job(Some(NOW - 3 * DAY_MS - 1), "successful"),
            job(Some(NOW - 20 * DAY_MS), "successful"),
            job(None, "failed"),
            job(Some(NOW + 400 * DAY_MS), "failed"),
        ];
        let told = Days::of(&jobs, true, NOW, &utc);
        assert_eq!(told.undated, 2);
        assert_eq!(told.days.len(), DAYS);
        let counts: Vec<_> = told.days.iter().rev().take(4).map(|day| day.counts).collect();
        assert_eq!(counts, [[1, 0, 0, 1], [0; 4], [0; 4], [0, 1, 1, 0]]);
        let day = &told.days[DAYS - 4];
        assert_eq!((day.first, day.is_a_stretch()), (2, true));
        assert!(!told.days[DAYS - 2].is_a_stretch());
    }

    #[test]
    fn the_day_that_is_not_whole_is_left_out() {
        let jobs: Vec<Sample> = (0..50)
            .map(|hour| job(Some(NOW - hour * HOUR_MS), "failed"))
            .collect();
        let covered = |jobs: &[Sample]| Days::of(jobs, false, NOW, &utc).days;
        let days = covered(&jobs);
        assert_eq!(days.len(), 2, "{days:?}");
        assert!(days.iter().all(|day| day.name != utc(NOW - 49 * HOUR_MS)));
        assert_eq!(covered(&jobs[..2]).len(), 1, "the only one is better than none");
    }

    #[test]
    fn old_jobs_are_shown_by_their_own_days() {
        let jobs = [
            job(Some(NOW - 900 * DAY_MS), "failed"),
            job(Some(NOW - 901 * DAY_MS), "failed"),
        ];
        let days = Days::of(&jobs, true, NOW, &utc).days;
        assert_eq!(days.last().map(|day| day.total()), Some(1));
        assert_eq!(days.iter().map(Day::total).sum::<u64>(), 2);
        assert_eq!(Days::of(&[], true, NOW, &utc), Days::default());
    }

    #[test]
    fn a_percentile_is_a_value_that_was_there() {
        let times: Vec<i64> = (1..=20).collect();
        assert_eq!((percentile(&times, 50), percentile(&times, 95)), (10, 19));
        assert_eq!(
            (percentile(&[7], 50), percentile(&[7], 95), percentile(&[], 50)),
            (7, 7, 0)
        );
    }

    #[test]
    fn only_what_has_ended_has_a_time() {
        let record = |status, action, updated| {
            Sample::read(
                &json!({ "status": status, "action": action, "object_type": "sg_users",
                "created": "2026-01-01T00:00:00Z", "updated": updated }),
            )
        };
        let jobs = [
            record("successful", "create", "2026-01-01T00:00:10Z"),
            record("failed", "create", "2026-01-01T00:00:30Z"),
            record("running", "create", "2026-01-01T09:00:00Z"),
            record("successful", "delete", "0001-01-01T00:00:00Z"),
            record("successful", "delete", "2025-01-01T00:00:00Z"),
            record("successful", "delete", "2026-01-01T00:00:00Z"),
        ];
        let (times, untimed) = Times::of(&jobs);
        let told: Vec<_> = times
            .iter()
            .map(|kind| (kind.action.as_deref(), kind.jobs, kind.median, kind.most))
            .collect();
        assert_eq!(
            told,
            [(Some("create"), 2, 10_000, 30_000), (Some("delete"), 1, 0, 0)]
        );
        assert_eq!(untimed, 2);
    }

    fn any_jobs() -> impl Strategy<Value = Vec<Sample>> {
        let status = prop::sample::select(vec!["failed", "successful", "running", "partial failures", "odd"]);
        let one = (
            prop::option::of(-13 * DAY_MS..=DAY_MS),
            status,
            prop::option::of(-HOUR_MS..HOUR_MS),
            0..3u8,
        );
        let one = one.prop_map(|(ago, status, took, kind)| {
            let created = ago.map(|ago| NOW + ago);
            Sample {
                updated: created.zip(took).map(|(created, took)| created + took),
                action: Some(kind.to_string()),
                ..job(created, status)
            }
        });
        prop::collection::vec(one, 0..60)
    }

    proptest! {
        #[test]
        fn sums_agree(jobs in any_jobs(), zone in -12i64..=14) {
            let name = |ms: i64| utc(ms + zone * HOUR_MS);
            let told = Days::of(&jobs, true, NOW, &name);
            let total: u64 = told.days.iter().map(Day::total).sum();
            let older = jobs.iter().filter(|job| {
                job.created.is_some_and(|at| told.days.iter().all(|day| day.name != name(at)))
            }).count() as u64;
            prop_assert_eq!(total + told.undated + older, jobs.len() as u64);
            prop_assert!(told.days.len() <= DAYS);
            prop_assert!(told.days.windows(2).all(|pair| pair[0].at < pair[1].at));

            let (times, untimed) = Times::of(&jobs);
            let open = jobs.iter().filter(|job| job.state.may_change()).count() as u64;
            prop_assert_eq!(times.iter().map(|kind| kind.jobs).sum::<u64>() + untimed + open, jobs.len() as u64);
            prop_assert!(times.iter().all(|kind| 0 <= kind.median && kind.median <= kind.most));
        }

        #[test]
        fn no_time_is_too_far(created in any::<i64>(), now in -8_000_000_000_000_000i64..8_000_000_000_000_000) {
            let created = created.clamp(-2_208_988_800_000, 221_845_392_000_000);
            let _ = Days::of(&[job(Some(created), "failed")], false, now, &utc);
        }
    }
}
