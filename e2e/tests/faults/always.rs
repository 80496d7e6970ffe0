//! What holds after every row: the page is there, in each language, on a phone, and still signed in.

use nse_e2e::{Fault, It, Outcome};
use nse_texts::Locale;

/// How far the page reaches over the window's edge.
const OVER: &str = "
    const { scrollWidth, clientWidth } = document.documentElement;
    return [clientWidth, scrollWidth - clientWidth];";

/// Looks at the page in each language, wide and narrow.
pub async fn always(it: &It) -> Outcome {
    let mut spoken = Locale::En;
    for language in Locale::ALL.iter().copied().filter(|it| *it != Locale::En) {
        speak(it, spoken, language).await?;
        spoken = language;
        let left = it.page.english_in(language).await?;
        assert!(left.is_empty(), "English in {language:?}: {left:#?}");
        it.page.browser.narrow(Some(360)).await?;
        it.page
            .until_so("the width of a phone, with nothing beyond it", async || {
                let over: [i64; 2] = serde_json::from_value(it.page.script(OVER, Vec::new()).await?)?;
                // Firefox' scrollbar takes its place from the page.
                Ok((320..=360).contains(&over[0]) && over[1] == 0)
            })
            .await?;
        it.page.browser.narrow(None).await?;
    }
    speak(it, spoken, Locale::En).await?;
    let look = it.page.look().await?;
    assert!(
        !look.heading.is_empty() && look.text.len() > 40,
        "a blank page: {look:?}"
    );
    Ok(())
}

/// Chooses a language, as a person does, by its own name.
pub async fn speak(it: &It, from: Locale, to: Locale) -> Result<(), Fault> {
    it.page
        .select(from.built_in().unwrap().language)
        .choose(to.name())
        .await?;
    it.page
        .until_so("the language", async || {
            let lang = it
                .page
                .script("return document.documentElement.lang", Vec::new())
                .await?;
            Ok(lang == to.tag())
        })
        .await
}
