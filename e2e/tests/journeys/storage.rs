//! A browser that has no room left, and tokens that say little of themselves.

use nse_e2e::{Fault, It, Plan, User, journey, journey_with};
use serde_json::json;

/// Fills the origin's storage to its last character, around what is there already.
const FILL: &str = "
    let size = 1 << 22;
    let number = 0;
    while (size >= 1) {
      try {
        localStorage.setItem(`filler-${number++}`, 'x'.repeat(size));
      } catch {
        size >>= 1;
      }
    }
    return Object.values({ ...localStorage }).join('').length;";

async fn full(it: &It) -> Result<(), Fault> {
    it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
    let filled = it.page.script(FILL, Vec::new()).await?;
    assert!(filled.as_u64().unwrap() > 2_000_000, "{filled}");
    Ok(())
}

const SAID: &str = "This browser does not let the console store anything.";

#[test]
fn a_full_storage_is_said_and_nothing_else_fails() {
    journey(async |it| {
        full(it).await?;
        it.load("/jobs").await?;
        it.fill_in("admin", "admin-password").await?;
        it.page.says("1–25 of 2,625").await?;
        let look = it.page.says(SAID).await?;
        assert!(look.token().is_none(), "there was no room for it");
        it.page.main_link("Regions").click().await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.page.says(SAID).await?;
        it.choose(User::ADMIN, "Sign out").await?;
        it.page.headed("Sign in").await?;
        it.page.reload().await?;
        it.page.headed("Sign in").await?;
        Ok(())
    });
}

#[test]
fn a_full_storage_brings_no_older_session_back() {
    const REFUSED: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 401"],
    };
    journey_with(REFUSED, async |it| {
        // Somebody else's session, small enough that the next one does not fit into its place.
        it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
        it.page
            .script(
                r#"localStorage.setItem('nse-console.session', '{"token":"old"}')"#,
                Vec::new(),
            )
            .await?;
        full(it).await?;
        it.load("/signin").await?;
        // That one is over for the server, which is heard of at the first call.
        it.page.headed("Sign in").await?;
        it.fill_in("MyName", "newPassword").await?;
        it.page.headed("Overview").await?;
        let look = it.page.says(SAID).await?;
        assert!(
            !look.storage.contains_key("nse-console.session"),
            "{:?}",
            look.session()
        );
        // Nobody is who a reload finds.
        it.page.reload().await?;
        it.page.headed("Sign in").await?;
        Ok(())
    });
}

#[test]
fn the_account_page_says_what_a_token_tells_of_its_end() {
    journey(async |it| {
        for (token, words) in [
            ("no-jwt-at-all", "When the server says so"),
            // {"alg":"HS256"}.{"sub":"1"}
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk",
                "When the server says so",
            ),
            // {"alg":"HS256"}.{"exp":1600000000}
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE2MDAwMDAwMDB9.c2lnbmVk",
                "By this computer's clock your token has ended",
            ),
        ] {
            it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
            it.page.script("localStorage.clear()", Vec::new()).await?;
            it.demo
                .faults(json!([
                    { "path": "/v2.1/auth/signin", "set": { "result.records.*.token": token } },
                    // The bell would learn at once that the server never gave such a token.
                    { "path": "/v2.1/jobs*", "hang": "before_headers" },
                ]))
                .await?;
            it.load("/signin?next=%2Faccount").await?;
            it.fill_in("MyName", "newPassword").await?;
            it.page.headed("Account").await?;
            let look = it.page.says(words).await?;
            assert_eq!(look.token().as_deref(), Some(token), "it is kept as it came");
            assert!(!look.text.contains(token), "and not shown");
            let refreshes = it.demo.calls_to("/v2.1/auth/refresh").await?;
            assert!(refreshes.is_empty(), "nothing needs a new one yet: {refreshes:?}");
        }
        Ok(())
    });
}
