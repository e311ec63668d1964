//! Under which words a dictionary has what a style writes.

use super::super::Parts;
use super::{check, listed, read, read_as};

#[test]
fn capitals_are_the_writers() {
    check(
        "KEEPCASE k\nSFX S Y 1\nSFX S 0 s .",
        "Regime/S\nhand/S\nHand/k\nNATO/S\nCm/Sk\niPhone/S",
        "
        Regime: Regimes
        regime: regimes
        hand: hands
        Hand:
        HAND: -
        NATO: NATOs
        Nato: -
        nato: -
        cm: -
        Cm: Cms
        iPhone: iPhones
        IPhone: -
        ",
    );
    check("SFX S Y 1\nSFX S 0 s .", "hand/S", "Hand: Hands");
}

#[test]
fn turkish_has_two_letters_i() {
    let affixes = "SET UTF-8\nSFX A Y 1\nSFX A 0 da .".as_bytes();
    let words = "3\nısı/A\niş/A\nİzmir/A".as_bytes();
    let asked = ["Isı", "İş", "izmir"];
    let (lexicon, _) = read_as("tr-TR", affixes, words, &asked);
    for (word, expected) in [("Isı", "Isıda"), ("İş", "İşda"), ("izmir", "izmirda")] {
        assert_eq!(listed(&lexicon, word), expected);
    }
    let (lexicon, _) = read_as("xx", affixes, words, &asked);
    assert_eq!(listed(&lexicon, "Isı"), "-");
}

#[test]
fn glyphs_are_the_writers() {
    check(
        "OCONV 1\nOCONV ' ’\nSFX S Y 2\nSFX S 0 s .\nSFX S 0 'n .",
        "foto/S\npresqu'île/S",
        "
        foto: fotos, foto’n
        presqu'île: presqu'îles, presqu'île'n
        presqu’île: presqu’îles, presqu’île’n
        ",
    );
}

#[test]
fn normal_forms_and_conversions_lead_to_the_word() {
    check(
        "ICONV 2\nICONV ij ĳ\nICONV ﬁ fi\nOCONV 1\nOCONV ĳ ij\nSFX S Y 1\nSFX S 0 en .",
        "cafe\u{301}/S\nété/S\nĳs/S\nfin/S",
        "
        café: cafe\u{301}en
        e\u{301}te\u{301}: étéen
        ijs: ijsen
        ﬁn: finen
        ",
    );
}

#[test]
fn forms_that_read_the_same_are_one() {
    check(
        "ICONV 1\nICONV a b\nSFX S Y 1\nSFX S 0 en .",
        "a st:b\nb/S",
        "a: ben",
    );
}

#[test]
fn ignored_characters_do_not_count() {
    check(
        "IGNORE \u{301}ـ\nSFX S Y 1\nSFX S 0 а\u{301}ми .",
        "ру\u{301}к/S",
        "
        рук: руками
        ру\u{301}к: руками
        ",
    );
}

#[test]
fn an_unknown_word_is_a_compound_where_there_are_compounds() {
    let rules = "SFX N Y 1\nSFX N 0 n .\nSFX T Y 1\nSFX T en te en";
    let words = "Presse/N\npressen/T\ngrün/N\nUm/N\nUmwelt/N\nwelten/T";
    check(
        &format!("COMPOUNDFLAG c\n{rules}"),
        words,
        "
        Lügenpresse: Lügenpressen
        lügenpresse: lügenpressen
        linksgrün: linksgrünn
        Querpressen: Querpresste
        Allum: -
        Weltumwelten: Weltumweltte
        ",
    );
    check(rules, words, "Lügenpresse: -");
    // What is wrong is no compound.
    check(
        &format!("COMPOUNDFLAG c\nFORBIDDENWORD !\n{rules}"),
        "Presse/N\nLügenpresse/!",
        "Lügenpresse: -",
    );
}

