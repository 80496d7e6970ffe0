//! What a page holds, read through Chromium's DevTools protocol.

use nse_e2e::{Fault, Page};
use serde_json::{Value, json};

/// Put into each page before its own code: counts what no protocol tells. `window.pace` is how much faster than the
/// clock the page's timers run.
const COUNTERS: &str = "
    window.gauge = { timers: new Set(), calls: 0, rows: 0, memory: null };
    const { setTimeout: set, clearTimeout: clear, fetch: ask } = window;
    window.setTimeout = (run, ms, ...given) => {
        const id = set(() => { gauge.timers.delete(id); run(...given); }, (ms || 0) / (window.pace || 1));
        gauge.timers.add(id);
        return id;
    };
    window.clearTimeout = id => { gauge.timers.delete(id); clear(id); };
    window.fetch = (...given) => {
        gauge.calls += 1;
        return ask(...given);
    };
    for (const way of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[way].bind(WebAssembly);
        WebAssembly[way] = async (...given) => {
            const made = await real(...given);
            // The second part of the code has none of its own.
            const theirs = Object.values((made.instance ?? made).exports);
            gauge.memory ??= theirs.find(it => it instanceof WebAssembly.Memory);
            return made;
        };
    }
    new MutationObserver(() => {
        if (!gauge.rows && document.querySelectorAll('main tbody tr').length >= 25) gauge.rows = performance.now();
    }).observe(document, { subtree: true, childList: true });";

/// What a page holds.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub js_heap: u64,
    pub wasm_memory: u64,
    pub nodes: u64,
    pub listeners: u64,
    pub timers: u64,
}

/// Has every page that is loaded from now on counted, with timers that run so many times as fast.
///
/// # Errors
/// Where Chromium refuses.
pub async fn install(page: &Page, pace: u32) -> Result<(), Fault> {
    let source = format!("window.pace = {pace}; {COUNTERS}");
    page.browser
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
    page.browser.devtools("Performance.enable", json!({})).await?;
    Ok(())
}

/// A number that the page knows.
///
/// # Errors
/// Where the driver refuses.
pub async fn number(page: &Page, what: &str) -> Result<f64, Fault> {
    let value = page.script(&format!("return {what}"), Vec::new()).await?;
    value
        .as_f64()
        .ok_or_else(|| Fault::new(format!("{what} is {value}")))
}

/// What the page holds once its garbage is collected.
///
/// # Errors
/// Where the driver refuses.
pub async fn held(page: &Page) -> Result<Held, Fault> {
    for _ in 0..2 {
        page.browser
            .devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
    }
    let metrics = page.browser.devtools("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let all = metrics["metrics"].as_array().into_iter().flatten();
        let found = all
            .filter(|metric| metric["name"] == name)
            .find_map(|metric| metric["value"].as_f64());
        found
            .map(|value| value as u64)
            .ok_or_else(|| Fault::new(format!("Chromium measures no {name}")))
    };
    Ok(Held {
        js_heap: metric("JSHeapUsedSize")?,
        wasm_memory: number(page, "gauge.memory.buffer.byteLength").await? as u64,
        nodes: metric("Nodes")?,
        listeners: metric("JSEventListeners")?,
        timers: number(page, "gauge.timers.size").await? as u64,
    })
}

/// The heap in bytes once its garbage is collected: of JavaScript, and the memory of WebAssembly where there is any.
///
/// # Errors
/// Where Chromium refuses.
pub async fn heap(page: &Page) -> Result<u64, Fault> {
    page.browser
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let usage = page.browser.devtools("Runtime.getHeapUsage", json!({})).await?;
    let bytes = |name: &str| usage[name].as_f64().unwrap_or_default() as u64;
    let wasm = number(page, "(window.wasmMemory?.buffer.byteLength ?? 0)").await? as u64;
    Ok(bytes("usedSize") + bytes("backingStorageSize") + wasm)
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A session in the page's storage.
///
/// # Errors
/// Where the driver refuses.
pub async fn store(page: &Page, session: &Value) -> Result<(), Fault> {
    let script = "localStorage.setItem('nse-console.session', JSON.stringify(arguments[0]))";
    page.script(script, vec![session.clone()]).await.map(drop)
}
