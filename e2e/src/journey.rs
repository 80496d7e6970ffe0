//! A journey: a demo server and a browser, from their start to their end.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

use crate::{Browser, Demo, Fault, Host, Outcome, Page, User, Web, workspace};

/// How many journeys are under way.
static UNDER_WAY: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());
/// How many may be at once, where the environment says nothing: a browser keeps a core busy.
static AT_ONCE: AtomicUsize = AtomicUsize::new(2);

/// Lets more journeys be under way at once, where most of each is waiting.
pub fn most_at_once(journeys: usize) {
    AT_ONCE.store(journeys, Ordering::Relaxed);
}

/// The page at which a journey gets its session has no icon, so Chromium asks for one that is not there. The console's
/// own page names its icon.
const NO_ICON: &str = "/favicon.ico - Failed to load resource";

/// Arguments of a demo server whose console asks about jobs every second, so that a journey need not wait for long.
pub const QUICK_POLLS: &[&str] = &[
    "--config",
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/quick-polls.json"),
];

/// What a journey is given.
#[derive(Debug)]
pub struct It {
    /// Its server.
    pub demo: Demo,
    /// Its page.
    pub page: Page,
}

/// What a journey needs besides the usual.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan {
    /// The path that the console is served below.
    pub base: &'static str,
    /// More arguments of the demo server.
    pub demo: &'static [&'static str],
    /// Words that make a complaint of the browser an expected one, such as `status of 401` for an ordered answer: then
    /// Chromium writes an error of its own.
    pub expects: &'static [&'static str],
}

impl It {
    /// Loads a page of the console. One that is still starting is waited for: Firefox complains of what it was about to
    /// fetch when it is left.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn load(&self, route: &str) -> Result<(), Fault> {
        const IS_STARTING: &str =
            "return Boolean(document.getElementById('app')) && !document.querySelector('h1')";
        self.page
            .until_so("a page that has started", async || {
                Ok(self.page.script(IS_STARTING, Vec::new()).await? == false)
            })
            .await?;
        self.page.load(&self.demo.address(route)).await
    }

    /// Chooses from the user menu.
    ///
    /// # Errors
    /// Where it is not there.
    pub async fn choose(&self, user: User, item: &str) -> Result<(), Fault> {
        let name = self.demo.shown_name(user).await?;
        self.page.button(&name).click().await?;
        self.page.menuitem(item).click().await
    }

    /// Fills in the form that is shown and sends it.
    ///
    /// # Errors
    /// Where there is no form.
    pub async fn fill_in(&self, username: &str, password: &str) -> Result<(), Fault> {
        self.page.field("Username").fill(username).await?;
        self.page.field("Password").fill(password).await?;
        self.page.button("Sign in").click().await
    }

    /// Signs in by the form, which leads to the overview.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn sign_in(&self, user: User) -> Result<(), Fault> {
        self.load("/signin").await?;
        self.fill_in(user.username, user.password).await?;
        self.page.headed("Overview").await.map(drop)
    }

    /// Gives the browser a session without the form, and loads a page with it.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn load_as(&self, user: User, route: &str) -> Result<(), Fault> {
        let session = self.demo.session(user).await?;
        self.beside().await?;
        self.store(&session).await?;
        self.demo.forget_calls().await?;
        self.load(route).await
    }
}

impl It {
    /// Loads a page like [`It::load_as`], with live updates switched off.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn load_without_polls_as(&self, user: User, route: &str) -> Result<(), Fault> {
        self.beside().await?;
        let choose = "localStorage.setItem('nse-console.choices', '{\"polling\":false}')";
        self.page.script(choose, Vec::new()).await?;
        self.load_as(user, route).await
    }

    /// Loads a page like [`It::load_without_polls_as`], and waits until the bell has asked: from then on nothing is asked
    /// for but by hand.
    ///
    /// # Errors
    /// Where the bell does not ask.
    pub async fn load_still_as(&self, user: User, route: &str) -> Result<(), Fault> {
        self.load_without_polls_as(user, route).await?;
        // It asks last.
        self.page
            .until_so("the bell's answer", async || {
                let calls = self.demo.calls_to("/v2.1/jobs/?offset=0&limit=10&").await?;
                Ok(calls.iter().any(|call| call.ms.is_some()))
            })
            .await
    }
}

/// Runs a journey with the usual.
///
/// # Panics
/// Where it fails: that is what the test harness goes by.
pub fn journey(body: impl AsyncFnOnce(&It) -> Outcome) {
    journey_with(Plan::default(), body);
}

