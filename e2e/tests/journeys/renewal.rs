//! A token that ends while it is used, in as many tabs as there are.

use std::collections::BTreeMap;

use nse_e2e::{Call, Fault, It, Plan, User, journey_with};
use serde_json::json;

const REFRESH: &str = "/v2.1/auth/refresh";

/// How often the server was asked for a new token, by the token it was asked with.
async fn renewals(it: &It) -> Result<BTreeMap<String, usize>, Fault> {
    let mut renewals = BTreeMap::new();
    for call in it.demo.calls_to(REFRESH).await? {
        assert_eq!(call.method, "POST");
        *renewals.entry(call.token.expect("a token to renew")).or_default() += 1;
    }
    Ok(renewals)
}

#[test]
fn five_tabs_at_a_tokens_end_renew_it_once() {
    const SHORT: Plan = Plan {
        base: "",
        demo: &["--token-seconds", "12"],
        expects: &[],
    };
    journey_with(SHORT, async |it| {
        it.load_as(User::MY_NAME, "/zones").await?;
        let mut tabs = vec![it.page.tab().await?];
        while tabs.len() < 5 {
            tabs.push(it.page.new_tab().await?);
            it.load("/zones").await?;
        }
        for tab in &tabs {
            it.page.turn_to(tab).await?;
            it.page.headed("Zones").await?;
        }
        let _beside = it.page.new_tab().await?;
        it.beside().await?;
        // Just after a renewal none is under way.
        let before = it.page.look().await?.token();
        it.page
            .until("a first renewal", |look| look.token() != before)
            .await?;
        // Tokens of the same second are the same.
        let before = it.page.look().await?.token();
        it.page
            .until_so("a token of another second", async || {
                let session = it.demo.session(User::MY_NAME).await?;
                let is_new = session["token"].as_str() != before.as_deref();
                if is_new {
                    // So slow that all five have come to the token's half time before there is an answer.
                    it.demo
                        .faults(json!([{ "path": REFRESH, "delay_ms": 2_000 }]))
                        .await?;
                    it.demo.forget_calls().await?;
                    it.store(&session).await?;
                }
                Ok(is_new)
            })
            .await?;
        let stored = it.page.look().await?.token();
        let second = it
            .page
            .until("a renewal of the token that all five have", |look| {
                look.token() != stored
            })
            .await?;
        assert_eq!(renewals(it).await?.into_values().collect::<Vec<_>>(), [1]);
        // Whoever came late to the first would have been heard by the next.
        let third = it
            .page
            .until("the next renewal", |look| look.token() != second.token())
            .await?;
        let renewals = renewals(it).await?;
        assert_eq!(renewals.len(), 2, "{renewals:?}");
        assert!(renewals.values().all(|times| *times == 1), "{renewals:?}");
        assert!(third.token().is_some());

        it.demo.heal().await?;
        for tab in &tabs {
            it.page.turn_to(tab).await?;
            it.demo.forget_calls().await?;
            it.page.main_link("Regions").click().await?;
            it.page.headed("Regions").await?;
            it.page
                .table("Regions")
                .until("rows", |table| table.rows.len() > 5)
                .await?;
            let asked = it.demo.calls_to("/v2.1/auth/regions").await?;
            assert!(!asked.is_empty());
            assert!(
                asked
                    .iter()
                    .all(|call| call.authorized && call.status == Some(200)),
                "{asked:?}"
            );
        }
        Ok(())
    });
}

