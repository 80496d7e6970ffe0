//! What of a page is English where another language is spoken.

use nse_texts::Locale;

use crate::{Fault, Page};

/// Everything that the page says: a line each, with the names of what has no text.
const SAID: &str = "
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
        .filter(it => it.checkVisibility())
        .flatMap(it => ['aria-label', 'title', 'placeholder', 'alt'].map(name => it.getAttribute(name)));
    return [document.title, ...document.body.innerText.split(/\\n|\\t/), ...named]
        .filter(Boolean).map(text => text.trim());";

impl Page {
    /// The English texts of ours, others in this language, that the page says: each with where.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn english_in(&self, language: Locale) -> Result<Vec<String>, Fault> {
        let said: Vec<String> = serde_json::from_value(self.script(SAID, Vec::new()).await?)?;
        Ok(english_in(&said, language))
    }
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
