//! A job, made from its index at a moment.

use serde_json::{Value, json};

use super::fate::{Fate, Phase};
use super::task;
use super::timeline::{self, Timeline};
use super::words::{self, OBJECT_TYPES};
use super::{dice, ids, pick, uuid};
use crate::users::{ADMIN_ID, MY_ID};
use crate::world::written;

/// What jobs can be sorted by.
pub(crate) const ATTRIBUTES: [&str; 12] = [
    "id",
    "action",
    "job_summary",
    "created",
    "updated",
    "object_id",
    "object_type",
    "object_name",
    "status",
    "status_detail",
    "last_error",
    "user_id",
];

/// How the API writes "no time".
const NEVER: &str = "0001-01-01T00:00:00Z";

/// All jobs as they are at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Book {
    /// When which job was created.
    pub(crate) timeline: Timeline,
    /// The moment, in seconds since 1970.
    pub(crate) now: i64,
    /// Another number after every change that was ordered.
    pub(crate) edition: u64,
}

impl Book {
    /// How many there are.
    pub(crate) fn total(&self) -> u64 {
        self.timeline.total(self.now)
    }

    /// The job at an index, counted from the oldest.
    pub(crate) fn job(&self, index: u64) -> Job {
        Job {
            book: *self,
            index,
            fate: Fate::of(&self.timeline, index),
        }
    }

    /// The job with an id.
    pub(crate) fn find(&self, id: &str) -> Option<Job> {
        let index = ids::job_index(self.timeline.seed, id)?;
        (index < self.total()).then(|| self.job(index))
    }
}

/// One job at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    book: Book,
    index: u64,
    fate: Fate,
}

impl Job {
    pub(super) fn seed(&self) -> u64 {
        self.book.timeline.seed
    }

    /// Its place among all jobs, counted from the oldest.
    pub(crate) fn index(&self) -> u64 {
        self.index
    }

    fn throw(&self, question: u64) -> u64 {
        dice(self.seed(), self.index, question)
    }

    fn place(&self) -> Option<u64> {
        self.book.timeline.place_at_anchor(self.index)
    }

    fn created(&self) -> i64 {
        self.book.timeline.created(self.index)
    }

    fn age(&self) -> i64 {
        // The clock can be put back, but no job is younger than new.
        (self.book.now - self.created()).max(0)
    }

    pub(super) fn id(&self) -> String {
        ids::job_id(self.seed(), self.index)
    }

    pub(super) fn action(&self) -> &'static str {
        match self.place() {
            Some(7) => "create",
            _ => pick(
                &["create", "create", "create", "update", "update", "delete"],
                self.throw(20),
            ),
        }
    }

    pub(super) fn object_type(&self) -> &'static str {
        match self.place() {
            Some(7) => "sg_buckets",
            _ => pick(&OBJECT_TYPES, self.throw(21)),
        }
    }

    pub(super) fn object_id(&self) -> String {
        uuid(self.throw(22), self.throw(23))
    }

    fn object_name(&self) -> Option<String> {
        words::object_name(self.seed(), self.index, self.place(), self.object_type())
    }

    /// What the job is about, in words, whether it has a name or not.
    pub(super) fn thing(&self) -> String {
        self.object_name().unwrap_or_else(|| self.object_id())
    }

    pub(super) fn user_id(&self) -> &'static str {
        if timeline::is_mine(self.index) && !self.throw(24).is_multiple_of(4) {
            MY_ID
        } else {
            ADMIN_ID
        }
    }

    pub(super) fn cause(&self) -> String {
        // The failed job that everybody finds has the first, which runs over several lines.
        let thrown = if self.place() == Some(12) {
            0
        } else {
            self.throw(25)
        };
        words::cause(thrown, self.action(), &self.thing())
    }

    fn summary(&self) -> String {
        let kind = self.object_type().trim_start_matches("sg_").trim_end_matches('s');
        format!("{} {kind} {}", self.action(), self.thing())
    }

    fn status_detail(&self) -> String {
        let tasks = self.fate.tasks();
        match self.fate.phase(self.age()) {
            Phase::Waiting => String::new(),
            Phase::Running(behind) => format!("Task {} of {tasks}", behind + 1),
            Phase::Ended if self.fate.fails() => format!("Failed in task {tasks} of {tasks}"),
            Phase::Ended => String::new(),
        }
    }

    fn updated(&self) -> String {
        match self.fate.changed(self.age()) {
            Some(age) => written(self.created() + age),
            None => NEVER.to_owned(),
        }
    }

    fn last_error(&self) -> String {
        match self.fate.phase(self.age()) {
            Phase::Ended if self.fate.fails() => self.cause(),
            _ => String::new(),
        }
    }

    /// What it is sorted by under one of [`ATTRIBUTES`]; a missing value comes before all others.
    pub(crate) fn key(&self, attribute: &str) -> Option<String> {
        match attribute {
            "id" => Some(self.id()),
            "action" => Some(self.action().to_owned()),
            "job_summary" => Some(self.summary()),
            "created" => Some(written(self.created())),
            "updated" => Some(self.updated()),
            "object_id" => Some(self.object_id()),
            "object_type" => Some(self.object_type().to_owned()),
            "object_name" => self.object_name(),
            "status" => Some(self.fate.status(self.age()).to_owned()),
            "status_detail" => Some(self.status_detail()),
            "last_error" => Some(self.last_error()),
            "user_id" => Some(self.user_id().to_owned()),
            _ => None,
        }
    }

    /// The record as the API gives it.
    pub(crate) fn record(&self) -> Value {
        let mut record = json!({ "job_tasks": task::tasks(self, &self.fate, self.age()) });
        if let Value::Object(fields) = &mut record {
            for attribute in ATTRIBUTES {
                if let Some(value) = self.key(attribute) {
                    fields.insert(attribute.to_owned(), Value::String(value));
                }
            }
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(now: i64) -> Book {
        let timeline = Timeline {
            seed: 1,
            at_first: 2_625,
            anchor: 1_800_000_000,
        };
        Book {
            timeline,
            now: timeline.anchor + now,
            edition: 0,
        }
    }

    #[test]
    fn a_job_stays_itself_while_its_state_moves() {
        let (early, late) = (book(0).job(2_624).record(), book(600).job(2_624).record());
        for field in [
            "id",
            "action",
            "job_summary",
            "created",
            "object_id",
            "object_type",
            "object_name",
            "user_id",
        ] {
            assert_eq!(early.get(field), late.get(field), "{field}");
        }
        assert!(early["job_tasks"].is_null());
        assert!(["pending", "queued"].contains(&early["status"].as_str().unwrap()));
        assert_ne!(early["status"], late["status"]);
        assert!((1..=4).contains(&late["job_tasks"].as_array().unwrap().len()));
    }

    #[test]
    fn the_failed_job_says_why_in_several_lines() {
        let job = book(0).job(2_624 - 12).record();
        assert_eq!(job["status"], "failed");
        assert!(job["last_error"].as_str().unwrap().lines().count() > 3);
    }

    #[test]
    fn the_example_job_is_there() {
        let job = book(0).job(2_624 - 7).record();
        assert_eq!(job["action"], "create");
        assert_eq!(job["object_type"], "sg_buckets");
        assert_eq!(job["object_name"], "test1234");
        assert_eq!(job["status"], "successful");
    }

    #[test]
    fn a_job_not_yet_created_is_not_found() {
        let next = book(100).job(2_626).id();
        assert!(book(0).find(&next).is_none());
        assert_eq!(book(100).find(&next).map(|job| job.index()), Some(2_626));
    }
}
