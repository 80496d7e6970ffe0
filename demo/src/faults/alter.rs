//! Changes to a JSON answer.

use serde_json::Value;

/// Applies a merge patch (RFC 7396): objects are merged, null removes, anything else replaces.
pub(crate) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(fields) = target {
        for (key, change) in changes {
            if change.is_null() {
                fields.remove(key);
            } else {
                merge(fields.entry(key.as_str()).or_insert(Value::Null), change);
            }
        }
    }
}

/// Removes what a dotted path leads to; `*` is every element of a list or field of an object, a number is one element.
pub(crate) fn remove(target: &mut Value, path: &str) {
    let Some((step, rest)) = path.split_once('.') else {
        match target {
            Value::Object(fields) if path == "*" => fields.clear(),
            Value::Object(fields) => drop(fields.remove(path)),
            Value::Array(list) if path == "*" => list.clear(),
            Value::Array(list) => {
                if let Some(place) = path.parse().ok().filter(|place| *place < list.len()) {
                    list.remove(place);
                }
            }
            _ => {}
        }
        return;
    };
    inside(target, step, &mut |found| remove(found, rest));
}

/// Puts a value wherever a dotted path leads to; the field of an object may be new.
pub(crate) fn set(target: &mut Value, path: &str, value: &Value) {
    match (path.split_once('.'), target) {
        (Some((step, rest)), target) => inside(target, step, &mut |found| set(found, rest, value)),
        (None, Value::Object(fields)) if path != "*" => drop(fields.insert(path.to_owned(), value.clone())),
        (None, target) => inside(target, path, &mut |found| *found = value.clone()),
    }
}

/// Goes to all that one step of a path leads to.
fn inside(target: &mut Value, step: &str, go: &mut dyn FnMut(&mut Value)) {
    match target {
        Value::Object(fields) if step == "*" => fields.values_mut().for_each(go),
        Value::Object(fields) => fields.get_mut(step).into_iter().for_each(go),
        Value::Array(list) if step == "*" => list.iter_mut().for_each(go),
        Value::Array(list) => {
            let place = step.parse::<usize>().ok();
            place
                .and_then(|place| list.get_mut(place))
                .into_iter()
                .for_each(go);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_merges_replaces_and_removes() {
        let mut value =
            json!({ "status": { "code": 200, "user_message": "Okay." }, "result": { "records": [1] } });
        merge(
            &mut value,
            &json!({ "status": { "code": "200", "user_message": null }, "result": { "records": [] } }),
        );
        assert_eq!(
            value,
            json!({ "status": { "code": "200" }, "result": { "records": [] } })
        );
        merge(&mut value, &json!([]));
        assert_eq!(value, json!([]));
    }

    #[test]
    fn a_path_removes_at_every_star() {
        let mut value = json!({ "result": { "total": 2, "records": [{ "a": 1, "b": 2 }, { "a": 3 }] } });
        remove(&mut value, "result.total");
        remove(&mut value, "result.records.*.a");
        remove(&mut value, "result.records.1");
        remove(&mut value, "result.nothing.here");
        assert_eq!(value, json!({ "result": { "records": [{ "b": 2 }] } }));
    }

    #[test]
    fn a_path_sets_at_every_star() {
        let mut value = json!({ "status": { "code": 200 }, "result": { "records": [{ "a": 1 }, {}, 7] } });
        set(&mut value, "status.code", &json!("200"));
        set(&mut value, "result.records.*.a", &json!(null));
        set(&mut value, "result.records.2", &json!([]));
        set(&mut value, "no.such.place", &json!(1));
        let records = json!([{ "a": null }, { "a": null }, []]);
        assert_eq!(
            value,
            json!({ "status": { "code": "200" }, "result": { "records": records } })
        );
        set(&mut value, "result.records.*", &json!(0));
        assert_eq!(value["result"]["records"], json!([0, 0, 0]));
    }
}
