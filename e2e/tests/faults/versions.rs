//! Another version of the console is deployed while one is open.

use nse_e2e::{Fault, It, Outcome, Plan, User};
use nse_texts::Locale;
use serde_json::{Value, json};

use crate::always::speak;
use crate::code::page_with;
use crate::row::{Row, story};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        story!("a new version is deployed while open", "*new version* with Reload; nothing typed is lost", Plan::default(), a_new_version_is_said_and_waits_for_its_reload),
        story!("after Reload the host serves the old version", "no loop", Plan::default(), a_host_that_goes_back_to_the_old_page_makes_no_loop),
        story!("a new version, and nobody leaves the page", "*new version* within ten minutes", Plan::default(), it_is_found_without_any_return),
        story!("a host answers something else than its page", "silence", ANSWERS, what_else_a_host_answers_means_nothing),
        story!("a new version is deployed below a path", "*new version* with Reload", BELOW, a_new_version_is_found_below_a_path),
        story!("a language's texts went with their version", "the page as it was, and *new version*", NO_TEXTS, a_language_that_went_with_its_build_ends_in_the_news),
        story!("a language's texts became a page", "the page as it was, and *new version*", NO_TEXTS, a_language_that_became_a_page_ends_in_the_news),
    ]
}

const ANSWERS: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["Failed to load resource"],
};

const BELOW: Plan = Plan {
    base: "/some/console",
    demo: &[],
    expects: &[],
};

const SAID: &str = "A new version of the console is available.";

/// An hour goes by, then somebody returns to the page. `window.looked` counts what was asked and answered since.
const LATER: &str = "
    window.looked ??= (() => {
        const [now, asks] = [performance.now.bind(performance), fetch];
        performance.now = () => now() + 3_600_000 * (window.hours ?? 0);
        window.fetch = (...given) => {
            const answer = asks(...given);
            if (given[0] === '.') {
                const heard = answer.then(it => it.clone().text()).catch(() => {});
                heard.then(() => setTimeout(() => window.looked++));
            }
            return answer;
        };
        return 0;
    })();
    window.hours = (window.hours ?? 0) + 1;
    dispatchEvent(new Event('focus'));
    return window.looked;";

/// The same, until what is deployed has been looked at.
async fn later(it: &It) -> Result<(), Fault> {
    let before = it.page.script(LATER, Vec::new()).await?;
    it.page
        .until_so("a look at what is deployed", async || {
            Ok(it.page.script("return window.looked", Vec::new()).await? != before)
        })
        .await
}

pub async fn build(it: &It) -> Result<Value, Fault> {
    let build = "return document.querySelector('meta[name=build]').content";
    it.page.script(build, Vec::new()).await
}

/// What a reload would sweep away.
pub async fn mark(it: &It) -> Result<(), Fault> {
    it.page.script("window.same = true", Vec::new()).await.map(drop)
}

pub async fn is_marked(it: &It) -> Result<bool, Fault> {
    Ok(it.page.script("return window.same === true", Vec::new()).await? == true)
}

async fn a_new_version_is_said_and_waits_for_its_reload(it: &It) -> Outcome {
    it.load_as(User::MY_NAME, "/account/password").await?;
    it.page.field("New password").fill("half of a passw").await?;
    mark(it).await?;
    later(it).await?;
    let look = it.page.look().await?;
    assert!(
        !look.text.contains(SAID),
        "nothing has been deployed: {}",
        look.text
    );

    let new = it.demo.deploy_another().await?;
    later(it).await?;
    it.page
        .status()
        .partly()
        .until("the news", |status| status.text.contains(SAID))
        .await?;
    it.page
        .field("New password")
        .until("what was typed", |field| {
            field.value.as_deref() == Some("half of a passw")
        })
        .await?;
    assert!(is_marked(it).await?, "it was reloaded without being asked");
    assert_ne!(build(it).await?, json!(new));
    // Nor is it forgotten on another page.
    it.page.main_link("Jobs").click().await?;
    it.page.headed("Jobs").await?;
    it.page.says(SAID).await?;

    it.page.button("Reload").click().await?;
    it.page
        .until_so("the new version", async || Ok(build(it).await? == json!(new)))
        .await?;
    it.page
        .table("Jobs")
        .until("rows", |table| table.rows.len() == 25)
        .await?;
    later(it).await?;
    let look = it.page.look().await?;
    assert!(
        !look.text.contains(SAID) && look.token().is_some(),
        "{}",
        look.text
    );
    Ok(())
}

async fn a_host_that_goes_back_to_the_old_page_makes_no_loop(it: &It) -> Outcome {
    it.load_as(User::MY_NAME, "/regions").await?;
    let old = build(it).await?;
    for _ in 0..2 {
        it.demo.deploy_another().await?;
        later(it).await?;
        it.page.says(SAID).await?;
        // As a CDN does of which one node is behind.
        it.demo.deploy_first().await?;
        mark(it).await?;
        it.page.button("Reload").click().await?;
        it.page
            .until_so("a reload", async || Ok(!is_marked(it).await?))
            .await?;
        it.page.headed("Regions").await?;
        mark(it).await?;
        later(it).await?;
        assert_eq!(build(it).await?, old);
        assert!(is_marked(it).await?, "it reloads by itself");
        assert!(!it.page.look().await?.text.contains(SAID));
    }
    Ok(())
}

