//! An HTTP client that hides nothing: addresses go out as they are written, headers come back as they were sent, once
//! or twice, and bodies as they were compressed.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::{Fault, Host};

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers in their order, with names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body, without the marks of its chunks.
    pub body: Vec<u8>,
}

impl Answer {
    /// The one value of a header; none where it is missing.
    ///
    /// # Panics
    /// Where it was sent twice, which leaves open what it means.
    pub fn header(&self, name: &str) -> Option<&str> {
        let values: Vec<_> = self.headers.iter().filter(|(sent, _)| sent == name).collect();
        assert!(values.len() < 2, "{name} was sent more than once: {values:?}");
        values.first().map(|(_, value)| value.as_str())
    }

    fn read(bytes: &[u8], head_only: bool) -> Result<Self, Fault> {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .ok_or_else(|| Fault::new(format!("no answer: {:?}", String::from_utf8_lossy(bytes))))?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap_or_default().split(' ').nth(1);
        let status = status.and_then(|text| text.parse().ok());
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut answer = Self {
            status: status.ok_or_else(|| Fault::new(format!("no status: {head}")))?,
            headers,
            body: bytes[end + 4..].to_vec(),
        };
        if !head_only && answer.header("transfer-encoding") == Some("chunked") {
            answer.body = joined(&answer.body);
        }
        Ok(answer)
    }
}

/// The chunks of a body in one.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap_or_default();
        let from = end + 2;
        if size == 0 || from + size + 2 > rest.len() {
            break;
        }
        body.extend_from_slice(&rest[from..from + size]);
        rest = &rest[from + size + 2..];
    }
    body
}

/// Sends a request on a connection that ends with its answer.
fn exchange(
    mut connection: impl Read + Write,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Answer, Fault> {
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    connection.write_all(&[request.as_bytes(), body].concat())?;
    connection.flush()?;
    let mut bytes = Vec::new();
    // A server may end a connection without a word of TLS that it does.
    if let Err(error) = connection.read_to_end(&mut bytes)
        && bytes.is_empty()
    {
        return Err(error.into());
    }
    Answer::read(&bytes, method == "HEAD")
}

fn connect(port: u16) -> Result<TcpStream, Fault> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Asks a server on this machine by plain http.
///
/// # Errors
/// Where there is no answer.
pub fn ask_plainly(port: u16, method: &str, path: &str) -> Result<Answer, Fault> {
    exchange(connect(port)?, method, path, &[], &[])
}

impl Host {
    /// Asks by TLS, with nothing trusted but the host's own certificate.
    ///
    /// # Errors
    /// Where there is no answer.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Fault> {
        let tls = |error: &dyn std::fmt::Display| Fault::new(format!("TLS with {}: {error}", self.origin));
        let certificate = CertificateDer::from_pem_file(&self.certificate).map_err(|error| tls(&error))?;
        let mut trusted = RootCertStore::empty();
        trusted.add(certificate).map_err(|error| tls(&error))?;
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| tls(&error))?
            .with_root_certificates(trusted)
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").map_err(|error| tls(&error))?;
        let connection = ClientConnection::new(Arc::new(config), name).map_err(|error| tls(&error))?;
        let stream = StreamOwned::new(connection, connect(self.port)?);
        exchange(stream, method, path, headers, body)
    }

    /// Asks for a file or a page as a browser does that takes an encoding.
    ///
    /// # Errors
    /// Where there is no answer.
    pub fn get(&self, path: &str, encoding: &str) -> Result<Answer, Fault> {
        self.ask("GET", path, &[("accept-encoding", encoding)], &[])
    }
}

/// What Google's CSP evaluator finds in a policy: a line a finding, from the most severe on.
///
/// # Errors
/// Where it can't be run; `script/setup` installs it.
pub fn findings(policy: &str) -> Result<Vec<String>, Fault> {
    let output = Command::new("node")
        .arg(crate::workspace().join("script/lib/csp.mjs"))
        .arg(policy)
        .output()?;
    if !output.status.success() {
        return Err(Fault::new(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect())
}
