//! Code that does not arrive, is not what was published, or is not let run: the page that stands without any.

use nse_e2e::{Bar, Fault, It, Outcome, Plan, User};
use nse_texts::Locale;
use serde_json::{Value, json};

use crate::row::{Row, story};

/// What browsers and the console itself write of such code. Firefox remarks on a slow machine that the failure page takes
/// the focus before all has been loaded, which is its point.
pub const LOUD: Plan = Plan {
    base: "",
    demo: &[],
    expects: &[
        "integrity",
        "NSE Console",
        "Failed to load resource",
        "MIME type",
        "Content Security Policy",
        "Content-Security-Policy",
        "WebAssembly",
        "Layout was forced",
        "Loading failed for the <script>",
    ],
};

/// The files that a page is made of, by the pattern of their names.
const GLUE: &str = "/nse-console-*.js";
const WASM: &str = "/nse-console_bg-*.wasm";
const BOOT: &str = "/boot-*.js";
const EARLY: &str = "/early-*.js";
const STYLE: &str = "/console-*.css";
/// The styles of the page itself, where it may hold none.
const EARLY_STYLE: &str = "/early-*.css";

/// The policy of `deploy/_headers`, as a host sends it that knows nothing of this build: what stands in the page itself is
/// barred, and has to come as files.
const OTHER_POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

const ONE: &str = "the static page, in the language";
/// Where nothing has run that could know the language.
const ALL: &str = "the static page, in all languages";

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        page("wasm altered", ONE, || vec![altered(WASM)]),
        page("glue altered", ONE, || vec![altered(GLUE)]),
        page("boot.js altered", ONE, || vec![altered(BOOT)]),
        page("style sheet altered", ONE, || vec![altered(STYLE)]),
        page("wasm missing, or 404 as HTML", ONE, || lost(&[WASM])),
        page("glue missing, 404 as HTML, wrong MIME", ONE, || lost(&[GLUE])),
        page("boot.js missing, 404 as HTML, wrong MIME", ONE, || lost(&[BOOT])),
        page("style sheet missing, 404 as HTML, wrong MIME", ONE, || lost(&[STYLE])),
        page("all scripts and wasm lost", ONE, || lost(&["/*.js", "/*.wasm"])),
        page("all but the page lost", ONE, || lost(&["/*.js", "/*.wasm", "/*.css"])),
        story!("policy of another build", "the console, by files", LOUD, policy_of_another_build),
        story!("policy of another build, and early.js altered or lost", "the static page, in all languages", LOUD, another_policy_without_early),
        story!("policy of another build, and styles altered or lost", "the static page, in the language", LOUD, another_policy_without_styles),
        story!("wasm, to the byte, by the wrong MIME type", "the static page, in the language", LOUD, wrong_mime),
        story!("policy without wasm-unsafe-eval", "the static page, in the language", LOUD, no_wasm_by_policy),
        story!("policy against all scripts", "the static page, in all languages", LOUD, no_scripts_by_policy),
        story!("policy against fetching", "the static page, in the language", LOUD, no_fetch_by_policy),
        story!("no WebAssembly in the browser", "the static page, in the language; Reload makes no loop", LOUD, no_wasm),
        story!("no JavaScript in the browser", "the sentence, in all languages", LOUD, no_scripts),
    ]
}

/// A row of faults of which each alone leads to the static page.
fn page(fault: &'static str, must: &'static str, each: fn() -> Vec<Value>) -> Row {
    Row {
        fault,
        must,
        plan: LOUD,
        story: Box::new(move |it| Box::pin(is_refused(it, each(), must == ALL))),
    }
}

fn altered(path: &str) -> Value {
    json!([{ "path": path, "static": true, "flip_byte": true }])
}

/// Files that are not there, are a page (as with a web server that answers every address with its index.html), or are
/// named another kind of file.
fn lost(paths: &[&str]) -> Vec<Value> {
    let each = [
        json!({ "status": 404 }),
        json!({ "status": 200, "body": "<!doctype html><title>Hello</title>" }),
        json!({ "status": 200, "body": "'use strict';", "headers": { "content-type": "text/plain" } }),
    ];
    let orders = each.iter().map(|answer| {
        let rule = |path: &&str| {
            let mut rule = answer.clone();
            rule["path"] = (*path).into();
            rule["static"] = true.into();
            rule
        };
        paths.iter().map(rule).collect()
    });
    orders.collect()
}

