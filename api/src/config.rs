//! `config.json` beside `index.html`: what a deployment may set without a rebuild.

use crate::value::as_text;
use serde_json::{Map, Value};

/// The settings of a deployment. Every key may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the API is: a path of this origin, or another origin with a path. `/api` by default.
    pub api_base: String,
    /// The API's paths below that.
    pub paths: Paths,
    /// The console's name, in titles and the frame. `NSE Console` by default.
    pub title: String,
    /// Minutes without a sign of the user until the session ends; 0 for never. 30 by default.
    pub idle_minutes: u32,
    /// Seconds between polls of jobs that may still change. 3 by default.
    pub poll_seconds: u32,
    /// The language to start with where the user chose none; the browser's by default.
    pub language: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api_base: "/api".to_owned(),
            paths: Paths::default(),
            title: "NSE Console".to_owned(),
            idle_minutes: 30,
            poll_seconds: 3,
            language: None,
        }
    }
}

/// The API's paths below its base; the reference spells some of them in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// POST: sign in.
    pub signin: String,
    /// POST: change the password.
    pub password: String,
    /// POST: renew the token.
    pub refresh: String,
    /// GET: regions, and one by its name below it.
    pub regions: String,
    /// GET: zones, and one by its name below it.
    pub zones: String,
    /// GET: jobs, and one by its id below it.
    pub jobs: String,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            signin: "/v2.1/auth/signin".to_owned(),
            password: "/v2.1/auth/password".to_owned(),
            refresh: "/v2.1/auth/refresh".to_owned(),
            regions: "/v2.1/auth/regions".to_owned(),
            zones: "/v2.1/auth/zones".to_owned(),
            jobs: "/v2.1/jobs/".to_owned(),
        }
    }
}

/// A setting that can't be used, for a page that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// The key, e.g. `paths.jobs`; empty where the file as a whole is no JSON object.
    pub key: String,
    /// What stands there.
    pub value: String,
    /// What may stand there.
    pub allowed: Allowed,
}

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// A JSON object.
    Object,
    /// One of the keys of [`Config`].
    Key,
    /// A path such as `/api`, or an `https:` address without query (`http:` on loopback).
    Base,
    /// A path that begins with `/`.
    Path,
    /// Text that is not empty.
    Text,
    /// A whole number between these.
    Whole(u32, u32),
    /// `en`, `ko` or `ja`.
    Language,
}

impl Config {
    /// Reads `config.json`, of a console that speaks these languages (BCP 47).
    ///
    /// # Errors
    /// The first setting that can't be used. A misspelt key is one: it would otherwise be ignored in silence.
    pub fn read(text: &str, languages: &[&str]) -> Result<Self, ConfigFault> {
        let Ok(Value::Object(fields)) = serde_json::from_str(text.trim_start_matches('\u{feff}')) else {
            return Err(fault(
                "",
                &Value::String(text.chars().take(80).collect()),
                Allowed::Object,
            ));
        };
        let mut config = Self::default();
        for (key, value) in &fields {
            match key.as_str() {
                "api_base" => config.api_base = base(key, value)?,
                "paths" => config.paths = Paths::read(object(key, value)?)?,
                "title" => config.title = words(key, value)?,
                "idle_minutes" => config.idle_minutes = whole(key, value, 0, 24 * 60)?,
                "poll_seconds" => config.poll_seconds = whole(key, value, 1, 3600)?,
                "language" => config.language = Some(language(key, value, languages)?),
                _ => return Err(fault(key, value, Allowed::Key)),
            }
        }
        Ok(config)
    }
}

impl Paths {
    fn read(fields: &Map<String, Value>) -> Result<Self, ConfigFault> {
        let mut paths = Self::default();
        for (key, value) in fields {
            let full = format!("paths.{key}");
            let place = match key.as_str() {
                "signin" => &mut paths.signin,
                "password" => &mut paths.password,
                "refresh" => &mut paths.refresh,
                "regions" => &mut paths.regions,
                "zones" => &mut paths.zones,
                "jobs" => &mut paths.jobs,
                _ => return Err(fault(&full, value, Allowed::Key)),
            };
            *place = path(value).ok_or_else(|| fault(&full, value, Allowed::Path))?;
        }
        Ok(paths)
    }
}

fn fault(key: &str, value: &Value, allowed: Allowed) -> ConfigFault {
    let value = as_text(value)
        .unwrap_or_else(|| value.to_string())
        .chars()
        .take(200)
        .collect();
    ConfigFault {
        key: key.to_owned(),
        value,
        allowed,
    }
}

fn object<'a>(key: &str, value: &'a Value) -> Result<&'a Map<String, Value>, ConfigFault> {
    value
        .as_object()
        .ok_or_else(|| fault(key, value, Allowed::Object))
}

fn words(key: &str, value: &Value) -> Result<String, ConfigFault> {
    let text = value
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty() && text.chars().count() <= 80);
    text.map(str::to_owned)
        .ok_or_else(|| fault(key, value, Allowed::Text))
}

