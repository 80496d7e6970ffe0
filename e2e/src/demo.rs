//! A demo server of one's own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use reqwest::{Client, Method};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::deploy::Build;
use crate::process::Process;
use crate::{Fault, workspace};

/// A parameter that the server does not know: it marks the journeys' own calls among those of the browser.
const OWN: &str = "journey=1";

/// Someone who may sign in.
#[derive(Clone, Copy, Debug)]
pub struct User {
    /// What they sign in as.
    pub username: &'static str,
    /// With which password.
    pub password: &'static str,
}

impl User {
    /// A user with one tenancy.
    pub const MY_NAME: Self = Self {
        username: "MyName",
        password: "newPassword",
    };
    /// A user with two, who sees all jobs.
    pub const ADMIN: Self = Self {
        username: "admin",
        password: "admin-password",
    };
}

/// A call of the API as the server saw it.
#[derive(Clone, Debug, Deserialize)]
pub struct Call {
    /// Its method.
    pub method: String,
    /// Its path below `/api`, with the query.
    pub path: String,
    /// Whether its token was good.
    pub authorized: bool,
    /// A word for its token; the same for the same token.
    pub token: Option<String>,
    /// Its `Referer`.
    pub referrer: Option<String>,
    /// The status of the answer; none yet, or none ever where the browser gave up.
    pub status: Option<u16>,
    /// When it came, in milliseconds since the server's start.
    pub at_ms: u64,
    /// How long it took until it was answered or given up; none as long as it is under way.
    pub ms: Option<u64>,
}

impl Call {
    /// A parameter of its query, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let url = reqwest::Url::parse("http://demo")
            .and_then(|base| base.join(&self.path))
            .ok()?;
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Its path without the query.
    pub fn path_only(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}

fn path(name: &str, usual: &str) -> PathBuf {
    std::env::var_os(name).map_or_else(|| workspace().join(usual), PathBuf::from)
}

/// The folder of the console that is tested.
#[must_use]
pub fn dist() -> PathBuf {
    path("NSE_DIST", "dist")
}

/// A demo server that ends with its owner.
#[derive(Debug)]
pub struct Demo {
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    /// Where the console is: with the path below which it is served, and of the web server before this one.
    pub site: String,
    client: Client,
    pub(crate) builds: Mutex<Vec<Build>>,
    process: Process,
}

impl Demo {
    /// Starts the server that `NSE_DEMO` names (`target/serve/nse-demo`) with the files of `NSE_DIST` (`dist`).
    ///
    /// # Errors
    /// Where it does not start.
    pub fn start(base: &str, arguments: &[&str]) -> Result<Self, Fault> {
        let mut command = Command::new(path("NSE_DEMO", "target/serve/nse-demo"));
        command
            .args(["--listen", "127.0.0.1:0", "--test-hooks", "--dist"])
            .arg(dist())
            .args(arguments);
        if !base.is_empty() {
            command.args(["--base", base]);
        }
        let mut process = Process::start(&mut command)?;
        let address = process.wait_for(|line| {
            let rest = line.strip_prefix("NSE Console")?.trim();
            rest.starts_with("http://")
                .then(|| rest.split_whitespace().next().unwrap_or_default().to_owned())
        })?;
        let url = reqwest::Url::parse(&address).map_err(|error| Fault::new(format!("{address}: {error}")))?;
        let client = Client::builder().no_proxy().build()?;
        Ok(Self {
            site: format!("{}{base}", url.origin().ascii_serialization()),
            origin: url.origin().ascii_serialization(),
            client,
            builds: Mutex::default(),
            process,
        })
    }

    /// By which the system knows its process.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// The whole address of a page of the console.
    pub fn address(&self, route: &str) -> String {
        format!("{}{route}", self.site)
    }

    pub(crate) async fn control(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, Fault> {
        let mut request = self
            .client
            .request(method, format!("{}/__test{path}", self.origin));
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            return Err(Fault::new(format!(
                "the demo server refuses {path} {body:?}: {status} {text}"
            )));
        }
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Orders faults, in place of those ordered before.
    ///
    /// # Errors
    /// Where the server does not take the order.
    pub async fn faults(&self, rules: Value) -> Result<(), Fault> {
        self.control(Method::PUT, "/faults", Some(rules)).await.map(drop)
    }

    /// Ends all faults.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn heal(&self) -> Result<(), Fault> {
        self.control(Method::DELETE, "/faults", None).await.map(drop)
    }

