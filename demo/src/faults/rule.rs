//! An order: which requests it is about, and what is to happen to them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Semaphore;

use super::pattern::fits;

/// No test needs longer answers, in bytes.
const BIGGEST: u64 = 1 << 30;

/// An order as a test writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Order {
    method: Option<String>,
    path: String,
    r#static: bool,
    times: Option<u64>,
    skip: u64,
    delay_ms: Option<u64>,
    status: Option<u16>,
    headers: BTreeMap<String, String>,
    body: Option<Value>,
    hang: Option<Hang>,
    drop: Option<bool>,
    drip_ms: Option<u64>,
    raw_base64: Option<String>,
    big: Option<u64>,
    edit: Option<Value>,
    set: BTreeMap<String, Value>,
    remove: Vec<String>,
    redirect: Option<String>,
    flip_byte: Option<bool>,
}

/// Where an answer stops: for ever, or until other orders are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hang {
    BeforeHeaders,
    AfterHeaders,
    UntilOtherOrders,
}

/// What happens to a request.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) delay: Duration,
    pub(crate) answer: Answer,
    /// Closed once the order stands no more.
    pub(crate) stands: Semaphore,
}

/// What is answered.
#[derive(Debug)]
pub(crate) enum Answer {
    /// What would be answered anyway.
    Normal,
    Status {
        status: StatusCode,
        headers: HeaderMap,
        body: Option<String>,
    },
    Hang(Hang),
    Drop,
    Drip(Duration),
    Raw {
        bytes: Vec<u8>,
        headers: HeaderMap,
    },
    Big(u64),
    Altered {
        patch: Option<Value>,
        set: BTreeMap<String, Value>,
        remove: Vec<String>,
    },
    Redirect(HeaderValue),
    FlippedByte,
}

/// An order in force.
#[derive(Debug)]
pub(crate) struct Rule {
    method: Option<String>,
    path: String,
    is_static: bool,
    /// How many times are left; for ever without it.
    times: Option<u64>,
    skip: u64,
    action: Arc<Action>,
}

