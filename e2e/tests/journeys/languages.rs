//! Languages: English comes with the code, the others are fetched by those who read them.

use nse_e2e::{Fault, It, Outcome, Plan, User, journey, journey_with};
use serde_json::{Value, json};

/// What browsers and the console write of texts that don't come.
const MISSING: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["NSE Console has no texts", "status of 404", "integrity"],
};

/// The names of the files of texts that this page has asked for, without their hashes.
async fn fetched(it: &It) -> Result<Vec<String>, Fault> {
    let names = "return performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())
        .filter(name => name.startsWith('texts-')).map(name => name.split('-')[1])";
    let names = it.page.script(names, Vec::new()).await?;
    Ok(serde_json::from_value(names)?)
}

/// A browser in which Korean was chosen before.
async fn chosen_korean(it: &It) -> Result<(), Fault> {
    it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
    let choose = "localStorage.setItem('nse-console.choices', '{\"language\":\"ko\"}')";
    it.page.script(choose, Vec::new()).await.map(drop)
}

async fn spoken(it: &It) -> Result<Value, Fault> {
    let lang = "return document.documentElement.lang";
    it.page.script(lang, Vec::new()).await
}

#[test]
fn english_costs_no_other_language() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        it.page.main_link("Jobs").click().await?;
        it.page.says("1–25 of 2,625").await?;
        assert_eq!(fetched(it).await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_language_is_fetched_once_and_kept() {
    journey(async |it| {
        it.load("/signin").await?;
        it.page.headed("Sign in").await?;
        for (language, label, heading) in [
            ("한국어", "Language", "로그인"),
            ("English", "언어", "Sign in"),
            ("한국어", "Language", "로그인"),
        ] {
            it.page.select(label).choose(language).await?;
            it.page.headed(heading).await?;
        }
        assert_eq!(fetched(it).await?, ["ko"]);
        assert_eq!(spoken(it).await?, "ko");
        Ok(())
    });
}

/// Notes every heading that the page shows from its very start, each once.
const HEADINGS: &str = "
    window.headings = [];
    new MutationObserver(() => {
      // Nothing is seen before there are styles; to ask for it earlier would draw Firefox' complaint.
      if (!document.styleSheets.length) return;
      const seen = [...document.querySelectorAll('#app h1')].filter(it => it.checkVisibility()).map(it => it.innerText);
      for (const text of seen) if (text && !window.headings.includes(text)) window.headings.push(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });";

#[test]
fn a_chosen_language_is_the_first_to_be_seen() {
    journey(async |it| {
        chosen_korean(it).await?;
        // One more script before those that were published; it is as strict a page as theirs.
        let page = it
            .page
            .script("return fetch('/').then(answer => answer.text())", Vec::new())
            .await?;
        let first = "<head><script src=\"/headings.js\"></script>";
        let page = page.as_str().unwrap().replacen("<head>", first, 1);
        assert!(page.contains(first), "{page}");
        let script = json!({ "content-type": "text/javascript" });
        it.demo
            .faults(json!([
                { "path": "/headings.js", "static": true, "status": 200, "headers": script, "body": HEADINGS },
                { "path": "/signin", "static": true, "status": 200, "body": page },
                { "path": "/texts-ko-*.json", "static": true, "delay_ms": 700 },
            ]))
            .await?;
        for _ in 0..2 {
            it.load("/signin").await?;
            it.page.headed("로그인").await?;
            let seen = it.page.script("return window.headings", Vec::new()).await?;
            assert_eq!(seen, json!(["로그인"]));
            assert_eq!(fetched(it).await?, ["ko"]);
        }
        Ok(())
    });
}

/// The console works, in English, and Korean once its texts can be had.
async fn is_english_until_healed(it: &It, faults: Value) -> Outcome {
    chosen_korean(it).await?;
    it.demo.faults(faults).await?;
    it.load("/signin").await?;
    it.page.headed("Sign in").await?;
    assert_eq!(spoken(it).await?, "en");
    it.page.select("Language").choose("한국어").await?;
    let select = it.page.select("Language");
    select
        .until("English again", |select| {
            select.chosen.as_deref() == Some("English")
        })
        .await?;
    it.fill_in(User::ADMIN.username, User::ADMIN.password).await?;
    it.page.headed("Overview").await?;
    it.demo.heal().await?;
    it.page.select("Language").choose("한국어").await?;
    it.page.headed("개요").await?;
    assert_eq!(spoken(it).await?, "ko");
    Ok(())
}

#[test]
fn texts_that_are_missing_leave_the_console_in_english() {
    journey_with(MISSING, async |it| {
        let missing = json!([{ "path": "/texts-ko-*.json", "static": true, "status": 404 }]);
        is_english_until_healed(it, missing).await
    });
}

#[test]
fn texts_that_were_altered_are_not_shown() {
    journey_with(MISSING, async |it| {
        let altered = json!([{ "path": "/texts-ko-*.json", "static": true, "flip_byte": true }]);
        is_english_until_healed(it, altered).await
    });
}
