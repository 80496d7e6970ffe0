//! The console itself, through each web server.

use nse_e2e::{It, Outcome, Plan, User, Web, journey_behind};

/// Chromium's own line for the answer that there is no region of an odd name.
const PLAN: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["status of 404"],
};

/// From sign-in over names that addresses trip over, and a reload, to sign-out.
async fn there_and_back(it: &It, base: &str) -> Outcome {
    it.sign_in(User::ADMIN).await?;
    it.page.main_link("Zones").click().await?;
    it.page
        .link("서울-1a")
        .within(&it.page.table("Zones"))
        .click()
        .await?;
    let zone = format!("{base}/zones/%EC%84%9C%EC%9A%B8-1a");
    assert_eq!(it.page.headed("서울-1a").await?.address, zone);
    it.page.reload().await?;
    assert_eq!(it.page.headed("서울-1a").await?.address, zone);

    it.load("/jobs?offset=25").await?;
    it.page
        .table("Jobs")
        .until("25 rows", |table| table.rows.len() == 25)
        .await?;
    it.page.says("26–50 of 2,625").await?;
    it.load("/nowhere/at/all").await?;
    it.page.headed("Not found").await?;

    // Names reach the API as they were sent: with a slash decoded on the way it would be another address.
    let odd = "/regions/a%2Fb%20100%25%20%231";
    it.demo.forget_calls().await?;
    it.load(odd).await?;
    it.page.alert().state().await?;
    let calls = it.demo.calls_to("/v2.1/auth/regions/").await?;
    assert_eq!(
        calls[0].path, "/v2.1/auth/regions/a%2Fb%20100%25%20%231",
        "{calls:?}"
    );

    it.choose(User::ADMIN, "Sign out").await?;
    it.page.headed("Sign in").await?;
    Ok(())
}

#[test]
fn through_nginx_the_console_works_from_sign_in_to_sign_out() {
    journey_behind(PLAN, Web::Nginx, "", async |it| there_and_back(it, "").await);
}

#[test]
fn through_nginx_below_a_path_too() {
    journey_behind(PLAN, Web::Nginx, "/console", async |it| {
        there_and_back(it, "/console").await
    });
}

#[test]
fn through_caddy_the_console_works_from_sign_in_to_sign_out() {
    journey_behind(PLAN, Web::Caddy, "", async |it| there_and_back(it, "").await);
}

#[test]
fn through_caddy_below_a_path_too() {
    journey_behind(PLAN, Web::Caddy, "/console", async |it| {
        there_and_back(it, "/console").await
    });
}
