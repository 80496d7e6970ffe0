//! A row of the table.

use std::pin::Pin;

use nse_e2e::{It, Outcome, Plan, run_as_case};

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
    /// Runs it, with what holds after every row.
    ///
    /// # Errors
    /// Why it failed.
    pub fn run(self) -> Result<(), String> {
        let Row { plan, story, .. } = self;
        run_as_case(self.fault, plan, async move |it| {
            story(it).await?;
            always(it).await
        })
    }
}
