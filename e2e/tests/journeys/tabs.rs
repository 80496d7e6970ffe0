//! What one tab does to the others.

use nse_e2e::{Fault, It, Outcome, Plan, User, journey, journey_with};
use serde_json::json;

/// Notes when the page turns to sign-in.
const WATCH_END: &str = "
    const look = () => {
        const heading = document.querySelector('h1');
        if (!window.seenEnd && heading && heading.textContent.trim() === 'Sign in') window.seenEnd = Date.now();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });";

/// Notes when something is pressed.
const WATCH_CLICK: &str = "addEventListener('click', () => { window.pressed = Date.now(); }, true);";

/// Signs out in one of five tabs; the other four show nothing any more within a second.
async fn signing_out_empties(it: &It, is_offline: bool) -> Outcome {
    it.load_as(User::ADMIN, "/jobs").await?;
    let first = it.page.tab().await?;
    let mut others = Vec::new();
    while others.len() < 4 {
        others.push(it.page.new_tab().await?);
        it.load("/jobs").await?;
    }
    let mut rows = Vec::new();
    for tab in others.iter().chain([&first]) {
        it.page.turn_to(tab).await?;
        let table = it
            .page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        rows = table.column("Job");
        it.page.script(WATCH_END, Vec::new()).await?;
    }
    let name = it.demo.shown_name(User::ADMIN).await?;
    if is_offline {
        for tab in others.iter().chain([&first]) {
            it.page.turn_to(tab).await?;
            it.page.browser.cut_off(true).await?;
        }
        for tab in others.iter().chain([&first]) {
            it.page.turn_to(tab).await?;
            assert!(!it.page.reaches_server().await?, "the network is still there");
        }
    }
    it.page.button(&name).click().await?;
    it.page.script(WATCH_CLICK, Vec::new()).await?;
    it.page.menuitem("Sign out").click().await?;
    it.page.headed("Sign in").await?;
    let noted = async |what: &str| {
        let at = it
            .page
            .script(&format!("return window.{what}"), Vec::new())
            .await?;
        at.as_i64()
            .ok_or_else(|| Fault::new(format!("{what} was not seen: {at}")))
    };
    let pressed = noted("pressed").await?;
    for tab in &others {
        it.page.turn_to(tab).await?;
        it.page.headed("Sign in").await?;
        let took = noted("seenEnd").await? - pressed;
        assert!((0..1_000).contains(&took), "{took} ms");
        holds_none(it, &rows).await?;
    }
    if is_offline {
        for tab in others.iter().chain([&first]) {
            it.page.turn_to(tab).await?;
            it.page.browser.cut_off(false).await?;
        }
    }
    Ok(())
}

/// The document holds none of these, seen or unseen.
async fn holds_none(it: &It, rows: &[String]) -> Result<(), Fault> {
    let markup = it.page.markup().await?;
    let left = rows.iter().find(|row| markup.contains(row.as_str()));
    assert_eq!(left, None, "the document still holds a row");
    Ok(())
}

#[test]
fn signing_out_in_one_tab_empties_four_others_within_a_second() {
    journey(async |it| signing_out_empties(it, false).await);
}

#[test]
fn signing_out_without_a_network_empties_them_too() {
    const CUT_OFF: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["ERR_INTERNET_DISCONNECTED"],
    };
    journey_with(CUT_OFF, async |it| signing_out_empties(it, true).await);
}

