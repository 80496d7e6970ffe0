//! A row of the table.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::Pin;
use std::thread;

use nse_e2e::{It, Outcome, Plan, journey_with};

use crate::always::always;

/// What is done and looked at, as a journey.
pub type Story = Box<dyn for<'a> Fn(&'a It) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> + Send>;

/// A fault and what must happen.
pub struct Row {
    /// The fault, in words.
    pub fault: &'static str,
    /// What must happen, in words.
    pub must: &'static str,
    /// What the journey needs.
    pub plan: Plan,
    /// The journey.
    pub story: Story,
}

/// A row whose story is a function.
macro_rules! story {
    ($fault:literal, $must:literal, $plan:expr, $story:path) => {
        $crate::row::Row {
            fault: $fault,
            must: $must,
            plan: $plan,
            story: Box::new(|it| Box::pin($story(it))),
        }
    };
}
pub(crate) use story;

impl Row {
    /// Runs it, with what holds after every row; a thread of its own gives its pictures their name.
    ///
    /// # Errors
    /// Why it failed.
    pub fn run(self) -> Result<(), String> {
        let named = thread::Builder::new().name(self.fault.replace('/', "-"));
        let Row { plan, story, .. } = self;
        let body = move || {
            journey_with(plan, async |it: &It| {
                story(it).await?;
                always(it).await
            });
        };
        let ended = named
            .spawn(AssertUnwindSafe(body))
            .map_err(|fault| fault.to_string())?;
        ended.join().map_err(|panic| match panic.downcast::<String>() {
            Ok(words) => *words,
            Err(panic) => match panic.downcast::<&'static str>() {
                Ok(words) => (*words).to_owned(),
                Err(panic) => resume_unwind(panic),
            },
        })
    }
}
