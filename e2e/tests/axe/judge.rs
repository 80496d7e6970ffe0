//! axe-core, run on what is shown, in each language, width and theme.

use std::path::PathBuf;
use std::sync::LazyLock;

use nse_e2e::{Fault, It, Outcome};
use serde_json::{Value, json};

/// All that WCAG 2.2 asks for at levels A and AA, and what axe's authors hold for good practice.
const TAGS: [&str; 7] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
];

/// Where `script/setup` puts it.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache"));
    let path = cache.join("nse-console/npm/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run script/setup", path.display()))
});

/// Chooses as another tab does: what is open on this page stays so.
const CHOOSE: &str = "
    const key = 'nse-console.choices';
    const choices = { ...JSON.parse(localStorage.getItem(key) ?? '{}'), ...arguments[0] };
    localStorage.setItem(key, JSON.stringify(choices));
    dispatchEvent(new StorageEvent('storage', { key, storageArea: localStorage }));";

/// With everything that moves at its end, but what has none: what axe has against the page, a line each.
const RUN: &str = "
    const [tags, done] = arguments;
    const ends = animation => animation.effect.getComputedTiming().endTime !== Infinity;
    document.getAnimations().filter(ends).forEach(animation => animation.finish());
    const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], iframes: false };
    axe.run(document, options).then(
        ({ violations, passes }) => done({
            rules: passes.length,
            found: violations.flatMap(({ id, help, nodes }) =>
                nodes.map(node => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 300)} ${node.failureSummary}`)),
        }),
        fault => done({ rules: 0, found: [String(fault)] }));";

/// Has axe look at the page eight times.
pub async fn judge(it: &It) -> Outcome {
    it.page.script(&AXE, Vec::new()).await?;
    let mut found = Vec::new();
    for language in ["en", "ko"] {
        for width in [Some(360), None] {
            it.page.browser.narrow(width).await?;
            for theme in ["light", "dark"] {
                it.page
                    .script(CHOOSE, vec![json!({ "language": language, "theme": theme })])
                    .await?;
                shown(it, language, theme).await?;
                let said = it.page.script_async(RUN, vec![json!(TAGS)]).await?;
                let rules = said["rules"].as_u64().unwrap_or_default();
                assert!(rules > 15, "axe has looked at next to nothing: {said}");
                let place = format!(
                    "{language} {theme} {}",
                    if width.is_some() { "narrow" } else { "wide" }
                );
                let faults = said["found"].as_array().into_iter().flatten();
                found.extend(faults.map(|fault| format!("{place}: {}", fault.as_str().unwrap_or_default())));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n\n"));
    Ok(())
}

async fn shown(it: &It, language: &str, theme: &str) -> Result<(), Fault> {
    const IS: &str = "const { lang, dataset } = document.documentElement; return [lang, dataset.theme]";
    it.page
        .until_so("the language and the theme", async || {
            Ok(it.page.script(IS, Vec::new()).await? == Value::from(vec![language, theme]))
        })
        .await
}
