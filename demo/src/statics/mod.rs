//! The console's files, and which address leads to which.

mod file;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use percent_encoding::percent_decode_str;

use crate::headers;
use crate::held;
use crate::options::Options;
use file::{File, Kept};

/// Below these every address is a page, whatever the name of a region or a job ends with.
const PAGES: [&str; 5] = ["regions", "zones", "jobs", "account", "signin"];

/// Anywhere else, a name with such an ending means a file: a missing one must not be answered with a page.
const FILES: [&str; 18] = [
    "js",
    "css",
    "wasm",
    "svg",
    "png",
    "ico",
    "json",
    "txt",
    "map",
    "webmanifest",
    "html",
    "xml",
    "woff2",
    "webp",
    "jpg",
    "mjs",
    "br",
    "gz",
];

const INDEX: &str = "index.html";

/// The folder of the console's files, which a test may exchange for that of another build.
pub(crate) type Dist = Arc<Mutex<PathBuf>>;

/// The console's files as they are served.
pub(crate) struct Statics {
    pub(crate) dist: Dist,
    config: Option<PathBuf>,
    /// Where the console is, without a slash at its end: nothing at the root.
    base: String,
    csp_connect: Option<HeaderValue>,
    kept: Kept,
}

impl Statics {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            dist: Arc::new(Mutex::new(options.dist.clone())),
            config: options.config.clone(),
            base: options.base.clone(),
            csp_connect: options.csp_connect.clone(),
            kept: Kept::default(),
        }
    }

    /// Answers a request for a file or a page; the path is the one below the base.
    pub(crate) async fn answer(&self, request: Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut response = self.refuse(StatusCode::METHOD_NOT_ALLOWED, "Files can be read only.");
            response
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let (path, asked) = (request.uri().path(), request.headers());
        let dist = held(&self.dist).clone();
        let index = dist.join(INDEX);
        let mut found = match self.file(&dist, path) {
            Some((file, _)) if file == index => self.index(&index, asked).await,
            Some((file, name)) => File::open(&file, &name, asked, &self.kept).await,
            None => None,
        };
        if found.is_none() && is_page(path) {
            found = self.index(&index, asked).await;
        }
        let mut response = match found {
            Some(file) => file.answer(asked),
            None if dist.is_dir() => self.refuse(StatusCode::NOT_FOUND, "There is no such file."),
            None => self.refuse(
                StatusCode::NOT_FOUND,
                "The console has not been built: there is no folder of its files. Run script/build, or name one with --dist.",
            ),
        };
        self.secure(response.headers_mut());
        response
    }

    /// The page. Below a base it says so in its `<base>`, and is sent as it is: what was compressed beforehand names
    /// the root.
    async fn index(&self, index: &Path, asked: &HeaderMap) -> Option<File> {
        if self.base.is_empty() {
            return File::open(index, INDEX, asked, &self.kept).await;
        }
        let file = File::open(index, INDEX, &HeaderMap::new(), &self.kept).await?;
        Some(file.replacing("<base href=\"/\">", &format!("<base href=\"{}/\">", self.base)))
    }

    /// A short answer in words, where there is no file to send.
    pub(crate) fn refuse(&self, status: StatusCode, why: &'static str) -> Response {
        let mut response = Response::new(Body::from(format!("{why}\n")));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        self.secure(headers);
        response
    }

    /// Adds the headers that every file is sent with.
    pub(crate) fn secure(&self, headers: &mut HeaderMap) {
        let dist = held(&self.dist).clone();
        let policy = headers::content_security_policy(&dist, self.csp_connect.as_ref());
        headers::for_files(headers, policy);
    }

    /// The file that an address names, if it can name one, and what it is called there.
    fn file(&self, dist: &Path, path: &str) -> Option<(PathBuf, String)> {
        match (path, &self.config) {
            ("/config.json", Some(config)) => return Some((config.clone(), "config.json".to_owned())),
            ("/", _) => return Some((dist.join(INDEX), INDEX.to_owned())),
            _ if PAGES.contains(&first_segment(path)) => return None,
            _ => {}
        }
        let mut file = dist.to_owned();
        let mut name = String::new();
        for segment in path.strip_prefix('/')?.split('/') {
            let segment = percent_decode_str(segment).decode_utf8().ok()?;
            // A segment is one plain name: nothing that leads out of the folder, on any system.
            let plain = !segment.is_empty()
                && !matches!(&*segment, "." | "..")
                && !segment.contains(['/', '\\', ':', '\0'])
                && Path::new(&*segment).components().count() == 1;
            if !plain {
                return None;
            }
            file.push(&*segment);
            name = segment.into_owned();
        }
        Some((file, name))
    }
}

fn first_segment(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

/// Whether an address without a file means a page.
fn is_page(path: &str) -> bool {
    if PAGES.contains(&first_segment(path)) {
        return true;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.')
        .is_none_or(|(_, ending)| !FILES.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_files() {
        for page in [
            "/",
            "/regions",
            "/regions/a.b",
            "/regions/x.js",
            "/jobs/1",
            "/nonsense",
            "/what.ever",
            "/a.b/c",
        ] {
            assert!(is_page(page), "{page}");
        }
        for file in [
            "/app.js",
            "/favicon.ico",
            "/config.json",
            "/deep/down/x.wasm",
            "/regions.js",
            "/boot.js.map",
        ] {
            assert!(!is_page(file), "{file}");
        }
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        let dist = Path::new("/dist");
        let statics = Statics::new(&Options::default());
        for path in [
            "/../x",
            "/%2e%2e/x",
            "/a/../../x",
            "/..%2fx",
            "/a%5c..%5cx",
            "//etc/passwd",
            "/c:x",
            "/a%00",
            "/%ff",
        ] {
            assert_eq!(statics.file(dist, path), None, "{path}");
        }
        let found = |path| statics.file(dist, path).unwrap();
        assert_eq!(
            found("/a/b%20c.js"),
            (PathBuf::from("/dist/a/b c.js"), "b c.js".to_owned())
        );
        assert_eq!(
            found("/"),
            (PathBuf::from("/dist/index.html"), "index.html".to_owned())
        );
        assert_eq!(statics.file(dist, "/jobs/x.js"), None);
    }
}