#[test]
fn an_unknown_word_may_be_a_form() {
    check(
        "
        NEEDAFFIX n
        KEEPCASE k
        SFX A Y 4
        SFX A 0 e [^l]
        SFX A 0 er .
        SFX A el le el
        SFX A 0 t/n .
        SFX G Y 1
        SFX G 0 er .
        SFX D Y 1
        SFX D 0 er . ds:er
        PFX U Y 1
        PFX U 0 un .
        ",
        "legal/AU\nDunkel/A\ndunkel/A\nroh/Ak\nlang/G\nlang/AU\nfein/D",
        "
        legaler: = legal
        Legaler: = Legal
        unlegaler: -
        dunkle: = dunkel, dunkeler
        Dunkler: -
        rohe: = roh, roher
        Rohe: -
        langer: = lang, lange
        feiner: -
        legalt: -
        ",
    );
    // An entry is no form of another, and a form is no compound.
    check(
        "COMPOUNDFLAG c\nSFX A Y 1\nSFX A 0 n .",
        "Leine/A\nLeinen/A\nHundeleine/A\nleinen",
        "
        Leinen: Leinenn
        Hundeleinen: = Hundeleine
        Seideleinen: Seideleinenn
        ",
    );
}

#[test]
fn words_are_in_the_encoding_of_their_file() {
    let affixes = b"SET KOI8-R\nSFX A Y 1\nSFX A 0 \xC1 .";
    let words = b"1\n\xD2\xD5\xCB/A\n";
    let (lexicon, problems) = read_as("ru", affixes, words, &["рук"]);
    assert_eq!(listed(&lexicon, "рук"), "рука");
    assert_eq!(problems, []);
    // Without a name it is the first of ISO 8859, and flags are bytes anyhow.
    let affixes = b"SFX \xE9 Y 1\nSFX \xE9 0 s .";
    let (lexicon, _) = read_as("fr", affixes, b"1\n\xE9t\xE9/\xE9", &["été"]);
    assert_eq!(listed(&lexicon, "été"), "étés");
    // A byte order mark is none of the text.
    let affixes = "\u{FEFF}SET UTF-8\nSFX A Y 1\nSFX A 0 s .";
    let (lexicon, _) = read(affixes, "\u{FEFF}1\nété/A", &["été"]);
    assert_eq!(listed(&lexicon, "été"), "étés");
}

#[test]
fn slots_tell_how_a_form_was_made() {
    let affixes = "
        SET UTF-8
        SFX S Y 2
        SFX S 0 s [^x] is:pl
        SFX S 0 0 x is:pl
        SFX X Y 1
        SFX X al aux al is:pl
        SFX F Y 2
        SFX F 0 e . is:fem is:sg
        SFX F 0 es . is:pl is:fem";
    let words = "1\nami/S po:nom\nmot/S\nprix/S\ncheval/X\nvert/F po:adj\nlent/F";
    let asked = ["ami", "mot", "prix", "cheval", "vert", "lent"];
    let (lexicon, _) = read(affixes, words, &asked);
    let slots = |word: &str, form: &str| {
        let forms = &lexicon.word(word).expect("a word").forms;
        let form = forms.iter().find(|known| known.text == form);
        form.expect("a form").slots.clone()
    };
    let plural = slots("ami", "amis")[0];
    assert!(plural.is_made_as(slots("mot", "mots")[0]));
    assert!(plural.is_tagged_as(slots("cheval", "chevaux")[0]));
    assert!(!plural.is_made_as(slots("cheval", "chevaux")[0]));
    assert!(!plural.is_tagged_as(slots("vert", "vertes")[0]));
    assert!(slots("vert", "vertes")[0].is_made_as(slots("lent", "lentes")[0]));
    let [base, same] = slots("prix", "prix")[..] else {
        panic!("prix is its own plural");
    };
    assert!(base.is_base() && !same.is_base() && plural.is_tagged_as(same));
    assert!(
        !base.is_tagged_as(slots("mot", "mot")[0]),
        "nothing is said of either"
    );
    assert_eq!(plural.parts(), Parts::NOUN);
    assert!(
        slots("mot", "mots")[0].parts().meets(Parts::VERB),
        "it may be any"
    );
}

#[test]
fn substandard_forms_are_found_and_not_written() {
    let affixes = "SUBSTANDARD u\nSFX A Y 2\nSFX A 0 s .\nSFX A 0 z/u .";
    let (lexicon, _) = read(affixes, "1\nhand/A\nhant/Au", &["hand", "hant"]);
    let standard = |word: &str| {
        let forms = &lexicon.word(word).expect("a word").forms;
        let standard = forms.iter().filter(|form| form.standard);
        standard
            .map(|form| form.text.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(standard("hand"), ["hand", "hands"]);
    assert_eq!(standard("hant"), [""; 0]);
}
