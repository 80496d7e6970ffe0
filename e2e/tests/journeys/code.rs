//! Code that is not what was published, does not arrive, or breaks: the page that stands without any.

use nse_e2e::{Fault, It, Outcome, Plan, User, journey_with};
use serde_json::{Value, json};

/// What browsers and the console itself write of such code. Firefox remarks on a slow machine that the failure page takes
/// the focus before all has been loaded, which is its point.
const ALTERED: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["integrity", "NSE Console", "status of 404", "Layout was forced"],
};

/// The files that a page is made of, by the pattern of their names and by what is wrong with them.
const GLUE: &str = "/nse-console-*.js";
const WASM: &str = "/nse-console_bg-*.wasm";
const BOOT: &str = "/boot-*.js";
const EARLY: &str = "/early-*.js";
const STYLE: &str = "/console-*.css";

fn altered(path: &str) -> Value {
    json!([{ "path": path, "static": true, "flip_byte": true }])
}

/// The page that needs none of the console's code: with the published build, and without anything of the console.
async fn stopped(it: &It) -> Result<(), Fault> {
    let look = it
        .page
        .until("the failure page", |look| {
            look.heading.contains("NSE Console has stopped")
        })
        .await?;
    let build = it
        .page
        .script(
            "return document.querySelector('meta[name=build]').content",
            Vec::new(),
        )
        .await?;
    let build = build.as_str().unwrap_or_default();
    assert!(
        build.len() >= 8 && look.text.contains(build),
        "no build {build:?} in {}",
        look.text
    );
    assert!(
        it.page.field("Username").states().await?.is_empty()
            && it.page.any("navigation").states().await?.is_empty(),
        "the console runs: {}",
        look.text
    );
    Ok(())
}

async fn is_refused_until_it_is_whole(it: &It, faults: Value) -> Outcome {
    it.demo.faults(faults).await?;
    it.load("/signin").await?;
    stopped(it).await?;
    assert!(
        it.demo.calls().await?.is_empty(),
        "code that was refused asks the API"
    );
    // And Reload means it: what was wrong is asked for again.
    it.demo.heal().await?;
    it.page.button("Reload").partly().click().await?;
    it.page.headed("Sign in").await?;
    it.page.field("Username").state().await?;
    Ok(())
}

#[test]
fn altered_glue_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, altered(GLUE)).await
    });
}

#[test]
fn altered_wasm_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, altered(WASM)).await
    });
}

#[test]
fn an_altered_start_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, altered(BOOT)).await
    });
}

#[test]
fn what_runs_first_is_refused_when_altered() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, altered(EARLY)).await
    });
}

#[test]
fn an_altered_style_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, altered(STYLE)).await
    });
}

#[test]
fn missing_wasm_is_said() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, json!([{ "path": WASM, "static": true, "status": 404 }])).await
    });
}

#[test]
fn a_page_in_place_of_the_wasm_is_refused() {
    journey_with(ALTERED, async |it| {
        // What a web server does that answers every address with its index.html.
        let page = json!([{ "path": WASM, "static": true, "status": 200, "body": "<!doctype html><title>Hello</title>" }]);
        is_refused_until_it_is_whole(it, page).await
    });
}

#[test]
fn the_failure_speaks_one_language() {
    journey_with(ALTERED, async |it| {
        it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
        let choices = json!({ "language": "ko" }).to_string();
        it.page
            .script(
                "localStorage.setItem('nse-console.choices', arguments[0])",
                vec![choices.into()],
            )
            .await?;
        it.demo.faults(altered(WASM)).await?;
        it.load("/jobs").await?;
        let look = it
            .page
            .until("the failure page in Korean", |look| {
                look.heading == "NSE Console이 멈췄습니다"
            })
            .await?;
        let kana = |letter: char| ('\u{3040}'..='\u{30ff}').contains(&letter);
        assert!(
            look.text.contains("빌드") && look.text.contains("다시 불러오십시오"),
            "{}",
            look.text
        );
        assert!(
            !look.text.contains("Reload") && !look.text.contains("Build") && !look.text.chars().any(kana),
            "another language: {}",
            look.text
        );
        it.demo.heal().await?;
        it.page.button("다시 불러오기").click().await?;
        it.page
            .until("the console", |look| look.address.starts_with("/signin"))
            .await?;
        it.page.field("비밀번호").state().await?;
        Ok(())
    });
}

/// One more script before those that were published, which can overwrite what the code remembers of itself, as a fault of
/// the machine or of the browser would. No journey gets at it otherwise: the glue keeps the code to itself.
const RUINS: &str = "
    const plainly = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await plainly.apply(WebAssembly, given);
      const memory = Object.values(made.instance.exports).find(it => it instanceof WebAssembly.Memory);
      addEventListener('ruin', () => new Uint8Array(memory.buffer).fill(255, 1024));
      return made;
    };";

#[test]
fn a_trap_in_the_published_code_stops_it() {
    const TRAPS: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["RuntimeError", "NSE Console", "unreachable", "out of bounds"],
    };
    journey_with(TRAPS, async |it| {
        it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
        let page = it
            .page
            .script("return fetch('/').then(answer => answer.text())", Vec::new())
            .await?;
        let first = "<head><script src=\"/ruins.js\"></script>";
        let page = page.as_str().unwrap().replacen("<head>", first, 1);
        assert!(page.contains(first), "{page}");
        let script = json!({ "content-type": "text/javascript" });
        it.demo
            .faults(json!([
                { "path": "/ruins.js", "static": true, "status": 200, "headers": script, "body": RUINS },
                { "path": "/regions", "static": true, "status": 200, "body": page },
            ]))
            .await?;
        it.load_as(User::ADMIN, "/regions").await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.page
            .script("window.dispatchEvent(new Event('ruin'))", Vec::new())
            .await?;
        // Whatever runs next meets it: this, unless a timer or an answer was ahead of it.
        let _ = it.page.main_link("Jobs").click().await;
        stopped(it).await?;
        it.page
            .heading(1)
            .until("focused", |heading| heading.focused)
            .await?;
        assert!(
            it.page.table("Regions").states().await?.is_empty(),
            "the console is still to be seen"
        );
        it.page.button("Reload").click().await?;
        it.page.main_link("Jobs").state().await?;
        Ok(())
    });
}
