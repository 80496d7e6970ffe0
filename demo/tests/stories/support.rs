//! A server of one's own, a client without manners of its own, and a folder that goes away.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use nse_demo::{Options, Server, start};
use serde_json::{Value, json};

/// A server on a free port and a client for it.
pub struct Demo {
    server: Server,
    client: Client<HttpConnector, Body>,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The one record of an answer that went well.
    pub fn record(&self) -> Value {
        let envelope = self.json();
        assert_eq!(self.status, 200, "{envelope}");
        assert_eq!(envelope["status"]["code"], 200);
        assert_eq!(
            envelope["result"]["records"].as_array().map(Vec::len),
            Some(1),
            "{envelope}"
        );
        envelope["result"]["records"][0].clone()
    }

    /// The records of a page.
    pub fn records(&self) -> Vec<Value> {
        let envelope = self.json();
        assert_eq!(self.status, 200, "{envelope}");
        let records = envelope["result"]["records"].as_array().unwrap().clone();
        assert_eq!(envelope["result"]["returned_records"], records.len());
        records
    }

    /// One field of each record of a page.
    pub fn column(&self, field: &str) -> Vec<Value> {
        self.records()
            .into_iter()
            .map(|record| record[field].clone())
            .collect()
    }

    /// The message of a refusal, after a look at its envelope.
    pub fn refusal(&self, code: u16) -> String {
        let envelope = self.json();
        assert_eq!(self.status.as_u16(), code, "{envelope}");
        assert_eq!(envelope["status"]["code"], code);
        assert!(envelope["result"].is_null());
        assert_eq!(self.header("content-type"), "application/json");
        assert_eq!(self.header("cache-control"), "no-store");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        envelope["status"]["user_message"]
            .as_str()
            .filter(|text| !text.is_empty())
            .unwrap()
            .to_owned()
    }
}

impl Demo {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options {
            listen: ([127, 0, 0, 1], 0).into(),
            test_hooks: true,
            dist: PathBuf::from("no such folder"),
            ..Options::default()
        };
        change(&mut options);
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self {
            server: start(options).await.expect("the server starts"),
            client,
        }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// Sends a request and returns when the headers are there.
    pub async fn head(&self, request: Request<Body>) -> Result<Response, Error> {
        let (mut head, body) = request.into_parts();
        head.uri = format!("{}{}", self.origin(), head.uri).parse().unwrap();
        self.client
            .request(Request::from_parts(head, body))
            .await
            .map(|response| response.map(Body::new))
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (head, body) = self.head(request).await.expect("an answer").into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole answer");
        Answer {
            status: head.status,
            headers: head.headers,
            bytes,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// GET with one header.
    pub async fn get_with(&self, path: &str, name: &str, value: &str) -> Answer {
        self.send(
            Request::get(path)
                .header(name, value)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub async fn get_as(&self, token: &str, path: &str) -> Answer {
        self.get_with(
            &format!("/api{path}"),
            "Authorization",
            &format!("Bearer {token}"),
        )
        .await
    }

    pub async fn post(&self, token: Option<&str>, path: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::post(format!("/api{path}")).header("Content-Type", "application/json");
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn sign_in(&self, username: &str, password: &str) -> Answer {
        let body = json!({ "username": username, "password": password }).to_string();
        self.post(None, "/v2.1/auth/signin", body).await
    }

    /// A token of the user with one tenancy.
    pub async fn my_token(&self) -> String {
        token(&self.sign_in("MyName", "newPassword").await.record())
    }

    /// A token of the user with two tenancies.
    pub async fn admin_token(&self) -> String {
        token(&self.sign_in("admin", "admin-password").await.record())
    }

    /// Gives an order to the control address.
    pub async fn order(&self, method: &str, what: &str, body: Value) {
        let body = if body.is_null() {
            Body::empty()
        } else {
            Body::from(body.to_string())
        };
        let request = Request::builder()
            .method(method)
            .uri(format!("/__test/{what}"))
            .body(body)
            .unwrap();
        let answer = self.send(request).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
    }

    pub async fn faults(&self, rules: Value) {
        self.order("PUT", "faults", rules).await;
    }

    pub async fn advance(&self, seconds: i64) {
        self.order("POST", "clock", json!({ "advance_seconds": seconds }))
            .await;
    }

    pub async fn stop(self) {
        self.server.stop().await;
    }
}

pub fn token(session: &Value) -> String {
    session["token"].as_str().unwrap().to_owned()
}

/// What a token says, unverified, as a client reads it.
pub fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

/// A folder with files, removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("nse-demo-{}-{number}", std::process::id()));
        for (name, bytes) in files {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
