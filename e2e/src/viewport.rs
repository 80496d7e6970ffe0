//! How large the page is.

use serde_json::{Value, json};

use crate::{Browser, Fault, Kind};

/// Width and height of a page, in CSS pixels.
pub type Size = (u32, u32);

impl Browser {
    /// Makes the page as wide as a phone's, in CSS pixels, or as wide again as the window is.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn narrow(&self, width: Option<u32>) -> Result<(), Fault> {
        self.sized(width.map(|width| (width, 740))).await
    }

    /// Makes the page so large, or as large again as the window is. A window itself can't be made that small.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn sized(&self, size: Option<Size>) -> Result<(), Fault> {
        match (self.kind, size) {
            (Kind::Chromium, Some((width, height))) => {
                let size =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
                self.devtools("Emulation.setDeviceMetricsOverride", size).await?;
            }
            (Kind::Chromium, None) => {
                self.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
                    .await?;
            }
            (Kind::Firefox, size) => {
                let script = "
                    const { style } = Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedBrowser;
                    const [width, height] = arguments[0] ?? [];
                    style.width = style.maxWidth = width ? `${width}px` : '';
                    style.height = style.maxHeight = height ? `${height}px` : '';";
                let size = size.map_or(Value::Null, |(width, height)| json!([width, height]));
                self.chrome_script(script, vec![size]).await?;
            }
        }
        Ok(())
    }
}