    /// The browser's calls since the start or the last [`Self::forget_calls`].
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn calls(&self) -> Result<Vec<Call>, Fault> {
        let mut calls: Vec<Call> = serde_json::from_value(self.control(Method::GET, "/calls", None).await?)?;
        calls.retain(|call| !call.path.contains(OWN));
        Ok(calls)
    }

    /// The calls whose path begins so.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn calls_to(&self, path: &str) -> Result<Vec<Call>, Fault> {
        let mut calls = self.calls().await?;
        calls.retain(|call| call.path.starts_with(path));
        Ok(calls)
    }

    /// Forgets the calls seen.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn forget_calls(&self) -> Result<(), Fault> {
        self.control(Method::DELETE, "/calls", None).await.map(drop)
    }

    /// Turns the server's clock on.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn advance(&self, seconds: u64) -> Result<(), Fault> {
        self.control(
            Method::POST,
            "/clock",
            Some(json!({ "advance_seconds": seconds })),
        )
        .await
        .map(drop)
    }

    /// Takes all tokens back.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn revoke(&self) -> Result<(), Fault> {
        self.control(Method::POST, "/revoke", None).await.map(drop)
    }

    /// Refuses all tokens issued so far everywhere but at the refresh.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn expire(&self) -> Result<(), Fault> {
        self.control(Method::POST, "/expire", None).await.map(drop)
    }

    /// Makes so many jobs, in which nothing moves where they are `frozen`.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn jobs(&self, total: u64, frozen: bool) -> Result<(), Fault> {
        self.control(
            Method::PUT,
            "/jobs",
            Some(json!({ "total": total, "frozen": frozen })),
        )
        .await
        .map(drop)
    }

    /// Calls the API as a program would; the status and the answer.
    ///
    /// # Errors
    /// Where the server can't be reached.
    pub async fn api(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Result<(u16, Value), Fault> {
        let mark = if path.contains('?') { '&' } else { '?' };
        let address = format!("{}/api{path}{mark}{OWN}", self.origin);
        let mut request = self.client.request(method, address);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let (status, text) = (answer.status().as_u16(), answer.text().await?);
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Signs in as a program would; the session in the form that the console stores.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn session(&self, user: User) -> Result<Value, Fault> {
        let body = json!({ "username": user.username, "password": user.password });
        let (status, answer) = self
            .api(Method::POST, "/v2.1/auth/signin", None, Some(body))
            .await?;
        match answer.pointer("/result/records/0") {
            Some(record) => Ok(record.clone()),
            None => Err(Fault::new(format!("signing in answers {status} {answer}"))),
        }
    }

    /// What the console calls a user.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn shown_name(&self, user: User) -> Result<String, Fault> {
        let session = self.session(user).await?;
        Ok(session["user"]["displayName"]
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// The administrator's tenancies: id, name and number of jobs.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn tenancies(&self) -> Result<Vec<(String, String, u64)>, Fault> {
        let session = self.session(User::ADMIN).await?;
        let mut tenancies = Vec::new();
        for tenancy in session["user"]["tenancies"].as_array().into_iter().flatten() {
            let text = |key: &str| tenancy[key].as_str().unwrap_or_default().to_owned();
            let jobs = self
                .result(&format!("/v2.1/jobs/?limit=1&tenant_id={}", text("id")))
                .await?;
            tenancies.push((
                text("id"),
                text("name"),
                jobs["total_records"].as_u64().unwrap_or_default(),
            ));
        }
        Ok(tenancies)
    }

    /// The `result` of a list or a record, as the administrator sees it: what a journey expects comes from the API, not
    /// from what is known of the made-up data.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn result(&self, path: &str) -> Result<Value, Fault> {
        let session = self.session(User::ADMIN).await?;
        let (status, answer) = self
            .api(Method::GET, path, session["token"].as_str(), None)
            .await?;
        match answer.get("result") {
            Some(result) if status == 200 => Ok(result.clone()),
            _ => Err(Fault::new(format!("{path} answers {status} {answer}"))),
        }
    }

    /// The records of a list.
    ///
    /// # Errors
    /// Where the server refuses.
    pub async fn records(&self, path: &str) -> Result<Vec<Value>, Fault> {
        Ok(self.result(path).await?["records"]
            .as_array()
            .cloned()
            .unwrap_or_default())
    }
}
