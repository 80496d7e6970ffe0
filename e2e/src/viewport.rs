//! How wide the page is.

use serde_json::json;

use crate::{Browser, Fault, Kind};

impl Browser {
    /// Makes the page as wide as a phone's, in CSS pixels, or as wide again as the window is. A window itself can't be
    /// made that narrow.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn narrow(&self, width: Option<u32>) -> Result<(), Fault> {
        match (self.kind, width) {
            (Kind::Chromium, Some(width)) => {
                let size = json!({ "width": width, "height": 740, "deviceScaleFactor": 1, "mobile": true });
                self.devtools("Emulation.setDeviceMetricsOverride", size).await?;
            }
            (Kind::Chromium, None) => {
                self.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
                    .await?;
            }
            (Kind::Firefox, width) => {
                let size = "
                    const { style } = Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedBrowser;
                    style.width = style.maxWidth = arguments[0] ? `${arguments[0]}px` : '';";
                self.chrome_script(size, vec![width.into()]).await?;
            }
        }
        Ok(())
    }
}
