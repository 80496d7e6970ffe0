//! More tabs than one, and a network that is gone for all of them.

use reqwest::Method;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::{Browser, Fault, It, Kind, Page};

impl Page {
    /// The tab that is driven now.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn tab(&self) -> Result<WindowHandle, Fault> {
        Ok(self.browser.driver.window().await?)
    }

    /// Opens a tab and drives it from now on.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn new_tab(&self) -> Result<WindowHandle, Fault> {
        let tab = self.browser.driver.new_tab().await?;
        self.turn_to(&tab).await?;
        Ok(tab)
    }

    /// Drives another tab.
    ///
    /// # Errors
    /// Where it is closed.
    pub async fn turn_to(&self, tab: &WindowHandle) -> Result<(), Fault> {
        Ok(self.browser.driver.switch_to_window(tab.clone()).await?)
    }

    /// Whether the page reaches its server.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn reaches_server(&self) -> Result<bool, Fault> {
        let ask = "return fetch('/__test/calls', { cache: 'no-store' }).then(() => true, () => false)";
        Ok(self.script(ask, Vec::new()).await? == true)
    }
}

impl It {
    /// Loads a page of the console's origin that runs no code: from there its storage can be changed, and every tab of
    /// the console hears of it.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn beside(&self) -> Result<(), Fault> {
        self.page
            .load(&format!("{}/__test/calls", self.demo.origin))
            .await
    }

    /// Stores a session, from a page that is there.
    ///
    /// # Errors
    /// Where the page has no storage.
    pub async fn store(&self, session: &Value) -> Result<(), Fault> {
        let arguments = vec!["nse-console.session".into(), session.to_string().into()];
        self.page
            .script("localStorage.setItem(arguments[0], arguments[1])", arguments)
            .await
            .map(drop)
    }
}

impl Browser {
    /// Cuts the network off or joins it again: in Chromium that of the tab that is driven now, in Firefox all of it.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn cut_off(&self, is_off: bool) -> Result<(), Fault> {
        match self.kind {
            Kind::Chromium => {
                let none = json!({ "offline": is_off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
                self.devtools("Network.enable", json!({})).await?;
                self.devtools("Network.emulateNetworkConditions", none)
                    .await
                    .map(drop)
            }
            // Firefox spares this machine itself, unless it is told not to, and its connections that are open.
            Kind::Firefox => {
                let cut = "
                    Services.prefs.setBoolPref('network.disable-localhost-when-offline', arguments[0]);
                    Services.io.manageOfflineStatus = !arguments[0];
                    Services.io.offline = arguments[0];
                    if (arguments[0]) Services.obs.notifyObservers(null, 'net:cancel-all-connections');";
                self.chrome_script(cut, vec![is_off.into()]).await.map(drop)
            }
        }
    }

    /// Runs a script in Firefox itself.
    pub(crate) async fn chrome_script(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Fault> {
        let context = |name: &str| Some(json!({ "context": name }));
        self.command(Method::POST, "/moz/context".to_owned(), context("chrome"))
            .await?;
        let answer = self.driver.execute(script, arguments).await;
        self.command(Method::POST, "/moz/context".to_owned(), context("content"))
            .await?;
        Ok(answer?.json().clone())
    }
}
