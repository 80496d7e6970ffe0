//! Signing in, and what is kept of it.

use nse_e2e::{It, Outcome, Plan, User, journey, journey_with};
use reqwest::{Method, Url};
use serde_json::{Value, json};

/// Chromium's own line for an answer that refuses.
const REFUSED: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["status of 401"],
};

#[test]
fn the_right_password_leads_to_the_overview() {
    journey(async |it| {
        it.load("/signin").await?;
        it.page.headed("Sign in").await?;
        it.fill_in("MyName", "newPassword").await?;
        let look = it.page.headed("Overview").await?;
        assert_eq!(look.address, "/");
        it.page
            .button(&it.demo.shown_name(User::MY_NAME).await?)
            .state()
            .await?;
        let calls = it.demo.calls_to("/v2.1/auth/signin").await?;
        assert_eq!(
            (calls[0].method.as_str(), calls[0].status, &calls[0].token),
            ("POST", Some(200), &None)
        );
        Ok(())
    });
}

#[test]
fn enter_signs_in() {
    journey(async |it| {
        it.load("/signin").await?;
        it.page.field("Username").fill("MyName").await?;
        it.page.field("Password").fill("newPassword").await?;
        it.page.field("Password").enter().await?;
        it.page.headed("Overview").await?;
        Ok(())
    });
}

#[test]
fn a_wrong_password_is_said_in_the_servers_words() {
    journey_with(REFUSED, async |it| {
        it.load("/signin?next=%2Fjobs").await?;
        it.fill_in("MyName", "wrong").await?;
        let body = json!({ "username": "MyName", "password": "wrong" });
        let (_, answer) = it
            .demo
            .api(Method::POST, "/v2.1/auth/signin", None, Some(body))
            .await?;
        let words = answer["status"]["user_message"].as_str().unwrap();
        let alert = it
            .page
            .alert()
            .until("the server's words", |alert| alert.text.contains(words))
            .await?;
        assert_eq!(alert.text.matches(words).count(), 1, "said twice: {}", alert.text);
        it.page
            .field("Password")
            .until("focused", |field| field.focused)
            .await?;
        assert_eq!(
            it.page.field("Username").state().await?.value.as_deref(),
            Some("MyName")
        );
        let look = it.page.look().await?;
        assert_eq!(
            (look.address.as_str(), look.heading.as_str()),
            ("/signin?next=%2Fjobs", "Sign in")
        );
        assert!(look.token().is_none(), "{look:?}");
        // And then the right one, without typing the name again.
        it.page.field("Password").fill("newPassword").await?;
        it.page.button("Sign in").click().await?;
        it.page.at("/jobs").await?;
        Ok(())
    });
}

#[test]
fn an_empty_form_sends_nothing() {
    journey(async |it| {
        it.load("/signin").await?;
        it.page.button("Sign in").click().await?;
        it.page
            .field("Username")
            .until("focused", |field| field.focused)
            .await?;
        it.page.field("Username").fill("MyName").await?;
        it.page.button("Sign in").click().await?;
        it.page
            .field("Password")
            .until("focused", |field| field.focused)
            .await?;
        assert!(it.demo.calls().await?.is_empty());
        Ok(())
    });
}

#[test]
fn odd_characters_are_sent_as_they_are_typed() {
    const ODD: &str = r#" <b>"p&amp;a%20s+s#' 비밀번호 ß \ / ? "#;
    journey_with(REFUSED, async |it| {
        // A password that a form, an address or a JSON text would each break in their way.
        let session = it.demo.session(User::MY_NAME).await?;
        let change = json!({ "username": "MyName", "old_password": "newPassword", "new_password": ODD });
        let (status, answer) = it
            .demo
            .api(
                Method::POST,
                "/v2.1/auth/password",
                session["token"].as_str(),
                Some(change),
            )
            .await?;
        assert_eq!(status, 200, "{answer}");

        it.load("/signin").await?;
        let odd_name = r#"nobody "<i>%2B+&#이름"#;
        it.fill_in(odd_name, ODD).await?;
        it.page.alert().state().await?;
        assert_eq!(
            it.page.field("Username").state().await?.value.as_deref(),
            Some(odd_name)
        );
        it.fill_in("MyName", ODD.trim()).await?;
        it.page
            .until_so("the trimmed password's 401", async || {
                Ok(it
                    .demo
                    .calls_to("/v2.1/auth/signin")
                    .await?
                    .iter()
                    .filter(|call| call.status == Some(401))
                    .count()
                    == 2)
            })
            .await?;
        it.fill_in("MyName", ODD).await?;
        it.page.headed("Overview").await?;
        Ok(())
    });
}