#[test]
fn another_user_in_another_tab_sees_nothing_of_the_former() {
    journey(async |it| {
        const SLOW: &str = "what-the-former-user-asked-for";
        const WATCH_SLOW: &str = "
            const look = () => { window.leaked ||= document.documentElement.outerHTML.includes(arguments[0]); };
            window.leaked = false;
            new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });";
        // Of the administrator's tenants the one that the other user does not belong to.
        let (tenant, name, _) = it.demo.tenancies().await?.pop().unwrap();
        let theirs = it.demo.session(User::MY_NAME).await?;
        assert!(!theirs["user"].to_string().contains(&tenant), "{theirs}");
        let jobs = it
            .demo
            .records(&format!("/v2.1/jobs/?limit=100&tenant_id={tenant}"))
            .await?;
        let jobs: Vec<String> = jobs
            .iter()
            .map(|job| job["id"].as_str().unwrap().to_owned())
            .collect();

        it.load_as(User::ADMIN, "/").await?;
        super::lists::choose_tenant(it, &name).await?;
        it.page
            .until_so("the tenant's jobs", async || {
                let markup = it.page.markup().await?;
                Ok(jobs.iter().filter(|id| markup.contains(id.as_str())).count() >= 10)
            })
            .await?;
        let first = it.page.tab().await?;
        it.page.script(WATCH_SLOW, vec![SLOW.into()]).await?;
        it.demo.faults(json!([{
            "path": "/v2.1/jobs/?*limit=100&*", "times": 1, "delay_ms": 2_000, "set": { "result.records.*.object_name": SLOW },
        }])).await?;
        it.demo.forget_calls().await?;
        it.page.button("Refresh").click().await?;
        it.page
            .until_so("a slow answer is on its way", async || {
                Ok(!it.demo.calls_to("/v2.1/jobs").await?.is_empty())
            })
            .await?;
        it.page.new_tab().await?;
        it.beside().await?;
        it.store(&theirs).await?;
        it.page.turn_to(&first).await?;
        it.page
            .button(&it.demo.shown_name(User::MY_NAME).await?)
            .state()
            .await?;
        holds_none(it, &jobs).await?;
        it.page
            .table("Newest jobs")
            .until("rows", |table| !table.rows.is_empty())
            .await?;
        it.page
            .until_so("the slow answer has come or is given up", async || {
                let calls = it.demo.calls_to("/v2.1/jobs").await?;
                Ok(calls[0].ms.is_some())
            })
            .await?;
        let look = it.page.headed("Overview").await?;
        assert_eq!(it.page.script("return window.leaked", Vec::new()).await?, false);
        holds_none(it, &jobs).await?;
        assert!(
            !format!("{:?}", look.storage).contains(&tenant),
            "{:?}",
            look.storage
        );

        it.page.main_link("Jobs").click().await?;
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        holds_none(it, &jobs).await?;
        let calls = it.demo.calls_to("/v2.1/jobs").await?;
        let former = calls[0].token.clone();
        let of_next: Vec<_> = calls.iter().filter(|call| call.token != former).collect();
        assert!(of_next.len() >= 2, "{calls:?}");
        assert!(
            of_next
                .iter()
                .all(|call| call.parameter("tenant_id").is_none() && call.status == Some(200)),
            "{of_next:?}"
        );
        Ok(())
    });
}

#[test]
fn a_page_that_the_browser_kept_shows_nothing_after_signing_out() {
    journey(async |it| {
        it.load_still_as(User::ADMIN, "/jobs").await?;
        let rows = it
            .page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?
            .column("Job");
        // Received whole: a page that is left in the midst of an answer is kept by no browser.
        const RECEIVED: &str = "
            return performance.getEntriesByType('resource')
                .some(call => call.name.includes('/jobs/?offset=0&limit=10&') && call.responseEnd)";
        it.page
            .until_so("the bell's answer, the last", async || {
                Ok(it.page.script(RECEIVED, Vec::new()).await? == true)
            })
            .await?;
        let first = it.page.tab().await?;
        it.page.script("window.wasHere = true", Vec::new()).await?;
        it.beside().await?;
        it.page.new_tab().await?;
        it.load("/zones").await?;
        it.page.headed("Zones").await?;
        it.choose(User::ADMIN, "Sign out").await?;
        it.page.headed("Sign in").await?;

        it.demo.forget_calls().await?;
        it.page.turn_to(&first).await?;
        it.page.back().await?;
        it.page.headed("Sign in").await?;
        holds_none(it, &rows).await?;
        let calls = it.demo.calls().await?;
        assert!(calls.is_empty(), "{calls:?}");
        let was_kept = it
            .page
            .script("return window.wasHere === true", Vec::new())
            .await?;
        assert_eq!(
            was_kept, true,
            "the browser kept no page: this journey says nothing"
        );
        Ok(())
    });
}
