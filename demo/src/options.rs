//! The command line.

use std::ffi::OsString;
use std::fmt;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;

use axum::http::{HeaderValue, Uri};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::patience::Patience;

/// More would overflow nothing, but no console shows them.
pub(crate) const MOST_JOBS: u64 = 10_000_000;

/// What `--help` prints.
pub const HELP: &str = "\
nse-demo: the NetApp Service Engine API with made-up data, and the console itself

  --listen ADDRESS       where to listen (127.0.0.1:8080; port 0 takes a free one)
  --dist DIR             the console's files, as script/build makes them (dist)
  --base PATH            serve the console below this path, such as /console (/)
  --config FILE          serve this file as the console's config.json
  --api URL              forward /api to this real server instead, such as https://host/api
  --jobs N               how many jobs there are at first (2625)
  --token-seconds N      how long a token lives (3600)
  --seed N               another number gives other jobs (1)
  --test-hooks           open /__test to order faults; on a loopback address only
  --cors-origin ORIGIN   with --test-hooks: let pages of this origin call /api
  --csp-connect ORIGIN   with --test-hooks: let the console connect to this origin
  --help, --version
";

/// Why the command does not run: one plain line that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// Keeps the reason to one line, whatever a system's error text holds.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into().replace(['\n', '\r'], " "))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// How the server is to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The folder of the console's files.
    pub dist: PathBuf,
    /// The path the console is served below, without a slash at its end: empty, or such as `/console`.
    pub base: String,
    /// A file served as the console's `config.json`.
    pub config: Option<PathBuf>,
    /// A real server's API that everything below `/api` is forwarded to.
    pub api: Option<Uri>,
    /// How many jobs there are at first.
    pub jobs: u64,
    /// A token's lifetime in seconds.
    pub token_seconds: u64,
    /// What the made-up data is made from.
    pub seed: u64,
    /// Whether faults can be ordered at `/__test`.
    pub test_hooks: bool,
    /// An origin whose pages may call the API.
    pub cors_origin: Option<HeaderValue>,
    /// An origin the console's pages may connect to.
    pub csp_connect: Option<HeaderValue>,
    /// What a client is granted; not on the command line.
    pub patience: Patience,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            dist: PathBuf::from("dist"),
            base: String::new(),
            config: None,
            api: None,
            jobs: 2625,
            token_seconds: 3600,
            seed: 1,
            test_hooks: false,
            cors_origin: None,
            csp_connect: None,
            patience: Patience::default(),
        }
    }
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Print the version.
    Version,
    /// Serve.
    Serve(Box<Options>),
}

impl Command {
    /// Reads the arguments after the program's name.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, Refusal> {
        let mut options = Options::default();
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next().map_err(unclear)? {
            match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long("version") | Arg::Short('V') => return Ok(Self::Version),
                Arg::Long("listen") => options.listen = address(&text(&mut parser)?)?,
                Arg::Long("dist") => options.dist = folder(parser.value().map_err(unclear)?)?,
                Arg::Long("base") => options.base = base(&text(&mut parser)?)?,
                Arg::Long("config") => options.config = Some(parser.value().map_err(unclear)?.into()),
                Arg::Long("api") => options.api = Some(target(&text(&mut parser)?)?),
                Arg::Long("jobs") => options.jobs = number("--jobs", &text(&mut parser)?, 0, MOST_JOBS)?,
                Arg::Long("token-seconds") => {
                    options.token_seconds = number("--token-seconds", &text(&mut parser)?, 1, 315_360_000)?;
                }
                Arg::Long("seed") => options.seed = number("--seed", &text(&mut parser)?, 0, u64::MAX)?,
                Arg::Long("test-hooks") => options.test_hooks = true,
                Arg::Long("cors-origin") => {
                    options.cors_origin = Some(origin("--cors-origin", &text(&mut parser)?)?);
                }
                Arg::Long("csp-connect") => {
                    options.csp_connect = Some(origin("--csp-connect", &text(&mut parser)?)?);
                }
                other => return Err(unclear(other.unexpected())),
            }
        }
        options.check()?;
        Ok(Self::Serve(Box::new(options)))
    }
}