impl Rule {
    /// Reads one order.
    pub(crate) fn read(order: Value) -> Result<Self, String> {
        let order: Order = serde_json::from_value(order).map_err(|fault| fault.to_string())?;
        if !order.path.starts_with(['/', '*']) {
            return Err("path must begin with / or *".to_owned());
        }
        let method = order.method.as_deref().map(str::to_ascii_uppercase);
        let (path, is_static, times, skip) = (order.path.clone(), order.r#static, order.times, order.skip);
        let delay = Duration::from_millis(order.delay_ms.unwrap_or_default());
        let action = Arc::new(Action {
            delay,
            answer: order.answer()?,
            stands: Semaphore::new(0),
        });
        Ok(Self {
            method,
            path,
            is_static,
            times,
            skip,
            action,
        })
    }

    /// The action, if the rule is about this request; counts.
    pub(crate) fn due(&mut self, request: &Request, is_static: bool) -> Option<Arc<Action>> {
        let method = self
            .method
            .as_deref()
            .is_none_or(|method| method == request.method().as_str());
        // Only a pattern that asks for a query sees one.
        let uri = request.uri();
        let text = match uri.query() {
            Some(query) if self.path.contains('?') => format!("{}?{query}", uri.path()),
            _ => uri.path().to_owned(),
        };
        if self.is_static != is_static || !method || !fits(&self.path, &text) || self.times == Some(0) {
            return None;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        self.times = self.times.map(|times| times - 1);
        Some(Arc::clone(&self.action))
    }
}

impl Drop for Rule {
    fn drop(&mut self) {
        self.action.stands.close();
    }
}

impl Order {
    fn answer(mut self) -> Result<Answer, String> {
        let headers = headers(&self.headers)?;
        let has_headers = !headers.is_empty();
        let mut found = Vec::new();
        if let Some(status) = self.status {
            let status = StatusCode::from_u16(status)
                .ok()
                .filter(|status| (200..600).contains(&status.as_u16()));
            let status = status.ok_or("status must be from 200 to 599")?;
            found.push(Answer::Status {
                status,
                headers: headers.clone(),
                body: self.body.take().map(text),
            });
        } else if self.body.is_some() {
            return Err("body goes with status".to_owned());
        }
        found.extend(self.hang.map(Answer::Hang));
        found.extend(self.drop.and_then(|drop| drop.then_some(Answer::Drop)));
        found.extend(self.drip_ms.map(Duration::from_millis).map(Answer::Drip));
        if let Some(text) = self.raw_base64 {
            let bytes = STANDARD
                .decode(text)
                .map_err(|fault| format!("raw_base64: {fault}"))?;
            found.push(Answer::Raw { bytes, headers });
        }
        if let Some(bytes) = self.big {
            found.push(
                Some(bytes)
                    .filter(|bytes| *bytes <= BIGGEST)
                    .map(Answer::Big)
                    .ok_or("big is too big")?,
            );
        }
        if self.edit.is_some() || !self.set.is_empty() || !self.remove.is_empty() {
            found.push(Answer::Altered {
                patch: self.edit,
                set: self.set,
                remove: self.remove,
            });
        }
        if let Some(to) = self.redirect {
            found.push(Answer::Redirect(
                HeaderValue::try_from(to).map_err(|fault| format!("redirect: {fault}"))?,
            ));
        }
        found.extend(
            self.flip_byte
                .and_then(|flip| flip.then_some(Answer::FlippedByte)),
        );
        match (found.pop(), found.is_empty(), self.delay_ms) {
            (Some(answer), true, _) => match answer {
                Answer::Status { .. } | Answer::Raw { .. } => Ok(answer),
                _ if has_headers => Err("headers go with status or raw_base64".to_owned()),
                _ => Ok(answer),
            },
            (None, _, Some(_)) => Ok(Answer::Normal),
            (None, _, None) => Err("there is no action".to_owned()),
            (Some(_), false, _) => Err("there is more than one action".to_owned()),
        }
    }
}

/// A body may be written as text, or as the JSON that it is to be.
fn text(body: Value) -> String {
    match body {
        Value::String(text) => text,
        json => json.to_string(),
    }
}

fn headers(given: &BTreeMap<String, String>) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in given {
        let wrong = || format!("{name} is not a header");
        let header: HeaderName = name.parse().map_err(|_| wrong())?;
        headers.insert(header, HeaderValue::from_str(value).map_err(|_| wrong())?);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use serde_json::json;

    use super::*;

    fn get(path: &str) -> Request {
        Request::get(path).body(Body::empty()).unwrap()
    }

    #[test]
    fn a_rule_passes_the_first_and_ends() {
        let order = json!({ "path": "/v2.1/jobs*", "skip": 1, "times": 2, "status": 503 });
        let mut rule = Rule::read(order).unwrap();
        let request = get("/v2.1/jobs/?offset=0");
        assert!(rule.due(&request, true).is_none(), "a file is no call");
        assert!(rule.due(&get("/v2.1/zones"), false).is_none());
        let due: Vec<bool> = (0..5).map(|_| rule.due(&request, false).is_some()).collect();
        assert_eq!(due, [false, true, true, false, false]);
    }

    #[test]
    fn a_rule_can_look_at_the_method_and_the_query() {
        let order = json!({ "method": "post", "path": "*?*offset=50*", "drop": true });
        let mut rule = Rule::read(order).unwrap();
        let mut request = get("/v2.1/jobs?limit=25&offset=50");
        assert!(rule.due(&request, false).is_none());
        *request.method_mut() = axum::http::Method::POST;
        assert!(rule.due(&request, false).is_some());
    }

    #[test]
    fn an_order_that_means_nothing_is_refused() {
        for order in [
            json!({ "path": "/x" }),
            json!({ "status": 503 }),
            json!({ "path": "x", "status": 503 }),
            json!({ "path": "/x", "status": 99 }),
            json!({ "path": "/x", "status": 503, "drop": true }),
            json!({ "path": "/x", "stauts": 503 }),
            json!({ "path": "/x", "hang": "sometimes" }),
            json!({ "path": "/x", "raw_base64": "***" }),
            json!({ "path": "/x", "drop": true, "headers": { "a": "b" } }),
            json!({ "path": "/x", "body": "b", "drop": true }),
            json!([]),
        ] {
            assert!(Rule::read(order.clone()).is_err(), "{order}");
        }
        assert!(Rule::read(json!({ "path": "/x", "delay_ms": 1, "edit": {}, "remove": ["a"] })).is_ok());
    }
}
