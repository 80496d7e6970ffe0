//! Signing out, here and in another tab.

use nse_e2e::{Fault, Plan, User, journey, journey_with};

/// Chromium's own line for an answer that refuses.
const REFUSED: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["status of 401"],
};

#[test]
fn signing_out_leaves_nothing() {
    journey(async |it| {
        it.sign_in(User::ADMIN).await?;
        it.page.main_link("Jobs").click().await?;
        it.page.says("1–25 of 2,625").await?;
        let rows = it
            .page
            .table("Jobs")
            .until("rows", |table| table.rows.len() == 25)
            .await?
            .column("Job");
        it.choose(User::ADMIN, "Sign out").await?;
        let look = it.page.headed("Sign in").await?;
        assert_eq!(look.address, "/signin");
        assert!(
            !look.storage.contains_key("nse-console.session"),
            "{:?}",
            look.storage
        );
        let choices = look
            .storage
            .get("nse-console.choices")
            .cloned()
            .unwrap_or_default();
        assert!(
            !choices.contains("admin"),
            "what is the user's goes with the user: {choices}"
        );

        it.demo.forget_calls().await?;
        it.page.back().await?;
        let look = it.page.headed("Sign in").await?;
        let left = rows.iter().find(|row| look.text.contains(row.as_str()));
        assert_eq!(left, None, "Back shows a row of the former page");
        let markup = it.page.markup().await?;
        assert!(
            rows.iter().all(|row| !markup.contains(row.as_str())),
            "the document still holds a row"
        );
        assert!(
            it.demo.calls().await?.is_empty(),
            "nobody is signed in, yet something is asked"
        );
        Ok(())
    });
}

#[test]
fn signing_out_reaches_every_tab() {
    journey(async |it| {
        let driver = it.page.browser.driver.clone();
        it.sign_in(User::MY_NAME).await?;
        it.page.main_link("Jobs").click().await?;
        it.page.headed("Jobs").await?;
        let first = driver.window().await.map_err(Fault::from)?;
        let second = driver.new_tab().await.map_err(Fault::from)?;
        driver.switch_to_window(second).await.map_err(Fault::from)?;
        it.load("/regions").await?;
        it.page.headed("Regions").await?;
        it.choose(User::MY_NAME, "Sign out").await?;
        it.page.headed("Sign in").await?;
        driver
            .switch_to_window(first.clone())
            .await
            .map_err(Fault::from)?;
        let look = it.page.headed("Sign in").await?;
        assert!(look.address.starts_with("/signin"), "{}", look.address);

        // Signing in again reaches it too, and the page that it showed comes back.
        let all = driver.windows().await.map_err(Fault::from)?;
        let second = all.into_iter().find(|window| *window != first).unwrap();
        driver.switch_to_window(second).await.map_err(Fault::from)?;
        it.fill_in("MyName", "newPassword").await?;
        it.page.headed("Overview").await?;
        driver.switch_to_window(first).await.map_err(Fault::from)?;
        it.page
            .button(&it.demo.shown_name(User::MY_NAME).await?)
            .state()
            .await?;
        Ok(())
    });
}

#[test]
fn a_cleared_storage_signs_out() {
    journey(async |it| {
        let driver = it.page.browser.driver.clone();
        it.load_as(User::MY_NAME, "/jobs").await?;
        it.page.headed("Jobs").await?;
        let first = driver.window().await.map_err(Fault::from)?;
        let second = driver.new_tab().await.map_err(Fault::from)?;
        driver.switch_to_window(second).await.map_err(Fault::from)?;
        it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
        it.page.script("localStorage.clear()", Vec::new()).await?;
        driver.switch_to_window(first).await.map_err(Fault::from)?;
        it.page.headed("Sign in").await?;
        Ok(())
    });
}

#[test]
fn a_session_that_the_server_ended_says_why_and_comes_back() {
    journey_with(REFUSED, async |it| {
        it.load_still_as(User::MY_NAME, "/zones").await?;
        it.page
            .table("Zones")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.demo.revoke().await?;
        it.page.main_link("Jobs").click().await?;
        let look = it.page.headed("Sign in").await?;
        assert!(!look.storage.contains_key("nse-console.session"));
        it.page.says("session has ended").await?;
        it.fill_in("MyName", "newPassword").await?;
        it.page.headed("Jobs").await?;
        Ok(())
    });
}

#[test]
fn a_session_that_the_server_ended_comes_back_to_the_very_page_of_the_list() {
    journey_with(REFUSED, async |it| {
        const ADDRESS: &str = "/jobs?offset=50&limit=10&sort_by=status&order_by=asc";
        it.load_still_as(User::ADMIN, ADDRESS).await?;
        let before = it
            .page
            .table("Jobs")
            .until("10 rows", |table| table.rows.len() == 10)
            .await?;
        it.demo.revoke().await?;
        it.page.button("Refresh").click().await?;
        it.page.headed("Sign in").await?;
        it.page.says("session has ended").await?;
        let markup = it.page.markup().await?;
        assert!(
            before
                .column("Job")
                .iter()
                .all(|row| !markup.contains(row.as_str())),
            "{markup}"
        );
        it.fill_in("admin", "admin-password").await?;
        it.page.at(ADDRESS).await?;
        it.page
            .table("Jobs")
            .until("as before", |table| table.rows == before.rows)
            .await?;
        Ok(())
    });
}
