//! Pictures of every page, for eyes: `script/shots jobs dark` makes those whose names hold all of the words given, all of
//! them without any. They go to `target/shots/<page>-<language>-<theme>-<width>.png`.
//!
//! The time stands still in the demo server's jobs, so that two runs differ only where the console does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::Path;

use nse_e2e::{Browser, Demo, Fault, It, Kind, Page, User, workspace};
use serde_json::{Value, json};

/// A page in a state.
struct Shot {
    name: &'static str,
    route: String,
    signed_in: bool,
    faults: Value,
    /// For how many minutes nobody has been there.
    idle_minutes: f64,
    /// How many jobs are watched.
    watched: usize,
    /// The class of the button that is pressed before the picture is taken.
    pressed: Option<&'static str>,
    /// Whether it is printed.
    on_paper: bool,
    /// When it is ready to be looked at.
    ready: Ready,
}

#[derive(Clone, Copy)]
enum Ready {
    /// Nothing is under way any more.
    Quiet,
    /// There is an `h1`; what else there would be never comes.
    Headed,
    /// There is an alert.
    Alert,
    /// Quiet, and then keys were pressed: those that open something, and what is typed there.
    Typed(&'static str, &'static str),
    /// Quiet, and then a script has run and what it began has ended.
    After(&'static str),
    /// The failure page stands there.
    Stopped,
    /// There is an `h1` on a page of its own, without the frame.
    Stood,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    match runtime.block_on(take(&words)) {
        Ok(count) => println!("{count} pictures in target/shots"),
        Err(fault) => {
            eprintln!("shots: {fault}");
            std::process::exit(1);
        }
    }
}

async fn take(words: &[String]) -> Result<usize, Fault> {
    let demo = Demo::start("", &[])?;
    demo.jobs(2_625, true).await?;
    let it = It {
        demo,
        page: Page::of(Browser::open_as(Kind::Chromium).await?),
    };
    let count = pictures(&it, words).await;
    it.page.browser.close().await?;
    count
}

async fn pictures(it: &It, words: &[String]) -> Result<usize, Fault> {
    let mut shots = shots(&it.demo).await?;
    // In a development build alone: NSE_DIST=.stage/parts, which script/parts makes.
    let with_parts = words.iter().any(|word| word == "parts");
    shots.retain(|shot| with_parts || shot.name != "parts");
    let session = it.demo.session(User::ADMIN).await?;
    let mut jobs = it.demo.records("/v2.1/jobs/?limit=40").await?;
    for job in &mut jobs {
        *job = json!({ "id": job["id"], "status": "running" });
    }
    let folder = workspace().join("target/shots");
    std::fs::create_dir_all(&folder)?;
    let mut count = 0;
    for shot in &shots {
        for language in ["en", "ko", "ja"] {
            for theme in ["light", "dark"] {
                for (width, height) in [(360, 740), (1440, 900)] {
                    let name = format!("{}-{language}-{theme}-{width}", shot.name);
                    if words.iter().all(|word| name.contains(word.as_str())) {
                        let watched: Vec<Value> = jobs.iter().take(shot.watched).cloned().collect();
                        let choices = json!({ "language": language, "theme": theme, "time_zone": "UTC", "watched": { "admin": watched } });
                        let session = shot.signed_in.then_some(&session);
                        let file = folder.join(format!("{name}.png"));
                        picture(it, shot, session, &choices, (width, height), &file).await?;
                        println!("{}", file.display());
                        count += 1;
                    }
                }
            }
        }
    }
    Ok(count)
}

async fn shots(demo: &Demo) -> Result<Vec<Shot>, Fault> {
    let jobs = demo.records("/v2.1/jobs/?limit=400").await?;
    let job = |status: &str| {
        let found = jobs
            .iter()
            .find(|job| job["status"] == status && job["object_name"].is_string());
        format!(
            "/jobs/{}",
            found
                .and_then(|job| job["id"].as_str())
                .unwrap_or_else(|| panic!("no {status} job"))
        )
    };
    let example = jobs
        .iter()
        .find(|job| job["object_name"] == "test1234")
        .and_then(|job| job["id"].as_str());
    let page = |name, route: &str| Shot {
        name,
        route: route.to_owned(),
        signed_in: true,
        faults: json!([]),
        idle_minutes: 0.0,
        watched: 0,
        pressed: None,
        on_paper: false,
        ready: Ready::Quiet,
    };
    let empty = json!({ "edit": { "result": { "records": [], "total_records": 0, "returned_records": 0 } }, "path": "/v2.1/*", "method": "GET" });
    let never = json!({ "path": "/v2.1/*", "method": "GET", "hang": "before_headers" });
    // Not a 5xx: the console would first try for ten seconds.
    let failed = json!({ "path": "/v2.1/*", "method": "GET", "status": 412 });
    let odd = json!({ "path": "/v2.1/jobs*", "set": {
        "result.records.*.status": "quantum leap of the 12th kind",
        "result.records.*.object_name": "\u{202e}مرحبا بالعالم",
        "result.records.*.job_summary": "n".repeat(300),
        "result.records.*.created": "soon",
        "result.records.*.updated": null,
        "result.records.*.last_error": "x".repeat(100_000),
    }});
    let wordy = json!({ "path": "/v2.1/jobs*", "status": 412, "body": { "status": {
        "code": 412, "user_message": "x".repeat(100_000), "verbose_message": "مرحبا ".repeat(1_000),
    }}});
    Ok(vec![
        Shot {
            faults: json!([odd]),
            ..page("odd-jobs", "/jobs")
        },
        Shot {
            faults: json!([odd]),
            ..page("odd-job", &job("failed"))
        },
        Shot {
            faults: json!([wordy]),
            ready: Ready::Alert,
            ..page("odd-error", "/jobs")
        },
        Shot {
            signed_in: false,
            ..page("signin", "/signin")
        },
        page("overview", "/"),
        page("regions", "/regions"),
        page("region", "/regions/eu-frankfurt-1"),
        page("zones", "/zones"),
        page("zone", "/zones/eu-frankfurt-1a"),
        page("jobs", "/jobs"),
        page("jobs100", "/jobs?limit=100"),
        page("jobs-filtered", "/jobs?limit=100&status=failed&q=bucket"),
        page("jobs-nothing", "/jobs?q=nothing+such"),
        Shot {
            pressed: Some(".lasting > button"),
            ..page("jobs-filters-open", "/jobs?status=failed")
        },
        Shot {
            pressed: Some(".disclosure:not(.lasting) > button"),
            ..page("jobs-columns-open", "/jobs")
        },
        page(
            "job-successful",
            &format!("/jobs/{}", example.unwrap_or_default()),
        ),
        page("job-failed", &job("failed")),
        page("job-running", &job("running")),
        Shot {
            on_paper: true,
            ..page("paper-jobs", "/jobs")
        },
        Shot {
            on_paper: true,
            ..page("paper-job", &job("failed"))
        },
        page("account", "/account"),
        page("password", "/account/password"),
        page("notfound", "/nowhere"),
        Shot {
            signed_in: false,
            ready: Ready::Stood,
            ..page("parts", "/_parts")
        },
        Shot {
            ready: Ready::Typed("/", ""),
            ..page("palette", "/account")
        },
        Shot {
            ready: Ready::Typed("/", "us1"),
            ..page("palette-typed", "/account")
        },
        Shot {
            ready: Ready::Typed("/", "qqq"),
            ..page("palette-nothing", "/account")
        },
        Shot {
            ready: Ready::Typed("?", ""),
            ..page("shortcuts", "/account")
        },
        Shot {
            ready: Ready::After(
                "const select = [...document.querySelectorAll('.settings select')].at(-1);
                select.value = '…';
                select.dispatchEvent(new Event('change'));
                setTimeout(() => {
                    const field = document.activeElement;
                    field.value = 'new';
                    field.dispatchEvent(new Event('input'));
                }, 100);",
            ),
            ..page("time-zone", "/jobs?limit=10")
        },
        Shot {
            ready: Ready::After(
                "[...document.querySelectorAll('.top-tools .menu [role=menuitem]')].at(-2).click()",
            ),
            ..page("about", "/account")
        },
        Shot {
            pressed: Some(".bell"),
            ..page("bell", "/zones")
        },
        Shot {
            watched: 5,
            pressed: Some(".watch"),
            ..page("watched", &job("running"))
        },
        Shot {
            watched: 5,
            pressed: Some(".watched > button"),
            ..page("watched-open", "/account")
        },
        page(
            "tenant-unknown",
            "/jobs?tenant_id=7a1d2f60-0000-4c7f-9a55-0c1de0a5c0ff",
        ),
        Shot {
            idle_minutes: 29.3,
            ready: Ready::Headed,
            ..page("idle-warning", "/jobs?limit=10")
        },
        Shot {
            faults: json!([never]),
            ready: Ready::Headed,
            ..page("state-loading-jobs", "/jobs")
        },
        Shot {
            faults: json!([never]),
            ready: Ready::Headed,
            ..page("state-loading-overview", "/")
        },
        Shot {
            faults: json!([failed]),
            ready: Ready::Alert,
            ..page("state-failed-jobs", "/jobs")
        },
        Shot {
            faults: json!([failed]),
            ready: Ready::Quiet,
            ..page("state-failed-overview", "/")
        },
        Shot {
            signed_in: false,
            faults: json!([{ "path": "/v2.1/auth/signin", "drop": true }]),
            ready: Ready::After(
                "for (const field of document.querySelectorAll('form input')) field.value = 'somebody';
                document.querySelector('form').requestSubmit();",
            ),
            ..page("state-failed-signin", "/signin")
        },
        // Texts that are gone make the console look whether another build is there.
        Shot {
            faults: json!([
                { "path": "/texts-ja-*", "static": true, "status": 404 },
                { "path": "/", "static": true, "status": 200, "body": "<meta name=\"build\" content=\"0\">" },
            ]),
            ready: Ready::After("window.textsOf('ja')"),
            ..page("state-news-jobs", "/jobs?limit=10")
        },
        Shot {
            faults: json!([{ "path": "/nse-console_bg-*.wasm", "static": true, "status": 404 }]),
            ready: Ready::Stopped,
            ..page("state-stopped", "/jobs")
        },
        Shot {
            faults: json!([empty]),
            ..page("state-empty-jobs", "/jobs")
        },
        Shot {
            faults: json!([empty]),
            ..page("state-empty-regions", "/regions")
        },
        Shot {
            faults: json!([empty]),
            ..page("state-empty-overview", "/")
        },
    ])
}

async fn picture(
    it: &It,
    shot: &Shot,
    session: Option<&Value>,
    choices: &Value,
    (width, height): (u32, u32),
    file: &Path,
) -> Result<(), Fault> {
    // What is between the margins of A4, in place of a phone.
    let width = if shot.on_paper { width.max(700) } else { width };
    let size = |height: u32| json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
    let browser = &it.page.browser;
    browser
        .devtools("Emulation.setDeviceMetricsOverride", size(height))
        .await?;
    it.page.load(&format!("{}/__test/calls", it.demo.origin)).await?;
    const STORE: &str = "
        localStorage.clear();
        if (arguments[0]) localStorage.setItem('nse-console.session', arguments[0]);
        const choices = JSON.parse(arguments[1]);
        choices.active = Date.now() - Math.round(arguments[2] * 60000);
        localStorage.setItem('nse-console.choices', JSON.stringify(choices));";
    let session = session.map_or(Value::Null, |session| session.to_string().into());
    it.page
        .script(
            STORE,
            vec![session, choices.to_string().into(), shot.idle_minutes.into()],
        )
        .await?;
    // What an earlier page has left in the cache would not be asked for, and so not fail.
    browser.devtools("Network.clearBrowserCache", json!({})).await?;
    it.demo.faults(shot.faults.clone()).await?;
    it.demo.forget_calls().await?;
    it.load(&shot.route).await?;
    // The frame's own text in the chosen language: the console itself is up, not only what `index.html` shows.
    it.page
        .until("a page", |look| {
            let is_stopped = matches!(shot.ready, Ready::Stopped | Ready::Stood);
            !look.heading.is_empty() && (is_stopped || look.title.contains('·'))
        })
        .await?;
    match shot.ready {
        Ready::Headed | Ready::Stopped | Ready::Stood => settled(it, 2).await?,
        Ready::Alert => drop(it.page.alert().state().await?),
        Ready::Quiet | Ready::Typed(..) | Ready::After(_) => {
            it.page
                .until_so("the end of all calls", async || {
                    Ok(it.demo.calls().await?.iter().all(|call| call.ms.is_some()))
                })
                .await?;
            settled(it, 2).await?;
        }
    }
    if let Ready::Typed(open, text) = shot.ready {
        for keys in [open, text] {
            let chain = browser.driver.action_chain();
            chain.send_keys(keys).perform().await?;
            settled(it, 2).await?;
        }
    }
    if let Ready::After(script) = shot.ready {
        it.page.script(script, Vec::new()).await?;
        settled(it, 2).await?;
    }
    if let Some(button) = shot.pressed {
        let press = "document.querySelector(arguments[0]).click()";
        it.page.script(press, vec![button.into()]).await?;
        settled(it, 2).await?;
    }
    let media = if shot.on_paper { "print" } else { "" };
    browser
        .devtools("Emulation.setEmulatedMedia", json!({ "media": media }))
        .await?;
    it.page
        .script("dispatchEvent(new Event('beforeprint'))", Vec::new())
        .await?;
    // As high as the page is: what is sticky stays where it is at the top of it.
    let tall = it
        .page
        .script(
            "return Math.max(document.documentElement.scrollHeight, innerHeight)",
            Vec::new(),
        )
        .await?;
    let tall = u32::try_from(tall.as_f64().unwrap_or_default() as i64)
        .unwrap_or(height)
        .min(16_000);
    browser
        .devtools("Emulation.setDeviceMetricsOverride", size(tall))
        .await?;
    settled(it, 2).await?;
    let taken = browser
        .devtools(
            "Page.captureScreenshot",
            json!({ "format": "png", "captureBeyondViewport": true }),
        )
        .await?;
    // What never comes would keep its connection as long as the browser remembers the page, and it has only six.
    it.page.script("stop()", Vec::new()).await?;
    let png = thirtyfour::support::base64_decode(taken["data"].as_str().unwrap_or_default())?;
    Ok(std::fs::write(file, png)?)
}

/// Waits until the markup has stayed the same over so many frames, as a skeleton does once it is drawn.
async fn settled(it: &It, frames: u32) -> Result<(), Fault> {
    const SETTLED: &str = "
        const [frames, done] = arguments;
        let markup = '', same = 0, left = 600;
        const quiet = 250; // longer than the delay before a skeleton and than any transition
        let since = performance.now();
        const look = now => {
            const current = document.body.outerHTML;
            if (current !== markup) { markup = current; same = 0; since = now; } else { same += 1; }
            if ((same >= frames && now - since >= quiet) || left-- === 0) done(same); else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);";
    it.page
        .browser
        .driver
        .execute_async(SETTLED, vec![frames.into()])
        .await?;
    Ok(())
}
