//! The jobs that a user watches: kept with the choices, under their name, so that they survive a reload and are the same
//! in every tab. Only ids and the last status known are kept; what else is shown of them is asked for anew.

use crate::choices::Choices;
use crate::prelude::*;
use nse_api::JobState;
use nse_api::value::object;
use serde_json::Value;

/// How many jobs may be watched at once: each is a request every few seconds.
pub const MOST: usize = 20;

const KEY: &str = "watched";

/// The watched jobs of the user of this page.
#[derive(Clone, Copy)]
pub struct Watch {
    choices: Choices,
    username: Memo<Option<String>>,
    /// How many have ended since the user last looked.
    ended: RwSignal<u32>,
}

impl Watch {
    /// The watched jobs of `username`.
    pub fn new(choices: Choices, username: Memo<Option<String>>) -> Self {
        Self {
            choices,
            username,
            ended: RwSignal::new(0),
        }
    }

    /// Their ids, the one watched last first; tracked.
    pub fn ids(&self) -> Vec<String> {
        let id = |job: &Value| Some(job.get("id")?.as_str()?.to_owned());
        self.all().iter().filter_map(id).collect()
    }

    /// One as last known, with its `status`, if it is watched; tracked.
    pub fn job(&self, id: &str) -> Option<Value> {
        self.all().into_iter().find(|job| is(job, id))
    }

    /// Watches a job from now on. `false` where there are too many already.
    pub fn pin(&self, id: &str, status: Option<String>) -> bool {
        let fits = untrack(|| self.all()).len() < MOST;
        if fits {
            self.change(|all| all.insert(0, watched(id, status)));
        }
        fits
    }

    /// Watches a job no longer.
    pub fn unpin(&self, id: &str) {
        self.change(|all| all.retain(|job| !is(job, id)));
        self.look();
    }

    /// Notes what became of a job.
    pub fn note(&self, id: &str, status: Option<String>) {
        self.change(|all| {
            if let Some(job) = all.iter_mut().find(|job| is(job, id)) {
                *job = watched(id, status);
            }
        });
    }

    /// Notes that a job has ended and nobody has seen it yet.
    pub fn ended(&self) {
        self.ended.update(|count| *count += 1);
    }

    /// Notes that the user is looking.
    pub fn look(&self) {
        if self.ended.get_untracked() > 0 {
            self.ended.set(0);
        }
    }

    /// What stands before the document's title: how many have ended unseen; tracked.
    pub fn title_mark(&self) -> String {
        match self.ended.get() {
            0 => String::new(),
            count => format!("({count}) "),
        }
    }

    fn all(&self) -> Vec<Value> {
        let kept = self.username.get();
        match kept.and_then(|username| self.choices.tied(KEY, &username)) {
            Some(Value::Array(all)) => all,
            _ => Vec::new(),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Value>)) {
        let Some(username) = self.username.get_untracked() else {
            return;
        };
        self.choices.set_tied(KEY, &username, move |kept| {
            let mut all = match kept {
                Some(Value::Array(all)) => all,
                _ => Vec::new(),
            };
            change(&mut all);
            if all.is_empty() { Value::Null } else { all.into() }
        });
    }
}

fn watched(id: &str, status: Option<String>) -> Value {
    object(vec![("id", id.into()), ("status", status.into())])
}

fn is(job: &Value, id: &str) -> bool {
    job.get("id").and_then(Value::as_str) == Some(id)
}

/// The state of a job as last known.
pub fn state(job: &Option<Value>) -> JobState {
    job.as_ref().map_or(JobState::Unknown, JobState::read)
}
