//! Numbers, dates and durations by the browser's `Intl`: right in every language, and no time zone data to carry.
//!
//! A formatter is dear to make and cheap to use, so each is made once per language, zone and shape.

use super::{Locale, locale, time_zone};
use js_sys::{Array, Date, Function, Object, Reflect, global};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static FORMATTERS: RefCell<Vec<Formatter>> = const { RefCell::new(Vec::new()) };
}

/// What `Intl` is asked for: its options by their names.
type Shape<'a> = &'a [(&'static str, &'static str)];

/// A formatter of `Intl` that was made, and what it was made for.
struct Formatter {
    locale: Locale,
    kind: &'static str,
    shape: Vec<(&'static str, &'static str)>,
    zone: Option<String>,
    made: JsValue,
    /// Its one method.
    method: Function,
}

/// A count, e.g. `2,625`.
pub fn number(count: u64) -> String {
    format("NumberFormat", &[], None, &(count as f64).into()).unwrap_or_else(|| count.to_string())
}

/// Whether a language speaks of so many as of one.
pub fn is_one(count: u64) -> bool {
    let rule = apply(
        "PluralRules",
        "select",
        &[],
        None,
        [&(count as f64).into(), &JsValue::UNDEFINED],
    );
    rule.is_some_and(|rule| rule == "one")
}

/// Several things in a row, e.g. `a, b, c`.
pub fn list(texts: &[String]) -> String {
    let array: Array = texts.iter().map(JsValue::from).collect();
    format("ListFormat", &[("style", "narrow")], None, &array).unwrap_or_else(|| texts.join(", "))
}

/// A time for a cell of a table, e.g. `Mar 5, 2021, 07:14:33`, in milliseconds since 1970.
pub fn time(ms: i64) -> String {
    let shape = [
        ("dateStyle", "medium"),
        ("timeStyle", "medium"),
        ("hourCycle", "h23"),
    ];
    in_zone(ms, &shape)
}

/// The same time where nothing beside it tells the zone, e.g. `Mar 5, 2021, 07:14:33 GMT+9`.
pub fn time_with_zone(ms: i64) -> String {
    [time(ms), time_zone::name(&time_zone::current(), "short", ms)].join(" ")
}

/// The same time in full with its zone, for hovering.
pub fn full_time(ms: i64) -> String {
    let shape = [("dateStyle", "full"), ("timeStyle", "long"), ("hourCycle", "h23")];
    in_zone(ms, &shape)
}

/// A day, e.g. `Mar 5`.
pub fn day(ms: i64) -> String {
    in_zone(ms, &[("month", "short"), ("day", "numeric")])
}

/// The number of a day within its month, e.g. `5`.
pub fn day_of_month(ms: i64) -> String {
    in_zone(ms, &[("day", "numeric")])
}

fn in_zone(ms: i64, shape: Shape) -> String {
    format(
        "DateTimeFormat",
        shape,
        time_zone::chosen().as_deref(),
        &instant(ms),
    )
    .unwrap_or_else(|| iso(ms))
}

/// The instant for `<time datetime>`, e.g. `2021-03-05T07:14:33.000Z`.
pub fn iso(ms: i64) -> String {
    Date::new(&instant(ms)).to_iso_string().into()
}

/// An instant as `Date` and `Intl` take it. Beyond ±8.64e15 ms a Date is invalid, and they throw (ECMA-262 §21.4.1.1).
pub(super) fn instant(ms: i64) -> JsValue {
    (ms as f64).clamp(-8.64e15, 8.64e15).into()
}

/// How long ago a time was, e.g. `12 seconds ago`.
pub fn ago(ms: i64, now: i64) -> String {
    relative(((ms - now) / 1000).min(0), ms)
}

/// How far ahead a time is, e.g. `in 54 minutes`.
pub fn ahead(ms: i64, now: i64) -> String {
    relative(((ms - now) / 1000).max(0), ms)
}

