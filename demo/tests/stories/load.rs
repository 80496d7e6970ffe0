use std::time::{Duration, Instant};

use nse_demo::Patience;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::support::{Demo, Folder};

/// Long before a client's time would be up by what a server grants usually.
const SOON: Duration = Duration::from_secs(20);

const QUICK: Duration = Duration::from_millis(150);

async fn impatient() -> Demo {
    Demo::with(|options| {
        options.patience = Patience {
            headers: QUICK,
            body: QUICK,
            reading: QUICK,
            ..Patience::default()
        };
    })
    .await
}

async fn connect(demo: &Demo) -> TcpStream {
    TcpStream::connect(demo.origin().trim_start_matches("http://"))
        .await
        .unwrap()
}

/// What the server sends until it closes the connection; a server that never does fails here.
async fn to_the_end(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    let read = timeout(SOON, stream.read_to_end(&mut said))
        .await
        .expect("the server closes the connection");
    // A connection that is reset is closed too.
    let _ = read;
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn headers_that_never_end_are_not_waited_for() {
    let demo = impatient().await;
    // Nothing at all; a beginning; a line now and then.
    to_the_end(&mut connect(&demo).await).await;
    let mut begun = connect(&demo).await;
    begun
        .write_all(b"GET /api/v2.1/jobs HTTP/1.1\r\nHost: x\r\n")
        .await
        .unwrap();
    assert!(!to_the_end(&mut begun).await.contains("200 OK"));
    let mut dripping = connect(&demo).await;
    dripping.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let began = Instant::now();
    while dripping.write_all(b"X-More: 1\r\n").await.is_ok() {
        assert!(began.elapsed() < SOON, "the server takes headers for ever");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // One that has been answered and asks for nothing more.
    let mut idle = connect(&demo).await;
    idle.write_all(b"GET /api/none HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    assert!(to_the_end(&mut idle).await.starts_with("HTTP/1.1 404"));
    demo.stop().await;
}

#[tokio::test]
async fn a_body_that_drips_is_not_waited_for() {
    let demo = impatient().await;
    for path in ["/api/v2.1/auth/signin", "/__test/clock"] {
        let (mut from, mut to) = connect(&demo).await.into_split();
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
        to.write_all(head.as_bytes()).await.unwrap();
        let dripping = tokio::spawn(async move {
            while to.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        let mut said = Vec::new();
        let _ = timeout(SOON, from.read_to_end(&mut said))
            .await
            .expect("the server closes the connection");
        let said = String::from_utf8_lossy(&said);
        let expected = if path.starts_with("/api") {
            "HTTP/1.1 408"
        } else {
            "HTTP/1.1 400"
        };
        assert!(said.starts_with(expected), "{path}: {said}");
        dripping.abort();
    }
    demo.stop().await;
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    let folder = Folder::with(&[("big.txt", &vec![b'x'; 32 << 20])]);
    let demo = Demo::with(|options| {
        options.dist = folder.path().to_owned();
        options.patience = Patience {
            reading: QUICK,
            connections: 1,
            ..Patience::default()
        };
    })
    .await;
    let mut stuck = connect(&demo).await;
    stuck
        .write_all(b"GET /big.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    // There is one place: that this is answered shows that the other was given up.
    let answer = timeout(SOON, demo.get("/api/none"))
        .await
        .expect("the place is free again");
    assert_eq!(answer.status, 404);
    drop(stuck);
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let demo = Demo::start().await;
    // Said, or just sent.
    demo.post(None, "/v2.1/auth/signin", vec![b' '; 65 * 1024])
        .await
        .refusal(413);
    let mut endless = connect(&demo).await;
    let head = b"POST /api/v2.1/auth/signin HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    endless.write_all(head).await.unwrap();
    let chunk = [b"1000\r\n".as_slice(), &[b' '; 0x1000], b"\r\n"].concat();
    let mut sent = 0;
    while sent < 64 << 20 && endless.write_all(&chunk).await.is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 64 << 20, "the server takes a body without end");
    let mut headers = connect(&demo).await;
    let _ = headers
        .write_all(format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(1 << 20)).as_bytes())
        .await;
    assert!(!to_the_end(&mut headers).await.contains("200 OK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_connections_are_served_at_once() {
    let demo = Demo::start().await;
    let mut open = Vec::new();
    for _ in 0..1_000 {
        open.push(connect(&demo).await);
    }
    let mut answers = JoinSet::new();
    for mut stream in open {
        answers.spawn(async move {
            let ask = b"GET /api/v2.1/jobs HTTP/1.1\r\nHost: x\r\n\r\n";
            stream.write_all(ask).await.unwrap();
            let mut said = [0; 12];
            stream.read_exact(&mut said).await.unwrap();
            (stream, said)
        });
    }
    let answers = timeout(3 * SOON, answers.join_all())
        .await
        .expect("all are answered");
    assert_eq!(answers.len(), 1_000);
    assert!(answers.iter().all(|(_, said)| said == b"HTTP/1.1 401"));
    // All of them are open still.
    assert_eq!(demo.get("/api/v2.1/jobs").await.status, 401);
}

#[tokio::test]
async fn who_comes_when_all_places_are_taken_waits() {
    let demo = Demo::with(|options| {
        options.patience = Patience {
            connections: 2,
            ..Patience::default()
        };
    })
    .await;
    let taken = [connect(&demo).await, connect(&demo).await];
    let third = demo.get("/api/v2.1/jobs");
    tokio::pin!(third);
    assert!(timeout(Duration::from_millis(300), third.as_mut()).await.is_err());
    drop(taken);
    assert_eq!(timeout(SOON, third).await.expect("a place is free").status, 401);
}
