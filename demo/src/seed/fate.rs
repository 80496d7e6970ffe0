//! What becomes of a job, and how far it has come at a moment.

use super::timeline::Timeline;
use super::{dice, pick};

/// Jobs with a fate of their own, by their place from the newest at the start: tests and screenshots find them there.
/// All of them are in the first tenancy as long as the number of jobs is a multiple of five.
const TOLD: [(u64, &str); 8] = [
    (7, "successful"),
    (12, "failed"),
    (14, "PARTIAL_FAILURES"),
    (17, "error"),
    (18, "successful"),
    (33, "WARNING"),
    (42, "awaiting_approval"),
    (58, "on_hold_by_operator"),
];

/// How a job ends, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fate {
    first_word: &'static str,
    last_word: &'static str,
    waits: i64,
    runs: i64,
    tasks: i64,
}

/// How far a job, or one of its tasks, has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Nothing has been done yet.
    Waiting,
    /// It is being done; so many tasks are behind it.
    Running(i64),
    /// Nothing more will happen.
    Ended,
}

impl Fate {
    /// The fate of a job.
    pub(crate) fn of(timeline: &Timeline, index: u64) -> Self {
        let throw = |question| dice(timeline.seed, index, question);
        let place = timeline.place_at_anchor(index);
        let told = TOLD
            .iter()
            .find(|(told, _)| Some(*told) == place)
            .map(|(_, word)| *word);
        // Those that arrive while somebody looks fail more often than the history does: there is more to see.
        let chance = if place.is_none() {
            throw(10) % 120 * 8 + 50
        } else {
            throw(10) % 1_000
        };
        let drawn = match chance {
            0..900 => "successful",
            900..942 => "failed",
            942..965 => "error",
            965..985 => "PARTIAL_FAILURES",
            985..993 => "NORMAL",
            993..998 => "ERROR",
            _ => "WARNING",
        };
        let slow = place.is_some() && throw(11) % 20 == 0;
        Self {
            first_word: pick(&["pending", "pending", "pending", "queued"], throw(12)),
            last_word: told.unwrap_or(drawn),
            waits: 9 + below(throw(13), 12),
            runs: if slow {
                120 + below(throw(14), 1_500)
            } else {
                26 + below(throw(14), 55)
            },
            tasks: 1 + below(throw(15), 4),
        }
    }

    /// How far it has come this many seconds after it was created.
    pub(crate) fn phase(&self, age: i64) -> Phase {
        if age < self.waits {
            Phase::Waiting
        } else if age < self.waits + self.runs {
            Phase::Running((age - self.waits) * self.tasks / self.runs)
        } else {
            Phase::Ended
        }
    }

    /// The word for that.
    pub(crate) fn status(&self, age: i64) -> &'static str {
        match self.phase(age) {
            Phase::Waiting => self.first_word,
            Phase::Running(_) => "running",
            Phase::Ended => self.last_word,
        }
    }

    /// The age at which it last changed; `None` for a queued job, which the API has not touched yet.
    pub(crate) fn changed(&self, age: i64) -> Option<i64> {
        match self.phase(age) {
            Phase::Waiting if self.first_word == "queued" => None,
            Phase::Waiting => Some(0),
            // A task begins at the first second at which as many are behind it.
            Phase::Running(behind) => Some(self.waits + (behind * self.runs + self.tasks - 1) / self.tasks),
            Phase::Ended => Some(self.waits + self.runs),
        }
    }

    /// Whether it will fail, in whole or in part.
    pub(crate) fn fails(&self) -> bool {
        matches!(self.last_word, "failed" | "error" | "ERROR" | "PARTIAL_FAILURES")
    }

    /// How many tasks it has.
    pub(crate) fn tasks(&self) -> i64 {
        self.tasks
    }

    /// A task's word at an age.
    pub(crate) fn task_status(&self, task: i64, age: i64) -> &'static str {
        let last = task + 1 == self.tasks;
        match self.phase(age) {
            Phase::Waiting => "pending",
            Phase::Running(behind) if task > behind => "pending",
            Phase::Running(behind) if task == behind => "running",
            Phase::Ended if last && self.fails() => "failed",
            Phase::Ended if last && self.last_word != "NORMAL" => self.last_word,
            Phase::Running(_) | Phase::Ended => "successful",
        }
    }
}

fn below(thrown: u64, limit: u64) -> i64 {
    i64::try_from(thrown % limit).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMELINE: Timeline = Timeline {
        seed: 1,
        at_first: 2_625,
        anchor: 1_800_000_000,
    };

    #[test]
    fn a_job_waits_then_runs_then_ends_and_never_goes_back() {
        for index in 2_500..3_000 {
            let fate = Fate::of(&TIMELINE, index);
            let words: Vec<&str> = (0..2_000).map(|age| fate.status(age)).collect();
            let mut steps = words.clone();
            steps.dedup();
            assert_eq!(steps, [fate.first_word, "running", fate.last_word], "job {index}");
            let changes: Vec<_> = (fate.waits..2_000).map(|age| fate.changed(age)).collect();
            assert!(changes.is_sorted(), "job {index}");
            assert!(
                (0..2_000).all(|age| fate.changed(age).is_none_or(|changed| changed <= age)),
                "job {index}"
            );
        }
    }

    #[test]
    fn there_is_always_one_that_waits_and_one_that_runs_at_the_start() {
        for seed in 0..200 {
            let timeline = Timeline { seed, ..TIMELINE };
            let status = |index| Fate::of(&timeline, index).status(timeline.anchor - timeline.created(index));
            assert!(["pending", "queued"].contains(&status(2_624)), "seed {seed}");
            // A slow one may be running for longer; none has ended by then.
            assert_eq!(status(2_623), "running", "seed {seed}");
        }
    }

    #[test]
    fn most_jobs_succeed_and_every_other_end_is_there() {
        let ends: Vec<&str> = (0..2_625)
            .map(|index| Fate::of(&TIMELINE, index).last_word)
            .collect();
        let count = |word| ends.iter().filter(|end| **end == word).count();
        assert!(count("successful") > 2_200);
        for word in [
            "failed",
            "error",
            "ERROR",
            "PARTIAL_FAILURES",
            "WARNING",
            "NORMAL",
        ] {
            assert!((1..200).contains(&count(word)), "{word}: {}", count(word));
        }
        assert_eq!(count("awaiting_approval") + count("on_hold_by_operator"), 2);
    }

    #[test]
    fn tasks_are_done_one_after_another() {
        let (index, fate) = (0..2_625)
            .map(|index| (index, Fate::of(&TIMELINE, index)))
            .find(|(_, fate)| fate.tasks == 3 && fate.last_word == "failed")
            .expect("some job fails in its third task");
        let at = |age| [0, 1, 2].map(|task| fate.task_status(task, age));
        assert_eq!(at(0), ["pending"; 3], "job {index}");
        assert_eq!(at(fate.waits), ["running", "pending", "pending"]);
        assert_eq!(
            at(fate.waits + fate.runs - 1),
            ["successful", "successful", "running"]
        );
        assert_eq!(at(fate.waits + fate.runs), ["successful", "successful", "failed"]);
    }
}
