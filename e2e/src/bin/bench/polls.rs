//! A thousand polls with changing rows: what is held afterwards should be what was held before.

use std::time::Duration;

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, QUICK_POLLS, User};

use crate::gauge::{Held, held, install, number, store};

const WARM_UP: f64 = 300.0;
const POLLS: f64 = 1_000.0;
/// The page's timers run so many times as fast, so that a poll a second takes no quarter of an hour.
const PACE: u32 = 100;
/// By so much the server's clock is turned on each time, in seconds: a new job, and others that move on.
const STEP: u64 = 20;
const STEPS_AT_ONCE: u32 = 20;
/// About as long as a poll takes.
const PAUSE: Duration = Duration::from_millis(30);

/// Prints what is held before and after.
pub async fn measure(rows: usize) -> Result<(), Fault> {
    let arguments = [QUICK_POLLS, &["--token-seconds", "10000000"]].concat();
    let it = It {
        demo: Demo::start("", &arguments)?,
        page: Page::of(Browser::open_as(Kind::Chromium).await?),
    };
    it.demo.jobs(2_625, true).await?;
    install(&it.page, PACE).await?;
    it.load("/signin").await?;
    store(&it.page, &it.demo.session(User::ADMIN).await?).await?;
    it.load(&format!("/jobs?limit={rows}")).await?;
    it.page
        .until_so("the rows", async || {
            Ok(number(&it.page, "document.querySelectorAll('tbody tr').length").await? >= rows as f64)
        })
        .await?;
    polled(&it, WARM_UP).await?;
    let before = held(&it.page).await?;
    let steps = polled(&it, POLLS).await?;
    let after = held(&it.page).await?;
    println!("\n/jobs, {rows} rows, {POLLS} polls, during which the rows changed {steps} times");
    println!("                        before        after     growth");
    let row = |name: &str, of: fn(&Held) -> u64| {
        let (before, after) = (of(&before), of(&after));
        let growth = (after as f64 / before.max(1) as f64 - 1.0) * 100.0;
        println!("{name:<16}{before:>14}{after:>13}{growth:>9.1} %");
    };
    row("JS heap, bytes", |held| held.js_heap);
    row("wasm, bytes", |held| held.wasm_memory);
    row("nodes", |held| held.nodes);
    row("listeners", |held| held.listeners);
    row("timers", |held| held.timers);
    it.page.browser.close().await
}

/// Lets the page poll so many times while the jobs move; how often they did. The page itself is asked seldom: what a
/// driver runs in it leaves traces on the heap that is to be measured.
async fn polled(it: &It, polls: f64) -> Result<u32, Fault> {
    let calls = async || number(&it.page, "gauge.calls").await;
    let (end, mut steps) = (calls().await? + polls, 0);
    while calls().await? < end {
        for _ in 0..STEPS_AT_ONCE {
            it.demo.advance(STEP).await?;
            tokio::time::sleep(PAUSE).await;
        }
        steps += STEPS_AT_ONCE;
    }
    Ok(steps)
}
