//! The tolerant reader: the one place that decides what a field of a record is when it is missing, null, empty or of
//! another type than the reference says.
//!
//! Records are read from a [`Value`] by hand rather than by derived `Deserialize`: a derived reader fails a whole
//! page for one field, and weighs some 10 KB more in the browser.

use serde_json::{Map, Value};

/// A field as text. Text, numbers and booleans are shown as they are, lists and objects as compact JSON;
/// missing, null, and empty to the eye are `None`.
pub fn text(record: &Value, key: &str) -> Option<String> {
    record.get(key).and_then(as_text)
}

/// The first of several spellings of a field that holds something.
pub fn text_of(record: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(record, key))
}

/// A value as text, by the rules of [`text`].
pub fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.chars().all(is_unseen) => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) if list.is_empty() => None,
        Value::Object(map) if map.is_empty() => None,
        other => Some(other.to_string()),
    }
}

/// The longest name that stands in a heading or a row, in characters: longer ones than the API takes.
pub const LONGEST_NAME: usize = 300;

/// The beginning of a text of more than `most` characters, with a mark that it goes on.
pub fn cut(text: &str, most: usize) -> String {
    // A character is a byte at least: most texts need no counting.
    let long = (text.len() > most).then_some(text);
    match long.and_then(|text| text.char_indices().nth(most)) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether a character leaves no mark: a name of such ones alone could be neither read nor clicked.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}')
}

/// A field as a list of texts: a list's elements without the empty ones, or one text on its own.
pub fn texts(record: &Value, key: &str) -> Vec<String> {
    match record.get(key) {
        Some(Value::Array(list)) => list.iter().filter_map(as_text).collect(),
        Some(value) => as_text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A field as a list of records: a list as it is, one object as a list of one, anything else as none.
pub fn records<'a>(record: &'a Value, key: &str) -> &'a [Value] {
    match record.get(key) {
        Some(Value::Array(list)) => list,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}

/// A field as a count of 0 or more: a whole number, or text that spells one. Larger than 2⁵³ (what JSON carries
/// safely, RFC 8259 §6), negative or fractional is `None`.
pub fn count(record: &Value, key: &str) -> Option<u64> {
    const SAFE: u64 = 1 << 53;
    let text = match record.get(key)? {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    // `3.0` is whole. (Not by parsing a float: its tables weigh 10 KB in the browser.)
    let whole = text
        .split_once('.')
        .filter(|(_, rest)| rest.bytes().all(|b| b == b'0'))
        .map_or(text.as_str(), |(whole, _)| whole);
    whole.parse().ok().filter(|number| *number <= SAFE)
}

/// The fields of a record that are not among `known`, in the server's order: what a newer server adds.
pub fn others(record: &Value, known: &[&str]) -> Vec<(String, Value)> {
    let Value::Object(map) = record else {
        return Vec::new();
    };
    map.iter()
        .filter(|(key, value)| !known.contains(&key.as_str()) && as_text(value).is_some())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// An object of these fields. (`json!` copies what it is given by a serializer of its own, which weighs 1 KB.)
pub fn object(fields: Vec<(&str, Value)>) -> Value {
    let mut object = Map::new();
    for (key, value) in fields {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_of_any_type_is_shown_or_absent() {
        let record =
            json!({"s": "x", "n": 7, "b": false, "l": ["a", null, 1], "o": {"k": 1}, "z": null, "e": " "});
        assert_eq!(text(&record, "s").as_deref(), Some("x"));
        assert_eq!(text(&record, "n").as_deref(), Some("7"));
        assert_eq!(text(&record, "b").as_deref(), Some("false"));
        assert_eq!(text(&record, "o").as_deref(), Some(r#"{"k":1}"#));
        assert_eq!(text(&record, "z"), None);
        assert_eq!(text(&record, "e"), None);
        assert_eq!(text(&record, "missing"), None);
        let names =
            json!({"unseen": "\u{200b}\u{202e}\u{feff}", "seen": "\u{202e}a", "emoji": "👩\u{200d}🔧"});
        assert_eq!(text(&names, "unseen"), None);
        assert!(text(&names, "seen").is_some() && text(&names, "emoji").is_some());
        assert_eq!(texts(&record, "l"), ["a", "1"]);
        assert_eq!(texts(&record, "s"), ["x"]);
        assert_eq!(text(&json!("not an object"), "s"), None);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut("한국어", 2), "한국…");
        assert_eq!(cut("한국어", 3), "한국어");
        assert_eq!(cut("", 0), "");
    }

    #[test]
    fn a_count_is_whole_and_safe_or_absent() {
        let record = json!({"a": 2625, "b": "12", "c": -1, "d": 1e18, "e": 1.5, "f": 3.0, "g": [1]});
        assert_eq!(count(&record, "a"), Some(2625));
        assert_eq!(count(&record, "b"), Some(12));
        assert_eq!(count(&record, "f"), Some(3));
        for odd in ["c", "d", "e", "g", "missing"] {
            assert_eq!(count(&record, odd), None, "{odd}");
        }
    }

    #[test]
    fn unknown_fields_are_kept_in_view() {
        let record = json!({"id": 1, "new": "x", "empty": null});
        assert_eq!(others(&record, &["id"]), [("new".to_owned(), json!("x"))]);
    }
}
