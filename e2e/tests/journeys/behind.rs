//! The code of what is behind sign-in: who gets it, when, and what is shown where it does not come.

use nse_e2e::{Fault, It, Outcome, Plan, User, journey, journey_with};
use serde_json::{Value, json};

/// What browsers and the console itself write of code that does not come or is not what was published.
const BROKEN: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["integrity", "NSE Console", "status of 404"],
};

const FIRST: &str = "/nse-console_bg-*.wasm";
const BEHIND: &str = "/nse-console_behind-*.wasm";

/// When each file of code was asked for and had come, in the order of asking: its name, and both times.
const CODE: &str = "
    return performance.getEntriesByType('resource')
        .filter(it => it.name.includes('.wasm'))
        .map(it => [it.name.includes('_behind-') ? 'behind' : 'first', it.startTime, it.responseEnd])
        .sort((a, b) => a[1] - b[1]);";

async fn code(it: &It) -> Result<Vec<(String, f64, f64)>, Fault> {
    Ok(serde_json::from_value(it.page.script(CODE, Vec::new()).await?)?)
}

async fn names(it: &It) -> Result<Vec<String>, Fault> {
    Ok(code(it).await?.into_iter().map(|(name, ..)| name).collect())
}

fn order(fault: Value) -> Value {
    let mut rule = json!({ "path": BEHIND, "static": true });
    for (key, value) in fault.as_object().unwrap() {
        rule[key] = value.clone();
    }
    json!([rule])
}

async fn stopped(it: &It) -> Result<(), Fault> {
    let stopped = "NSE Console has stopped";
    it.page
        .until("the failure page", |look| look.heading.contains(stopped))
        .await?;
    let shown =
        it.page.field("Username").states().await?.len() + it.page.any("navigation").states().await?.len();
    assert_eq!(shown, 0, "the console is still to be seen");
    Ok(())
}

#[test]
fn it_comes_with_sign_in_and_not_before() {
    journey(async |it| {
        it.load("/signin?next=%2Fjobs").await?;
        it.page.headed("Sign in").await?;
        it.page.field("Username").fill(User::ADMIN.username).await?;
        it.page.field("Password").fill(User::ADMIN.password).await?;
        assert_eq!(names(it).await?, ["first"]);
        it.page.button("Sign in").click().await?;
        it.page.headed("Jobs").await?;
        assert_eq!(names(it).await?, ["first", "behind"]);
        // Signing out and in again needs it no second time.
        it.choose(User::ADMIN, "Sign out").await?;
        it.page.headed("Sign in").await?;
        it.fill_in(User::ADMIN.username, User::ADMIN.password).await?;
        it.page.headed("Overview").await?;
        assert_eq!(names(it).await?, ["first", "behind"]);
        Ok(())
    });
}

#[test]
fn who_is_signed_in_gets_both_parts_side_by_side() {
    journey(async |it| {
        // The first is slow: the second does not wait for it.
        let slow = json!([{ "path": FIRST, "static": true, "delay_ms": 1500 }]);
        it.demo.faults(slow).await?;
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.headed("Jobs").await?;
        let code = code(it).await?;
        let [(_, _, came), (name, asked, _)] = &code[..] else {
            panic!("not two files of code: {code:?}");
        };
        assert!(
            name == "behind" && asked + 1000.0 < *came,
            "one after the other: {code:?}"
        );
        Ok(())
    });
}

#[test]
fn the_form_says_that_it_is_under_way() {
    journey(async |it| {
        it.load("/signin").await?;
        it.page.headed("Sign in").await?;
        it.demo.faults(order(json!({ "delay_ms": 3000 }))).await?;
        it.fill_in(User::ADMIN.username, User::ADMIN.password).await?;
        it.page
            .until("the session", |look| look.session().is_some())
            .await?;
        it.page.button("Signing in…").state().await?;
        assert_eq!(it.page.look().await?.heading, "Sign in");
        it.page.headed("Overview").await?;
        assert_eq!(it.demo.calls_to("/v2.1/auth/signin").await?.len(), 1);
        Ok(())
    });
}

async fn stops_at_sign_in(it: &It, fault: Value) -> Outcome {
    it.demo.faults(order(fault)).await?;
    it.load("/signin").await?;
    it.page.headed("Sign in").await?;
    it.fill_in(User::ADMIN.username, User::ADMIN.password).await?;
    stopped(it).await?;
    goes_on(it).await
}

async fn stops_who_is_signed_in(it: &It, fault: Value) -> Outcome {
    it.demo.faults(order(fault)).await?;
    it.load_as(User::ADMIN, "/").await?;
    stopped(it).await?;
    // What the page asks first is asked beside the code.
    let calls = it.demo.calls().await?;
    let first = "/v2.1/jobs/?offset=0&limit=100&sort_by=created&order_by=desc";
    let is_first = calls.iter().all(|call| call.path == first);
    assert!(
        is_first && calls.len() <= 1,
        "half of the code asks the API: {calls:?}"
    );
    goes_on(it).await
}

/// Reload means it: what was wrong is asked for again.
async fn goes_on(it: &It) -> Outcome {
    it.page
        .until("who waits to hear of the session", |look| {
            look.session().is_some()
        })
        .await?;
    it.demo.heal().await?;
    it.page.button("Reload").partly().click().await?;
    it.page.headed("Overview").await?;
    Ok(())
}

#[test]
fn altered_at_sign_in_it_is_refused() {
    journey_with(BROKEN, async |it| {
        stops_at_sign_in(it, json!({ "flip_byte": true })).await
    });
}

#[test]
fn missing_at_sign_in_it_is_said() {
    journey_with(BROKEN, async |it| {
        stops_at_sign_in(it, json!({ "status": 404 })).await
    });
}

#[test]
fn altered_for_who_is_signed_in_it_is_refused() {
    journey_with(BROKEN, async |it| {
        stops_who_is_signed_in(it, json!({ "flip_byte": true })).await
    });
}

#[test]
fn missing_for_who_is_signed_in_it_is_said() {
    journey_with(BROKEN, async |it| {
        stops_who_is_signed_in(it, json!({ "status": 404 })).await
    });
}
