//! Abbreviations that everybody knows, and words in capitals that are none.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What needs no expansion: countries, clocks, units, formats, what is said rather than read.
const KNOWN: &str = "US USA UK EU TV OK AM PM BC AD BCE CE GMT UTC ID IQ PC CD DVD FM UFO VIP PIN SIM \
    ATM DNA AIDS HIV CEO CV FAQ DIY SOS NB PS FYI ASAP AKA RIP VS USD EUR GBP JPY CHF BA MA BSC MSC MBA \
    PHD NE NW SE SW EST CET PST EDT CEST BST KB MB GB TB PB KW MW GW KWH MWH TWH KHZ MHZ GHZ DB KM KG CM \
    MM ML PDF HTML XML JSON YAML TOML CSV TSV PNG JPG JPEG GIF SVG RSS ZIP MP URL HTTP HTTPS WWW USB ISBN";

/// Words that are written in capitals to be seen.
const WORDS: &str = "ALL ALSO ALWAYS AN AND ANY ARE AS AT BE BEFORE AFTER BOLD BOTH BUT BY CAN CANNOT DO DOES \
    DON DONE EACH ELSE END EVER EVERY FALSE FOR FROM FULL GET GO HAS HAVE HE HER HERE HIS HOW IF IN INTO IS IT \
    ITS JUST LESS LET LIKE LOOK MADE MAKE MANY MAY ME MORE MOST MUCH MUST MY NEED NEVER NEW NEWS NO NONE NOR NOT NOTE \
    NOTES NOW NULL OF OFF OLD ON ONCE ONE ONLY OPEN OR ORDER OTHER OUR OUT OVER OWN PLEASE READ README REAL \
    REALLY SAME SHALL SHE SHOULD SO SOME SOON STILL STOP SUCH TAKE THAN THAT THE THEIR THEM THEN THERE \
    THESE THEY THIS THOSE TIP TO TODO TOO TRUE TWO UNDER UNTIL UP USE USED VERY WAS WARNING WE WELL WERE \
    WHAT WHEN WHERE WHICH WHO WHOM WHY WILL WITH WORD WORK WOULD YES YET YOU YOUR COPY COPYING LICENSE \
    LICENCE NAME FILE FILES ABOUT ABOVE BELOW BREAKING UPDATE LIVE EXCLUSIVE FREE BUG FIX FIXED FIXME XXX \
    ADD SELECT WHERE TABLE INSERT GROUP HAVING BEGIN COMMIT ERROR INFO DEBUG TRACE FATAL HELP USAGE PATH HOME \
    USER SHELL HEAD MAIN MASTER GOOD BAD BEST ONE THREE FOUR SIX TEN ZERO BACK DOWN LEFT RIGHT GREAT GOT GIVE";

fn set(list: &'static str) -> FxHashSet<&'static str> {
    list.split_whitespace().collect()
}

/// Whether everybody knows what the letters stand for, or they are a Roman number.
pub(super) fn is_known(letters: &str) -> bool {
    static SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(KNOWN));
    SET.contains(letters) || is_roman(letters)
}

/// Whether the letters are a word.
pub(super) fn is_word(letters: &str) -> bool {
    static SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(WORDS));
    SET.contains(letters)
}

/// Whether the letters are a number as the Romans wrote it, up to 89: what is larger is an
/// abbreviation more often.
fn is_roman(letters: &str) -> bool {
    let below_ninety = letters.strip_prefix("XL").or_else(|| {
        let rest = letters.strip_prefix('L').unwrap_or(letters);
        let tens = rest.bytes().take_while(|letter| *letter == b'X').count();
        rest.get(tens..).filter(|_| tens < 4)
    });
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    !letters.is_empty() && below_ninety.is_some_and(|ones_of| ones.contains(&ones_of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_are_told_from_abbreviations() {
        for (letters, roman) in [
            ("II", true),
            ("XIV", true),
            ("XL", true),
            ("LXXXIX", true),
            ("IIII", false),
            ("VX", false),
            ("CD", false),
            ("", false),
        ] {
            assert_eq!(is_roman(letters), roman, "{letters}");
        }
    }
}
