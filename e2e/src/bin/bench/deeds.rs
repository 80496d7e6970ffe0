//! A thousand rows at work: what a person's deeds take until they are on the screen, what an answer changes, and what the page
//! holds.

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, QUICK_POLLS, User};
use serde_json::{Value, json};

use crate::gauge::{held, install, median, number, store};

/// So many times each, of which the median counts.
const TIMES: usize = 5;

/// Does something and resolves with the first frame in which its effect is there: how long that took, how many requests it
/// made and how many changes the document went through, and the longest task. `there(before)` gets what `state()` was.
const DEED: &str = "
    const [press, state, there, done] = [...[...arguments].slice(0, 3).map(text => new Function('before', text)), arguments[3]];
    const before = state();
    const seen = { ms: 0, calls: -gauge.calls, changes: 0, longest: 0 };
    const counts = new MutationObserver(list => { seen.changes += list.length; });
    const tasks = new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    });
    counts.observe(document.querySelector('table'), { subtree: true, childList: true, attributes: true, characterData: true });
    tasks.observe({ type: 'longtask' });
    const from = performance.now();
    const look = () => {
        if (!there(before)) return requestAnimationFrame(look);
        seen.ms = performance.now() - from;
        // The observers hear of it a little later.
        setTimeout(() => { counts.disconnect(); tasks.disconnect(); seen.calls += gauge.calls; done(seen); }, 300);
    };
    press();
    requestAnimationFrame(look);";

const FIRST: &str = "return document.querySelector('tbody tr')?.innerText";
const ROWS: &str = "return document.querySelectorAll('tbody tr').length";
/// When the latest answer to a poll was there.
const POLLED: &str = "return performance.getEntriesByType('resource')
    .findLast(call => call.name.includes('limit=1000'))?.responseEnd";
const POLLED_AGAIN: &str = "return performance.getEntriesByType('resource')
    .findLast(call => call.name.includes('limit=1000'))?.responseEnd > before";

struct Deed {
    name: &'static str,
    press: &'static str,
    state: &'static str,
    there: &'static str,
}

/// One that brings other rows.
const fn other_rows(name: &'static str, press: &'static str) -> Deed {
    Deed {
        name,
        press,
        state: FIRST,
        there: "return document.querySelector('tbody tr')?.innerText !== before",
    }
}

/// Each undone by the next.
const DEEDS: [Deed; 6] = [
    other_rows(
        "next page",
        "document.querySelector('.pager button:nth-last-of-type(2)').click()",
    ),
    other_rows("Back", "history.back()"),
    other_rows("sort", "document.querySelectorAll('th button.sort')[1].click()"),
    other_rows("Back", "history.back()"),
    Deed {
        name: "filter",
        press: "const field = document.querySelector('.job-filters input'); field.value = 'bucket';
            field.dispatchEvent(new Event('input', { bubbles: true }))",
        state: ROWS,
        there: "return document.querySelectorAll('tbody tr').length < before",
    },
    Deed {
        name: "no filter",
        press: "const field = document.querySelector('.job-filters input'); field.value = '';
            field.dispatchEvent(new Event('input', { bubbles: true }))",
        state: ROWS,
        there: "return document.querySelectorAll('tbody tr').length > before",
    },
];

/// Prints the medians.
pub async fn measure() -> Result<(), Fault> {
    let it = It {
        demo: Demo::start("", &[QUICK_POLLS, &["--token-seconds", "10000000"]].concat())?,
        page: Page::of(Browser::open_as(Kind::Chromium).await?),
    };
    it.demo.jobs(2_625, true).await?;
    install(&it.page, 1).await?;
    it.load("/signin").await?;
    store(&it.page, &it.demo.session(User::ADMIN).await?).await?;
    it.page
        .script(
            "localStorage.setItem('nse-console.choices', '{\"polling\":false}')",
            Vec::new(),
        )
        .await?;
    it.load("/jobs?limit=1000").await?;
    let there =
        async || Ok(number(&it.page, "document.querySelectorAll('tbody tr').length").await? >= 1_000.0);
    it.page.until_so("1,000 rows", there).await?;
    println!(
        "\n/jobs, 1,000 rows, median of {TIMES}        ms   requests   changes in the table   longest task, ms"
    );
    let mut deeds: Vec<Vec<Value>> = DEEDS.iter().map(|_| Vec::new()).collect();
    for _ in 0..TIMES {
        for (deed, seen) in DEEDS.iter().zip(&mut deeds) {
            seen.push(done(&it, deed.press, deed.state, deed.there).await?);
        }
    }
    for (deed, seen) in DEEDS.iter().zip(&deeds) {
        print(deed.name, &format!("{:.0}", middle(seen, "ms")), seen);
    }
    it.page
        .script("localStorage.removeItem('nse-console.choices')", Vec::new())
        .await?;
    it.load("/jobs?limit=1000").await?;
    it.page.until_so("1,000 rows", there).await?;
    for (name, changed) in [
        ("poll, nothing changed", json!({})),
        (
            "poll, one row changed",
            json!({ "result.records.500.job_summary": "" }),
        ),
        (
            "poll, all rows changed",
            json!({ "result.records.*.job_summary": "" }),
        ),
    ] {
        let mut seen = Vec::new();
        for time in 0..TIMES {
            let mut changed = changed.clone();
            for text in changed.as_object_mut().into_iter().flatten() {
                *text.1 = format!("another name {time}").into();
            }
            let rule = match changed.as_object() {
                Some(fields) if fields.is_empty() => json!([]),
                _ => json!([{ "path": "/v2.1/jobs/*", "method": "GET", "set": changed }]),
            };
            it.demo.faults(rule).await?;
            seen.push(done(&it, "", POLLED, POLLED_AGAIN).await?);
        }
        // The first one brings the change of the step before. When a poll comes says nothing of what it takes.
        print(name, "–", &seen[1..]);
    }
    let held = held(&it.page).await?;
    println!(
        "held: {:.1} MB by JavaScript, {:.1} MB by WebAssembly, {} nodes",
        held.js_heap as f64 / 1e6,
        held.wasm_memory as f64 / 1e6,
        held.nodes
    );
    it.page.browser.close().await
}

async fn done(it: &It, press: &str, state: &str, there: &str) -> Result<Value, Fault> {
    let given = [press, state, there].map(Value::from).to_vec();
    it.page.script_async(DEED, given).await
}

fn print(name: &str, ms: &str, seen: &[Value]) {
    println!(
        "{name:<24}{ms:>14}{:>11.0}{:>23.0}{:>19.0}",
        middle(seen, "calls"),
        middle(seen, "changes"),
        middle(seen, "longest")
    );
}

fn middle(seen: &[Value], figure: &str) -> f64 {
    median(seen.iter().filter_map(|seen| seen[figure].as_f64()).collect())
}
