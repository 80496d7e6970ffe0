//! A browser whose user or owner does not allow something.

use serde_json::{Map, Value, json};

use crate::{Browser, Demo, Fault, It, Kind, Page};

/// What a browser does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// JavaScript.
    Scripts,
    /// WebAssembly; in Chromium, which has no setting for it, by what forbids to make code at run time.
    WebAssembly,
    /// Cookies and all that is stored: it throws where somebody so much as asks for localStorage.
    Storage,
    /// localStorage alone, which then is not there at all.
    LocalStorage,
}

impl Bar {
    /// Preferences of the browser.
    pub(crate) fn preferences(self, kind: Kind) -> Map<String, Value> {
        let preferences = match (self, kind) {
            (Self::Scripts, Kind::Chromium) => {
                json!({ "profile.managed_default_content_settings.javascript": 2 })
            }
            (Self::Scripts, Kind::Firefox) => json!({ "javascript.enabled": false }),
            (Self::WebAssembly, Kind::Firefox) => json!({ "javascript.options.wasm": false }),
            (Self::Storage, Kind::Chromium) => json!({ "profile.default_content_setting_values.cookies": 2 }),
            (Self::Storage, Kind::Firefox) => json!({ "network.cookie.cookieBehavior": 2 }),
            (Self::LocalStorage, Kind::Firefox) => json!({ "dom.storage.enabled": false }),
            (Self::WebAssembly | Self::LocalStorage, Kind::Chromium) => json!({}),
        };
        match preferences {
            Value::Object(preferences) => preferences,
            _ => Map::new(),
        }
    }

    /// An argument of the browser.
    pub(crate) fn argument(self, kind: Kind) -> Option<&'static str> {
        match (self, kind) {
            (Self::WebAssembly, Kind::Chromium) => Some("--js-flags=--jitless"),
            (Self::LocalStorage, Kind::Chromium) => Some("--disable-local-storage"),
            _ => None,
        }
    }
}

impl It {
    /// A demo server and such a browser, beside those of a journey.
    ///
    /// # Errors
    /// Where they don't start.
    pub async fn barred(bar: Bar) -> Result<Self, Fault> {
        let demo = Demo::start("", &[])?;
        demo.jobs(2_625, true).await?;
        let browser = Browser::open_barred(Kind::chosen(), Some(bar)).await?;
        Ok(Self {
            demo,
            page: Page::of(browser),
        })
    }
}
