//! Provisioning jobs and their tasks.

use crate::redact::redact_text;
use crate::time::Moment;
use crate::value::{self, text};
use serde_json::Value;

/// A job: what the API started when it answered 202 to a change. Its steps are apart, [`task_records`]: lists show none, and
/// a thousand jobs have some three thousand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Job {
    /// The key.
    pub id: Option<String>,
    /// `create`, `update`, `delete`, or another word.
    pub action: Option<String>,
    /// Words about it.
    pub summary: Option<String>,
    /// When it was asked for.
    pub created: Moment,
    /// When it last changed; once it has ended, when it ended.
    pub updated: Moment,
    /// The id of what it works on.
    pub object_id: Option<String>,
    /// The type of what it works on, e.g. `sg_buckets`.
    pub object_type: Option<String>,
    /// The name of what it works on.
    pub object_name: Option<String>,
    /// The server's word for its state; see [`Job::state`].
    pub status: Option<String>,
    /// Words about its state.
    pub status_detail: Option<String>,
    /// Why it failed.
    pub last_error: Option<String>,
    /// Who asked for it.
    pub user_id: Option<String>,
}

impl Job {
    /// The attributes of a job that the server may sort by.
    pub const FIELDS: &[&str] = &[
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
        "job_tasks",
    ];

    /// Reads a job record.
    pub fn read(record: &Value) -> Self {
        Self {
            id: text(record, "id"),
            action: text(record, "action"),
            summary: words(record, "job_summary"),
            created: Moment::read(record, "created"),
            updated: Moment::read(record, "updated"),
            object_id: text(record, "object_id"),
            object_type: text(record, "object_type"),
            object_name: words(record, "object_name"),
            status: text(record, "status"),
            status_detail: words(record, "status_detail"),
            last_error: words(record, "last_error"),
            user_id: text(record, "user_id"),
        }
    }

    /// Its state, by its status.
    pub fn state(&self) -> JobState {
        JobState::of(self.status.as_deref())
    }

    /// What it does, for a heading: action, type and name of the object, e.g. *Create sg_buckets test1234*. No longer than a
    /// heading may be; its parts are whole elsewhere.
    pub fn title(&self) -> String {
        let object = self.object_name.as_deref().or(self.object_id.as_deref());
        let title = title(self.action.as_deref(), self.object_type.as_deref(), object);
        let title = if title.is_empty() {
            self.summary.clone().or(self.id.clone()).unwrap_or_default()
        } else {
            title
        };
        value::cut(&title, value::LONGEST_NAME)
    }

    /// How long it took, or has been taking at `now`, in milliseconds. The API gives no time of its end but `updated`.
    pub fn duration_ms(&self, now: i64) -> Option<i64> {
        let end = if self.state().may_change() {
            now
        } else {
            self.updated.ms()?
        };
        Some((end - self.created.ms()?).max(0))
    }
}

/// Why a job failed, by its record: its own error, else the first that a task reports.
pub fn why(job: &Value) -> Option<String> {
    let of_task = || task_records(job).find_map(|task| words(task, "last_error"));
    words(job, "last_error").or_else(of_task)
}

/// The records of a job's tasks, in the order in which they are done; none while it is pending.
pub fn task_records(job: &Value) -> impl Iterator<Item = &Value> {
    value::records(job, "job_tasks")
        .iter()
        .filter(|task| task.is_object())
}

/// What is known of action, type and name of an object, as a heading.
pub(crate) fn title(action: Option<&str>, object_type: Option<&str>, object: Option<&str>) -> String {
    let mut title = String::new();
    for part in [action, object_type, object].into_iter().flatten() {
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(part);
    }
    if let (Some(first), Some(_)) = (title.get_mut(..1), action) {
        first.make_ascii_uppercase();
    }
    title
}

/// Free text of a record without the secrets in it: here, so that no list, page, copy or export can forget.
fn words(record: &Value, key: &str) -> Option<String> {
    text(record, key).map(|text| redact_text(&text))
}

/// One step of a job, done by one driver.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// The key.
    pub id: Option<String>,
    /// `create`, `update`, `delete`, or another word.
    pub action: Option<String>,
    /// What carries it out, e.g. `storagegrid_ansible`.
    pub driver: Option<String>,
    /// The id of what it works on.
    pub object_id: Option<String>,
    /// The type of what it works on.
    pub object_type: Option<String>,
    /// The type of resource that the driver works on.
    pub resource_type: Option<String>,
    /// The server's word for its state.
    pub status: Option<String>,
    /// Words about its state.
    pub status_detail: Option<String>,
    /// Why it failed.
    pub last_error: Option<String>,
    /// Who asked for it.
    pub user_id: Option<String>,
    /// What the driver was given. **Holds secrets**: show it by [`crate::redact`] only.
    pub request_payload: Option<Value>,
}

impl Task {
    /// What [`Task::read`] knows.
    pub const FIELDS: &[&str] = &[
        "id",
        "job_id",
        "action",
        "driver",
        "object_id",
        "object_type",
        "resource_type",
        "status",
        "status_detail",
        "last_error",
        "user_id",
        "request_payload",
    ];

    /// Reads a task record.
    pub fn read(record: &Value) -> Self {
        Self {
            id: text(record, "id"),
            action: text(record, "action"),
            driver: text(record, "driver"),
            object_id: text(record, "object_id"),
            object_type: text(record, "object_type"),
            resource_type: text(record, "resource_type"),
            status: text(record, "status"),
            status_detail: words(record, "status_detail"),
            last_error: words(record, "last_error"),
            user_id: text(record, "user_id"),
            request_payload: record
                .get("request_payload")
                .filter(|payload| value::as_text(payload).is_some())
                .cloned(),
        }
    }

