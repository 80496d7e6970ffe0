//! What every answer of the API is wrapped in, errors too.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::paging::Page;
use crate::patience::Unread;

/// The answer to a request that went well.
#[derive(Debug)]
pub(crate) struct Envelope {
    records: Vec<Value>,
    page: Option<(Page, u64)>,
}

impl Envelope {
    /// One record, as a lookup or a sign-in answers.
    pub(crate) fn one(record: Value) -> Self {
        Self {
            records: vec![record],
            page: None,
        }
    }

    /// A page of a list, and how many records there are in all.
    pub(crate) fn page(records: Vec<Value>, page: Page, total: u64) -> Self {
        Self {
            records,
            page: Some((page, total)),
        }
    }
}

impl IntoResponse for Envelope {
    fn into_response(self) -> Response {
        let returned = self.records.len();
        let plural = if returned == 1 { "" } else { "s" };
        let message = format!("Okay. Returned {returned} record{plural}.");
        let result = match self.page {
            Some((page, total)) => json!({
                "returned_records": returned,
                "total_records": total,
                "sort_by": page.sort_by,
                "order_by": page.order.word(),
                "offset": page.offset,
                "limit": page.limit,
                "records": self.records,
            }),
            None => {
                json!({ "returned_records": returned, "total_records": returned, "records": self.records })
            }
        };
        wrapped(StatusCode::OK, &message, "", result)
    }
}

/// The answer to a request that did not go well.
#[derive(Debug)]
pub(crate) struct Fault {
    status: StatusCode,
    message: String,
    details: String,
}

impl Fault {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            details: String::new(),
        }
    }

    /// A request that makes no sense.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// A thing that is not there.
    pub(crate) fn missing(kind: &str, name: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("There is no {kind} {name:?}."))
    }

    pub(crate) fn unknown_path(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("There is nothing at {path}."))
    }

    /// A request that is not all there.
    pub(crate) fn unread(why: Unread) -> Self {
        match why {
            Unread::TooLarge => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 64 KB."),
            Unread::TooSlow => Self::new(StatusCode::REQUEST_TIMEOUT, "The request took too long to come."),
            Unread::Broken => Self::invalid("The request broke off."),
        }
    }

    /// Adds what only an expert wants to read.
    pub(crate) fn explained(mut self, details: String) -> Self {
        self.details = details;
        self
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = wrapped(self.status, &self.message, &self.details, Value::Null);
        if self.status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

fn wrapped(status: StatusCode, message: &str, details: &str, result: Value) -> Response {
    let envelope = json!({
        "status": { "user_message": message, "verbose_message": details, "code": status.as_u16() },
        "result": result,
    });
    let mut response = Response::new(Body::from(envelope.to_string()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