fn whole(key: &str, value: &Value, least: u32, most: u32) -> Result<u32, ConfigFault> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| fault(key, value, Allowed::Whole(least, most)))
}

fn language(key: &str, value: &Value, languages: &[&str]) -> Result<String, ConfigFault> {
    let known = value.as_str().filter(|text| languages.contains(text));
    known
        .map(str::to_owned)
        .ok_or_else(|| fault(key, value, Allowed::Language))
}

fn path(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let plain = text.starts_with('/') && !text.starts_with("//") && !text.contains(odd_in_address);
    plain.then(|| text.to_owned())
}

/// The base is kept without a slash at its end, because every path begins with one.
fn base(key: &str, value: &Value) -> Result<String, ConfigFault> {
    let wrong = || fault(key, value, Allowed::Base);
    if let Some(path) = path(value) {
        return Ok(path.trim_end_matches('/').to_owned());
    }
    let text = value.as_str().ok_or_else(wrong)?;
    let rest = text.strip_prefix("https://").or_else(|| {
        // Without TLS the token would cross the network in clear: only a machine's own loopback may.
        let rest = text.strip_prefix("http://")?;
        let host = rest.split('/').next()?;
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        matches!(host, "localhost" | "127.0.0.1" | "[::1]").then_some(rest)
    });
    let host = rest
        .and_then(|rest| rest.split('/').next())
        .filter(|host| !host.is_empty() && !host.contains('@'));
    if host.is_none() || text.contains(odd_in_address) {
        return Err(wrong());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn odd_in_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, ConfigFault> {
        Config::read(text, &["en", "ko", "ja"])
    }
    use proptest::prelude::*;

    #[test]
    fn an_empty_object_means_defaults() {
        assert_eq!(read("{}"), Ok(Config::default()));
    }

    #[test]
    fn every_key_is_taken() {
        let config = read(
            r#"{"api_base": "https://nse.example:8443/api/", "paths": {"zones": "/v2.1/zones"}, "title": " Storage ",
                "idle_minutes": 0, "poll_seconds": 10, "language": "ko"}"#,
        )
        .unwrap();
        assert_eq!(config.api_base, "https://nse.example:8443/api");
        assert_eq!(config.paths.zones, "/v2.1/zones");
        assert_eq!(config.paths.jobs, "/v2.1/jobs/");
        assert_eq!(
            (config.title.as_str(), config.idle_minutes, config.poll_seconds),
            ("Storage", 0, 10)
        );
        assert_eq!(config.language.as_deref(), Some("ko"));
        assert_eq!(
            read(r#"{"api_base": "http://127.0.0.1:9000"}"#).unwrap().api_base,
            "http://127.0.0.1:9000"
        );
        assert_eq!(
            read(r#"{"api_base": "/"}"#).unwrap().api_base,
            "",
            "the API at the root of this origin"
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_what_is_allowed() {
        for (text, key, allowed) in [
            ("", "", Allowed::Object),
            ("[]", "", Allowed::Object),
            (r#"{"api_bsae": "/api"}"#, "api_bsae", Allowed::Key),
            (r#"{"api_base": "api"}"#, "api_base", Allowed::Base),
            (r#"{"api_base": "//host/api"}"#, "api_base", Allowed::Base),
            (
                r#"{"api_base": "http://nse.example/api"}"#,
                "api_base",
                Allowed::Base,
            ),
            (
                r#"{"api_base": "http://localhost.evil.example"}"#,
                "api_base",
                Allowed::Base,
            ),
            (
                r#"{"api_base": "http://localhost:x@evil.example"}"#,
                "api_base",
                Allowed::Base,
            ),
            (r#"{"api_base": "https://user@host"}"#, "api_base", Allowed::Base),
            (
                r#"{"api_base": "javascript:alert(1)"}"#,
                "api_base",
                Allowed::Base,
            ),
            (r#"{"api_base": 7}"#, "api_base", Allowed::Base),
            (r#"{"paths": []}"#, "paths", Allowed::Object),
            (r#"{"paths": {"jobs": "v2.1/jobs"}}"#, "paths.jobs", Allowed::Path),
            (r#"{"paths": {"job": "/x"}}"#, "paths.job", Allowed::Key),
            (r#"{"title": ""}"#, "title", Allowed::Text),
            (r#"{"idle_minutes": -1}"#, "idle_minutes", Allowed::Whole(0, 1440)),
            (
                r#"{"idle_minutes": "30"}"#,
                "idle_minutes",
                Allowed::Whole(0, 1440),
            ),
            (r#"{"poll_seconds": 0}"#, "poll_seconds", Allowed::Whole(1, 3600)),
            (r#"{"language": "fr"}"#, "language", Allowed::Language),
        ] {
            let fault = read(text).unwrap_err();
            assert_eq!((fault.key.as_str(), fault.allowed), (key, allowed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*", base in ".*") {
            let _ = read(&text);
            let _ = read(&serde_json::json!({ "api_base": base }).to_string());
        }
    }
}
