//! On a phone: cards in place of rows, and what arranges them in sheets from below.

use nse_e2e::{It, Outcome, User, journey};

const NARROW: u32 = 360;

async fn on_a_phone(it: &It, address: &str) -> Outcome {
    it.page.browser.narrow(Some(NARROW)).await?;
    it.load_still_as(User::ADMIN, address).await?;
    it.page
        .table("Jobs")
        .until("rows", |table| !table.rows.is_empty())
        .await?;
    Ok(())
}

#[test]
fn jobs_are_filtered_in_a_sheet_that_gives_the_focus_back() {
    journey(async |it| {
        on_a_phone(it, "/jobs?limit=100").await?;
        let handle = it.page.part("button", "Filters").partly();
        assert_eq!(handle.state().await?.expanded.as_deref(), Some("false"));
        let chips = it.page.part("group", "Status");
        assert!(chips.states().await?.is_empty(), "the chips wait in their sheet");
        handle.click().await?;
        it.page
            .part("button", "failed")
            .partly()
            .within(&chips)
            .click()
            .await?;
        it.page.at("/jobs?limit=100&status=failed").await?;
        it.page.button("Done").click().await?;
        let closed = handle
            .until("closed, with the focus", |handle| {
                handle.focused && handle.expanded.as_deref() == Some("false")
            })
            .await?;
        assert!(
            closed.text.contains("failed"),
            "what is filtered is said: {closed:?}"
        );
        let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
        let failed = jobs.iter().filter(|job| job["status"] == "failed").count();
        let table = it.page.table("Jobs").state().await?;
        // Of cards out of sight a browser may not tell the text.
        assert_eq!((table.rows.len(), table.rows[0][0].as_str()), (failed, "failed"));
        // Escape leads out too.
        handle.enter().await?;
        it.page.button("Done").state().await?;
        handle
            .type_text(&thirtyfour::Key::Escape.value().to_string())
            .await?;
        handle
            .until("closed", |handle| {
                handle.focused && handle.expanded.as_deref() == Some("false")
            })
            .await?;
        Ok(())
    });
}

#[test]
fn cards_are_sorted_without_headers() {
    journey(async |it| {
        on_a_phone(it, "/jobs").await?;
        let select = it.page.select("Sort by");
        assert_eq!(
            select.state().await?.value.as_deref(),
            Some("created desc"),
            "the list's own"
        );
        select.choose("Object, ascending").await?;
        it.page.at("/jobs?sort_by=object_name&order_by=asc").await?;
        select.choose("Created, descending").await?;
        it.page.at("/jobs").await?;
        Ok(())
    });
}
