//! The list that a job was come to from: the way back to it, and to the jobs beside it.

use crate::app::App;
use crate::prelude::*;
use crate::route::Route;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;

/// The list of jobs that was shown last, and the ids in it in their order.
#[derive(Clone, Copy, Default)]
pub struct Neighbours(StoredValue<Option<(Route, Vec<String>)>>);

/// What is near a job.
pub struct Near {
    /// The list that it is in, with its parameters.
    pub list: Route,
    /// The job above it.
    pub previous: Option<String>,
    /// The job below it.
    pub next: Option<String>,
}

impl Neighbours {
    /// Remembers the list that is shown now.
    pub fn remember(&self, list: Route, ids: Vec<String>) {
        self.0.set_value(Some((list, ids)));
    }

    /// Forgets it, at the end of a session.
    pub fn clear(&self) {
        self.0.set_value(None);
    }

    /// What is near a job; nothing where it was not come to from a list.
    pub fn of(&self, id: &str) -> Option<Near> {
        self.0.with_value(|list| {
            let (list, ids) = list.as_ref()?;
            let at = ids.iter().position(|other| other == id)?;
            Some(Near {
                list: list.clone(),
                previous: at.checked_sub(1).and_then(|at| ids.get(at)).cloned(),
                next: ids.get(at + 1).cloned(),
            })
        })
    }
}

/// The links to the neighbours.
pub fn links(app: App, near: &Near) -> El {
    let link = |id: &String| el("a").attr("href", &app.href(&Route::Job(id.clone())));
    let previous = near.previous.as_ref().map(link);
    let next = near.next.as_ref().map(link);
    el("span")
        .class("neighbours")
        .children(previous.map(|link| link.child(icon("previous")).says(|m| m.previous_job)))
        .children(next.map(|link| link.says(|m| m.next_job).child(icon("next"))))
}
