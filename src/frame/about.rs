//! What this console is: its version, its build, and the licences of what it is made of.

use crate::app::{App, Overlay};
use crate::pages::record::{Entry, fields};
use crate::prelude::*;
use crate::ui::dialog::{dialog_head, light_dialog};
use crate::ui::dom::{View, el};

/// The dialog.
pub fn about(app: App) -> View {
    let close = Callback::new(move |()| app.overlay.set(None));
    let title = app.config.with_value(|config| config.title.clone());
    let facts = fields(vec![
        Entry::new(|m| m.name, Some(title)),
        Entry::new(|m| m.version, Some(env!("CARGO_PKG_VERSION").to_owned())),
        Entry::id(|m| m.build, said("meta[name=build]", "content")),
    ]);
    let licences = el("a")
        .attr("href", &said("link[rel=license]", "href").unwrap_or_default())
        .attr("target", "_blank")
        .says(|m| m.licences);
    light_dialog(
        "about",
        |m| m.about,
        vec![dialog_head(|m| m.about, close), facts, el("p").child(licences)],
        Box::new(move || app.overlay.get() == Some(Overlay::About)),
        close,
    )
}

/// What the page's head says, as `script/build` wrote it.
fn said(element: &str, attribute: &str) -> Option<String> {
    let element = document().query_selector(element).ok()??;
    element.get_attribute(attribute)
}