fn relative(seconds: i64, ms: i64) -> String {
    let (value, unit) = largest(seconds);
    let values = [&(value as f64).into(), &unit.into()];
    apply(
        "RelativeTimeFormat",
        "format",
        &[("numeric", "auto")],
        None,
        values,
    )
    .unwrap_or_else(|| time(ms))
}

fn largest(seconds: i64) -> (i64, &'static str) {
    match seconds.abs() {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    }
}

/// A duration by its two largest units, e.g. `1m 12s`, in milliseconds.
pub fn duration(ms: i64) -> String {
    // The narrow units of Japanese are Latin letters (CLDR), the short ones are 分 and 秒.
    by_units(ms, if locale() == Locale::Ja { "short" } else { "narrow" })
}

/// The same in words, for a sentence, e.g. `1 minute 12 seconds`.
pub fn long_duration(ms: i64) -> String {
    by_units(ms, "long")
}

fn by_units(ms: i64, display: &'static str) -> String {
    let seconds = ms / 1000;
    let parts: [(i64, &'static str); 2] = match seconds {
        0..60 => [(0, "minute"), (seconds, "second")],
        60..3_600 => [(seconds / 60, "minute"), (seconds % 60, "second")],
        3_600..86_400 => [(seconds / 3_600, "hour"), (seconds % 3_600 / 60, "minute")],
        _ => [(seconds / 86_400, "day"), (seconds % 86_400 / 3_600, "hour")],
    };
    let shown = parts
        .into_iter()
        .filter(|(count, unit)| *count != 0 || (seconds == 0 && *unit == "second"));
    let words = shown.map(|(count, unit)| {
        let shape = [("style", "unit"), ("unitDisplay", display), ("unit", unit)];
        format("NumberFormat", &shape, None, &(count as f64).into())
            .unwrap_or_else(|| format!("{count} {unit}"))
    });
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn format(
    kind: &'static str,
    shape: Shape,
    zone: Option<&str>,
    value: &JsValue,
) -> Option<String> {
    apply(kind, "format", shape, zone, [value, &JsValue::UNDEFINED])
}

/// Calls the one method of a formatter, in the language that is spoken. Of a thousand jobs this is called for some four
/// thousand times: a formatter that is there is found without making anything.
fn apply(
    kind: &'static str,
    method: &str,
    shape: Shape,
    zone: Option<&str>,
    [value, unit]: [&JsValue; 2],
) -> Option<String> {
    let locale = locale();
    let is_it = |it: &&Formatter| {
        it.locale == locale && it.kind == kind && it.shape == shape && it.zone.as_deref() == zone
    };
    let call = |it: &Formatter| it.method.call2(&it.made, value, unit).ok()?.as_string();
    if let Some(text) = FORMATTERS.with_borrow(|made| made.iter().find(is_it).map(call)) {
        return text;
    }
    let options: Vec<_> = shape
        .iter()
        .copied()
        .chain(zone.map(|zone| ("timeZone", zone)))
        .collect();
    let made = make(locale.tag(), kind, &options)?;
    let formatter = Formatter {
        locale,
        kind,
        shape: shape.to_vec(),
        zone: zone.map(str::to_owned),
        method: Reflect::get(&made, &method.into()).ok()?.dyn_into().ok()?,
        made,
    };
    let text = call(&formatter);
    FORMATTERS.with_borrow_mut(|all| all.push(formatter));
    text
}

/// Makes a formatter of `Intl`. `None` where the browser refuses it: an unknown time zone throws.
pub(super) fn make(tag: &str, kind: &str, shape: &[(&str, &str)]) -> Option<JsValue> {
    let intl = intl()?;
    let class: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    for (name, value) in shape {
        Reflect::set(&options, &(*name).into(), &(*value).into()).ok()?;
    }
    Reflect::construct(&class, &Array::of2(&tag.into(), &options)).ok()
}

pub(super) fn intl() -> Option<JsValue> {
    Reflect::get(&global(), &"Intl".into()).ok()
}