#[test]
fn a_password_can_be_shown() {
    journey(async |it| {
        it.load("/signin").await?;
        it.page.field("Password").fill("newPassword").await?;
        assert_eq!(
            it.page.field("Password").state().await?.kind.as_deref(),
            Some("password")
        );
        it.page.button("Show password").click().await?;
        let shown = it
            .page
            .field("Password")
            .until("shown", |field| field.kind.as_deref() == Some("text"))
            .await?;
        assert_eq!(shown.value.as_deref(), Some("newPassword"));
        it.page.button("Hide password").click().await?;
        it.page
            .field("Password")
            .until("hidden", |field| field.kind.as_deref() == Some("password"))
            .await?;
        Ok(())
    });
}

#[test]
fn a_guarded_page_comes_back_after_sign_in() {
    journey(async |it| {
        for address in [
            "/jobs?offset=50&limit=10",
            "/regions/lab%2F50%25%20%2B%20%231",
            "/account/password",
        ] {
            it.page.load(&it.demo.address("/signin")).await?;
            it.page.script("localStorage.clear()", Vec::new()).await?;
            it.load(address).await?;
            let look = it.page.headed("Sign in").await?;
            let url = Url::parse(&it.demo.address(&look.address)).unwrap();
            let next: Vec<_> = url.query_pairs().collect();
            assert_eq!(url.path(), "/signin");
            assert_eq!(next.len(), 1, "{url}");
            assert_eq!((next[0].0.as_ref(), next[0].1.as_ref()), ("next", address));
            it.fill_in("admin", "admin-password").await?;
            it.page.at(address).await?;
        }
        Ok(())
    });
}

#[test]
fn a_return_address_never_leads_away() {
    journey(async |it| {
        for next in [
            "//evil.example",
            "//evil.example/jobs",
            r"/\evil.example",
            r"\\evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "/\t/evil.example",
            " //evil.example",
            "/signin",
            "/signin?next=/jobs",
            "jobs",
        ] {
            it.beside().await?;
            it.page.script("localStorage.clear()", Vec::new()).await?;
            let query = serde_urlencoded(next);
            it.load(&format!("/signin?next={query}")).await?;
            it.fill_in("MyName", "newPassword").await?;
            let look = it.page.headed("Overview").await?;
            assert_eq!(look.address, "/", "{next:?}");
            // Left when it is whole: Firefox ends scripts in their middle, and complains of what that leaves.
            it.page.says(" newest of ").await?;
            let url = it.page.browser.driver.current_url().await.unwrap();
            assert_eq!(url.origin().ascii_serialization(), it.demo.origin, "{next:?}");
        }
        Ok(())
    });
}

fn serde_urlencoded(text: &str) -> String {
    let mut url = Url::parse("http://demo/").unwrap();
    url.query_pairs_mut().append_pair("next", text);
    url.query().unwrap().trim_start_matches("next=").to_owned()
}

#[test]
fn two_keys_are_stored_and_nothing_else() {
    journey(async |it| {
        let record = it.demo.session(User::MY_NAME).await?;
        it.sign_in(User::MY_NAME).await?;
        it.page.main_link("Jobs").click().await?;
        it.page.headed("Jobs").await?;
        it.page.select("Theme").choose("Dark").await?;
        let look = it
            .page
            .until("the choice is stored", |look| {
                look.storage.contains_key("nse-console.choices")
            })
            .await?;
        let keys: Vec<&str> = look.storage.keys().map(String::as_str).collect();
        assert_eq!(keys, ["nse-console.choices", "nse-console.session"]);
        let Some(Value::Object(session)) = look.session() else {
            panic!("{look:?}")
        };
        let fields: Vec<&str> = session.keys().map(String::as_str).collect();
        assert_eq!(fields, ["token", "user"]);
        assert_eq!(session["user"], record["user"], "as the API gave it");
        assert_eq!(session["token"].as_str().unwrap().split('.').count(), 3, "a JWT");
        let others = it
            .page
            .script("return [document.cookie, sessionStorage.length]", Vec::new())
            .await?;
        assert_eq!(others, json!(["", 0]));
        Ok(())
    });
}

#[test]
fn a_broken_session_leads_to_sign_in() {
    journey(async |it| {
        for broken in [
            "{",
            "null",
            "[]",
            r#"{"token":5,"user":{}}"#,
            r#"{"user":{}}"#,
            "\"x\"",
        ] {
            stored(it, broken).await?;
            it.load("/jobs").await?;
            let look = it.page.headed("Sign in").await?;
            assert!(
                !look.storage.contains_key("nse-console.session"),
                "{broken} is still there"
            );
        }
        assert!(it.demo.calls_to("/v2.1/jobs").await?.is_empty());
        Ok(())
    });
}

async fn stored(it: &It, text: &str) -> Outcome {
    it.load("/signin").await?;
    it.page
        .script(
            "localStorage.setItem('nse-console.session', arguments[0])",
            vec![text.into()],
        )
        .await?;
    Ok(())
}
