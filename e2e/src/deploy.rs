//! Another build of the console, to be deployed while one is open.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::Method;
use serde_json::json;

use crate::{Demo, Fault, dist};

/// The console of `dist/` as another build: by another id, and none of its hashed names is what it was. It goes with its
/// owner.
#[derive(Debug)]
pub(crate) struct Build {
    folder: PathBuf,
    id: String,
}

impl Build {
    fn another() -> Result<Self, Fault> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("nse-build-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut page = std::fs::read_to_string(dist().join("index.html"))?;
        let old = page
            .split_once("name=\"build\" content=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(id, _)| id.to_owned())
            .ok_or_else(|| Fault::new("dist/index.html names no build".to_owned()))?;
        let id = turned(&old);
        page = page.replace(&old, &id);
        for file in std::fs::read_dir(dist())? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            // What was compressed beforehand holds the old names.
            if name == "index.html" || name.ends_with(".br") || name.ends_with(".gz") {
                continue;
            }
            let hash = name.split('.').next().and_then(|stem| stem.rsplit_once('-'));
            let now = match hash {
                Some((_, hash)) if hash.len() == 16 => name.replace(hash, &turned(hash)),
                _ => name.clone(),
            };
            page = page.replace(&name, &now);
            std::fs::copy(file.path(), folder.join(now))?;
        }
        std::fs::write(folder.join("index.html"), page)?;
        Ok(Self { folder, id })
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Other letters of the same kind.
fn turned(hash: &str) -> String {
    hash.chars()
        .rev()
        .map(|c| if c == '0' { '1' } else { c })
        .collect()
}

impl Demo {
    /// Serves another build from now on; its id.
    ///
    /// # Errors
    /// Where it can't be made, or the server does not take the order.
    pub async fn deploy_another(&self) -> Result<String, Fault> {
        let build = Build::another()?;
        self.serve(&build.folder).await?;
        let id = build.id.clone();
        self.builds.lock().unwrap().push(build);
        Ok(id)
    }

    /// Serves the build that is tested again.
    ///
    /// # Errors
    /// Where the server does not take the order.
    pub async fn deploy_first(&self) -> Result<(), Fault> {
        self.serve(&dist()).await
    }

    /// Serves the files of another folder from now on.
    ///
    /// # Errors
    /// Where the server does not take the order.
    pub async fn serve(&self, folder: &Path) -> Result<(), Fault> {
        self.control(Method::PUT, "/dist", Some(json!({ "path": folder })))
            .await
            .map(drop)
    }
}
