//! The `h1` of a page and the document's title, which always say the same.

use crate::app::App;
use leptos::prelude::*;

/// The heading of a page. It takes the focus when the page is come to.
pub fn heading(app: App, title: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let title = Signal::derive(title);
    Effect::new(move |_| {
        let console = app.config.with_value(|config| config.title.clone());
        document().set_title(&format!("{} · {console}", title.get()));
    });
    view! { <h1 tabindex="-1">{title}</h1> }.into_any()
}
