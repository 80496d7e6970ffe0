//! The jobs that a user watches: kept with the choices, under their name, so that they survive a reload and are the same
//! in every tab. Only ids and the last status known are kept; what else is shown of them is asked for anew.

use crate::choices::Choices;
use leptos::prelude::*;
use nse_api::JobState;
use serde_json::{Value, json};

/// How many jobs may be watched at once: each is a request every few seconds.
pub const MOST: usize = 20;

const KEY: &str = "watched";

/// The watched jobs of the user of this page.
#[derive(Clone, Copy)]
pub struct Watch {
    choices: Choices,
    username: Memo<Option<String>>,
    /// Those that ended since the user last looked.
    unseen: RwSignal<Vec<String>>,
}

impl Watch {
    /// The watched jobs of `username`.
    pub fn new(choices: Choices, username: Memo<Option<String>>) -> Self {
        Self {
            choices,
            username,
            unseen: RwSignal::default(),
        }
    }

    /// Their ids, the one watched last first; tracked.
    pub fn ids(&self) -> Vec<String> {
        let id = |job: &Value| Some(job.get("id")?.as_str()?.to_owned());
        self.all().iter().filter_map(id).collect()
    }

    /// The state of one as last known; `None` of one that is not watched; tracked.
    pub fn state(&self, id: &str) -> Option<JobState> {
        self.all().iter().find(|job| is(job, id)).map(JobState::read)
    }

    /// The server's word for its state as last known; tracked.
    pub fn status(&self, id: &str) -> Option<String> {
        let all = self.all();
        let job = all.iter().find(|job| is(job, id))?;
        Some(job.get("status")?.as_str()?.to_owned())
    }

    /// Watches a job from now on. `false` where there are too many already.
    pub fn pin(&self, id: &str, status: Option<&str>) -> bool {
        let mut fits = true;
        self.change(|all| {
            fits = all.len() < MOST;
            if fits {
                all.insert(0, json!({ "id": id, "status": status }));
            }
        });
        fits
    }

    /// Watches a job no longer.
    pub fn unpin(&self, id: &str) {
        self.change(|all| all.retain(|job| !is(job, id)));
        self.seen(id);
    }

    /// Notes what became of a job.
    pub fn note(&self, id: &str, status: Option<&str>) {
        self.change(|all| {
            if let Some(job) = all.iter_mut().find(|job| is(job, id)) {
                *job = json!({ "id": id, "status": status });
            }
        });
    }

    /// Notes that a job has ended and nobody has seen it yet.
    pub fn ended(&self, id: &str) {
        self.unseen.update(|unseen| unseen.push(id.to_owned()));
    }

    /// Notes that the user has seen the end of a job.
    pub fn seen(&self, id: &str) {
        self.unseen.update(|unseen| unseen.retain(|unseen| unseen != id));
    }

    /// Notes that the user is looking.
    pub fn look(&self) {
        self.unseen.update(Vec::clear);
    }

    /// What stands before the document's title: how many have ended unseen; tracked.
    pub fn title_mark(&self) -> String {
        match self.unseen.with(Vec::len) {
            0 => String::new(),
            count => format!("({count}) "),
        }
    }

    fn all(&self) -> Vec<Value> {
        let kept = self
            .username
            .get()
            .and_then(|username| self.choices.tied(KEY, &username));
        match kept {
            Some(Value::Array(all)) => all,
            _ => Vec::new(),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Value>)) {
        let Some(username) = self.username.get_untracked() else {
            return;
        };
        self.choices.set_tied(KEY, &username, |kept| {
            let mut all = kept.and_then(Value::as_array).cloned().unwrap_or_default();
            change(&mut all);
            if all.is_empty() { Value::Null } else { all.into() }
        });
    }
}

fn is(job: &Value, id: &str) -> bool {
    job.get("id").and_then(Value::as_str) == Some(id)
}
