//! What a browser saves.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Fault;

/// A folder of one's own for what a browser saves; it goes with its owner.
#[derive(Debug)]
pub struct Downloads(PathBuf);

impl Downloads {
    /// An empty folder.
    ///
    /// # Errors
    /// Where it can't be made.
    pub fn new() -> Result<Self, Fault> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("nse-downloads-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The files that are there, whole or not, by name.
    ///
    /// # Errors
    /// Where the folder can't be read.
    pub fn files(&self) -> Result<Vec<PathBuf>, Fault> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&self.0)? {
            files.push(entry?.path());
        }
        files.sort();
        Ok(files)
    }

    /// The one file that is there, once it is whole: its name and what it holds. Browsers write under another name, or
    /// beside an empty file of this one, until then.
    ///
    /// # Errors
    /// Where the folder can't be read.
    pub fn whole(&self) -> Result<Option<(String, Vec<u8>)>, Fault> {
        let files = self.files()?;
        let [file] = files.as_slice() else { return Ok(None) };
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(file)?;
        let is_part = name.ends_with(".crdownload") || name.ends_with(".part") || name.starts_with('.');
        Ok((!is_part && !bytes.is_empty()).then_some((name, bytes)))
    }

    /// Removes what is there.
    ///
    /// # Errors
    /// Where a file can't be removed.
    pub fn clear(&self) -> Result<(), Fault> {
        for file in self.files()? {
            std::fs::remove_file(file)?;
        }
        Ok(())
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
