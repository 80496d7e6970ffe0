//! A browser of one's own, with its driver.

use std::path::PathBuf;
use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use thirtyfour::common::command::{Command as DriverCommand, ExtensionCommand};
use thirtyfour::{Capabilities, WebDriver};

use crate::downloads::Downloads;
use crate::process::Process;
use crate::{Bar, Fault};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Kind {
    /// What the environment's `BROWSER` names; Chromium where it names none.
    pub fn chosen() -> Self {
        match std::env::var("BROWSER").unwrap_or_default().as_str() {
            "" | "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            other => panic!("BROWSER is {other:?}; it takes chromium or firefox"),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// A browser that ends with [`Self::close`], or with its driver where that was forgotten.
#[derive(Debug)]
pub struct Browser {
    /// Its driver's client.
    pub driver: WebDriver,
    /// Which one it is.
    pub kind: Kind,
    /// What it saves.
    pub downloads: Downloads,
    process: Process,
    /// The browser's own process, as long as it has to be ended.
    pub(crate) id: Option<u64>,
}

/// A command that thirtyfour has no name for.
#[derive(Debug)]
struct Extension {
    method: Method,
    endpoint: String,
    body: Option<Value>,
}

impl ExtensionCommand for Extension {
    fn parameters_json(&self) -> Option<Value> {
        self.body.clone()
    }

    fn method(&self) -> Method {
        self.method.clone()
    }

    fn endpoint(&self) -> Arc<str> {
        self.endpoint.as_str().into()
    }
}

impl Browser {
    /// Starts the browser that `BROWSER` names, without a window, in a profile of its own, in English and UTC.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn open() -> Result<Self, Fault> {
        Self::open_as(Kind::chosen()).await
    }

    /// Starts a browser.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn open_as(kind: Kind) -> Result<Self, Fault> {
        Self::open_barred(kind, None).await
    }

    /// Starts a browser that does not allow something.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn open_barred(kind: Kind, bar: Option<Bar>) -> Result<Self, Fault> {
        let (program, arguments): (PathBuf, &[&str]) = match kind {
            Kind::Chromium => ("chromedriver".into(), &["--port=0"]),
            // System access is for the browser's own console alone: reports of the content security policy are there
            // and nowhere else.
            Kind::Firefox => (
                geckodriver(),
                &["--port", "0", "--websocket-port", "0", "--allow-system-access"],
            ),
        };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("TZ", "UTC")
            .env("LANG", "en_US.UTF-8")
            .env("LANGUAGE", "en")
            .env_remove("LC_ALL");
        command
            .env("MOZ_HEADLESS_WIDTH", "1280")
            .env("MOZ_HEADLESS_HEIGHT", "900");
        let (process, port) = listening(&mut command)?;
        let downloads = Downloads::new()?;
        let wanted = capabilities(kind, &downloads, bar);
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await?;
        let named = |name: &str| driver.handle().capabilities().get(name).and_then(Value::as_u64);
        let id = named("goog:processID").or_else(|| named("moz:processID"));
        let browser = Self {
            driver,
            kind,
            downloads,
            process,
            id,
        };
        browser.driver.set_window_rect(0, 0, 1280, 900).await?;
        Ok(browser)
    }

    /// Sends a command below the session's address.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn command(
        &self,
        method: Method,
        endpoint: String,
        body: Option<Value>,
    ) -> Result<Value, Fault> {
        let command = Extension {
            method,
            endpoint,
            body,
        };
        let answer = self
            .driver
            .handle()
            .cmd(DriverCommand::ExtensionCommand(Box::new(command)))
            .await?;
        Ok(answer.value()?)
    }

    /// Chromium's DevTools protocol.
    ///
    /// # Errors
    /// Where Chromium refuses, or where it is not Chromium.
    pub async fn devtools(&self, name: &str, parameters: Value) -> Result<Value, Fault> {
        let body = json!({ "cmd": name, "params": parameters });
        self.command(Method::POST, "/goog/cdp/execute".to_owned(), Some(body))
            .await
    }

    /// What the browser complained of since it was last asked: errors and warnings of pages, failed requests, reports
    /// of the content security policy.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn complaints(&self) -> Result<Vec<String>, Fault> {
        match self.kind {
            Kind::Chromium => {
                let log = self.driver.handle().get_log("browser").await?;
                let loud = log
                    .into_iter()
                    .filter(|entry| entry.level != "INFO" && entry.level != "DEBUG");
                Ok(loud
                    .map(|entry| format!("{} {}", entry.level, entry.message))
                    .collect())
            }
            Kind::Firefox => self.firefox_complaints().await,
        }
    }

    /// Firefox tells its driver nothing of its console. What pages write there goes to standard output by a preference;
    /// uncaught errors and policy reports are in the browser's own console, which only the browser itself may read.
    ///
    /// That a script was terminated is what Firefox says of one at work on a page that is being left; one that hangs on
    /// a page that stays fails its journey, which waits for something in vain.
    async fn firefox_complaints(&self) -> Result<Vec<String>, Fault> {
        let of_page = |line: &String| {
            let said = line
                .split_once("console.error: ")
                .or_else(|| line.split_once("console.warn: "));
            // Firefox's own parts write before their words, without quotes, which part they are.
            said.is_some_and(|(_, said)| {
                !said
                    .split_once(':')
                    .is_some_and(|(part, _)| part.chars().all(char::is_alphanumeric))
            })
        };
        let mut complaints: Vec<String> = self.process.lines().into_iter().filter(of_page).collect();
        const READ: &str = "
            const messages = Services.console.getMessageArray();
            Services.console.reset();
            return messages
                .filter(it => it instanceof Ci.nsIScriptError)
                .filter(it => !/^Script terminated by timeout/.test(it.errorMessage))
                .filter(it => /content|CSP|Content Security Policy|Mixed|CORS/i.test(it.category) || /^http/.test(it.sourceName))
                .map(it => `${it.category}: ${it.errorMessage} (${it.sourceName}:${it.lineNumber})`);";
        let read = self.chrome_script(READ, Vec::new()).await?;
        complaints.extend(serde_json::from_value::<Vec<String>>(read)?);
        Ok(complaints)
    }

    /// Ends the browser and its driver.
    ///
    /// # Errors
    /// Where the driver refuses; both are ended all the same.
    pub async fn close(mut self) -> Result<(), Fault> {
        self.driver.clone().quit().await?;
        self.id = None;
        Ok(())
    }
}