#[test]
fn ten_refusals_at_once_make_one_renewal_and_lose_no_request() {
    const REFUSED: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 401"],
    };
    journey_with(REFUSED, async |it| {
        it.load_as(User::MY_NAME, "/account").await?;
        let mut tabs = vec![it.page.tab().await?];
        while tabs.len() < 4 {
            tabs.push(it.page.new_tab().await?);
            it.load("/account").await?;
        }
        for tab in &tabs {
            it.page.turn_to(tab).await?;
            it.page.headed("Account").await?;
        }
        let old = it.page.look().await?.token();
        it.demo.expire().await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/*", "method": "GET", "delay_ms": 8_000 }]))
            .await?;
        it.demo.forget_calls().await?;
        for tab in &tabs {
            it.page.turn_to(tab).await?;
            it.page.main_link("Overview").click().await?;
            it.page.headed("Overview").await?;
        }
        // Browsers send six at once to a server of HTTP/1.1; the others wait in the browser, with the old token.
        let calls = it.demo.calls().await?;
        assert!(
            !calls.is_empty() && calls.iter().all(|call| call.status.is_none()),
            "none is answered yet: {calls:?}"
        );
        it.demo.heal().await?;
        // A tab that comes to the front asks anew for what it still waits for: not before it has what it asked for.
        it.page
            .until_so("all are answered", async || {
                let calls = it.demo.calls().await?;
                let served = calls
                    .iter()
                    .filter(|call| call.method == "GET" && call.status == Some(200));
                Ok(served.count() >= 16 && calls.iter().all(|call| call.ms.is_some()))
            })
            .await?;
        for tab in &tabs {
            it.page.turn_to(tab).await?;
            it.page
                .table("Newest jobs")
                .until("rows", |table| !table.rows.is_empty())
                .await?;
            let look = it.page.headed("Overview").await?;
            assert_ne!(look.token(), old);
            assert!(it.page.alert().states().await?.is_empty(), "{}", look.text);
        }

        let mut calls = it.demo.calls().await?;
        // A tab that comes to the front asks anew for what is stale, and gives up what it had asked.
        calls.retain(|call| call.status.is_some());
        let (renewals, asked): (Vec<&Call>, Vec<&Call>) =
            calls.iter().partition(|call| call.method == "POST");
        assert_eq!(renewals.len(), 1, "{renewals:?}");
        assert_eq!(
            (renewals[0].path.as_str(), renewals[0].status),
            (REFRESH, Some(200))
        );
        let (refused, served): (Vec<&Call>, Vec<&Call>) =
            asked.iter().partition(|call| call.token == renewals[0].token);
        assert!(refused.len() >= 10, "{}", refused.len());
        assert!(refused.iter().all(|call| call.status == Some(401)), "{refused:?}");
        let token = served[0].token.as_ref();
        assert!(
            served
                .iter()
                .all(|call| call.status == Some(200) && call.token.as_ref() == token),
            "{served:?}"
        );
        let times = |calls: &[&Call], path: &str| calls.iter().filter(|call| call.path == path).count();
        for call in &refused {
            assert!(
                times(&served, &call.path) >= times(&refused, &call.path),
                "{} was lost: {calls:?}",
                call.path
            );
        }
        Ok(())
    });
}

#[test]
fn a_network_that_fails_at_the_renewal_ends_nothing() {
    const FAILS: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 401", "ERR_EMPTY_RESPONSE"],
    };
    journey_with(FAILS, async |it| {
        it.load_as(User::MY_NAME, "/zones").await?;
        it.page
            .table("Zones")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        let before = it.page.look().await?.token();
        it.demo.expire().await?;
        it.demo.faults(json!([{ "path": REFRESH, "drop": true }])).await?;
        it.demo.forget_calls().await?;
        it.page.main_link("Regions").click().await?;
        it.page
            .alert()
            .patiently()
            .until("about the server", |alert| alert.text.contains("Cannot reach"))
            .await?;
        let look = it.page.headed("Regions").await?;
        assert_eq!(look.token(), before, "the session is as it was");
        assert!(before.is_some());
        let tried = it.demo.calls_to(REFRESH).await?;
        assert!(
            !tried.is_empty() && tried.iter().all(|call| call.status.is_none()),
            "{tried:?}"
        );

        it.demo.heal().await?;
        it.page.button("Retry").click().await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.page.alert().gone().await?;
        assert_ne!(it.page.look().await?.token(), before);
        Ok(())
    });
}