async fn is_refused(it: &It, each: Vec<Value>, in_all: bool) -> Outcome {
    it.beside().await?;
    // What came of one fault is not kept by the browser, so the next one is met too.
    for faults in each {
        it.demo.faults(faults).await?;
        stands(it, "/signin", in_all).await?;
    }
    let calls = it.demo.calls().await?;
    assert!(calls.is_empty(), "code that was refused asks the API");
    // And Reload means it: what was wrong is asked for again.
    it.demo.heal().await?;
    it.page.button("Reload").partly().click().await?;
    it.page.headed("Sign in").await?;
    it.page.field("Username").state().await?;
    Ok(())
}

/// Its heading in each language, English last.
fn headings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = Locale::ALL.iter().rev();
    all.map(|locale| (locale.tag(), locale.boot().stopped))
}

/// The static page stands at an address, in each language that is chosen or in all at once.
async fn stands(it: &It, route: &str, in_all: bool) -> Result<(), Fault> {
    for (language, heading) in headings() {
        let choices = json!({ "language": language }).to_string();
        it.page
            .script(
                "localStorage.setItem('nse-console.choices', arguments[0])",
                vec![choices.into()],
            )
            .await?;
        it.load(route).await?;
        stopped(it, if in_all { None } else { Some(heading) }).await?;
    }
    Ok(())
}

/// The page that needs none of the console's code: with the published build, on a phone too, and without anything of the
/// console. By its heading in one language, or in all of them.
pub async fn stopped(it: &It, heading: Option<&str>) -> Result<(), Fault> {
    let look = it
        .page
        .until("the failure page", |look| match heading {
            Some(heading) => look.heading == heading,
            None => headings().all(|(_, heading)| look.heading.contains(heading)),
        })
        .await?;
    let said = headings().filter(|(_, other)| look.text.contains(other)).count();
    let wanted = if heading.is_some() { 1 } else { headings().count() };
    assert_eq!(said, wanted, "{}", look.text);
    let build = "return document.querySelector('meta[name=build]').content";
    let build = it.page.script(build, Vec::new()).await?;
    let build = build.as_str().unwrap_or_default();
    assert!(
        build.len() >= 8 && look.text.contains(build),
        "no build {build:?} in {}",
        look.text
    );
    it.page.any("button").state().await?;
    let runs = [
        it.page.any("textbox"),
        it.page.any("combobox"),
        it.page.any("navigation"),
        it.page.any("table"),
    ];
    for part in runs {
        assert!(part.states().await?.is_empty(), "the console runs: {}", look.text);
    }
    it.page.browser.narrow(Some(360)).await?;
    const OVER: &str = "const { scrollWidth, clientWidth } = document.documentElement;
        return clientWidth <= 360 && scrollWidth <= clientWidth;";
    it.page
        .until_so("the width of a phone, with nothing beyond it", async || {
            Ok(it.page.script(OVER, Vec::new()).await? == true)
        })
        .await?;
    it.page.browser.narrow(None).await
}

/// The published page, with something more at its beginning.
pub async fn page_with(it: &It, first: &str) -> Result<String, Fault> {
    it.beside().await?;
    let read = "return fetch('/').then(answer => answer.text())";
    let page = it.page.script(read, Vec::new()).await?;
    let page = page
        .as_str()
        .unwrap()
        .replacen("<head>", &format!("<head>{first}"), 1);
    assert!(page.contains(first), "{page}");
    Ok(page)
}

/// Sign-in under a policy that is stricter than the console's own.
async fn signin_under(it: &It, policy: &str) -> Result<Value, Fault> {
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let page = page_with(it, &meta).await?;
    Ok(json!({ "path": "/signin", "static": true, "status": 200, "body": page }))
}

async fn under_policy(it: &It, policy: &str, in_all: bool) -> Outcome {
    let order = json!([signin_under(it, policy).await?]);
    is_refused(it, vec![order], in_all).await
}

