//! The glossary: one word for one thing, in every text of a language.
//!
//! | English | Korean | Japanese |
//! |---|---|---|
//! | region | 리전 | リージョン |
//! | zone | 존 | ゾーン |
//! | job | 작업 | ジョブ |
//! | task | 태스크 | タスク |
//! | tenant, tenancy | 테넌트 | テナント |
//! | sign in | 로그인 | サインイン |
//! | sign out | 로그아웃 | サインアウト |
//! | password | 비밀번호 | パスワード |
//! | token | 토큰 | トークン |
//! | session | 세션 | セッション |

/// The words of a language.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "their names and the English words say it")]
pub struct Glossary {
    pub region: &'static str,
    pub zone: &'static str,
    pub job: &'static str,
    pub task: &'static str,
    pub tenant: &'static str,
    pub sign_in: &'static str,
    pub sign_out: &'static str,
    pub password: &'static str,
    pub token: &'static str,
    pub session: &'static str,
}

#[cfg(test)]
mod tests {
    use super::Glossary;
    use crate::Locale;

    /// What is meant in an English text, beside the language's word for it.
    fn terms(glossary: &Glossary) -> [(&'static [&'static str], &'static str); 10] {
        [
            (&["region"], glossary.region),
            (&["zone"], glossary.zone),
            (&["job"], glossary.job),
            (&["task"], glossary.task),
            (&["tenant", "tenanc"], glossary.tenant),
            (
                &["sign in", "sign-in", "signed in", "signing in"],
                glossary.sign_in,
            ),
            (&["sign out", "signed out"], glossary.sign_out),
            (&["password"], glossary.password),
            (&["token"], glossary.token),
            (&["session"], glossary.session),
        ]
    }

    #[test]
    fn every_text_uses_the_word_of_the_glossary() {
        let english = Locale::En.built_in().unwrap().texts();
        for locale in Locale::ALL.iter().filter(|locale| **locale != Locale::En) {
            let mut others = Vec::new();
            for (text, english) in locale.built_in().unwrap().texts().into_iter().zip(&english) {
                // Names that a computer reads stay as they are; a zone of time is no zone of storage.
                if text == *english {
                    continue;
                }
                let meant = english.to_lowercase().replace("time zone", "");
                for (words, word) in terms(locale.glossary()) {
                    let is_meant = words.iter().any(|word| meant.contains(word));
                    if is_meant && !text.contains(word) {
                        others.push(format!("{english:?} is {text:?}, without {word:?}"));
                    }
                }
            }
            assert!(others.is_empty(), "{}: {others:#?}", locale.tag());
        }
    }
}
