//! A request as a command for a terminal.

/// A GET as a `curl` command. The token is not in it: the shell puts in what its user keeps in `NSE_TOKEN`, so the
/// header stands in double quotes, and the address in single ones, in which a shell changes nothing (POSIX XCU §2.2.2).
/// Without `--globoff` curl itself would take `[` and `{` of an address for patterns.
pub fn curl(address: &str) -> String {
    let quoted = address.replace('\'', r"'\''");
    format!(r#"curl --globoff -H "Authorization: Bearer $NSE_TOKEN" '{quoted}'"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::process::Command;

    #[test]
    fn the_shell_puts_the_token_in() {
        assert_eq!(
            curl("https://nse.example/api/v2.1/jobs/42"),
            r#"curl --globoff -H "Authorization: Bearer $NSE_TOKEN" 'https://nse.example/api/v2.1/jobs/42'"#
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        /// Whatever is in an address, a shell takes it for one word and runs nothing of it.
        #[test]
        fn a_shell_reads_the_address_as_it_is(address in "[ -~가-힣]{0,40}") {
            let said = curl(&address).replacen("curl", r"printf '%s\n'", 1);
            let output = Command::new("sh").arg("-c").arg(said).env("NSE_TOKEN", "t").output().unwrap();
            let words = String::from_utf8(output.stdout).unwrap();
            prop_assert_eq!(words, format!("--globoff\n-H\nAuthorization: Bearer t\n{address}\n"));
        }
    }
}