async fn policy_of_another_build(it: &It) -> Outcome {
    let order = signin_under(it, OTHER_POLICY).await?;
    it.demo.faults(json!([order])).await?;
    it.load("/signin").await?;
    it.page.headed("Sign in").await?;
    // Nothing of what the page holds has run or is in force, and yet it looks as ever.
    const LOOKS: &str = "const look = getComputedStyle(document.querySelector('main'));
        return [document.querySelector('head style').sheet, look.maxWidth,
            document.querySelectorAll('head link[href^=early-], head script[src^=early-]').length];";
    let looks = it.page.script(LOOKS, Vec::new()).await?;
    assert_eq!(looks, json!([null, "380px", 2]));
    it.page.field("Username").fill(User::ADMIN.username).await?;
    it.page.field("Password").fill(User::ADMIN.password).await?;
    it.page.button("Sign in").click().await?;
    it.page.headed("Overview").await?;
    Ok(())
}

/// The same with one of the files as well altered, then lost.
async fn another_policy_without(it: &It, path: &str, in_all: bool) -> Outcome {
    let order = signin_under(it, OTHER_POLICY).await?;
    let mut each = lost(&[path]);
    each.push(altered(path));
    for faults in &mut each {
        faults.as_array_mut().unwrap().push(order.clone());
    }
    is_refused(it, each, in_all).await
}

async fn another_policy_without_early(it: &It) -> Outcome {
    another_policy_without(it, EARLY, true).await
}

async fn another_policy_without_styles(it: &It) -> Outcome {
    another_policy_without(it, EARLY_STYLE, false).await
}

async fn no_wasm_by_policy(it: &It) -> Outcome {
    under_policy(it, "script-src 'self'", false).await
}

async fn no_scripts_by_policy(it: &It) -> Outcome {
    under_policy(it, "script-src 'none'", true).await
}

async fn no_fetch_by_policy(it: &It) -> Outcome {
    under_policy(it, "connect-src 'none'", false).await
}

async fn wrong_mime(it: &It) -> Outcome {
    const READ: &str = "return (async () => {
        const page = await (await fetch('/')).text();
        const wasm = await fetch('/' + /data-wasm=\"([^\"]+)/.exec(page)[1], { cache: 'no-store' });
        const bytes = new Uint8Array(await wasm.arrayBuffer());
        return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
    })()";
    it.beside().await?;
    let wasm = it.page.script(READ, Vec::new()).await?;
    for kind in ["application/octet-stream", "text/plain"] {
        let headers = json!({ "content-type": kind });
        let order = json!([{ "path": WASM, "static": true, "raw_base64": wasm, "headers": headers }]);
        it.demo.faults(order).await?;
        stands(it, "/signin", false).await?;
    }
    it.demo.heal().await?;
    it.page.button("Reload").partly().click().await?;
    it.page.headed("Sign in").await?;
    Ok(())
}

/// Goes through a story in a browser that does not allow something; what holds after every row is looked at in the row's.
pub async fn barred(it: &It, bar: Bar, story: impl AsyncFnOnce(&It) -> Outcome) -> Outcome {
    let other = It::barred(bar).await?;
    story(&other).await?;
    other.page.browser.close().await?;
    Ok(it.load("/signin").await?)
}

async fn no_wasm(it: &It) -> Outcome {
    barred(it, Bar::WebAssembly, async |it| {
        it.beside().await?;
        stands(it, "/jobs", false).await?;
        assert!(it.demo.calls().await?.is_empty());
        // Reload is no way out here, but no trap either.
        it.page.script("window.same = true", Vec::new()).await?;
        it.page.button("Reload").click().await?;
        let is_new = "return window.same !== true";
        it.page
            .until_so("a reload", async || {
                Ok(it.page.script(is_new, Vec::new()).await? == true)
            })
            .await?;
        Ok(stopped(it, Some("NSE Console has stopped")).await?)
    })
    .await
}

async fn no_scripts(it: &It) -> Outcome {
    barred(it, Bar::Scripts, async |it| {
        it.load("/jobs").await?;
        let look = it.page.says("NSE Console needs JavaScript").await?;
        for words in Locale::ALL.iter().map(|locale| locale.boot().no_script) {
            assert!(look.text.contains(words), "{words} is not in {}", look.text);
        }
        assert_eq!(look.heading, "", "the sentence alone");
        Ok(())
    })
    .await
}
