//! A console that is measured: its files, its addresses, and one load of it.

use std::path::Path;
use std::process::Command;

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, User, workspace};
use serde_json::{Value, json};

use crate::gauge::{heap, number};

/// What is loaded.
pub struct Case {
    pub name: &'static str,
    /// How many jobs; none is the sign-in page.
    pub rows: u32,
    /// Whether over a slow network, on a slow processor.
    pub slow: bool,
    /// Whether by somebody who was there before, so that the browser has kept what it may.
    pub again: bool,
}

/// A console with its own server and browser.
pub struct Side {
    pub name: String,
    pub it: It,
    sign_in: &'static str,
    /// The address of so many jobs, the newest first.
    jobs: fn(u32) -> String,
    /// Where its session is kept.
    key: &'static str,
}

impl Side {
    /// This console.
    pub async fn ours() -> Result<Self, Fault> {
        let jobs = |rows| format!("/jobs?limit={rows}");
        Self::start("ours".to_owned(), "/signin", jobs, "nse-console.session").await
    }

    /// Another one over the same API: it signs in at `/login`, keeps its session as `peer.session`, and takes the number
    /// of jobs from the address of `/jobs`, by one of these names.
    pub async fn peer(folder: &Path) -> Result<Self, Fault> {
        let name = folder.iter().rev().find(|part| *part != "dist");
        let name = name.map_or_else(|| "peer".to_owned(), |part| part.to_string_lossy().into_owned());
        let compressed = workspace().join("target/bench").join(&name);
        std::fs::create_dir_all(&compressed)?;
        let script = workspace().join("script/lib/precompress.mjs");
        let done = Command::new("node")
            .arg(script)
            .arg(folder)
            .arg(&compressed)
            .status()?;
        if !done.success() {
            return Err(Fault::new(format!("{} can't be compressed", folder.display())));
        }
        let jobs = |rows| format!("/jobs?limit={rows}&page=1&perPage={rows}&sort=created&order=DESC");
        let side = Self::start(name, "/login", jobs, "peer.session").await?;
        side.it.demo.serve(&compressed).await?;
        // It was not written for our policy.
        side.it
            .page
            .browser
            .devtools("Page.setBypassCSP", json!({ "enabled": true }))
            .await?;
        Ok(side)
    }

    async fn start(
        name: String,
        sign_in: &'static str,
        jobs: fn(u32) -> String,
        key: &'static str,
    ) -> Result<Self, Fault> {
        let it = It {
            demo: Demo::start("", &["--token-seconds", "10000000"])?,
            page: Page::of(Browser::open_as(Kind::Chromium).await?),
        };
        // Nothing moves meanwhile.
        it.demo.jobs(2_625, true).await?;
        let watch = json!({ "source": include_str!("watch.js") });
        it.page
            .browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", watch)
            .await?;
        it.page.browser.devtools("Performance.enable", json!({})).await?;
        it.page.browser.devtools("Network.enable", json!({})).await?;
        Ok(Self {
            name,
            it,
            sign_in,
            jobs,
            key,
        })
    }

    /// Loads it once, and says what that took.
    pub async fn load(&self, case: &Case) -> Result<Value, Fault> {
        let (browser, page) = (&self.it.page.browser, &self.it.page);
        self.pace(false).await?;
        page.load(&format!("{}/__test/calls", self.it.demo.origin))
            .await?;
        let session = match case.rows {
            0 => Value::Null,
            _ => self.it.demo.session(User::ADMIN).await?,
        };
        let store = "localStorage.clear(); if (arguments[1]) localStorage.setItem(arguments[0], JSON.stringify(arguments[1]))";
        page.script(store, vec![self.key.into(), session]).await?;
        browser.devtools("Network.clearBrowserCache", json!({})).await?;
        let address = match case.rows {
            0 => self.sign_in.to_owned(),
            rows => (self.jobs)(rows),
        };
        let waited = match case.rows {
            0 => "seen.field".to_owned(),
            rows => format!("(seen.rows[{rows}] ?? 0)"),
        };
        let visit = async || {
            page.load(&self.it.demo.address(&address)).await?;
            let there = async || Ok(number(page, &waited).await? > 0.0);
            page.until_so("what is waited for", there).await
        };
        if case.again {
            visit().await?;
        }
        self.pace(case.slow).await?;
        visit().await?;
        self.pace(false).await?;
        // What follows by itself: the largest paint is known once nothing comes any more.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let mut seen = page
            .script("return { ...seen, paint: paints(), kinds: weigh() }", Vec::new())
            .await?;
        let rows = case.rows.to_string();
        seen["rows"] = seen["rows"][rows.as_str()].clone();
        let kinds = seen["kinds"].as_object().cloned().unwrap_or_default();
        let sum = |what: &str| kinds.values().filter_map(|kind| kind[what].as_u64()).sum::<u64>();
        (seen["bytes"], seen["calls"]) = (sum("bytes").into(), sum("requests").into());
        seen["heap"] = heap(page).await?.into();
        Ok(seen)
    }

    async fn pace(&self, slow: bool) -> Result<(), Fault> {
        let browser = &self.it.page.browser;
        let (latency, down, up) = if slow { (150, 200_000, 93_750) } else { (0, -1, -1) };
        let network = json!({ "offline": false, "latency": latency, "downloadThroughput": down, "uploadThroughput": up });
        browser
            .devtools("Network.emulateNetworkConditions", network)
            .await?;
        let rate = json!({ "rate": if slow { 4 } else { 1 } });
        browser
            .devtools("Emulation.setCPUThrottlingRate", rate)
            .await
            .map(drop)
    }
}
