//! The web servers of `deploy/`, before a demo server: Debian's nginx and Caddy with those very files.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::process::Process;
use crate::{Fault, dist, workspace};

/// Which web server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Web {
    /// nginx, by `deploy/nginx`.
    Nginx,
    /// Caddy, by `deploy/Caddyfile`.
    Caddy,
}

impl Web {
    /// All that there are files for.
    pub const ALL: [Self; 2] = [Self::Nginx, Self::Caddy];
}

/// A running web server, with a folder of its own that goes when it ends.
#[derive(Debug)]
pub struct Host {
    /// Where it serves the console, with the port: TLS, by a certificate of its own making.
    pub origin: String,
    /// The port of plain http, which leads to the other.
    pub plain: u16,
    /// The port of TLS.
    pub port: u16,
    /// The certificate.
    pub certificate: PathBuf,
    /// The folder of the console's files.
    pub files: PathBuf,
    _process: Process,
    _folder: Folder,
}

impl Host {
    /// Starts a web server that serves `dist/` at the root, or below `/console/` where the base is `/console`, and asks
    /// the API at another origin.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn start(web: Web, base: &str, api: &str) -> Result<Self, Fault> {
        let folder = Folder::make()?;
        let root = folder.0.join("www");
        let files = root.join(base.trim_start_matches('/'));
        lay_files(&files, base)?;
        let certificate = make_certificate(&folder.0)?;
        // Neither server tells which port it was given, so a free one is looked for beforehand.
        let (plain, port) = (free_port()?, free_port()?);
        let process = match web {
            Web::Nginx => {
                let (name, below) = if base.is_empty() {
                    ("console.example.com", "/srv/nse-console")
                } else {
                    ("www.example.com", "/srv/www")
                };
                let key = folder.0.join("key.pem");
                let yours = [
                    ("[::]:80 ipv6only=off".to_owned(), format!("127.0.0.1:{plain}")),
                    (
                        "[::]:443 ssl http2 ipv6only=off".to_owned(),
                        format!("127.0.0.1:{port} ssl http2"),
                    ),
                    (format!("server_name {name}"), "server_name localhost".to_owned()),
                    (
                        format!("/etc/ssl/certs/{name}.pem"),
                        certificate.display().to_string(),
                    ),
                    (format!("/etc/ssl/private/{name}.key"), key.display().to_string()),
                    (below.to_owned(), root.display().to_string()),
                    ("https://nse.example.com".to_owned(), api.to_owned()),
                ];
                start_nginx(&folder.0, base, &yours)?
            }
            Web::Caddy => {
                let tls = format!(
                    "tls {} {}",
                    certificate.display(),
                    folder.0.join("key.pem").display()
                );
                let mut command = Command::new("caddy");
                command
                    .args(["run", "--adapter", "caddyfile", "--config"])
                    .arg(workspace().join("deploy/Caddyfile"))
                    // Caddy keeps things of its own; they go with the folder.
                    .envs(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"].map(|name| (name, &folder.0)))
                    .env("NSE_CONSOLE_HOST", "localhost")
                    .env("NSE_CONSOLE_BIND", "127.0.0.1")
                    .env("NSE_CONSOLE_HTTP_PORT", plain.to_string())
                    .env("NSE_CONSOLE_HTTPS_PORT", port.to_string())
                    .env("NSE_CONSOLE_TLS", tls)
                    .env("NSE_CONSOLE_ROOT", &files)
                    .env("NSE_CONSOLE_API", api)
                    .env("NSE_CONSOLE_BASE", base);
                let mut process = Process::start(&mut command)?;
                process.wait_for(|line| line.contains("serving initial configuration").then_some(()))?;
                process
            }
        };
        Ok(Self {
            origin: format!("https://localhost:{port}"),
            plain,
            port,
            certificate,
            files,
            _process: process,
            _folder: folder,
        })
    }
}

