//! Code that the server gives out wrongly, or that a policy or the browser does not let run.

use nse_e2e::{Bar, It, Outcome, Plan, journey_barred, journey_with};
use serde_json::{Value, json};

use crate::code::{ALTERED, BOOT, EARLY, GLUE, is_refused_until_it_is_whole, stopped};

const LOUD: Plan = Plan {
    base: "",
    demo: &[],
    expects: &[
        "Failed to load resource",
        "NSE Console",
        "MIME type",
        "Content Security Policy",
        "Content-Security-Policy",
        "WebAssembly",
        "Layout was forced",
        "integrity",
    ],
};

/// A file that is another kind of file to the browser, or a page.
async fn is_no_script(it: &It, path: &str) -> Outcome {
    let each = ["text/plain", "text/html"].map(|kind| {
        let headers = json!({ "content-type": kind });
        json!([{ "path": path, "static": true, "status": 200, "headers": headers, "body": "<!doctype html>" }])
    });
    is_refused_until_it_is_whole(it, &each).await
}

#[test]
fn a_page_in_place_of_the_glue_is_refused() {
    journey_with(ALTERED, async |it| is_no_script(it, GLUE).await);
}

#[test]
fn a_page_in_place_of_the_start_is_refused() {
    journey_with(ALTERED, async |it| is_no_script(it, BOOT).await);
}

#[test]
fn a_page_in_place_of_what_runs_first_is_refused() {
    journey_with(ALTERED, async |it| is_no_script(it, EARLY).await);
}

#[test]
fn without_a_single_script_or_style_the_page_stands() {
    journey_with(LOUD, async |it| {
        // What a host gives that serves the page, but looks for the rest at another place.
        let mut each = Vec::new();
        for lost in [&["/*.js", "/*.wasm"][..], &["/*.js", "/*.wasm", "/*.css"]] {
            for answer in [
                json!({ "status": 404 }),
                json!({ "status": 200, "body": "<!doctype html>" }),
            ] {
                let rule = |path: &&str| {
                    let mut rule = answer.clone();
                    rule["path"] = (*path).into();
                    rule["static"] = true.into();
                    rule
                };
                each.push(lost.iter().map(rule).collect());
            }
        }
        is_refused_until_it_is_whole(it, &each).await
    });
}

/// Serves sign-in under a policy that is stricter than the console's own.
async fn under_policy(it: &It, policy: &str) -> Outcome {
    it.beside().await?;
    let page = it
        .page
        .script("return fetch('/').then(answer => answer.text())", Vec::new())
        .await?;
    let meta = format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let page = page.as_str().unwrap().replacen("<head>", &meta, 1);
    assert!(page.contains(&meta), "{page}");
    let order = json!([{ "path": "/signin", "static": true, "status": 200, "body": page }]);
    is_refused_until_it_is_whole(it, &[order]).await
}

#[test]
fn a_policy_against_webassembly_is_said() {
    journey_with(LOUD, async |it| under_policy(it, "script-src 'self'").await);
}

#[test]
fn a_policy_against_all_scripts_is_said() {
    journey_with(LOUD, async |it| under_policy(it, "script-src 'none'").await);
}

#[test]
fn a_policy_against_fetching_is_said() {
    journey_with(LOUD, async |it| under_policy(it, "connect-src 'none'").await);
}

#[test]
fn wasm_by_another_name_runs_as_what_it_is() {
    journey_with(LOUD, async |it| {
        // Its digest vouches for it: a host that knows no wasm need not stop anybody.
        it.beside().await?;
        const READ: &str = "
            const page = await (await fetch('/')).text();
            const bytes = new Uint8Array(await (await fetch('/' + /data-wasm=\"([^\"]+)/.exec(page)[1])).arrayBuffer());
            return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));";
        let wasm: Value = it
            .page
            .script(&format!("return (async () => {{ {READ} }})()"), Vec::new())
            .await?;
        for kind in ["application/octet-stream", "text/plain"] {
            let headers = json!({ "content-type": kind });
            it.demo
                .faults(
                    json!([{ "path": "/*.wasm", "static": true, "raw_base64": wasm, "headers": headers }]),
                )
                .await?;
            it.load("/signin").await?;
            it.page.headed("Sign in").await?;
            it.page.field("Username").state().await?;
        }
        Ok(())
    });
}

#[test]
fn a_browser_without_webassembly_is_told() {
    journey_barred(Bar::WebAssembly, LOUD, async |it| {
        it.load("/jobs").await?;
        stopped(it).await?;
        assert!(it.demo.calls().await?.is_empty());
        // Reload is no way out here, and no trap either.
        it.page.script("window.same = true", Vec::new()).await?;
        it.page.button("Reload").click().await?;
        it.page
            .until_so("a reload", async || {
                Ok(it.page.script("return window.same !== true", Vec::new()).await? == true)
            })
            .await?;
        Ok(stopped(it).await?)
    });
}

#[test]
fn a_browser_without_scripts_is_told() {
    journey_barred(Bar::Scripts, LOUD, async |it| {
        it.load("/jobs").await?;
        let body = it.page.look().await?.text;
        for words in [
            "NSE Console needs JavaScript",
            "JavaScript가 필요합니다",
            "JavaScript が必要です",
        ] {
            assert!(body.contains(words), "{words} is not in {body:?}");
        }
        assert!(
            !body.contains("stopped") && !body.contains("Username"),
            "{body:?}"
        );
        Ok(())
    });
}
