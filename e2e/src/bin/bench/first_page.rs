//! The first page of the jobs with a hundred and with a million of them: it should take no longer.

use std::time::Instant;

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, User};

use crate::gauge::{install, median, number, store};

const ASKED: usize = 51;
const LOADED: usize = 7;
const FIRST_PAGE: &str = "/v2.1/jobs/?offset=0&limit=25&sort_by=created&order_by=desc";

/// Prints the medians.
pub async fn measure() -> Result<(), Fault> {
    println!("first page of /jobs              server, ms   25 rows on screen, ms");
    let mut sides = Vec::new();
    for jobs in ["100", "1000000"] {
        sides.push((jobs, Side::start(jobs).await?));
    }
    // In turn, so that whatever else the machine does meets both.
    for _ in 0..LOADED {
        for (_, side) in &mut sides {
            side.ask().await?;
            side.load().await?;
        }
    }
    for (jobs, side) in sides {
        let (asked, loaded) = (median(side.asked), median(side.loaded));
        println!("{jobs:>9} jobs                 {asked:>12.2}   {loaded:>21.0}");
        side.it.page.browser.close().await?;
    }
    Ok(())
}

struct Side {
    it: It,
    asked: Vec<f64>,
    loaded: Vec<f64>,
}

impl Side {
    async fn start(jobs: &str) -> Result<Self, Fault> {
        let it = It {
            demo: Demo::start("", &["--jobs", jobs])?,
            page: Page::of(Browser::open_as(Kind::Chromium).await?),
        };
        install(&it.page, 1).await?;
        it.load("/signin").await?;
        store(&it.page, &it.demo.session(User::ADMIN).await?).await?;
        Ok(Self {
            it,
            asked: Vec::new(),
            loaded: Vec::new(),
        })
    }

    async fn ask(&mut self) -> Result<(), Fault> {
        let session = self.it.demo.session(User::ADMIN).await?;
        for _ in 0..ASKED / LOADED {
            let from = Instant::now();
            let token = session["token"].as_str();
            let (status, _) = self
                .it
                .demo
                .api(reqwest::Method::GET, FIRST_PAGE, token, None)
                .await?;
            self.asked.push(from.elapsed().as_secs_f64() * 1_000.0);
            assert_eq!(status, 200);
        }
        Ok(())
    }

    async fn load(&mut self) -> Result<(), Fault> {
        self.it.load("/jobs").await?;
        let there = async || Ok(number(&self.it.page, "gauge.rows").await? > 0.0);
        self.it.page.until_so("25 rows", there).await?;
        self.loaded.push(number(&self.it.page, "gauge.rows").await?);
        Ok(())
    }
}