/// Runs a journey, looks for complaints of the browser, and ends everything that was started for it.
///
/// # Panics
/// Where it fails: that is what the test harness goes by.
pub fn journey_with(plan: Plan, body: impl AsyncFnOnce(&It) -> Outcome) {
    travel(plan, None, body);
}

/// Runs a journey as a case that was made while the tests ran, in a thread of its own, which gives its pictures their name.
///
/// # Errors
/// Why it failed.
pub fn run_as_case(
    name: &str,
    plan: Plan,
    body: impl AsyncFnOnce(&It) -> Outcome + Send + 'static,
) -> Result<(), String> {
    let named = std::thread::Builder::new().name(name.replace('/', "-"));
    let run = AssertUnwindSafe(move || journey_with(plan, body));
    let ended = named.spawn(run).map_err(|fault| fault.to_string())?;
    ended.join().map_err(|panic| match panic.downcast::<String>() {
        Ok(words) => *words,
        Err(panic) => match panic.downcast::<&'static str>() {
            Ok(words) => (*words).to_owned(),
            Err(panic) => resume_unwind(panic),
        },
    })
}

/// Runs a journey through a web server, which serves the console below a path of its own; the demo server is the API
/// alone.
///
/// # Panics
/// Where it fails: that is what the test harness goes by.
pub fn journey_behind(plan: Plan, web: Web, base: &str, body: impl AsyncFnOnce(&It) -> Outcome) {
    travel(plan, Some((web, base)), body);
}

fn travel(plan: Plan, behind: Option<(Web, &str)>, body: impl AsyncFnOnce(&It) -> Outcome) {
    let _place = Place::take();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let begun = runtime.block_on(async {
        let mut demo = Demo::start(plan.base, plan.demo)?;
        demo.jobs(2_625, true).await?;
        let host = behind
            .map(|(web, base)| Host::start(web, base, &demo.origin))
            .transpose()?;
        if let (Some(host), Some((_, base))) = (&host, behind) {
            demo.site = format!("{}{base}", host.origin);
        }
        let page = Page::of(Browser::open().await?);
        Ok::<_, Fault>((It { demo, page }, host))
    });
    let (it, _host) = begun.unwrap_or_else(|fault| panic!("the journey does not begin: {fault}"));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(body(&it))));
    let (complaints, _) = runtime.block_on(async {
        let failed = !matches!(outcome, Ok(Ok(())));
        let complaints = it.page.browser.complaints().await;
        if failed {
            let _ = picture(&it).await;
        }
        (complaints, it.page.browser.close().await)
    });
    match outcome {
        Err(panic) => resume_unwind(panic),
        Ok(Err(failed)) => panic!(
            "{failed:?}\nthe browser says: {:?}",
            complaints.unwrap_or_default()
        ),
        Ok(Ok(())) => {}
    }
    let complaints = complaints.unwrap_or_else(|fault| panic!("{fault}"));
    let expected = |complaint: &String| {
        plan.expects
            .iter()
            .chain(&[NO_ICON])
            .any(|words| complaint.contains(words))
    };
    let unexpected: Vec<_> = complaints
        .iter()
        .filter(|complaint| !expected(complaint))
        .collect();
    assert!(
        unexpected.is_empty(),
        "the journey went well, but the browser complains: {unexpected:#?}"
    );
}

/// Keeps what the page looked like when a journey failed, in `target/journeys`.
async fn picture(it: &It) -> Result<(), Fault> {
    let folder = workspace().join("target/journeys");
    std::fs::create_dir_all(&folder)?;
    let journey = std::thread::current()
        .name()
        .unwrap_or("journey")
        .replace("::", "-");
    let png = it.page.browser.driver.screenshot_as_png().await?;
    Ok(std::fs::write(
        folder.join(format!("{journey}-{}.png", it.page.browser.kind.name())),
        png,
    )?)
}

/// The right to be under way.
struct Place;

impl Place {
    fn take() -> Self {
        let most = std::env::var("NSE_E2E_AT_ONCE")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| AT_ONCE.load(Ordering::Relaxed));
        let mut under_way = UNDER_WAY.0.lock().unwrap();
        while *under_way >= most {
            under_way = UNDER_WAY.1.wait(under_way).unwrap();
        }
        *under_way += 1;
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *UNDER_WAY.0.lock().unwrap() -= 1;
        UNDER_WAY.1.notify_one();
    }
}
