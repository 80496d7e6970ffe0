//! One file: which of its encodings is sent, and how browsers may keep it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::held;

/// A file as it is sent.
pub(crate) struct File {
    bytes: Bytes,
    content_type: &'static str,
    /// `br` or `gzip`, where the file was compressed beforehand and the browser takes it.
    encoding: Option<&'static str>,
    immutable: bool,
    tag: String,
}

impl File {
    /// Reads a file, in the smallest encoding that is there and wanted; `None` if there is no such file. The name by
    /// which it was asked for tells what it holds.
    pub(crate) async fn open(file: &Path, name: &str, wanted: &HeaderMap, kept: &Kept) -> Option<Self> {
        let mut candidates: Vec<(Option<&'static str>, PathBuf)> = Vec::new();
        for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
            if accepts(wanted, encoding) {
                let mut compressed = file.as_os_str().to_owned();
                compressed.push(ending);
                candidates.push((Some(encoding), compressed.into()));
            }
        }
        candidates.push((None, file.to_owned()));
        for (encoding, candidate) in candidates {
            if let Some((bytes, tag)) = kept.read(&candidate).await {
                return Some(Self {
                    bytes,
                    content_type: content_type(name),
                    encoding,
                    immutable: is_hashed(name),
                    tag: format!("\"{tag}{}\"", encoding.unwrap_or_default()),
                });
            }
        }
        None
    }

    /// The same file with one text in it replaced by another.
    pub(crate) fn replacing(self, old: &str, new: &str) -> Self {
        let text = String::from_utf8_lossy(&self.bytes).replace(old, new);
        Self {
            bytes: text.into(),
            ..self
        }
    }

    /// The file, or word that the browser's copy is still good.
    pub(crate) fn answer(self, asked: &HeaderMap) -> Response {
        let known = asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let known = known
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"));
        let fresh = known.into_iter().any(|tag| tag == "*" || tag == self.tag);
        let mut response = Response::new(if fresh {
            Body::empty()
        } else {
            Body::from(self.bytes)
        });
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let kept = if self.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        if !fresh {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
            if let Some(encoding) = self.encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        response
    }
}

/// The files sent last: all who are sent one share its bytes, however many and however slow they are.
#[derive(Default)]
pub(crate) struct Kept(Mutex<HashMap<PathBuf, (Bytes, String)>>);

impl Kept {
    /// More files than a console has.
    const MOST: usize = 256;

    /// A file's bytes and what tells this version of it from others.
    async fn read(&self, file: &Path) -> Option<(Bytes, String)> {
        let about = tokio::fs::metadata(file)
            .await
            .ok()
            .filter(|about| about.is_file())?;
        let changed = about
            .modified()
            .ok()?
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_nanos();
        let tag = format!("{changed:x}-{:x}", about.len());
        if let Some((bytes, known)) = held(&self.0).get(file)
            && *known == tag
        {
            return Some((bytes.clone(), tag));
        }
        let bytes = Bytes::from(tokio::fs::read(file).await.ok()?);
        // One that is being written just now is told apart once it is whole.
        let tag = format!("{changed:x}-{:x}", bytes.len());
        let mut kept = held(&self.0);
        if kept.len() >= Self::MOST {
            kept.clear();
        }
        kept.insert(file.to_owned(), (bytes.clone(), tag.clone()));
        Some((bytes, tag))
    }
}

/// Whether the browser takes an encoding (RFC 9110, 12.5.3).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut any = false;
    for part in lines.flat_map(|line| line.split(',')) {
        let (name, quality) = part.split_once(';').unwrap_or((part, ""));
        let quality = quality
            .trim()
            .strip_prefix("q=")
            .map_or(Some(1.0), |number| number.parse::<f32>().ok());
        let taken = quality.is_some_and(|quality| quality > 0.0);
        match name.trim() {
            name if name.eq_ignore_ascii_case(encoding) => return taken,
            "*" => any = taken,
            _ => {}
        }
    }
    any
}

/// Whether the name holds the hash of the content, as in `index-0123456789abcdef.js`: then it never changes.
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    name.contains('.') && hash.len() >= 8 && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_ever() {
        for name in [
            "index-0123abcd.js",
            "nse-console-0123456789abcdef_bg.wasm",
            "base-deadbeef.min.css",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "boot.js",
            "index-0123abc.js",
            "my-deadbeeg.js",
            "eu-frankfurt.svg",
            "x-01234567",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn a_browser_gets_what_it_takes() {
        let takes = |value: &'static str, encoding| {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            accepts(&headers, encoding)
        };
        assert!(takes("gzip, deflate, br", "br") && takes("br;q=0.5", "br") && takes("*", "gzip"));
        assert!(
            !takes("gzip", "br")
                && !takes("br;q=0, *", "br")
                && !takes("identity", "gzip")
                && !takes("", "br")
        );
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