async fn what_else_a_host_answers_means_nothing(it: &It) -> Outcome {
    let at_root = |what: Value| {
        let mut rule = json!({ "path": "/", "static": true });
        rule.as_object_mut()
            .unwrap()
            .extend(what.as_object().unwrap().clone());
        json!([rule])
    };
    it.load_as(User::MY_NAME, "/regions").await?;
    // So that they are there when those of another version are all that is served.
    let mut spoken = Locale::En;
    for language in Locale::ALL.iter().rev().copied() {
        if language != spoken {
            speak(it, spoken, language).await?;
            spoken = language;
        }
    }
    mark(it).await?;
    for answer in [
        json!({ "status": 404 }),
        json!({ "status": 503, "body": "<meta name=\"build\" content=\"0123456789ab\">" }),
        json!({ "status": 200, "body": "<!doctype html><title>Please sign in</title>" }),
        json!({ "status": 200, "body": { "build": "0123456789ab" } }),
        json!({ "drop": true }),
        json!({ "redirect": "/regions" }),
    ] {
        it.demo.faults(at_root(answer.clone())).await?;
        later(it).await?;
        let look = it.page.look().await?;
        assert!(!look.text.contains(SAID), "{answer}: {}", look.text);
    }
    it.demo.heal().await?;
    it.demo.deploy_another().await?;
    later(it).await?;
    it.page.says(SAID).await?;
    assert!(is_marked(it).await?);
    Ok(())
}

async fn a_new_version_is_found_below_a_path(it: &It) -> Outcome {
    it.load("/signin").await?;
    it.page.field("Username").fill("adm").await?;
    later(it).await?;
    assert!(!it.page.look().await?.text.contains(SAID));
    let new = it.demo.deploy_another().await?;
    later(it).await?;
    it.page.says(SAID).await?;
    assert!(
        it.demo.calls().await?.is_empty(),
        "this is no concern of the API's"
    );
    it.page
        .field("Username")
        .until("what was typed", |field| field.value.as_deref() == Some("adm"))
        .await?;
    it.page.button("Reload").click().await?;
    it.page
        .until_so("the new version", async || Ok(build(it).await? == json!(new)))
        .await?;
    it.page.headed("Sign in").await?;
    Ok(())
}

/// Six hundred times as fast, before anything of the page has begun.
const FAST: &str = "
    const [now, every] = [performance.now.bind(performance), setInterval];
    performance.now = () => now() * 600;
    window.setInterval = (run, ms) => every(run, ms / 600);";

async fn it_is_found_without_any_return(it: &It) -> Outcome {
    let page = page_with(it, "<script src=\"/first.js\"></script>").await?;
    let headers = json!({ "content-type": "text/javascript" });
    it.demo
        .faults(json!([
            { "path": "/first.js", "static": true, "status": 200, "headers": headers, "body": FAST },
            { "path": "/signin", "static": true, "status": 200, "body": page },
        ]))
        .await?;
    it.load("/signin").await?;
    it.page.headed("Sign in").await?;
    mark(it).await?;
    it.demo.deploy_another().await?;
    it.page.says(SAID).await?;
    assert!(is_marked(it).await?);
    it.demo.heal().await?;
    Ok(it.page.button("Reload").click().await?)
}

/// Some hosts answer every address that they don't know with their page.
async fn a_language_is_gone(it: &It, answers_all: bool) -> Outcome {
    it.load_as(User::MY_NAME, "/jobs").await?;
    it.page
        .table("Jobs")
        .until("rows", |table| table.rows.len() == 25)
        .await?;
    mark(it).await?;
    it.demo.deploy_another().await?;
    if answers_all {
        let page = json!({ "path": "/texts-ko-*", "static": true, "status": 200, "times": 1, "body": "<!doctype html>" });
        it.demo.faults(json!([page])).await?;
    }
    it.page.select("Language").choose("한국어").await?;
    // Nobody has to return to the page for it.
    let look = it.page.says(SAID).await?;
    assert_eq!(look.heading, "Jobs", "it goes on as it was");
    it.page
        .select("Language")
        .until("what is spoken", |select| {
            select.chosen.as_deref() == Some("English")
        })
        .await?;
    let rows = it.page.table("Jobs").state().await?.rows.len();
    assert!(rows == 25 && is_marked(it).await?, "{rows} rows");
    it.page.button("Reload").click().await?;
    // What was chosen comes true.
    it.page.until("Korean", |look| look.heading == "작업").await?;
    it.page.select("언어").choose("English").await?;
    it.page.headed("Jobs").await?;
    Ok(())
}

const NO_TEXTS: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["Failed to load resource", "NSE Console has no texts", "integrity"],
};

async fn a_language_that_went_with_its_build_ends_in_the_news(it: &It) -> Outcome {
    a_language_is_gone(it, false).await
}

async fn a_language_that_became_a_page_ends_in_the_news(it: &It) -> Outcome {
    a_language_is_gone(it, true).await
}
