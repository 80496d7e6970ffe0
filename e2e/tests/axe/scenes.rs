//! Every page in every state: on its way, empty, failed, full, and with what can stand over it.

use nse_e2e::{Fault, It, Outcome, Plan, User};
use serde_json::{Value, json};

/// What the scenes need. A failed read is said in Chromium's log too.
pub const PLAN: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["Failed to load resource"],
};

/// What stands over a page.
#[derive(Clone, Copy)]
pub enum Opened {
    Nothing,
    /// By this button, named partly.
    By(&'static str),
    /// By these keys, and what is typed there.
    Keys(&'static str, &'static str),
}

/// A page in a state.
#[derive(Clone)]
pub struct Scene {
    pub name: String,
    route: String,
    signed_in: bool,
    faults: Value,
    /// What is there once it is ready: a role.
    ready: &'static str,
    opened: Opened,
    /// Run before anything is opened.
    script: &'static str,
    /// Whether it is looked at as on a phone while it is opened.
    narrow: bool,
    /// For how many minutes nobody has been there.
    idle_minutes: u32,
}

/// Pages that ask for something, by what stands there when it has come.
const ASKING: &[(&str, &str, &str)] = &[
    ("overview", "/", "table"),
    ("regions", "/regions", "table"),
    ("region", "/regions/eu-frankfurt-1", "table"),
    ("zones", "/zones", "table"),
    ("zone", "/zones/eu-frankfurt-1a", "heading"),
    ("jobs", "/jobs?limit=10", "table"),
    ("job", "/jobs/FAILED", "table"),
];

/// Pages that don't.
const PLAIN: &[(&str, &str)] = &[
    ("account", "/account"),
    ("password", "/account/password"),
    ("not found", "/nowhere"),
];

/// All of them.
pub fn scenes() -> Vec<Scene> {
    let scene = |name: String, route: &str, ready| Scene {
        name,
        route: route.to_owned(),
        signed_in: true,
        faults: json!([]),
        ready,
        opened: Opened::Nothing,
        script: "",
        narrow: false,
        idle_minutes: 0,
    };
    let never = json!([{ "path": "/v2.1/*", "method": "GET", "hang": "before_headers" }]);
    let failed = json!([{ "path": "/v2.1/*", "method": "GET", "status": 412 }]);
    let empty = json!([{ "edit": { "result": { "records": [], "total_records": 0, "returned_records": 0 } }, "path": "/v2.1/*", "method": "GET" }]);
    let mut all = Vec::new();
    for (name, route, ready) in ASKING {
        let full = scene(format!("{name}, full"), route, ready);
        all.push(Scene {
            name: format!("{name}, menu open"),
            opened: Opened::By("Ada Admin"),
            ..full.clone()
        });
        all.push(full);
        for (state, faults, ready) in [
            ("loading", &never, "heading"),
            ("failed", &failed, "alert"),
            ("empty", &empty, "heading"),
        ] {
            all.push(Scene {
                faults: faults.clone(),
                ..scene(format!("{name}, {state}"), route, ready)
            });
        }
    }
    for (name, route) in PLAIN {
        let full = scene((*name).to_owned(), route, "heading");
        all.push(Scene {
            name: format!("{name}, menu open"),
            opened: Opened::By("Ada Admin"),
            ..full.clone()
        });
        all.push(full);
    }
    let jobs = |name: &str| scene(name.to_owned(), "/jobs?limit=10", "table");
    let sign_in = |name: &str| Scene {
        signed_in: false,
        ..scene(name.to_owned(), "/signin", "button")
    };
    all.extend([
        sign_in("sign-in"),
        Scene {
            script: "document.querySelector('form').requestSubmit()",
            ..sign_in("sign-in, nothing typed")
        },
        Scene {
            faults: json!([{ "path": "/v2.1/auth/signin", "status": 503 }]),
            script: "for (const field of document.querySelectorAll('form input')) field.value = 'somebody';
                document.querySelector('form').requestSubmit();",
            ..sign_in("sign-in, failed")
        },
        Scene {
            script: "document.querySelector('main form').requestSubmit()",
            ..scene(
                "password, nothing typed".to_owned(),
                "/account/password",
                "heading",
            )
        },
        Scene {
            opened: Opened::Keys("/", ""),
            ..scene("palette".to_owned(), "/account", "heading")
        },
        Scene {
            opened: Opened::Keys("/", "us1"),
            ..scene("palette, typed".to_owned(), "/account", "heading")
        },
        Scene {
            opened: Opened::Keys("/", "qqq"),
            ..scene("palette, nothing found".to_owned(), "/account", "heading")
        },
        Scene {
            opened: Opened::Keys("?", ""),
            ..scene("shortcuts".to_owned(), "/account", "heading")
        },
        Scene {
            script: "const zones = [...document.querySelectorAll('select')].at(-1); zones.value = '…'; zones.dispatchEvent(new Event('change'))",
            ..scene("time zones".to_owned(), "/account", "heading")
        },
        Scene {
            opened: Opened::By("Newest job:"),
            ..jobs("bell")
        },
        Scene {
            opened: Opened::By("Export"),
            ..jobs("export menu")
        },
        Scene {
            opened: Opened::By("Columns"),
            ..jobs("columns")
        },
        Scene {
            opened: Opened::By("Filters"),
            narrow: true,
            ..jobs("filters in a sheet")
        },
        Scene {
            opened: Opened::By("Watch"),
            ..scene("job, watched".to_owned(), "/jobs/RUNNING", "table")
        },
        Scene {
            idle_minutes: 29,
            ..scene("idle warning".to_owned(), "/jobs?limit=10", "alertdialog")
        },
        scene(
            "tenant unknown".to_owned(),
            "/jobs?tenant_id=7a1d2f60-0000-4c7f-9a55-0c1de0a5c0ff",
            "heading",
        ),
        scene(
            "jobs, none fits".to_owned(),
            "/jobs?limit=10&q=nothing+such",
            "heading",
        ),
    ]);
    all
}

impl Scene {
    /// Shows it.
    pub async fn show(&self, it: &It) -> Outcome {
        let route = self.route(it).await?;
        it.beside().await?;
        if self.signed_in {
            it.store(&it.demo.session(User::ADMIN).await?).await?;
        }
        const CHOICES: &str = "localStorage.setItem('nse-console.choices', JSON.stringify({ polling: false, language: 'en', active: Date.now() - arguments[0] * 60000 - (arguments[0] && 20000) }))";
        it.page.script(CHOICES, vec![self.idle_minutes.into()]).await?;
        it.demo.faults(self.faults.clone()).await?;
        it.demo.forget_calls().await?;
        if self.narrow {
            it.page.browser.narrow(Some(360)).await?;
        }
        it.load(&route).await?;
        it.page
            .until_so(self.ready, async || {
                Ok(!it.page.any(self.ready).states().await?.is_empty())
            })
            .await?;
        if !self.faults.to_string().contains("hang") {
            it.page
                .until_so("the end of all calls", async || {
                    Ok(it.demo.calls().await?.iter().all(|call| call.ms.is_some()))
                })
                .await?;
        }
        if !self.script.is_empty() {
            it.page.script(self.script, Vec::new()).await?;
        }
        match self.opened {
            Opened::Nothing => {}
            Opened::By(button) => it.page.part("button", button).partly().click().await?,
            Opened::Keys(keys, typed) => {
                for keys in [keys, typed] {
                    let chain = it.page.browser.driver.action_chain().send_keys(keys);
                    chain.perform().await.map_err(Fault::from)?;
                }
            }
        }
        Ok(())
    }

    /// Its address, with a job of that status.
    async fn route(&self, it: &It) -> Result<String, Fault> {
        let mut route = self.route.clone();
        for (place, status) in [("FAILED", "failed"), ("RUNNING", "running")] {
            if route.contains(place) {
                let jobs = it.demo.records("/v2.1/jobs/?limit=400").await?;
                let job = jobs.iter().find(|job| job["status"] == status).unwrap();
                route = route.replace(place, job["id"].as_str().unwrap());
            }
        }
        Ok(route)
    }
}
