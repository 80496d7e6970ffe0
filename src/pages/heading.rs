//! The `h1` of a page and the document's title, which always say the same.

use crate::app::App;
use crate::prelude::*;
use crate::ui::dom::{El, el};

/// The heading of a page. It takes the focus when the page is come to.
pub fn heading(app: App, title: impl Fn() -> String + 'static) -> El {
    let said = move || {
        let title = title();
        let console = app.config.with_value(|config| config.title.clone());
        document().set_title(&format!("{title} · {console}"));
        title
    };
    el("h1").attr("tabindex", "-1").text_live(said)
}
