//! Two tabs of which each runs another version of the console.

use nse_e2e::{It, Outcome, Plan, User};
use serde_json::json;

use crate::row::{Row, story};
use crate::versions::{build, is_marked, mark};

const ENDED: Plan = Plan {
    base: "",
    demo: &[],
    // The former version has no other language any more.
    expects: &["Failed to load resource", "NSE Console has no texts", "integrity"],
};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        story!("two tabs on two versions", "one session, choices of both kept", ENDED, two_tabs_on_two_versions_share_a_session),
    ]
}

async fn two_tabs_on_two_versions_share_a_session(it: &It) -> Outcome {
    // As a version would store it that knows more than this one.
    let more = r#"
        const choices = JSON.parse(localStorage.getItem('nse-console.choices') ?? '{}');
        localStorage.setItem('nse-console.choices', JSON.stringify({ ...choices, "pinned": [{ "a": 1e400.toString() }], "theme": "light" }));
        const session = JSON.parse(localStorage.getItem('nse-console.session'));
        localStorage.setItem('nse-console.session', JSON.stringify({ "since": 7, ...session, "device": null }));"#;
    let pinned = "return JSON.parse(localStorage.getItem('nse-console.choices')).pinned";
    it.load_as(User::MY_NAME, "/regions").await?;
    let old = it.page.tab().await?;
    it.page.headed("Regions").await?;
    mark(it).await?;
    let new_build = it.demo.deploy_another().await?;
    let new = it.page.new_tab().await?;
    it.beside().await?;
    it.page.script(more, Vec::new()).await?;
    it.load("/jobs").await?;
    it.page.headed("Jobs").await?;
    assert_eq!(build(it).await?, json!(new_build));

    // A choice in either reaches the other, and what neither knows stays.
    it.page.select("Theme").choose("Dark").await?;
    it.page.turn_to(&old).await?;
    let theme = it.page.select("Theme");
    theme
        .until("Dark", |select| select.chosen.as_deref() == Some("Dark"))
        .await?;
    theme.choose("Light").await?;
    it.page.turn_to(&new).await?;
    let theme = it.page.select("Theme");
    theme
        .until("Light", |select| select.chosen.as_deref() == Some("Light"))
        .await?;
    assert_eq!(
        it.page.script(pinned, Vec::new()).await?,
        json!([{ "a": "Infinity" }])
    );

    // What one of them renews the other takes up.
    let before = it.page.look().await?.token();
    it.demo.expire().await?;
    it.demo.forget_calls().await?;
    it.page.button("Refresh").click().await?;
    it.page
        .until("a renewed token", |look| {
            look.token().is_some() && look.token() != before
        })
        .await?;
    it.page.turn_to(&old).await?;
    it.page.main_link("Zones").click().await?;
    it.page
        .table("Zones")
        .until("rows", |table| !table.rows.is_empty())
        .await?;
    assert_eq!(it.demo.calls_to("/v2.1/auth/refresh").await?.len(), 1);
    assert!(
        it.demo
            .calls_to("/v2.1/zones")
            .await?
            .iter()
            .all(|call| call.authorized)
    );
    assert!(is_marked(it).await?);

    it.choose(User::MY_NAME, "Sign out").await?;
    it.page.headed("Sign in").await?;
    it.page.turn_to(&new).await?;
    it.page.headed("Sign in").await?;
    assert_eq!(
        it.page.script(pinned, Vec::new()).await?,
        json!([{ "a": "Infinity" }])
    );
    Ok(())
}
