//! Code that is not what was published, does not arrive, or breaks: the page that stands without any.

use nse_e2e::{Fault, It, Outcome, Plan, journey_with};
use serde_json::{Value, json};

/// What browsers and the console itself write of such code. Firefox remarks on a slow machine that the failure page takes
/// the focus before all has been loaded, which is its point.
pub(crate) const ALTERED: Plan = Plan {
    base: "",
    demo: &[],
    expects: &[
        "integrity",
        "NSE Console",
        "status of 404",
        "Layout was forced",
        "MIME type",
    ],
};

/// The files that a page is made of, by the pattern of their names and by what is wrong with them.
pub(crate) const GLUE: &str = "/nse-console-*.js";
pub(crate) const WASM: &str = "/nse-console_bg-*.wasm";
pub(crate) const BOOT: &str = "/boot-*.js";
pub(crate) const EARLY: &str = "/early-*.js";
const STYLE: &str = "/console-*.css";

fn altered(path: &str) -> Value {
    json!([{ "path": path, "static": true, "flip_byte": true }])
}

/// The page that needs none of the console's code: with the published build, and without anything of the console.
pub(crate) async fn stopped(it: &It) -> Result<(), Fault> {
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

/// Each of these faults alone stops the page; what came of one is not kept, so the next one is met too.
pub(crate) async fn is_refused_until_it_is_whole(it: &It, each: &[Value]) -> Outcome {
    for faults in each {
        it.demo.faults(faults.clone()).await?;
        it.load("/signin").await?;
        stopped(it).await?;
    }
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
        is_refused_until_it_is_whole(it, &[altered(GLUE)]).await
    });
}

#[test]
fn altered_wasm_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, &[altered(WASM)]).await
    });
}

#[test]
fn an_altered_start_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, &[altered(BOOT)]).await
    });
}

#[test]
fn what_runs_first_is_refused_when_altered() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, &[altered(EARLY)]).await
    });
}

#[test]
fn an_altered_style_is_refused() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, &[altered(STYLE)]).await
    });
}

#[test]
fn missing_wasm_is_said() {
    journey_with(ALTERED, async |it| {
        is_refused_until_it_is_whole(it, &[json!([{ "path": WASM, "static": true, "status": 404 }])]).await
    });
}

#[test]
fn a_page_in_place_of_the_wasm_is_refused() {
    journey_with(ALTERED, async |it| {
        // What a web server does that answers every address with its index.html.
        let page = json!([{ "path": WASM, "static": true, "status": 200, "body": "<!doctype html><title>Hello</title>" }]);
        is_refused_until_it_is_whole(it, &[page]).await
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
