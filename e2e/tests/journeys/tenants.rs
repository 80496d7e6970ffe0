//! The tenant: each tab its own, and what becomes of one that is not the user's.

use nse_e2e::{Plan, User, journey, journey_with};

use super::lists::choose_tenant;

#[test]
fn two_tabs_keep_a_tenant_each() {
    journey(async |it| {
        let tenancies = it.demo.tenancies().await?;
        let [(acme, acme_name, acme_jobs), (globex, globex_name, globex_jobs)] = tenancies.as_slice() else {
            panic!("{tenancies:?}");
        };
        assert_ne!(acme_jobs, globex_jobs);
        // A driver turns to another tab without hiding this one, which would go on asking.
        it.load_still_as(User::ADMIN, "/").await?;
        it.page.headed("Overview").await?;
        choose_tenant(it, acme_name).await?;
        let first = it.page.tab().await?;
        // A new tab begins with what was chosen last.
        it.page.new_tab().await?;
        it.load("/").await?;
        let chosen = it.page.select("Tenant");
        chosen
            .until("the default", |select| select.chosen.as_ref() == Some(acme_name))
            .await?;
        choose_tenant(it, globex_name).await?;
        chosen
            .until("the choice", |select| select.chosen.as_ref() == Some(globex_name))
            .await?;

        // The choice is on the screen before its jobs are asked for.
        it.page
            .until_so("the other tab's jobs", async || {
                let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
                Ok(calls.iter().any(|call| {
                    call.parameter("limit").as_deref() == Some("100")
                        && call.parameter("tenant_id").as_ref() == Some(globex)
                        && call.ms.is_some()
                }))
            })
            .await?;

        it.page.turn_to(&first).await?;
        it.demo.forget_calls().await?;
        it.page.button("Refresh").click().await?;
        it.page
            .until_so("a call", async || {
                Ok(!it.demo.calls_to("/v2.1/jobs/?").await?.is_empty())
            })
            .await?;
        let state = it.page.select("Tenant").state().await?;
        assert_eq!(
            state.chosen.as_ref(),
            Some(acme_name),
            "the other tab chose for this one"
        );
        // Whatever this tab asks for (page and bell alike) is of its own tenant.
        for call in it.demo.calls_to("/v2.1/jobs/?").await? {
            if call.parameter("limit").as_deref() == Some("100") {
                assert_eq!(call.parameter("tenant_id").as_ref(), Some(acme), "{call:?}");
            }
        }
        it.page.main_link("Jobs").click().await?;
        it.page.at(&format!("/jobs?tenant_id={acme}")).await?;

        // An address that names a tenant makes it the tab's own.
        it.load(&format!("/jobs?tenant_id={globex}")).await?;
        it.page.table("Jobs").state().await?;
        it.page.main_link("Overview").click().await?;
        it.page.headed("Overview").await?;
        let state = it.page.select("Tenant").state().await?;
        assert_eq!(state.chosen.as_ref(), Some(globex_name));
        Ok(())
    });
}

#[test]
fn a_tenant_that_is_not_the_users_is_explained_and_not_asked_for() {
    journey(async |it| {
        const STALE: &str = "7a1d2f60-0000-4c7f-9a55-0c1de0a5c0ff";
        it.load_as(User::ADMIN, &format!("/jobs?offset=25&tenant_id={STALE}"))
            .await?;
        it.page.headed("Jobs").await?;
        it.page
            .status()
            .until("named", |status| status.text.contains(STALE))
            .await?;
        assert!(it.page.table("Jobs").states().await?.is_empty());
        // The bell asks once the page is calm: then all that the page asked for is there to be seen.
        it.page
            .until_so("the bell's call", async || {
                Ok(!it.demo.calls_to("/v2.1/jobs").await?.is_empty())
            })
            .await?;
        let calls = it.demo.calls_to("/v2.1/jobs").await?;
        assert!(calls.iter().all(|call| !call.path.contains(STALE)), "{calls:?}");

        it.page.link("Show all tenants").click().await?;
        it.page.at("/jobs").await?;
        it.page.says("1–25 of 2,625").await?;
        it.page.back().await?;
        it.page.says(STALE).await?;
        // The select leads out as well.
        let (id, name, _) = it.demo.tenancies().await?.remove(0);
        choose_tenant(it, &name).await?;
        it.page.at(&format!("/jobs?tenant_id={id}")).await?;
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        let calls = it.demo.calls_to("/v2.1/jobs").await?;
        assert!(calls.iter().all(|call| !call.path.contains(STALE)), "{calls:?}");
        Ok(())
    });
}

#[test]
fn the_next_user_does_not_inherit_the_tenant_of_the_address() {
    const REVOKED: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 401"],
    };
    journey_with(REVOKED, async |it| {
        let (tenant, _, _) = it.demo.tenancies().await?.pop().unwrap();
        let theirs = it.demo.session(User::MY_NAME).await?;
        it.load_as(User::ADMIN, &format!("/jobs?limit=10&tenant_id={tenant}"))
            .await?;
        it.page
            .table("Jobs")
            .until("10 rows", |table| table.rows.len() == 10)
            .await?;
        let first = it.page.tab().await?;
        it.page.new_tab().await?;
        it.beside().await?;
        it.demo.forget_calls().await?;
        it.store(&theirs).await?;
        it.page.turn_to(&first).await?;
        it.page.at("/jobs?limit=10").await?;
        let rows = it
            .page
            .table("Jobs")
            .until("10 rows", |table| table.rows.len() == 10)
            .await?;
        assert!(!rows.rows.is_empty());
        let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
        assert!(
            calls.iter().all(|call| call.parameter("tenant_id").is_none()),
            "{calls:?}"
        );

        // The same through sign-in, which leads back to the address that was left.
        it.load_still_as(User::ADMIN, &format!("/jobs?tenant_id={tenant}"))
            .await?;
        it.page.table("Jobs").state().await?;
        it.demo.revoke().await?;
        it.page.button("Refresh").click().await?;
        it.page.headed("Sign in").await?;
        it.fill_in(User::MY_NAME.username, User::MY_NAME.password).await?;
        it.page.at("/jobs").await?;
        it.page.table("Jobs").state().await?;
        Ok(())
    });
}