/// Puts nginx's files where Debian has them below /etc/nginx, with the texts that are a host's to change, and no others,
/// changed.
fn start_nginx(folder: &Path, base: &str, yours: &[(String, String)]) -> Result<Process, Fault> {
    let deploy = workspace().join("deploy/nginx");
    symlink(deploy.join("nse-console"), folder.join("nse-console"))?;
    let name = if base.is_empty() {
        "nse-console.conf"
    } else {
        "nse-console-sub-path.conf"
    };
    let mut changed = vec![0; yours.len()];
    let mut lines = Vec::new();
    for line in fs::read_to_string(deploy.join(name))?.lines() {
        let found = yours
            .iter()
            .position(|(text, _)| line.contains(text) && !line.trim_start().starts_with('#'));
        if found.is_some() != line.contains("; # yours") {
            return Err(Fault::new(format!("{name} marks the wrong lines: {line}")));
        }
        let Some(at) = found else {
            lines.push(line.to_owned());
            continue;
        };
        changed[at] += 1;
        lines.push(line.replace(&yours[at].0, &yours[at].1));
    }
    // The folder twice: the files, and the policy that lies among them.
    if changed
        .iter()
        .zip(yours)
        .any(|(times, (text, _))| *times != if text.starts_with("/srv/") { 2 } else { 1 })
    {
        return Err(Fault::new(format!(
            "{name} does not hold each line of the host's as often as it should: {changed:?}"
        )));
    }
    fs::write(folder.join(name), lines.join("\n"))?;

    // In place of Debian's nginx.conf, with what that sets too: nothing of it may matter.
    let main = format!(
        "daemon off; master_process off; pid {0}/pid; error_log stderr notice;\n\
         include /etc/nginx/modules-enabled/*.conf;\n\
         events {{ worker_connections 768; }}\n\
         http {{\n\
           sendfile on; tcp_nopush on; types_hash_max_size 2048; include /etc/nginx/mime.types;\n\
           default_type application/octet-stream; gzip on; access_log {0}/access.log;\n\
           client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi;\n\
           uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;\n\
           include {name};\n\
         }}\n",
        folder.display()
    );
    let file = folder.join("nginx.conf");
    fs::write(&file, main)?;
    // Debian puts it where only root's PATH leads.
    let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"]
        .into_iter()
        .find(|path| Path::new(path).is_file());
    let mut command = Command::new(program.unwrap_or("nginx"));
    command.arg("-c").arg(file).args(["-e", "stderr"]);
    let mut process = Process::start(&mut command)?;
    process.wait_for(|line| line.contains("event method").then_some(()))?;
    Ok(process)
}

/// The console's files as a host has them: `dist/`, or what `deploy/sub-path.mjs` makes of it. And one of each further
/// kind that a host may add.
fn lay_files(files: &Path, base: &str) -> Result<(), Fault> {
    let dist = dist();
    if base.is_empty() {
        fs::create_dir_all(files)?;
        for entry in fs::read_dir(dist)? {
            let entry = entry?;
            fs::copy(entry.path(), files.join(entry.file_name()))?;
        }
    } else {
        if let Some(above) = files.parent() {
            fs::create_dir_all(above)?;
        }
        let mut command = Command::new("node");
        command
            .arg(workspace().join("deploy/sub-path.mjs"))
            .arg(dist)
            .arg(files)
            .arg(format!("{base}/"));
        run(command)?;
    }
    for (name, content) in ADDED {
        fs::write(files.join(name), content)?;
    }
    Ok(())
}

/// What a host may add to the console's files.
pub const ADDED: [(&str, &str); 6] = [
    ("site.webmanifest", "{}"),
    ("robots.txt", "User-agent: *\n"),
    ("logo.png", "not really one"),
    ("face-0123456789abcdef.woff2", "not really one"),
    ("almost-0123456789abcde.js", "// 15 digits are no hash"),
    ("name with spaces & 한글.txt", "found\n"),
];

/// A certificate for this machine's own names that vouches for itself.
fn make_certificate(folder: &Path) -> Result<PathBuf, Fault> {
    let certificate = folder.join("certificate.pem");
    let mut command = Command::new("openssl");
    command
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ])
        .args(["-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout"])
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(&certificate)
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
    run(command)?;
    Ok(certificate)
}

/// Runs a program to its end.
fn run(mut command: Command) -> Result<(), Fault> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| Fault::new(format!("{name} does not start: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Fault::new(format!(
        "{name} fails: {}",
        String::from_utf8_lossy(&output.stderr)
    )))
}

/// A port that nobody listens on, and that was not given before: servers start side by side, and Caddy shares a port with
/// whoever else listens there (SO_REUSEPORT) instead of failing.
fn free_port() -> Result<u16, Fault> {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        if GIVEN.lock().unwrap_or_else(PoisonError::into_inner).insert(port) {
            return Ok(port);
        }
    }
}

/// A folder that goes when it is no longer needed.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, Fault> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "nse-console-{}-{}",
            std::process::id(),
            MADE.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
