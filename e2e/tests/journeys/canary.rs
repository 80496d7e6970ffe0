//! The token is nowhere but where it belongs: in one key of localStorage, and in a header.

use nse_e2e::{Fault, It, Plan, User, journey_with};
use serde_json::json;

use super::pages::example_job;

const FAILS: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["status of 500", "status of 404"],
};

/// Everything that a page, its browser, or an extension could read without asking the console: by name and content.
const PLACES: &str = "return (async () => {
    const fields = [...document.querySelectorAll('input, textarea, select')].map(field => field.value);
    const caches_ = [];
    for (const name of await caches.keys()) {
      caches_.push(name, ...(await (await caches.open(name)).keys()).map(request => request.url));
    }
    const others = Object.entries({ ...localStorage }).filter(([key]) => key !== 'nse-console.session');
    const loaded = performance.getEntries().map(entry => entry.name);
    return Object.entries({
      'the document': document.documentElement.outerHTML,
      'a field': fields,
      'the address': location.href,
      'the history': history.state,
      'the title': document.title,
      'a cookie': document.cookie,
      'sessionStorage': { ...sessionStorage },
      'another key of localStorage': others,
      'the window\\'s name': window.name,
      'a cache': caches_,
      'a database': (await indexedDB.databases()).map(database => database.name),
      'the address of a request': loaded,
      'the referrer': document.referrer,
      'what was written to the console': window.written || [],
    }).map(([place, content]) => [place, JSON.stringify(content) || '']);
    })();";

/// Keeps what is written to the console from now on, until the page is loaded anew.
const LISTEN: &str = "
    window.written = [];
    for (const kind of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir', 'table']) {
      const plainly = console[kind].bind(console);
      console[kind] = (...said) => {
        window.written.push(said.map(it => it instanceof Error ? `${it.message} ${it.stack}` : String(it)).join(' '));
        plainly(...said);
      };
    }";

struct Canary(Vec<String>);

impl Canary {
    /// The stored token, and the part of it that lets nobody but the server make one.
    async fn of(it: &It) -> Result<Self, Fault> {
        let token = it.page.look().await?.token().unwrap();
        let signature = token.rsplit('.').next().unwrap().to_owned();
        assert!(signature.len() > 20, "no JWT");
        Ok(Self(vec![token, signature]))
    }

    fn is_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| text.contains(secret.as_str()))
    }

    async fn is_silent(&self, it: &It) -> Result<(), Fault> {
        let places = it.page.script(PLACES, Vec::new()).await?;
        let look = it.page.look().await?;
        assert!(
            look.token().is_some_and(|token| self.is_in(&token)),
            "it is not this one that is stored"
        );
        let places = places.as_array().unwrap();
        assert_eq!(places.len(), 14);
        for place in places {
            let (place, content) = (place[0].as_str().unwrap(), place[1].as_str().unwrap());
            // Not the content in the message: a failing test must not print what it guards.
            assert!(
                !self.is_in(content),
                "the token is in {place} at {}",
                look.address
            );
        }
        for complaint in it.page.browser.complaints().await? {
            assert!(
                !self.is_in(&complaint),
                "the browser complains of the token at {}",
                look.address
            );
        }
        Ok(())
    }
}

/// Opens whatever can be opened in the page itself.
const OPEN_ALL: &str = "
    const closed = [...document.querySelectorAll('main details:not([open]), main [aria-expanded=false]')];
    for (const it of closed) it.localName === 'details' ? it.querySelector('summary').click() : it.click();
    return closed.length;";

async fn opened(it: &It) -> Result<(), Fault> {
    it.page
        .until_so("everything is open", async || {
            Ok(it.page.script(OPEN_ALL, Vec::new()).await? == 0)
        })
        .await
}

#[test]
fn the_token_is_on_no_page() {
    journey_with(FAILS, async |it| {
        let job = format!("/jobs/{}", example_job(it).await?);
        it.load_as(User::ADMIN, "/").await?;
        it.page.headed("Overview").await?;
        let canary = Canary::of(it).await?;
        for (address, heading) in [
            ("/", "Overview"),
            ("/regions", "Regions"),
            ("/regions/eu-frankfurt-1", "eu-frankfurt-1"),
            ("/zones", "Zones"),
            ("/zones/eu-frankfurt-1b", "eu-frankfurt-1b"),
            ("/jobs?limit=100", "Jobs"),
            (job.as_str(), "Create sg_buckets test1234"),
            ("/account", "Account"),
            ("/account/password", "Change password"),
            ("/nowhere/at/all", "Not found"),
        ] {
            it.load(address).await?;
            it.page.script(LISTEN, Vec::new()).await?;
            it.page.headed(heading).await?;
            it.page
                .until_so("all answers", async || {
                    Ok(it.demo.calls().await?.iter().all(|call| call.ms.is_some()))
                })
                .await?;
            opened(it).await?;
            let name = it.demo.shown_name(User::ADMIN).await?;
            it.page.button(&name).click().await?;
            it.page.menuitem("Sign out").state().await?;
            canary.is_silent(it).await?;
        }
        let calls = it.demo.calls().await?;
        assert!(
            calls.len() >= 10 && calls.iter().all(|call| call.authorized),
            "{calls:#?}"
        );
        Ok(())
    });
}

#[test]
fn the_token_is_in_no_error() {
    journey_with(FAILS, async |it| {
        it.load_as(User::ADMIN, "/").await?;
        it.page.headed("Overview").await?;
        let canary = Canary::of(it).await?;
        it.page.script(LISTEN, Vec::new()).await?;
        // A server that tells what it was sent.
        let token = it.page.look().await?.token().unwrap_or_default();
        assert!(!token.is_empty());
        let verbose = format!("At line 7. Authorization: Bearer {token}");
        let body = json!({ "status": { "user_message": "It failed.", "verbose_message": verbose, "code": 500 }, "result": null });
        it.demo
            .faults(json!([{ "path": "/v2.1/auth/regions", "status": 500, "body": body }]))
            .await?;
        it.page.main_link("Regions").click().await?;
        it.page
            .alert()
            .patiently()
            .until("the server's words", |alert| alert.text.contains("It failed."))
            .await?;
        it.page.button("Details").click().await?;
        it.page.says("At line 7.").await?;
        canary.is_silent(it).await?;

        it.load("/jobs/no-such-job").await?;
        it.page.script(LISTEN, Vec::new()).await?;
        it.page.button("Details").click().await?;
        it.page.says("HTTP 404").await?;
        canary.is_silent(it).await?;
        Ok(())
    });
}

#[test]
fn no_call_says_where_the_page_was() {
    journey_with(Plan::default(), async |it| {
        it.sign_in(User::ADMIN).await?;
        it.page.main_link("Jobs").click().await?;
        it.page.says("1–25 of 2,625").await?;
        it.page.button("Next page").click().await?;
        it.page.says("26–50 of 2,625").await?;
        let calls = it.demo.calls().await?;
        assert!(calls.len() >= 3, "{calls:?}");
        for call in &calls {
            assert_eq!(call.referrer, None, "{call:?}");
        }
        // Nor does one page say it to the next: links with a target are the browser's own to follow.
        it.page
            .script(
                "for (const link of document.links) link.target = '_self'",
                Vec::new(),
            )
            .await?;
        it.page.main_link("Zones").click().await?;
        it.page.headed("Zones").await?;
        assert_eq!(it.page.script("return document.referrer", Vec::new()).await?, "");
        Ok(())
    });
}
