//! JSON, as much of it as an array of strings needs: this crate has no dependencies.

/// An array of strings.
pub fn array(texts: &[&str]) -> String {
    let strings: Vec<_> = texts.iter().map(|text| string(text)).collect();
    format!("[{}]", strings.join(","))
}

fn string(text: &str) -> String {
    let mut json = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            // RFC 8259, section 7: these and no others must be escaped.
            '\0'..='\u{1f}' => json.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => json.push(letter),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_gives_a_meaning_is_escaped() {
        assert_eq!(array(&[]), "[]");
        assert_eq!(
            array(&["plain", "“리전” / 作業", "a \"b\" \\ c", "\n\u{1f}\u{7f}"]),
            "[\"plain\",\"“리전” / 作業\",\"a \\\"b\\\" \\\\ c\",\"\\u000a\\u001f\u{7f}\"]"
        );
    }
}
