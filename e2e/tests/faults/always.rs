//! What holds after every row: the page is there, in each language, on a phone, and still signed in.

use nse_e2e::{Fault, It, Outcome};
use nse_texts::Locale;

/// Everything that the page says: a line each, with the names of what has no text.
const SAID: &str = "
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
        .filter(it => it.checkVisibility())
        .flatMap(it => ['aria-label', 'title', 'placeholder', 'alt'].map(name => it.getAttribute(name)));
    return [document.title, ...document.body.innerText.split(/\\n|\\t/), ...named]
        .filter(Boolean).map(text => text.trim());";

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
        let said = said(it).await?;
        let left = english_in(&said, language);
        assert!(
            left.is_empty(),
            "English in {language:?}: {left:#?}\nof {said:#?}"
        );
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

async fn said(it: &It) -> Result<Vec<String>, Fault> {
    Ok(serde_json::from_value(it.page.script(SAID, Vec::new()).await?)?)
}

/// Which of the English texts, those that are other ones in the language, a page says: short ones as a line of their own,
/// sentences anywhere.
fn english_in(said: &[String], language: Locale) -> Vec<String> {
    let (english, other) = (texts(Locale::En), texts(language));
    let mut found = Vec::new();
    for (english, _) in english
        .iter()
        .zip(&other)
        .filter(|(english, other)| english != other)
    {
        // What stands between the places for names and numbers.
        for literal in english.split(['{', '}']).step_by(2) {
            let literal = literal.trim();
            let is_sentence = literal.len() >= 10 && literal.contains(' ');
            let has = |line: &&String| {
                if is_sentence {
                    line.contains(literal)
                } else {
                    *line == english
                }
            };
            found.extend(
                said.iter()
                    .find(has)
                    .map(|line| format!("{english:?} in {line:?}")),
            );
        }
    }
    found
}

fn texts(language: Locale) -> Vec<&'static str> {
    language.built_in().unwrap().texts()
}
