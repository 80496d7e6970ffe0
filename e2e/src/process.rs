//! Programs that run beside a journey and end with it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::Fault;

/// How long a program may take to say where it listens.
const START: Duration = Duration::from_secs(30);

/// A running program and what it has said so far.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    name: String,
    said: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Process {
    /// Starts a program whose output is kept.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Fault> {
        let name = command.get_program().to_string_lossy().into_owned();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| Fault::new(format!("{name} does not start: {error}")))?;
        let said = Arc::new((Mutex::default(), Condvar::new()));
        let streams: [Option<Box<dyn std::io::Read + Send>>; 2] = [
            child.stdout.take().map(|stream| Box::new(stream) as _),
            child.stderr.take().map(|stream| Box::new(stream) as _),
        ];
        for stream in streams.into_iter().flatten() {
            let said: Arc<(Mutex<Vec<String>>, Condvar)> = Arc::clone(&said);
            std::thread::spawn(move || {
                for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                    said.0
                        .lock()
                        .unwrap()
                        .push(String::from_utf8_lossy(&line).into_owned());
                    said.1.notify_all();
                }
            });
        }
        Ok(Self { child, name, said })
    }

    /// Waits until a line of the output makes something of it, e.g. an address.
    pub(crate) fn wait_for<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
        let end = Instant::now() + START;
        loop {
            let lines = self.said.0.lock().unwrap();
            if let Some(found) = lines.iter().find_map(|line| find(line)) {
                return Ok(found);
            }
            let lines = self
                .said
                .1
                .wait_timeout(lines, Duration::from_millis(200))
                .unwrap()
                .0;
            let ended = self.child.try_wait()?;
            if ended.is_some() || Instant::now() > end {
                return Err(Fault::new(format!(
                    "{} does not say where it listens: {}",
                    self.name,
                    lines.join("\n")
                )));
            }
        }
    }

    /// By which the system knows it.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything said so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.said.0.lock().unwrap().clone()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