    /// Its state, by its status.
    pub fn state(&self) -> JobState {
        JobState::of(self.status.as_deref())
    }
}

/// What a status means for a reader, whatever word the server uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Not yet begun.
    Pending,
    /// Under way.
    Running,
    /// Ended well.
    Successful,
    /// Under way, but something needs a look.
    Warning,
    /// Ended; some of it failed.
    PartialFailures,
    /// Ended badly.
    Failed,
    /// A word that we don't know, or none: shown as it is and still polled.
    Unknown,
}

/// Words for states, lower case. `successful` and `pending` stand in the reference's examples; `NORMAL`, `WARNING`,
/// `PARTIAL_FAILURES` and `ERROR` in its prose on job states; the others are what drivers are known to report.
const WORDS: &[(&str, JobState)] = &[
    ("pending", JobState::Pending),
    ("queued", JobState::Pending),
    ("running", JobState::Running),
    ("in_progress", JobState::Running),
    ("successful", JobState::Successful),
    ("success", JobState::Successful),
    ("succeeded", JobState::Successful),
    ("completed", JobState::Successful),
    ("normal", JobState::Successful),
    ("warning", JobState::Warning),
    ("partial_failures", JobState::PartialFailures),
    ("failed", JobState::Failed),
    ("failure", JobState::Failed),
    ("error", JobState::Failed),
];

impl JobState {
    /// The state of a job record, without reading the rest of it.
    pub fn read(record: &Value) -> Self {
        Self::of(text(record, "status").as_deref())
    }

    /// What a server's word means.
    pub fn of(status: Option<&str>) -> Self {
        let word = status
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
            .replace([' ', '-'], "_");
        WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map_or(Self::Unknown, |(_, state)| *state)
    }

    /// Whether a later answer may show another state. The reference: every state but `WARNING` of
    /// `NORMAL`, `WARNING`, `PARTIAL_FAILURES`, `ERROR` is terminal.
    pub fn may_change(self) -> bool {
        matches!(
            self,
            Self::Pending | Self::Running | Self::Warning | Self::Unknown
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_word_of_the_reference_has_its_state() {
        for (word, state, may_change) in [
            ("pending", JobState::Pending, true),
            ("Running", JobState::Running, true),
            ("successful", JobState::Successful, false),
            ("NORMAL", JobState::Successful, false),
            ("WARNING", JobState::Warning, true),
            ("PARTIAL_FAILURES", JobState::PartialFailures, false),
            ("partial failures", JobState::PartialFailures, false),
            ("ERROR", JobState::Failed, false),
            ("hibernating", JobState::Unknown, true),
        ] {
            let job = Job::read(&json!({ "status": word }));
            assert_eq!(
                (job.state(), job.state().may_change()),
                (state, may_change),
                "{word}"
            );
        }
        assert_eq!(Job::default().state(), JobState::Unknown);
    }

    #[test]
    fn a_title_says_what_is_known() {
        let full = json!({"action": "create", "object_type": "sg_buckets", "object_name": "test1234"});
        assert_eq!(Job::read(&full).title(), "Create sg_buckets test1234");
        assert_eq!(
            Job::read(&json!({"action": "delete", "object_type": "sg_users"})).title(),
            "Delete sg_users"
        );
        assert_eq!(Job::read(&json!({"id": 7})).title(), "7");
        assert_eq!(Job::read(&json!({"action": "é"})).title(), "é");
    }

    #[test]
    fn a_duration_ends_with_the_job() {
        let job = |status| {
            Job::read(
                &json!({"status": status, "created": "1970-01-01T00:00:10Z", "updated": "1970-01-01T00:00:15Z"}),
            )
        };
        assert_eq!(job("successful").duration_ms(60_000), Some(5_000));
        assert_eq!(job("running").duration_ms(60_000), Some(50_000));
        assert_eq!(
            job("running").duration_ms(0),
            Some(0),
            "a clock behind the server's"
        );
        assert_eq!(Job::read(&json!({"status": "successful"})).duration_ms(0), None);
    }

    #[test]
    fn a_job_without_an_error_fails_for_its_tasks() {
        let tasks = json!([{ "driver": "a" }, { "last_error": "disk full" }, { "last_error": "later" }]);
        let mut record = json!({ "status": "failed", "job_tasks": tasks });
        assert_eq!(why(&record).as_deref(), Some("disk full"));
        record["last_error"] = "quota".into();
        assert_eq!(why(&record).as_deref(), Some("quota"));
        assert_eq!(why(&Value::Null), None);
    }

    #[test]
    fn no_text_of_a_job_carries_a_secret() {
        let url = "see https://admin:canary@grid.example/";
        let record = json!({"job_summary": url, "object_name": url, "status_detail": url, "last_error": {"password": "canary"}});
        let (job, task) = (Job::read(&record), Task::read(&record));
        let why = why(&json!({ "job_tasks": [record] }));
        let texts = [
            &job.summary,
            &job.object_name,
            &job.status_detail,
            &job.last_error,
            &task.status_detail,
            &task.last_error,
            &why,
        ];
        for text in texts {
            assert!(!text.as_ref().unwrap().contains("canary"), "{text:?}");
        }
        assert!(!job.title().contains("canary"));
    }

    #[test]
    fn tasks_may_be_null_and_payloads_anything() {
        assert_eq!(task_records(&json!({"job_tasks": null})).count(), 0);
        let record =
            json!({"job_tasks": [null, 5, {"driver": "d", "request_payload": {"a": 1}}], "zone": "z"});
        let tasks: Vec<Task> = task_records(&record).map(Task::read).collect();
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].request_payload, Some(json!({"a": 1})));
        let others = value::others(&record, Job::FIELDS);
        assert_eq!(others, [("zone".to_owned(), json!("z"))]);
    }
}
