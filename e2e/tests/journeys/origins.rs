//! Two origins: the console's, and the API's or a stranger's.

use std::path::PathBuf;

use nse_e2e::{Demo, Fault, It, Outcome, User, journey};
use serde_json::json;

/// A console's server of which another one is the API, or may be called at least; both end with the journey.
struct Two {
    console: Demo,
    other: Demo,
    folder: PathBuf,
}

impl Two {
    /// `configured` is whether config.json names the other one as the API.
    async fn start(configured: bool) -> Result<Self, Fault> {
        // Each has to know the other's address, so the one that is told by a file is told when both are there.
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let site = format!("http://127.0.0.1:{port}");
        let other = Demo::start("", &["--cors-origin", &site])?;
        let folder = std::env::temp_dir().join(format!("nse-console-journey-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let config = folder.join("config.json");
        let settings = if configured {
            json!({ "api_base": format!("{}/api", other.origin) })
        } else {
            json!({})
        };
        std::fs::write(&config, settings.to_string())?;
        let listen = format!("127.0.0.1:{port}");
        let console = Demo::start(
            "",
            &[
                "--listen",
                &listen,
                "--config",
                config.to_str().unwrap(),
                "--csp-connect",
                &other.origin,
            ],
        )?;
        for demo in [&console, &other] {
            demo.jobs(2_625, true).await?;
        }
        Ok(Self {
            console,
            other,
            folder,
        })
    }
}

impl Drop for Two {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn an_api_of_another_origin_gets_the_token_alone() {
    journey(async |it| {
        let two = Two::start(true).await?;
        it.page.load(&two.console.address("/jobs?limit=10")).await?;
        it.page.headed("Sign in").await?;
        it.fill_in("admin", "admin-password").await?;
        it.page
            .table("Jobs")
            .until("rows", |table| table.rows.len() == 10)
            .await?;
        it.page.main_link("Regions").click().await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        let calls = two.other.calls().await?;
        let authorized = calls.iter().filter(|call| call.authorized).count();
        assert!(authorized >= 2, "{calls:#?}");
        assert!(calls.iter().all(|call| call.referrer.is_none()), "{calls:#?}");
        let here = two.console.calls().await?;
        assert!(here.is_empty(), "the console's own origin is asked: {here:#?}");
        left(it, &two).await
    });
}

#[test]
fn a_redirect_takes_no_token_elsewhere() {
    journey(async |it| {
        let two = Two::start(false).await?;
        let session = two.console.session(User::ADMIN).await?;
        it.page
            .load(&format!("{}/__test/calls", two.console.origin))
            .await?;
        it.page
            .script(
                "localStorage.setItem('nse-console.session', arguments[0])",
                vec![session.to_string().into()],
            )
            .await?;
        let there = format!("{}/api/v2.1/jobs/", two.other.origin);
        two.console
            .faults(json!([{ "path": "/v2.1/jobs*", "redirect": there }]))
            .await?;
        it.page.load(&two.console.address("/jobs")).await?;
        it.page
            .alert()
            .patiently()
            .until("that it is unexpected", |alert| {
                alert.text.contains("The server sent an unexpected answer.")
            })
            .await?;
        let asked = two.console.calls_to("/v2.1/jobs").await?;
        assert!(
            asked.iter().any(|call| call.status == Some(302)),
            "nothing was redirected: {asked:#?}"
        );
        nothing_came(&two.other).await?;
        // Whoever answers so has no say in the session.
        assert!(it.page.look().await?.token().is_some());
        two.console.heal().await?;
        it.page.button("Retry").click().await?;
        it.page
            .table("Jobs")
            .until("rows", |table| table.rows.len() == 25)
            .await?;
        left(it, &two).await
    });
}

#[test]
fn a_redirect_takes_no_password_elsewhere() {
    journey(async |it| {
        let two = Two::start(false).await?;
        let there = format!("{}/api/v2.1/auth/signin", two.other.origin);
        for status in [307, 308] {
            two.console.forget_calls().await?;
            two.console
                .faults(json!([{ "path": "/v2.1/auth/signin", "status": status, "headers": { "location": there } }]))
                .await?;
            it.page.load(&two.console.address("/signin")).await?;
            it.fill_in("admin", "admin-password").await?;
            it.page
                .alert()
                .until("said", |alert| !alert.text.is_empty())
                .await?;
            let sent = two.console.calls_to("/v2.1/auth/signin").await?;
            let statuses: Vec<_> = sent.iter().map(|call| call.status).collect();
            assert_eq!(statuses, [Some(status)], "sent once, and redirected");
            nothing_came(&two.other).await?;
            typed(it).await?;
            two.console.heal().await?;
            it.page.button("Sign in").click().await?;
            it.page.headed("Overview").await?;
            // The heading is there before the page has asked for anything: it is not left before it is whole.
            it.page
                .table("Newest jobs")
                .until("rows", |table| table.rows.len() == 10)
                .await?;
            it.page
                .until_so("regions and zones", async || {
                    let answered = async |path| {
                        let calls = two.console.calls_to(path).await?;
                        Ok::<_, Fault>(calls.iter().any(|call| call.status == Some(200)))
                    };
                    Ok(answered("/v2.1/auth/regions").await? && answered("/v2.1/auth/zones").await?)
                })
                .await?;
            left(it, &two).await?;
            it.page
                .load(&format!("{}/__test/calls", two.console.origin))
                .await?;
            it.page.script("localStorage.clear()", Vec::new()).await?;
        }
        left(it, &two).await
    });
}

/// Leaves the console before its servers end, which it would complain of; and not before all is drawn, for Firefox ends
/// scripts at work on a page that is left, and says so.
async fn left(it: &It, two: &Two) -> Outcome {
    it.page
        .until_so("all answers", async || {
            let (here, there) = (two.console.calls().await?, two.other.calls().await?);
            Ok(here.iter().chain(&there).all(|call| call.ms.is_some()))
        })
        .await?;
    let idle = "requestIdleCallback(arguments[0])";
    let driver = &it.page.browser.driver;
    driver
        .execute_async(idle, Vec::new())
        .await
        .map_err(Fault::from)?;
    it.page.load("about:blank").await?;
    Ok(())
}

async fn typed(it: &It) -> Result<(), Fault> {
    for (label, value) in [("Username", "admin"), ("Password", "admin-password")] {
        let field = it.page.field(label).state().await?;
        assert_eq!(field.value.as_deref(), Some(value), "{label} was lost");
    }
    Ok(())
}

/// Not even the question whether a call would be allowed: the browser would have asked that before it was there.
async fn nothing_came(other: &Demo) -> Result<(), Fault> {
    let calls = other.calls().await?;
    assert!(calls.is_empty(), "the stranger was called: {calls:#?}");
    Ok(())
}
