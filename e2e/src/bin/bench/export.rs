//! Export of all pages: what the page holds at its fullest while rows stream into a file in parts.

use std::time::{Duration, Instant};

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, User};
use serde_json::json;

use crate::gauge::{install, number, store};

/// How often the page is looked at. Between two looks it may hold more for a moment.
const PULSE: Duration = Duration::from_millis(200);

/// Prints the most that the heap and the wasm's memory were seen to hold.
pub async fn measure(jobs: u64) -> Result<(), Fault> {
    let it = It {
        demo: Demo::start("", &["--jobs", &jobs.to_string(), "--token-seconds", "10000000"])?,
        page: Page::of(Browser::open_as(Kind::Chromium).await?),
    };
    it.demo.jobs(jobs, true).await?;
    install(&it.page, 1).await?;
    it.load("/signin").await?;
    store(&it.page, &it.demo.session(User::ADMIN).await?).await?;
    it.load("/jobs").await?;
    it.page.button("Export").click().await?;
    let from = Instant::now();
    it.page.menuitem("All pages as CSV").click().await?;
    it.page.any("progressbar").state().await?;
    let (mut heap, mut wasm) = (0.0_f64, 0.0_f64);
    while !it.page.any("progressbar").states().await?.is_empty() {
        let metrics = it
            .page
            .browser
            .devtools("Runtime.getHeapUsage", json!({}))
            .await?;
        heap = heap.max(metrics["usedSize"].as_f64().unwrap_or_default());
        wasm = wasm.max(number(&it.page, "gauge.memory.buffer.byteLength").await?);
        tokio::time::sleep(PULSE).await;
    }
    let seconds = from.elapsed().as_secs_f64();
    let saved = it.page.look().await?.text.contains("jobs saved as");
    println!("\nexport of {jobs} jobs as CSV: {seconds:.0} s, saved: {saved}");
    let megabytes = |bytes: f64| bytes / 1e6;
    println!(
        "at its fullest: JS heap {:.0} MB, wasm {:.0} MB",
        megabytes(heap),
        megabytes(wasm)
    );
    it.page.browser.close().await
}
