//! A part of the page, by role and accessible name.
//!
//! **How it is found.** One script, injected by the driver, looks through the few elements that can have the role and
//! works out their names by the simple rules. Asking the browser for the role and name of every candidate would be exact
//! too, but costs two round trips an element, seconds on a page of a hundred rows. So the browser is asked
//! (`computedrole`, `computedlabel`) about the one element that is found, before anything is done to it: what a journey
//! presses is called so by the browser, not by our script alone.
//!
//! A part is looked up anew at each use, so it never goes stale when the page is drawn again.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::{Key, WebElement};

use crate::{Fault, PATIENCE, Page};

/// A part of the page.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    page: &'a Page,
    role: &'static str,
    wanted: Value,
    patience: Duration,
}

/// What a part shows.
#[derive(Clone, Debug, Deserialize)]
pub struct State {
    /// Its accessible name.
    pub name: String,
    /// Its visible text.
    pub text: String,
    /// What a field holds.
    pub value: Option<String>,
    /// The text of a select's chosen option.
    pub chosen: Option<String>,
    /// The texts of a select's options.
    pub options: Vec<String>,
    /// `aria-pressed`
    pub pressed: Option<String>,
    /// Whether it can't be used.
    pub disabled: bool,
    /// Whether it has the focus.
    pub focused: bool,
    /// Where a link leads.
    pub href: Option<String>,
    /// The `type` of a field.
    pub kind: Option<String>,
    /// `aria-current`
    pub current: Option<String>,
    /// `aria-expanded`
    pub expanded: Option<String>,
    /// Whether a switch is on or a box checked.
    pub checked: bool,
    /// `aria-invalid`
    pub invalid: bool,
    /// `aria-busy`
    pub busy: bool,
    /// `aria-sort` of the header that it is in.
    pub sort: Option<String>,
    /// The texts of a table's headers.
    pub headers: Vec<String>,
    /// The texts of a table's cells.
    pub rows: Vec<Vec<String>>,
}

impl State {
    /// The texts of a table's column, by its header.
    pub fn column(&self, header: &str) -> Vec<String> {
        let at = self.headers.iter().position(|name| name == header);
        let at = at.unwrap_or_else(|| panic!("no column {header:?} among {:?}", self.headers));
        self.rows
            .iter()
            .map(|row| row.get(at).cloned().unwrap_or_default())
            .collect()
    }
}

impl<'a> Part<'a> {
    pub(crate) fn new(page: &'a Page, role: &'static str, name: Option<&str>) -> Self {
        let wanted = json!({ "role": role, "name": name, "partly": false, "level": null, "within": null });
        Self {
            page,
            role,
            wanted,
            patience: PATIENCE,
        }
    }

    /// The same part, whose name only has to hold the words.
    #[must_use]
    pub fn partly(mut self) -> Self {
        self.wanted["partly"] = true.into();
        self
    }

    /// The same part, waited for long enough that the console can try six times, or meet its time limit, or wait as long
    /// as it lets a server make it wait: 30 s.
    #[must_use]
    pub fn patiently(mut self) -> Self {
        self.patience = 5 * PATIENCE;
        self
    }

