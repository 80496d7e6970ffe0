//! What stands on the screen.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Browser, Fault, PATIENCE, Part};

const VOCABULARY: &str = include_str!("vocabulary.js");
/// The shortest and the longest while between two looks at a condition. Not a wait: nothing depends on it.
const PULSES: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(250));
/// How much of a page's text an error quotes.
const QUOTED: usize = 1_500;

/// The page as a whole.
#[derive(Clone, Debug, Deserialize)]
pub struct Look {
    /// Path, query and fragment.
    pub address: String,
    /// The document's title.
    pub title: String,
    /// The text of its `h1`.
    pub heading: String,
    /// All visible text.
    pub text: String,
    /// How far it is scrolled.
    pub scroll: i64,
    /// What localStorage holds.
    pub storage: BTreeMap<String, String>,
}

impl Look {
    /// The session that the console keeps.
    pub fn session(&self) -> Option<Value> {
        serde_json::from_str(self.storage.get("nse-console.session")?).ok()
    }

    /// Its token.
    pub fn token(&self) -> Option<String> {
        self.session()?.get("token")?.as_str().map(str::to_owned)
    }
}

/// The page in a browser.
#[derive(Debug)]
pub struct Page {
    /// The browser.
    pub browser: Browser,
}

impl Page {
    /// The page that a browser shows.
    pub fn of(browser: Browser) -> Self {
        Self { browser }
    }

