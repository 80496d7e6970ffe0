//! The bell in the header.

use nse_e2e::{Fault, It, State, User, journey_with};

use super::watch::{QUICK, ends_after, running};

const NEWEST: &str = "/v2.1/jobs/?offset=0&limit=10&sort_by=created&order_by=desc";

async fn bell(it: &It, what: &str, holds: impl Fn(&State) -> bool) -> Result<State, Fault> {
    it.page
        .part("button", "Newest job:")
        .partly()
        .until(what, holds)
        .await
}

#[test]
fn the_bell_tells_the_newest_job_and_how_many_are_unseen() {
    journey_with(QUICK, async |it| {
        let jobs = it.demo.records(NEWEST).await?;
        let word = jobs[0]["status"].as_str().unwrap();
        it.load_as(User::ADMIN, "/zones").await?;
        let button = bell(it, "the newest job's state", |bell| bell.name.contains(word)).await?;
        assert!(button.text.contains(word), "{button:?}");
        assert!(button.text.contains("10+"), "none was seen yet: {button:?}");
        assert_eq!(button.expanded.as_deref(), Some("false"));
        assert!(it.page.part("region", "Recent jobs").states().await?.is_empty());

        // By keyboard: Enter opens it, Escape closes it and gives the focus back.
        let part = it.page.part("button", "Newest job:").partly();
        part.enter().await?;
        let region = it.page.part("region", "Recent jobs");
        region.state().await?;
        for job in &jobs {
            let href = format!("/jobs/{}", job["id"].as_str().unwrap());
            let links = it.page.any("link").within(&region).states().await?;
            let link = links.iter().find(|link| link.href.as_ref() == Some(&href));
            let link = link.unwrap_or_else(|| panic!("{href} is not among {links:?}"));
            assert!(link.text.contains(job["status"].as_str().unwrap()), "{link:?}");
            assert!(link.text.contains("ago") || link.text.contains("now"), "{link:?}");
        }
        let links = it.page.any("link").within(&region).states().await?;
        assert_eq!(links.len(), 11, "ten jobs and all of them: {links:?}");
        bell(it, "without a number", |bell| !bell.name.contains("unseen")).await?;
        part.type_text(&thirtyfour::Key::Escape.value().to_string())
            .await?;
        bell(it, "closed with the focus", |bell| {
            bell.expanded.as_deref() == Some("false") && bell.focused
        })
        .await?;

        // What comes after that is unseen, and found without a reload.
        it.page
            .until_so("a new job", async || {
                it.demo.advance(30).await?;
                Ok(it.demo.records(NEWEST).await?[0]["id"] != jobs[0]["id"])
            })
            .await?;
        bell(it, "with news", |bell| bell.name.contains("unseen")).await?;
        part.click().await?;
        it.page.link("All jobs").within(&region).click().await?;
        it.page.headed("Jobs").await?;
        region.gone().await?;
        Ok(())
    });
}

#[test]
fn the_bell_follows_a_job_to_its_end() {
    journey_with(QUICK, async |it| {
        let job = running(it, 10).await?;
        let id = job["id"].as_str().unwrap();
        it.load_as(User::ADMIN, "/regions").await?;
        it.page.part("button", "Newest job:").partly().click().await?;
        let region = it.page.part("region", "Recent jobs");
        let status = async || {
            let links = it.page.any("link").within(&region).states().await?;
            let link = links
                .into_iter()
                .find(|link| link.href.as_deref().is_some_and(|href| href.ends_with(id)));
            Ok::<_, Fault>(link.map(|link| link.text).unwrap_or_default())
        };
        it.page
            .until_so("the running job", async || {
                Ok(status().await?.contains(job["status"].as_str().unwrap()))
            })
            .await?;
        let end = ends_after(it, id).await?;
        it.page
            .until_so(&format!("its end {end}"), async || {
                Ok(status().await?.contains(&end))
            })
            .await
            .map_err(Into::into)
    });
}
