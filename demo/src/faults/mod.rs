//! Faults ordered by tests: slow, broken and missing answers, at will.

mod act;
mod alter;
mod calls;
mod control;
mod pattern;
mod rule;
mod slow;

use std::sync::{Arc, Mutex};

use axum::extract::Request;

use crate::held;
use crate::options::Refusal;
pub(crate) use act::act;
pub(crate) use calls::Calls;
pub(crate) use control::control;
pub(crate) use rule::Action;
use rule::Rule;

/// The orders that stand, and the calls seen.
pub(crate) struct Faults {
    rules: Mutex<Vec<Rule>>,
    pub(crate) calls: Calls,
}

impl Faults {
    pub(crate) fn new() -> Result<Self, Refusal> {
        Ok(Self {
            rules: Mutex::default(),
            calls: Calls::new()?,
        })
    }

    /// What is to be done to this request: the first order that fits it and is not used up. Using it counts.
    pub(crate) fn due(&self, request: &Request, is_static: bool) -> Option<Arc<Action>> {
        held(&self.rules)
            .iter_mut()
            .find_map(|rule| rule.due(request, is_static))
    }

    fn order(&self, rules: Vec<Rule>) {
        *held(&self.rules) = rules;
    }
}
