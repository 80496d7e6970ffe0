//! Paths with stars.

/// Whether a text fits a pattern in which `*` stands for anything, slashes and nothing too.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let Some((head, mut tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut rest) = text.strip_prefix(head) else {
        return false;
    };
    // Each part between two stars may be found as early as possible; the last must end the text.
    while let Some((part, next)) = tail.split_once('*') {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        (rest, tail) = (after, next);
    }
    rest.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in [
            ("/v2.1/jobs", "/v2.1/jobs"),
            ("/v2.1/jobs*", "/v2.1/jobs/"),
            ("/v2.1/jobs*", "/v2.1/jobs"),
            ("*", ""),
            ("/index-*.js", "/index-0123.js"),
            ("/v2.1/*/signin", "/v2.1/auth/signin"),
            ("*b*c", "abbc"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("/v2.1/jobs", "/v2.1/jobs/"),
            ("/index-*.js", "/index-0123.css"),
            ("/index-*.js", "/index-.j"),
            ("a*a", "a"),
            ("*b*c", "acb"),
            ("", "/"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
