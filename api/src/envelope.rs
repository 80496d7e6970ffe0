//! The envelope around every answer: `{"status": {…}, "result": {…, "records": […]}}`.

use crate::error::{ApiError, ErrorKind};
use crate::paging::{Order, Sort};
use crate::value::{count, text, text_of};
use serde_json::Value;

/// A successful answer, taken out of its envelope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What the server sent, whatever it was asked for.
    pub records: Vec<Value>,
    /// How many records there are in all, if the server says so.
    pub total: Option<u64>,
    /// How many records it says it skipped.
    pub offset: Option<u64>,
    /// What it says it sorted by.
    pub sort: Option<Sort>,
}

impl Answer {
    /// The ids of its records.
    pub fn ids(&self) -> Vec<String> {
        self.records
            .iter()
            .filter_map(|record| text(record, "id"))
            .collect()
    }

    /// Whether it holds all records that there are; it was asked for `limit` of them.
    pub fn is_whole(&self, limit: u32) -> bool {
        let shown = self.records.len() as u64;
        self.total
            .map_or(shown < u64::from(limit), |total| total <= shown)
    }

    /// Reads an answer from its HTTP status and body.
    ///
    /// An envelope whose `code` is an error is one even where HTTP says 200, and an HTTP error is one whatever the
    /// body holds. `code` may be a number or text.
    ///
    /// # Errors
    /// The server's own error with its messages, or [`ErrorKind::Unexpected`] for a success that is not an envelope.
    pub fn read(http: u16, body: &str) -> Result<Self, ApiError> {
        let envelope = parse(body);
        let status = envelope
            .as_ref()
            .and_then(|envelope| envelope.get("status"))
            .unwrap_or(&Value::Null);
        let code = count(status, "code")
            .and_then(|code| u16::try_from(code).ok())
            .filter(|code| *code >= 400);
        if let Some(code) = (http >= 400).then_some(http).or(code) {
            return Err(ApiError {
                kind: ErrorKind::of_code(code),
                code: Some(code),
                user_message: text_of(status, &["user_message", "userMessage"]),
                verbose_message: text_of(status, &["verbose_message", "verboseMessage"]),
                address: String::new(),
            });
        }
        let has_status = status.is_object();
        let unexpected = || ApiError {
            code: Some(http),
            ..ApiError::of_kind(ErrorKind::Unexpected)
        };
        let mut envelope = envelope.ok_or_else(unexpected)?;
        let mut result = envelope.get_mut("result").map(Value::take).unwrap_or_default();
        // A success without any result (202, say) is an answer without records; without a status it is no envelope.
        if !result.is_object() && !has_status {
            return Err(unexpected());
        }
        Ok(Self {
            total: count(&result, "total_records"),
            offset: count(&result, "offset"),
            sort: text(&result, "sort_by").map(|by| Sort {
                by,
                order: Order::read(text(&result, "order_by").as_deref()),
            }),
            records: result
                .get_mut("records")
                .map(Value::take)
                .map(listed)
                .unwrap_or_default(),
        })
    }
}

/// The records of a result: a list, or one on its own. What is no object is no record.
fn listed(records: Value) -> Vec<Value> {
    match records {
        Value::Array(list) => list.into_iter().filter(Value::is_object).collect(),
        one @ Value::Object(_) => vec![one],
        _ => Vec::new(),
    }
}

/// JSON, if the text is some. serde_json refuses nesting deeper than 128, so a hostile body can't exhaust the stack.
fn parse(body: &str) -> Option<Value> {
    serde_json::from_str(body.trim_start_matches('\u{feff}')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = r#"{"status":{"user_message":"Okay.","verbose_message":"","code":200},
        "result":{"returned_records":1,"total_records":2625,"sort_by":"created","order_by":"desc","offset":0,
        "limit":1,"records":[{"id":"a"}]}}"#;

    #[test]
    fn a_page_is_read() {
        let answer = Answer::read(200, PAGE).unwrap();
        assert_eq!(answer.records.len(), 1);
        assert_eq!(answer.total, Some(2625));
        assert_eq!(
            answer.sort,
            Some(Sort {
                by: "created".into(),
                order: Order::Descending
            })
        );
    }

    #[test]
    fn what_the_reference_leaves_open_is_accepted() {
        for body in [
            r#"{"status":{"code":"200"},"result":{"records":[{"id":1}]}}"#,
            r#"{"status":{"code":200,"verbose_message":null},"result":{"total_records":null,"records":[{}]}}"#,
            r#"{"result":{"records":{"id":"not in a list"}}}"#,
        ] {
            assert_eq!(Answer::read(200, body).unwrap().records.len(), 1, "{body}");
        }
        assert_eq!(
            Answer::read(202, r#"{"status":{"code":202},"result":null}"#).unwrap(),
            Answer::default()
        );
    }

    #[test]
    fn an_error_is_one_by_http_or_by_envelope() {
        let by_envelope =
            r#"{"status":{"user_message":"No.","verbose_message":"why","code":"412"},"result":null}"#;
        let error = Answer::read(200, by_envelope).unwrap_err();
        assert_eq!((error.kind, error.code), (ErrorKind::Precondition, Some(412)));
        assert_eq!(error.user_message.as_deref(), Some("No."));
        assert_eq!(error.verbose_message.as_deref(), Some("why"));
        let by_http = Answer::read(502, "<html>Bad gateway").unwrap_err();
        assert_eq!(
            (by_http.kind, by_http.code, by_http.user_message),
            (ErrorKind::Server, Some(502), None)
        );
        assert_eq!(Answer::read(403, PAGE).unwrap_err().kind, ErrorKind::Forbidden);
    }

    #[test]
    fn what_is_no_envelope_is_unexpected() {
        let nested = "[".repeat(10_000);
        for body in [
            "",
            "null",
            "[]",
            "{}",
            "<html>",
            "{\"status\":",
            "7",
            nested.as_str(),
        ] {
            assert_eq!(
                Answer::read(200, body).unwrap_err().kind,
                ErrorKind::Unexpected,
                "{body:.20}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_body_panics(http in any::<u16>(), body in ".*") {
            let _ = Answer::read(http, &body);
        }
    }
}