    /// Runs the script that knows roles and names. A page that is just being left has no answer: then once more.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, doing: &str, wanted: &Value) -> Result<T, Fault> {
        let arguments = vec![doing.into(), wanted.clone()];
        let answer = match self.browser.driver.execute(VOCABULARY, arguments.clone()).await {
            Ok(answer) => answer,
            Err(_) => {
                self.pause(Instant::now()).await;
                self.browser.driver.execute(VOCABULARY, arguments).await?
            }
        };
        Ok(answer.convert()?)
    }

    /// Waits until a condition is asked for again: ever more rarely, so that what waits long leaves the machine to others.
    pub(crate) async fn pause(&self, begun: Instant) {
        let (first, last) = PULSES;
        tokio::time::sleep((begun.elapsed() / 8).clamp(first, last)).await;
    }

    /// An error that tells what the page shows instead.
    pub(crate) async fn fault(&self, what: &str) -> Fault {
        match self.look().await {
            Ok(look) => {
                let text: String = look.text.chars().take(QUOTED).collect();
                Fault::new(format!(
                    "{what}\n--- {} ({}) shows:\n{text}\n---",
                    look.address, look.title
                ))
            }
            Err(fault) => Fault::new(format!("{what}; and the page says nothing ({fault})")),
        }
    }

    /// The page as a whole.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn look(&self) -> Result<Look, Fault> {
        self.ask("look", &Value::Null).await
    }

    /// Waits until the page is as wanted.
    ///
    /// # Errors
    /// Where that does not come true.
    pub async fn until(&self, what: &str, holds: impl Fn(&Look) -> bool) -> Result<Look, Fault> {
        let begun = Instant::now();
        loop {
            let look = self.look().await?;
            if holds(&look) {
                return Ok(look);
            }
            if begun.elapsed() > PATIENCE {
                return Err(self.fault(&format!("{what} did not come true")).await);
            }
            self.pause(begun).await;
        }
    }

    /// Waits until something that is asked of anyone comes true.
    ///
    /// # Errors
    /// Where it does not, or where asking fails.
    pub async fn until_so(
        &self,
        what: &str,
        holds: impl AsyncFn() -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        let begun = Instant::now();
        while !holds().await? {
            if begun.elapsed() > PATIENCE {
                return Err(self.fault(&format!("{what} did not come true")).await);
            }
            self.pause(begun).await;
        }
        Ok(())
    }

    /// Waits for an address: path and query.
    ///
    /// # Errors
    /// Where the page is elsewhere.
    pub async fn at(&self, address: &str) -> Result<Look, Fault> {
        self.until(&format!("the address {address}"), |look| look.address == address)
            .await
    }

    /// Waits for a page, by its `h1` and the document's title, which say the same.
    ///
    /// # Errors
    /// Where it is another page.
    pub async fn headed(&self, heading: &str) -> Result<Look, Fault> {
        let title = format!("{heading} · NSE Console");
        self.until(&format!("the heading and title “{heading}”"), |look| {
            look.heading == heading && look.title == title
        })
        .await
    }

    /// Waits for words anywhere on the page.
    ///
    /// # Errors
    /// Where they don't come.
    pub async fn says(&self, words: &str) -> Result<Look, Fault> {
        self.until(&format!("the words “{words}”"), |look| {
            look.text.contains(words)
        })
        .await
    }

    /// Waits until words are nowhere on the page.
    ///
    /// # Errors
    /// Where they stay.
    pub async fn says_no_more(&self, words: &str) -> Result<Look, Fault> {
        self.until(&format!("no words “{words}”"), |look| {
            !look.text.contains(words)
        })
        .await
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// Where it throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Fault> {
        Ok(self
            .browser
            .driver
            .execute(script, arguments)
            .await?
            .json()
            .clone())
    }

    /// Runs a script in the page that ends when it calls its last argument.
    ///
    /// # Errors
    /// Where it throws or takes too long.
    pub async fn script_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Fault> {
        let answer = self.browser.driver.execute_async(script, arguments).await?;
        Ok(answer.json().clone())
    }

    /// The markup of the whole document, as it is now.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn markup(&self) -> Result<String, Fault> {
        let markup = self
            .script("return document.documentElement.outerHTML", Vec::new())
            .await?;
        Ok(markup.as_str().unwrap_or_default().to_owned())
    }

    /// Loads an address.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn load(&self, address: &str) -> Result<(), Fault> {
        Ok(self.browser.driver.goto(address).await?)
    }

    /// Goes back.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn back(&self) -> Result<(), Fault> {
        Ok(self.browser.driver.back().await?)
    }

    /// Goes forward.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn forward(&self) -> Result<(), Fault> {
        Ok(self.browser.driver.forward().await?)
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn reload(&self) -> Result<(), Fault> {
        Ok(self.browser.driver.refresh().await?)
    }

    /// A part by role and name.
    pub fn part(&self, role: &'static str, name: &str) -> Part<'_> {
        Part::new(self, role, Some(name))
    }

    /// Any part of a role.
    pub fn any(&self, role: &'static str) -> Part<'_> {
        Part::new(self, role, None)
    }

    /// A button.
    pub fn button(&self, name: &str) -> Part<'_> {
        self.part("button", name)
    }

    /// A link, anywhere on the page.
    pub fn link(&self, name: &str) -> Part<'_> {
        self.part("link", name)
    }

    /// A link of the navigation `Main`.
    pub fn main_link(&self, name: &str) -> Part<'_> {
        self.link(name).within(&self.part("navigation", "Main"))
    }

    /// A link in the page itself.
    pub fn page_link(&self, name: &str) -> Part<'_> {
        self.link(name).within(&self.any("main"))
    }

    /// A text field.
    pub fn field(&self, label: &str) -> Part<'_> {
        self.part("textbox", label)
    }

    /// A select.
    pub fn select(&self, label: &str) -> Part<'_> {
        self.part("combobox", label)
    }

    /// The heading of a level.
    pub fn heading(&self, level: u8) -> Part<'_> {
        self.any("heading").level(level)
    }

    /// A table.
    pub fn table(&self, name: &str) -> Part<'_> {
        self.part("table", name)
    }

    /// An entry of a menu that is open.
    pub fn menuitem(&self, name: &str) -> Part<'_> {
        self.part("menuitem", name)
    }

    /// What is called out.
    pub fn alert(&self) -> Part<'_> {
        self.any("alert")
    }

    /// What is said in passing.
    pub fn status(&self) -> Part<'_> {
        self.any("status")
    }
}
