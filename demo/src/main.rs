//! The command: reads the options, serves until it is told to stop.

use std::io::Write as _;
use std::process::ExitCode;

use nse_demo::{Command, HELP, Options, Refusal, start};

fn main() -> ExitCode {
    match Command::parse(std::env::args_os().skip(1)).and_then(obey) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // One line: who mistyped an option wants to read what to do, not a page of usage.
            let _ = writeln!(std::io::stderr(), "nse-demo: {refusal}");
            ExitCode::from(2)
        }
    }
}

fn obey(command: Command) -> Result<(), Refusal> {
    match command {
        Command::Help => say(HELP),
        Command::Version => say(concat!("nse-demo ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Serve(options) => tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|fault| {
                Refusal::new(format!(
                    "the machine gives no threads or sockets ({fault}); free some"
                ))
            })?
            .block_on(serve(*options)),
    }
}

async fn serve(options: Options) -> Result<(), Refusal> {
    let server = start(options).await?;
    // Before the greeting: whoever has read it may say stop, and is to be heard.
    let stop = told_to_stop()?;
    say(&server.greeting())?;
    stop.await;
    server.stop().await;
    Ok(())
}

/// A closed standard output is no reason to fail: `nse-demo | head -1` is a fair way to read the address.
fn say(text: &str) -> Result<(), Refusal> {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    Ok(())
}

/// Listens from now on for Ctrl-C and SIGTERM, and resolves at the first.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>, Refusal> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| {
        signal(kind).map_err(|fault| {
            Refusal::new(format!(
                "the system sends no signals ({fault}); free some resources"
            ))
        })
    };
    let (mut interrupt, mut terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves at Ctrl-C.
#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>, Refusal> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
