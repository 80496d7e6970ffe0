//! What Lighthouse says of the sign-in page and of the list of jobs, as on a phone.

use std::process::{Command, Stdio};

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, User};
use serde_json::{Value, json};

use crate::gauge::store;

const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
const METRICS: [&str; 5] = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
];

/// Prints the scores, and which audits cost a page points.
pub async fn measure() -> Result<(), Fault> {
    let it = It {
        demo: Demo::start("", &["--token-seconds", "10000000"])?,
        page: Page::of(Browser::open_as(Kind::Chromium).await?),
    };
    it.demo.jobs(2_625, true).await?;
    println!("\nLighthouse, as on a phone");
    judge(&it, "/signin").await?;
    it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
    store(&it.page, &it.demo.session(User::ADMIN).await?).await?;
    judge(&it, "/jobs").await?;
    it.page.browser.close().await
}

async fn judge(it: &It, route: &str) -> Result<(), Fault> {
    let capabilities = it.page.browser.driver.handle().capabilities().clone();
    let address = capabilities
        .get("goog:chromeOptions")
        .and_then(|of| of["debuggerAddress"].as_str());
    let port = address
        .and_then(|address| address.rsplit_once(':'))
        .map(|(_, port)| port.to_owned());
    let port = port.ok_or_else(|| Fault::new("Chromium names no port for DevTools"))?;
    // Lighthouse itself may not empty anything: the session is in the storage.
    let browser = &it.page.browser;
    browser.devtools("Network.clearBrowserCache", json!({})).await?;
    let mut command = Command::new("lighthouse");
    command
        .arg(it.demo.address(route))
        .arg(format!("--port={port}"))
        .arg(format!("--only-categories={}", CATEGORIES.join(",")))
        .args(["--disable-storage-reset", "--output=json", "--quiet"])
        .stderr(Stdio::inherit());
    let output = command
        .output()
        .map_err(|fault| Fault::new(format!("lighthouse does not start: {fault}")))?;
    let report: Value = serde_json::from_slice(&output.stdout)?;
    if let Some(error) = report["runtimeError"]["message"].as_str() {
        return Err(Fault::new(format!("Lighthouse on {route}: {error}")));
    }
    let scores = CATEGORIES.map(|category| {
        let score = report["categories"][category]["score"].as_f64();
        format!("{category} {:.0}", score.unwrap_or_default() * 100.0)
    });
    let metrics = METRICS.map(|metric| {
        let shown = report["audits"][metric]["displayValue"].as_str().unwrap_or("–");
        format!("{metric} {shown}")
    });
    println!(
        "{route:<8} {}\n         {}",
        scores.join(", "),
        metrics.join(", ")
    );
    for category in CATEGORIES {
        for audit in report["categories"][category]["auditRefs"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let weight = audit["weight"].as_f64().unwrap_or_default();
            let audit = &report["audits"][audit["id"].as_str().unwrap_or_default()];
            let score = audit["score"].as_f64().unwrap_or(1.0);
            if weight > 0.0 && score < 1.0 {
                println!(
                    "         {category}: {} {score:.2} (weight {weight}) {}",
                    audit["id"].as_str().unwrap_or_default(),
                    audit["explanation"].as_str().unwrap_or_default()
                );
            }
        }
    }
    Ok(())
}
