//! A browser that has no room left, and tokens that say little of themselves.

use nse_e2e::{Bar, Fault, It, Outcome, Plan, User, journey, journey_barred, journey_with};
use serde_json::{Value, json};

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

/// Signs in, looks around, chooses, signs out: all that a browser which keeps nothing can't spoil.
async fn works_in_memory(it: &It) -> Outcome {
    it.load("/jobs").await?;
    it.fill_in("admin", "admin-password").await?;
    it.page.says("1–25 of 2,625").await?;
    it.page.says(SAID).await?;
    it.page.select("Theme").choose("Dark").await?;
    it.page.select("Language").choose("한국어").await?;
    it.page.until("Korean", |look| look.heading == "작업").await?;
    let dark = it
        .page
        .script("return document.documentElement.dataset.theme", Vec::new())
        .await?;
    assert_eq!(dark, "dark", "what was chosen goes on");
    it.page.says("이 브라우저가 저장을 허용하지 않습니다.").await?;
    it.page.select("언어").choose("English").await?;
    it.page.main_link("Regions").click().await?;
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    // Nothing of it is kept anywhere.
    assert_eq!(it.page.look().await?.storage.len(), 0);
    it.choose(User::ADMIN, "Sign out").await?;
    it.page.headed("Sign in").await?;
    it.page.reload().await?;
    it.page.headed("Sign in").await?;
    Ok(())
}

#[test]
fn a_storage_that_throws_is_done_without() {
    journey_barred(Bar::Storage, Plan::default(), async |it| {
        it.load("/signin").await?;
        let throws = "try { localStorage.length; return false } catch (error) { return error.name }";
        assert_eq!(it.page.script(throws, Vec::new()).await?, "SecurityError");
        works_in_memory(it).await
    });
}

#[test]
fn a_storage_that_is_missing_is_done_without() {
    journey_barred(Bar::LocalStorage, Plan::default(), async |it| {
        it.load("/signin").await?;
        let missing = "try { return localStorage == null } catch { return false }";
        assert_eq!(it.page.script(missing, Vec::new()).await?, true);
        works_in_memory(it).await
    });
}

#[test]
fn a_storage_that_is_cleared_by_hand_ends_the_session_in_words() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page
            .table("Jobs")
            .until("rows", |table| table.rows.len() == 25)
            .await?;
        it.page.select("Theme").choose("Dark").await?;
        it.page.script("localStorage.clear()", Vec::new()).await?;
        // What is at work goes on, and what is chosen from now on is kept.
        it.page.main_link("Regions").click().await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.page.select("Theme").choose("Light").await?;
        it.page
            .until("the choice", |look| {
                look.storage
                    .get("nse-console.choices")
                    .is_some_and(|it| it.contains("light"))
            })
            .await?;
        // Who cleared it wants to be gone, as far as anybody can tell: on return to the page.
        it.page
            .script("dispatchEvent(new Event('focus'))", Vec::new())
            .await?;
        it.page.headed("Sign in").await?;
        it.page.says("this browser’s storage was cleared").await?;
        Ok(())
    });
}

/// What a person, or another program of the same origin, may leave there.
fn choices_by_hand() -> Vec<String> {
    let deep = |opening: &str| opening.repeat(10_000);
    vec![
        String::new(),
        "{".to_owned(),
        "5".to_owned(),
        "null".to_owned(),
        "[\"theme\"]".to_owned(),
        deep("["),
        deep("{\"theme\":"),
        json!({ "language": { "toString": 1, "valueOf": 1 }, "theme": ["dark"] }).to_string(),
        json!({ "language": ["ko"], "theme": { "dark": true }, "time_zone": "Nowhere/At All", "polling": "no", "keys": 0 }).to_string(),
        json!({ "time_zone": "\u{0}", "density": 7, "columns": { "0": "job" }, "active": "soon", "desktop": [] }).to_string(),
        json!({ "tenant": "all", "watched": { "admin": { "x": 1 } }, "seen": { "admin": [] }, "active": 1e300 }).to_string(),
        json!({ "tenant": { "admin": 5 }, "watched": { "admin": [null, 7, {}] }, "columns": ["no such", "no such", 7] }).to_string(),
        json!({ "theme": "x".repeat(2_000_000) }).to_string(),
    ]
}

async fn set(it: &It, key: &str, text: &str) -> Outcome {
    // The other tabs hear of it, and this one on return to it: it is another tab here.
    const SET: &str = "
        localStorage.setItem(arguments[0], arguments[1]);
        dispatchEvent(new StorageEvent('storage', { key: arguments[0], newValue: arguments[1] }));
        dispatchEvent(new Event('focus'));";
    it.page.script(SET, vec![key.into(), text.into()]).await?;
    Ok(())
}

#[test]
fn choices_that_were_edited_by_hand_count_as_far_as_they_can() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        for text in choices_by_hand() {
            let few: String = text.chars().take(60).collect();
            set(it, "nse-console.choices", &text).await?;
            it.page.main_link("Overview").click().await?;
            it.page.headed("Overview").await?;
            it.load("/jobs").await?;
            let table = it
                .page
                .table("Jobs")
                .until("rows", |table| table.rows.len() == 25)
                .await;
            assert!(table.is_ok(), "{few}: {table:?}");
            it.page.select("Theme").choose("Dark").await?;
            let kept = it.page.look().await?.storage["nse-console.choices"].clone();
            let kept: Value = serde_json::from_str(&kept).unwrap();
            assert_eq!(kept["theme"], "dark", "{few}");
        }
        Ok(())
    });
}

#[test]
fn a_session_that_was_edited_by_hand_counts_as_far_as_it_can() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        let token = it.page.look().await?.token().unwrap();
        for user in [
            json!(5),
            json!("admin"),
            json!([[]]),
            json!({ "username": ["admin"], "displayName": { "a": 1 }, "tenancies": "all", "id": 7 }),
            json!({ "username": "\u{202e}x".repeat(10_000), "tenancies": [null, 5, { "id": [] }, { "name": "x" }] }),
        ] {
            set(
                it,
                "nse-console.session",
                &json!({ "token": token, "user": user }).to_string(),
            )
            .await?;
            it.load("/regions").await?;
            it.page
                .table("Regions")
                .until("rows", |table| table.rows.len() > 5)
                .await?;
            it.page.main_link("Jobs").click().await?;
            it.page.headed("Jobs").await?;
        }
        // Nobody can send such a token, or any that is longer than a server takes.
        let long = "x".repeat(3_000_000);
        for broken in [
            "{",
            "[]",
            &"[".repeat(10_000),
            &json!({ "token": long }).to_string(),
        ] {
            let session = it.demo.session(User::ADMIN).await?;
            set(it, "nse-console.session", &session.to_string()).await?;
            it.load("/regions").await?;
            it.page
                .table("Regions")
                .until("rows", |table| table.rows.len() > 5)
                .await?;
            set(it, "nse-console.session", broken).await?;
            it.page.headed("Sign in").await?;
            it.load("/jobs").await?;
            it.page.headed("Sign in").await?;
        }
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