/// A driver that is ended before its session leaves the browser behind, so that is ended by its id.
impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            let _ = Command::new("kill").arg(id.to_string()).status();
        }
    }
}

/// Starts a driver, and says which port it listens on. ChromeDriver looks for a free port before it takes it: among many
/// that start at once another may be quicker, and then it ends and has to be started once more.
fn listening(command: &mut Command) -> Result<(Process, u16), Fault> {
    // «ChromeDriver was started successfully on port 1234.», «… Listening on 127.0.0.1:1234»
    let port = |line: &str| {
        let rest = line
            .rsplit_once("successfully on port ")
            .or_else(|| line.rsplit_once("Listening on 127.0.0.1:"))?
            .1;
        rest.trim().trim_end_matches('.').parse::<u16>().ok()
    };
    let mut left = 5;
    loop {
        let mut process = Process::start(command)?;
        match process.wait_for(port) {
            Ok(port) => return Ok((process, port)),
            Err(fault) if left > 0 && fault.to_string().contains("Address already in use") => left -= 1,
            Err(fault) => return Err(fault),
        }
    }
}

/// On the path, or where `script/setup` puts it.
fn geckodriver() -> PathBuf {
    let on_path = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join("geckodriver").is_file()));
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"));
    match std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(home)
    {
        Some(cache) if !on_path => cache.join("nse-console/bin/geckodriver"),
        _ => "geckodriver".into(),
    }
}

fn capabilities(kind: Kind, downloads: &Downloads, bar: Option<Bar>) -> Capabilities {
    let folder = downloads.folder().to_string_lossy();
    let mut value = match kind {
        // As root and in a container Chromium needs the first two; the next four keep it from calling home.
        Kind::Chromium => json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                    "--lang=en", "--window-size=1280,900",
                ],
                // No window that offers to keep or to change a password.
                "prefs": {
                    "credentials_enable_service": false,
                    "profile.password_manager_enabled": false,
                    "profile.password_manager_leak_detection": false,
                    "download.default_directory": folder,
                    "download.prompt_for_download": false,
                },
            },
        }),
        Kind::Firefox => json!({
            "browserName": "firefox",
            "moz:firefoxOptions": {
                "args": ["-headless"],
                "prefs": {
                    "intl.accept_languages": "en",
                    // What pages write, not what Firefox itself does.
                    "devtools.console.stdout.content": true,
                    "devtools.console.stdout.chrome": false,
                    "devtools.jsonview.enabled": false,
                    "signon.rememberSignons": false,
                    "browser.download.folderList": 2,
                    "browser.download.dir": folder,
                    "browser.download.alwaysOpenPanel": false,
                    // Firefox would end a script that is at work when its page is left, and complain of it.
                    "dom.ipc.cancel_content_js_when_navigating": false,
                },
            },
        }),
    };
    if let Some(bar) = bar {
        let of_browser = match kind {
            Kind::Chromium => "goog:chromeOptions",
            Kind::Firefox => "moz:firefoxOptions",
        };
        for (name, preference) in bar.preferences(kind) {
            value[of_browser]["prefs"][name] = preference;
        }
        if let (Some(argument), Some(arguments)) =
            (bar.argument(kind), value[of_browser]["args"].as_array_mut())
        {
            arguments.push(argument.into());
        }
    }
    let mut capabilities = Capabilities::new();
    // The web servers of deploy/ speak TLS by a certificate that vouches for itself; no browser leaves this machine.
    let _ = capabilities.set("acceptInsecureCerts", true);
    if let Value::Object(fields) = value {
        for (name, value) in fields {
            let _ = capabilities.set(name, value);
        }
    }
    capabilities
}
