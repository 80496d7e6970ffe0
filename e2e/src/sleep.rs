//! A computer that sleeps: all processes of the browser stand still while it does, and its clock goes on.

use std::process::Command;

use crate::{Browser, Fault};

/// A browser that is asleep; it wakes when this is dropped.
#[derive(Debug)]
pub struct Asleep {
    processes: Vec<String>,
}

impl Browser {
    /// Puts the browser to sleep.
    ///
    /// # Errors
    /// Where its processes are not known or don't obey.
    pub fn put_to_sleep(&self) -> Result<Asleep, Fault> {
        let id = self
            .id
            .ok_or_else(|| Fault::new("the driver does not say which process the browser is"))?;
        let mut processes = vec![id.to_string()];
        let mut at = 0;
        while let Some(parent) = processes.get(at) {
            let children = Command::new("ps")
                .args(["-o", "pid=", "--ppid", parent])
                .output()?;
            let children = String::from_utf8_lossy(&children.stdout).into_owned();
            processes.extend(children.split_whitespace().map(str::to_owned));
            at += 1;
        }
        signal("-STOP", &processes)?;
        Ok(Asleep { processes })
    }
}

impl Drop for Asleep {
    fn drop(&mut self) {
        let _ = signal("-CONT", &self.processes);
    }
}

fn signal(signal: &str, processes: &[String]) -> Result<(), Fault> {
    // A helper process may have ended by itself meanwhile.
    Command::new("kill").arg(signal).args(processes).output()?;
    Ok(())
}