    /// The same heading, of a level.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.wanted["level"] = level.into();
        self
    }

    /// The same part, inside another one.
    #[must_use]
    pub fn within(mut self, other: &Part<'_>) -> Self {
        self.wanted["within"] = other.wanted.clone();
        self
    }

    /// What it is called in an error.
    fn called(&self) -> String {
        let called = |wanted: &Value| match wanted["name"].as_str() {
            Some(name) => format!("{} “{name}”", wanted["role"].as_str().unwrap_or_default()),
            None => wanted["role"].as_str().unwrap_or_default().to_owned(),
        };
        match &self.wanted["within"] {
            Value::Null => called(&self.wanted),
            within => format!("{} within {}", called(&self.wanted), called(within)),
        }
    }

    /// All that fit now.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn states(&self) -> Result<Vec<State>, Fault> {
        self.page.ask("states", &self.wanted).await
    }

    /// What it shows, once it is there.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub async fn state(&self) -> Result<State, Fault> {
        self.until("there", |_| true).await
    }

    /// Waits until it is there, alone, and as wanted.
    ///
    /// # Errors
    /// Where that does not come true.
    pub async fn until(&self, what: &str, holds: impl Fn(&State) -> bool) -> Result<State, Fault> {
        let begun = Instant::now();
        loop {
            let states = self.states().await?;
            if let [state] = states.as_slice()
                && holds(state)
            {
                return Ok(state.clone());
            }
            if begun.elapsed() > self.patience {
                let seen = match states.as_slice() {
                    [] => "there is none".to_owned(),
                    [state] => format!("it is {state:?}"),
                    many => format!(
                        "there are {}: {:?}",
                        many.len(),
                        many.iter().map(|it| &it.name).collect::<Vec<_>>()
                    ),
                };
                return Err(self
                    .page
                    .fault(&format!("{} should be {what}, but {seen}", self.called()))
                    .await);
            }
            self.page.pause(begun).await;
        }
    }

    /// Waits until there is none.
    ///
    /// # Errors
    /// Where it stays.
    pub async fn gone(&self) -> Result<(), Fault> {
        let begun = Instant::now();
        while !self.states().await?.is_empty() {
            if begun.elapsed() > self.patience {
                return Err(self
                    .page
                    .fault(&format!("{} should be gone", self.called()))
                    .await);
            }
            self.page.pause(begun).await;
        }
        Ok(())
    }

    /// Does something to the one element that fits. An element that the page replaced in between is looked up again.
    async fn act(
        &self,
        what: &str,
        act: impl AsyncFn(&WebElement) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let begun = Instant::now();
        loop {
            let seen = match self.act_once(&act).await {
                Ok(()) => return Ok(()),
                Err(seen) => seen,
            };
            if begun.elapsed() > self.patience {
                return Err(self
                    .page
                    .fault(&format!("{} can't be {what}: {seen}", self.called()))
                    .await);
            }
            self.page.pause(begun).await;
        }
    }

    async fn act_once(&self, act: &impl AsyncFn(&WebElement) -> Result<(), Fault>) -> Result<(), Fault> {
        let found: Vec<Value> = self.page.ask("find", &self.wanted).await?;
        let [element] = found.as_slice() else {
            return Err(Fault::new(format!("there are {}", found.len())));
        };
        let element = WebElement::from_json(element.clone(), self.page.browser.driver.handle().clone())?;
        self.confirm(&element).await?;
        act(&element).await
    }

    /// Whether the browser calls it what we do.
    async fn confirm(&self, element: &WebElement) -> Result<(), Fault> {
        let ask = async |what: &str| {
            let endpoint = format!("/element/{}/{what}", element.element_id());
            let answer = self.page.browser.command(Method::GET, endpoint, None).await?;
            Ok::<_, Fault>(answer.as_str().unwrap_or_default().to_owned())
        };
        let role = ask("computedrole").await?;
        let same_role = role == self.role
            // To Firefox a password field and a summary have none (https://github.com/w3c/aria/issues/935).
            || (matches!(self.role, "textbox" | "button") && role.is_empty())
            // Chromium's words for the same thing.
            || (self.role == "textbox" && role == "searchbox")
            || (self.role == "button" && role == "DisclosureTriangle");
        if !same_role {
            return Err(Fault::new(format!("to the browser it is a {role:?}")));
        }
        let Some(wanted) = self.wanted["name"].as_str() else {
            return Ok(());
        };
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let label = ask("computedlabel").await?;
        let same = if self.wanted["partly"] == true {
            squeezed(&label).contains(&squeezed(wanted))
        } else {
            squeezed(&label) == squeezed(wanted)
        };
        if same {
            Ok(())
        } else {
            Err(Fault::new(format!("to the browser its name is {label:?}")))
        }
    }

    /// Presses it.
    ///
    /// # Errors
    /// Where it can't be pressed.
    pub async fn click(&self) -> Result<(), Fault> {
        self.act("pressed", async |element| Ok(element.click().await?))
            .await
    }

    /// Types into it what stands there so far and more.
    ///
    /// # Errors
    /// Where it can't be typed into.
    pub async fn type_text(&self, text: &str) -> Result<(), Fault> {
        self.act("typed into", async |element| Ok(element.send_keys(text).await?))
            .await
    }

    /// Types into it, in place of what stood there.
    ///
    /// # Errors
    /// Where it can't be typed into.
    pub async fn fill(&self, text: &str) -> Result<(), Fault> {
        self.act("filled in", async |element| {
            element.send_keys(Key::Control + "a").await?;
            let text = if text.is_empty() {
                Key::Delete.value().to_string()
            } else {
                text.to_owned()
            };
            Ok(element.send_keys(text).await?)
        })
        .await?;
        self.until(&format!("filled in with {text:?}"), |state| {
            state.value.as_deref() == Some(text)
        })
        .await
        .map(drop)
    }

    /// Presses Enter in it.
    ///
    /// # Errors
    /// Where it can't have the focus.
    pub async fn enter(&self) -> Result<(), Fault> {
        self.act("left by Enter", async |element| {
            Ok(element.send_keys(Key::Enter + "").await?)
        })
        .await
    }

    /// Chooses an option of a select by its text.
    ///
    /// # Errors
    /// Where there is no such option.
    pub async fn choose(&self, option: &str) -> Result<(), Fault> {
        self.until(&format!("with the option {option:?}"), |state| {
            state.options.iter().any(|it| it == option)
        })
        .await?;
        Part::new(self.page, "option", Some(option))
            .within(self)
            .click()
            .await
    }
}