impl Options {
    /// What one option demands of another.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if self.test_hooks && !self.listen.ip().is_loopback() {
            return Err(Refusal::new(format!(
                "--test-hooks lets anyone who reaches it break the server; listen on 127.0.0.1 instead of {}",
                self.listen.ip()
            )));
        }
        if !self.test_hooks && self.cors_origin.is_some() {
            return Err(Refusal::new(
                "--cors-origin is for tests alone; add --test-hooks or leave it out",
            ));
        }
        if !self.test_hooks && self.csp_connect.is_some() {
            return Err(Refusal::new(
                "--csp-connect is for tests alone; add --test-hooks or leave it out",
            ));
        }
        match &self.config {
            Some(file) if !file.is_file() => Err(Refusal::new(format!(
                "there is no file {}; give --config an existing one",
                file.display()
            ))),
            _ => Ok(()),
        }
    }
}

fn unclear(fault: lexopt::Error) -> Refusal {
    Refusal::new(format!("{fault}; see nse-demo --help"))
}

fn text(parser: &mut Parser) -> Result<String, Refusal> {
    parser.value().and_then(|value| value.string()).map_err(unclear)
}

fn number(option: &str, value: &str, least: u64, most: u64) -> Result<u64, Refusal> {
    match value.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(Refusal::new(format!(
            "{option} takes a number from {least} to {most}, not {value:?}"
        ))),
    }
}

fn address(value: &str) -> Result<SocketAddr, Refusal> {
    value
        .to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(|| {
            Refusal::new(format!(
                "--listen takes an address and a port such as 127.0.0.1:8080, not {value:?}"
            ))
        })
}

/// Without the option a missing folder is fine, the API alone is served then; one that is asked for must be there.
fn folder(value: OsString) -> Result<PathBuf, Refusal> {
    let folder = PathBuf::from(value);
    if folder.is_dir() {
        return Ok(folder);
    }
    Err(Refusal::new(format!(
        "there is no folder {}; run script/build first or give --dist another",
        folder.display()
    )))
}

fn base(value: &str) -> Result<String, Refusal> {
    let path = value.trim_end_matches('/');
    let plain = |character: char| character.is_ascii_alphanumeric() || "-._~/".contains(character);
    let fits = (path.is_empty() && !value.is_empty())
        || (path.starts_with('/') && path.chars().all(plain) && !path.contains("//") && !path.contains("/."));
    // The console below /api would hide the API, or be hidden by it.
    if !fits || path == "/api" || path.starts_with("/api/") || path.starts_with("/__test") {
        return Err(Refusal::new(format!(
            "--base takes a path such as /console, not {value:?}"
        )));
    }
    Ok(path.to_owned())
}

fn target(value: &str) -> Result<Uri, Refusal> {
    let wrong = || {
        Refusal::new(format!(
            "--api takes an address such as https://host/api, not {value:?}"
        ))
    };
    let uri: Uri = value.parse().map_err(|_| wrong())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(wrong());
    };
    if uri.query().is_some() || value.contains('#') || authority.as_str().contains('@') {
        return Err(wrong());
    }
    let ip = authority.host().trim_matches(['[', ']']).parse::<IpAddr>();
    match scheme {
        "https" => Ok(uri),
        "http" if authority.host() == "localhost" || ip.is_ok_and(|ip| ip.is_loopback()) => Ok(uri),
        // Tokens and passwords pass through here.
        "http" => Err(Refusal::new(format!(
            "--api would send passwords in clear; use https, not {value:?}"
        ))),
        _ => Err(wrong()),
    }
}

/// An origin as browsers write it: lower case, no path, no port that goes without saying.
fn origin(option: &str, value: &str) -> Result<HeaderValue, Refusal> {
    let plain = |rest: &str| {
        !rest.is_empty()
            && rest
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-:[]".contains(c))
    };
    let fits = match value.split_once("://") {
        Some(("http", rest)) => plain(rest) && !rest.ends_with(":80"),
        Some(("https", rest)) => plain(rest) && !rest.ends_with(":443"),
        _ => false,
    };
    HeaderValue::from_str(value).ok().filter(|_| fits).ok_or_else(|| {
        Refusal::new(format!(
            "{option} takes an origin such as http://127.0.0.1:9000, not {value:?}"
        ))
    })
}
