//! What the demo server bears: 10,000 requests at 50 parallel, and 1,000 connections at once. No error, and a memory that
//! the second ten thousand leave as they found it.

use std::rc::Rc;
use std::time::{Duration, Instant};

use nse_e2e::{Demo, Fault, User};
use reqwest::Client;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::timeout;

const REQUESTS: usize = 10_000;
const PARALLEL: usize = 50;
const CONNECTIONS: usize = 1_000;
/// The memory that may come on top once everything was asked for ten thousand times, in KB.
const SLACK: u64 = 16 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

/// Prints the figures.
///
/// # Errors
/// Where a request fails, or where the memory grows.
pub async fn measure() -> Result<(), Fault> {
    LocalSet::new().run_until(borne()).await
}

async fn borne() -> Result<(), Fault> {
    let demo = Demo::start("", &[])?;
    demo.jobs(2_625, true).await?;
    let session = demo.session(User::ADMIN).await?;
    let token = session["token"].as_str().unwrap_or_default().to_owned();
    let client = Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(PARALLEL)
        .build()?;
    println!("\nload: {REQUESTS} requests at {PARALLEL} parallel, on the machine that asks too");
    println!(
        "                        requests/s   errors   p50, ms   p99, ms   memory before, after, most, KB"
    );
    // The first are for the calls that --test-hooks keeps, 10,000 of them, and for what an allocator holds back.
    let mut faults = Vec::new();
    for (what, path) in [
        (
            "25 jobs, first",
            "/api/v2.1/jobs/?limit=25&sort_by=created&order_by=desc",
        ),
        (
            "25 jobs",
            "/api/v2.1/jobs/?limit=25&sort_by=created&order_by=desc",
        ),
        ("by status, first", "/api/v2.1/jobs/?limit=25&sort_by=status"),
        ("by status", "/api/v2.1/jobs/?limit=25&sort_by=status"),
        ("page, first", "/"),
        ("page", "/"),
    ] {
        let before = memory(&demo)?.0;
        let began = Instant::now();
        let (mut times, errors) = asked(&client, &demo.address(path), &token).await;
        let pace = REQUESTS as f64 / began.elapsed().as_secs_f64();
        let (after, most) = memory(&demo)?;
        times.sort_unstable();
        let at = |percent: usize| {
            let time = times.get(times.len().saturating_sub(1) * percent / 100);
            time.map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        println!(
            "{what:<20}{pace:>14.0}{errors:>9}{:>10.1}{:>10.1}{before:>17}{after:>8}{most:>8}",
            at(50),
            at(99)
        );
        if errors > 0 {
            faults.push(format!("{what}: {errors} errors"));
        }
        if !what.ends_with("first") && after > before + SLACK {
            faults.push(format!("{what}: the memory grows from {before} to {after} KB"));
        }
    }
    faults.extend(at_once(&demo).await?);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Fault::new(faults.join("; ")))
    }
}

/// Asks so often; how long each took, and how many went wrong.
async fn asked(client: &Client, address: &str, token: &str) -> (Vec<Duration>, usize) {
    let left = Rc::new(std::cell::Cell::new(REQUESTS));
    let mut askers = JoinSet::new();
    for _ in 0..PARALLEL {
        let (client, left) = (client.clone(), Rc::clone(&left));
        let (address, token) = (address.to_owned(), token.to_owned());
        askers.spawn_local(async move {
            let (mut times, mut errors) = (Vec::new(), 0);
            while left.get() > 0 {
                left.set(left.get() - 1);
                let began = Instant::now();
                let answer = client.get(&address).bearer_auth(&token).send().await;
                let whole = match answer.and_then(reqwest::Response::error_for_status) {
                    Ok(answer) => answer.bytes().await.is_ok_and(|bytes| !bytes.is_empty()),
                    Err(_) => false,
                };
                if whole {
                    times.push(began.elapsed())
                } else {
                    errors += 1
                }
            }
            (times, errors)
        });
    }
    let all = askers.join_all().await;
    let errors = all.iter().map(|(_, errors)| errors).sum();
    (all.into_iter().flat_map(|(times, _)| times).collect(), errors)
}

/// Opens so many connections, then asks on all of them; what went wrong.
async fn at_once(demo: &Demo) -> Result<Vec<String>, Fault> {
    let before = memory(demo)?.0;
    let host = demo.origin.trim_start_matches("http://").to_owned();
    let mut open = Vec::new();
    for _ in 0..CONNECTIONS {
        open.push(TcpStream::connect(&host).await?);
    }
    let began = Instant::now();
    let mut askers = JoinSet::new();
    for mut stream in open {
        askers.spawn_local(async move {
            let asked = async {
                stream
                    .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    .await
                    .ok()?;
                let mut said = [0; 12];
                stream.read_exact(&mut said).await.ok()?;
                (said == *b"HTTP/1.1 200").then_some(stream)
            };
            timeout(PATIENCE, asked).await.ok().flatten()
        });
    }
    // Kept until all are answered, so that all of them are open at once.
    let answered = askers
        .join_all()
        .await
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .len();
    let took = began.elapsed().as_millis();
    let (held, most) = memory(demo)?;
    println!(
        "{CONNECTIONS} connections at once: {answered} answered in {took} ms; memory {before}, {held}, {most} KB"
    );
    let lost = CONNECTIONS - answered;
    Ok((lost > 0)
        .then(|| format!("{lost} of {CONNECTIONS} connections are not answered"))
        .into_iter()
        .collect())
}

/// What the server's process holds in memory, and the most it ever held, in KB. Linux alone tells.
fn memory(demo: &Demo) -> Result<(u64, u64), Fault> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", demo.process_id()))?;
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let told = line("VmRSS:").zip(line("VmHWM:"));
    told.ok_or_else(|| Fault::new("the system does not tell the memory of a process"))
}
