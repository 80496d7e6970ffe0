use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

fn demo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nse-demo"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The one line of a refusal.
fn refusal(arguments: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = demo(arguments).output().unwrap();
    let stderr = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(2), "{arguments:?}: {stderr}");
    assert!(stdout.is_empty(), "{arguments:?}");
    assert_eq!(stderr.lines().count(), 1, "{arguments:?}: {stderr}");
    assert!(
        stderr.starts_with("nse-demo: ") && !stderr.contains("panicked"),
        "{stderr}"
    );
    stderr
}

#[test]
fn a_bad_option_gets_one_line_that_says_what_to_do() {
    for (arguments, word) in [
        (vec!["--nonsense"], "--help"),
        (vec!["stray"], "--help"),
        (vec!["--listen"], "--help"),
        (vec!["--listen", "here"], "127.0.0.1:8080"),
        (vec!["--jobs", "many"], "--jobs takes a number"),
        (vec!["--jobs=-1"], "--jobs takes a number"),
        (vec!["--token-seconds", "0"], "from 1"),
        (vec!["--dist", "/no/such\nfolder"], "script/build"),
        (vec!["--config", "/no/such/file"], "--config"),
        (vec!["--base", "console"], "such as /console"),
        (vec!["--base", "/api"], "such as /console"),
        (vec!["--base", "/a//b"], "such as /console"),
        (vec!["--api", "nonsense"], "https://host/api"),
        (vec!["--api", "ftp://host/api"], "https://host/api"),
        (vec!["--api", "https://me:secret@host/api"], "https://host/api"),
        (vec!["--api", "http://192.0.2.1/api"], "use https"),
        (vec!["--test-hooks", "--listen", "0.0.0.0:0"], "127.0.0.1"),
        (vec!["--cors-origin", "http://127.0.0.1:1"], "--test-hooks"),
        (vec!["--test-hooks", "--cors-origin", "*"], "origin such as"),
        (
            vec!["--test-hooks", "--csp-connect", "http://a; script-src *"],
            "origin such as",
        ),
    ] {
        let line = refusal(&arguments);
        assert!(line.contains(word), "{arguments:?}: {line}");
    }
}

#[test]
fn a_taken_port_gets_one_line_too() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = refusal(&["--listen", &address]);
    assert!(
        line.contains(&address) && line.contains("taken") && line.contains("--listen"),
        "{line}"
    );
}

#[test]
fn help_names_every_option() {
    let Output { status, stdout, .. } = demo(&["--help"]).output().unwrap();
    let help = String::from_utf8(stdout).unwrap();
    assert!(status.success());
    for option in [
        "--listen",
        "--dist",
        "--base",
        "--api",
        "--jobs",
        "--token-seconds",
        "--seed",
        "--test-hooks",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[cfg(unix)]
#[test]
fn it_says_where_it_is_and_who_may_sign_in_and_ends_when_told() {
    for signal in ["-INT", "-TERM"] {
        let mut child = demo(&[
            "--listen",
            "127.0.0.1:0",
            "--base",
            "/console/",
            "--jobs",
            "1000000",
        ])
        .spawn()
        .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap);
        let first = lines.next().unwrap();
        assert!(first.starts_with("NSE Console  http://127.0.0.1:"), "{first}");
        assert!(first.ends_with("/console/") && !first.contains(":0/"), "{first}");
        let users = lines.next().unwrap() + &lines.next().unwrap();
        for word in ["MyName", "newPassword", "admin", "admin-password"] {
            assert!(users.contains(word), "{users}");
        }
        assert!(
            Command::new("kill")
                .args([signal, &child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(lines.next(), None, "nothing more is said");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
    }
}
