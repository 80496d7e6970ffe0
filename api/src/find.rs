//! Finding typed words in a text, for marking them.

/// Where `needle` stands in `text`, in either case of ASCII letters, as byte ranges from the first to the last, none of
/// which overlap. An empty needle stands nowhere.
pub fn hits(text: &str, needle: &str) -> Vec<(usize, usize)> {
    let mut hits = Vec::new();
    let (mut at, long) = (0, needle.len());
    // Bytes that equal those of whole characters are these characters (UTF-8 is self-synchronizing).
    while long > 0
        && let Some(there) = text.as_bytes().get(at..at + long)
    {
        if there.eq_ignore_ascii_case(needle.as_bytes()) {
            hits.push((at, at + long));
            at += long;
        } else {
            at += 1;
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn either_case_is_found() {
        assert_eq!(hits("Bucket-BUCKET", "bucket"), [(0, 6), (7, 13)]);
        assert_eq!(hits("aaa", "aa"), [(0, 2)]);
        assert_eq!(hits("서울 리전", "리전"), [(7, 13)]);
        assert_eq!(hits("x", ""), []);
        assert_eq!(hits("", "x"), []);
    }

    proptest! {
        #[test]
        fn what_is_found_can_be_cut_out(text in "[가-나a-cA-C]{0,20}", needle in "[가-나a-cA-C]{1,2}") {
            for (from, to) in hits(&text, &needle) {
                prop_assert!(text.get(from..to).is_some_and(|cut| cut.eq_ignore_ascii_case(&needle)));
            }
            prop_assert_eq!(hits(&text, &needle).is_empty(), !text.to_ascii_lowercase().contains(&needle.to_ascii_lowercase()));
        }
    }
}
