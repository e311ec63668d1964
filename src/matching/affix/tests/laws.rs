//! What holds of any files.

use proptest::prelude::*;

use super::read_as;

/// Lines of the kinds that matter, in any order, whole or not.
const AFFIXES: &str = r"((SET (UTF-8|KOI8-R|x)|FLAG (long|num|UTF-8)|AF [A-C1-3]{0,3}|AM is:pl|(NEEDAFFIX|CIRCUMFIX|ONLYINCOMPOUND|FORBIDDENWORD|COMPOUNDFLAG|KEEPCASE) [A-C]|IGNORE [ab]|ICONV a [ab]|FULLSTRIP|COMPLEXPREFIXES|[PS]FX [A-C] [YN] [0-9]|[PS]FX [A-C] (0|a|b) (0|a|b|ab)(/[A-C1-3]{1,3})? (\.|[ab]|\[\^?[ab]*\]?)( is:pl)?)\n){0,14}";

const WORDS: &str = r"([0-9]\n)?([abAB]{1,4}(/[A-C1-3]{0,4})?( st:[ab]{1,2}| po:nom|\t1)?\n){0,8}";

proptest! {
    #[test]
    fn any_files_are_read(affixes in AFFIXES, words in WORDS) {
        let asked = ["a", "ab", "Ab", "bbaab"];
        let (lexicon, _) = read_as("xx", affixes.as_bytes(), words.as_bytes(), &asked);
        for word in asked {
            let Some(known) = lexicon.word(word) else {
                continue;
            };
            let forms = &known.forms;
            prop_assert_eq!(&forms[0].text, word);
            for (index, form) in forms.iter().enumerate() {
                prop_assert!(!form.slots.is_empty());
                let repeated = forms[..index].iter().any(|other| other.text == form.text);
                prop_assert!(!repeated, "{} twice", form.text);
            }
        }
    }

    #[test]
    fn any_bytes_are_read(affixes in any::<Vec<u8>>(), words in any::<Vec<u8>>()) {
        let words = [b"1\n", &*words].concat();
        read_as("xx", &affixes, &words, &["a", "ß"]);
    }
}
