//! British and American spelling of English words.
//!
//! Pairs of which both are right in one spelling are not here (*practice*, *practise*;
//! *metre*, *meter*; *programme*, *program*; *dialogue*, *dialog*; *storey*, *story*).

use std::sync::LazyLock;

use super::super::across::{Note, Sighting};
use super::super::words::Words;
use super::found::{Class, key};
use super::parts::WordSet;
use crate::matching::token::hash;

/// The roles of notes.
const BRITISH: u32 = 0;
const AMERICAN: u32 = 1;

/// Words in -our, without it.
const OUR: &str = "arb ard arm behavi cand clam col demean discol enam endeav fav ferv flav glam harb \
    hon hum misbehavi mould neighb od parl ranc rum sav savi splend succ tum val vap vig dishon disfav \
    lab";

/// What may stand behind -our and -or alike.
const BEHIND_OUR: &str = "s ed ing er ers able ably ful fully less ite ites itism hood hoods ly al ally \
    ings y ies";

/// Words that double their last letter in British spelling only.
const DOUBLED: &str = "travel cancel label model signal level channel fuel dial total marvel counsel \
    quarrel tunnel equal jewel shovel snorkel spiral swivel towel unravel relabel \
    remodel mislabel enamel funnel gravel initial panel pencil pummel ravel revel stencil apparel \
    bevel chisel cudgel devil duel grovel kennel libel medal metal parcel pedal peril petal \
    yodel bias";

/// What stands behind the doubled letter.
const BEHIND_DOUBLED: &str = "ed ing er ers ings";

/// British and American spellings, word for word.
const PAIRS: &str = "\
centre centres centred centring | center centers centered centering
fibre fibres | fiber fibers
theatre theatres | theater theaters
litre litres millilitre millilitres | liter liters milliliter milliliters
kilometre kilometres | kilometer kilometers
centimetre centimetres | centimeter centimeters
millimetre millimetres | millimeter millimeters
lustre | luster
meagre | meager
sombre | somber
manoeuvre manoeuvres manoeuvred manoeuvring | maneuver maneuvers maneuvered maneuvering
catalogue catalogues catalogued cataloguing | catalog catalogs cataloged cataloging
defence defences defenceless | defense defenses defenseless
offence offences | offense offenses
pretence pretences | pretense pretenses
grey greys greyed greying greyish greyscale | gray grays grayed graying grayish grayscale
judgement judgements | judgment judgments
acknowledgement acknowledgements | acknowledgment acknowledgments
ageing | aging
artefact artefacts | artifact artifacts
aluminium | aluminum
sceptic sceptics sceptical sceptically scepticism | skeptic skeptics skeptical skeptically skepticism
mould moulds moulded moulding mouldy | mold molds molded molding moldy
plough ploughs ploughed ploughing | plow plows plowed plowing
cosy | cozy
fulfil fulfils fulfilment | fulfill fulfills fulfillment
enrol enrols enrolment enrolments | enroll enrolls enrollment enrollments
instalment instalments | installment installments
skilful skilfully | skillful skillfully
wilful wilfully | willful willfully
encyclopaedia encyclopaedias | encyclopedia encyclopedias
mediaeval | medieval
anaesthetic anaesthetics anaesthesia | anesthetic anesthetics anesthesia
paediatric paediatrician paediatricians | pediatric pediatrician pediatricians
oestrogen | estrogen
foetus foetuses foetal | fetus fetuses fetal
orthopaedic | orthopedic
leukaemia | leukemia
anaemia anaemic | anemia anemic
haemorrhage haemorrhages haemorrhaging | hemorrhage hemorrhages hemorrhaging
sulphur sulphuric | sulfur sulfuric
likeable | likable
sizeable | sizable
queueing | queuing
jewellery | jewelry
woollen | woolen
adviser advisers | advisor advisors
pyjamas | pajamas
benefitted benefitting | benefited benefiting
focussed focusses focussing | focused focuses focusing
";

/// A word of the table, in both spellings.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// What sightings of the word share.
    row: u32,
    /// Where it stands in the letters.
    start: u32,
    /// How long it is in each spelling, in bytes, one behind the other.
    lengths: [u8; 2],
}

/// The table. It has thousands of words: their letters stand in one text.
#[derive(Debug)]
struct Spellings {
    set: WordSet,
    /// The hash of each word, sorted, with its pair and its spelling.
    by_hash: Vec<(u32, u32, u32)>,
    pairs: Vec<Pair>,
    letters: String,
}

impl Spellings {
    fn add(&mut self, row: u32, british: &str, american: &str) {
        let pair = self.pairs.len() as u32;
        self.pairs.push(Pair {
            row,
            start: self.letters.len() as u32,
            lengths: [british.len() as u8, american.len() as u8],
        });
        for (spelling, text) in [(BRITISH, british), (AMERICAN, american)] {
            self.by_hash.push((hash(text.as_bytes()), pair, spelling));
            self.letters.push_str(text);
        }
    }

    /// The word with this hash, and its spelling.
    fn get(&self, hash: u32) -> Option<(Pair, u32)> {
        let at = self.by_hash.binary_search_by_key(&hash, |word| word.0);
        let (_, pair, spelling) = *self.by_hash.get(at.ok()?)?;
        Some((*self.pairs.get(pair as usize)?, spelling))
    }

    fn text(&self, pair: Pair, spelling: u32) -> &str {
        let [british, american] = pair.lengths.map(usize::from);
        let start = pair.start as usize;
        let span = match spelling {
            BRITISH => start..start + british,
            _ => start + british..start + british + american,
        };
        self.letters.get(span).unwrap_or("")
    }
}

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut table = Spellings {
        set: WordSet::of_hashes(std::iter::empty()),
        by_hash: Vec::new(),
        pairs: Vec::new(),
        letters: String::new(),
    };
    let mut row = 0;
    for stem in OUR.split_whitespace() {
        for end in std::iter::once("").chain(BEHIND_OUR.split_whitespace()) {
            table.add(row, &format!("{stem}our{end}"), &format!("{stem}or{end}"));
        }
        row += 1;
    }
    for base in DOUBLED.split_whitespace() {
        let last = base.get(base.len() - 1..).unwrap_or("");
        for end in BEHIND_DOUBLED.split_whitespace() {
            table.add(row, &format!("{base}{last}{end}"), &format!("{base}{end}"));
        }
        row += 1;
    }
    for line in PAIRS.lines() {
        let (british, american) = line.split_once('|').unwrap_or((line, ""));
        for (one, other) in british.split_whitespace().zip(american.split_whitespace()) {
            table.add(row, one, other);
        }
        row += 1;
    }
    // Of a word that stands there twice the first counts; the sort keeps it before the other.
    table.by_hash.sort_by_key(|word| word.0);
    table.by_hash.dedup_by_key(|word| word.0);
    table.by_hash.shrink_to_fit();
    table.pairs.shrink_to_fit();
    table.letters.shrink_to_fit();
    table.set = WordSet::of_hashes(table.by_hash.iter().map(|word| word.0));
    table
});

/// What may stand behind the s or z of -ise and -ize, and of -yse and -yze. *Analyses* is a
/// noun in any spelling.
const BEHIND_ISE: [&[u8]; 11] = [
    b"e", b"es", b"ed", b"er", b"ers", b"ing", b"ings", b"able", b"ation", b"ations", b"ational",
];

/// Words that are others with the other letter, or none: what stands before the s or z.
const NOT_ISE: [&[u8]; 10] = [
    b"pri", b"si", b"mai", b"sei", b"bai", b"mi", b"appri", b"wi", b"ri", b"repri",
];

/// The words of the table, by their hashes.
pub(super) fn listed() -> impl Iterator<Item = u32> {
    SPELLINGS.set.hashes()
}

/// The place of the s or z of a word in -ise or -ize, or of one made of it.
pub(super) fn place(word: &[u8]) -> Option<usize> {
    let last = word.last()?;
    if !b"esdrgnl".contains(last) {
        return None;
    }
    let from = word.len().saturating_sub(8).max(3);
    (from..word.len()).find(|at| {
        if !matches!(word.get(*at), Some(b's' | b'z')) {
            return false;
        }
        let before = word.get(at - 1).copied();
        let (stem, end) = (word.get(..*at), word.get(at + 1..));
        matches!(before, Some(b'i' | b'y'))
            && end.is_some_and(|end| {
                BEHIND_ISE.contains(&end) && (before == Some(b'i') || end != b"es")
            })
            && stem.is_some_and(|stem| !NOT_ISE.contains(&stem))
    })
}

/// Notes a word that may be spelt in another way elsewhere.
pub(super) fn word(words: &Words<'_>, index: usize, note: &mut dyn FnMut(Note)) {
    let Some(token) = words.token(index) else {
        return;
    };
    let spellings = &*SPELLINGS;
    let bytes = words.bytes(index);
    let found = if spellings.set.holds(token.hash) {
        let spelt = spellings.get(token.hash);
        spelt.map(|(pair, spelling)| (key(Class::Spelling, pair.row), spelling))
    } else {
        place(bytes).and_then(|at| {
            let stem = bytes.get(..at)?;
            let spelling = u32::from(bytes.get(at) == Some(&b'z'));
            Some((key(Class::Suffix, hash(stem)), spelling))
        })
    };
    if let Some((key, role)) = found
        && words.is_plain(index)
        && words.are_free(index, index)
    {
        note(Note {
            key,
            role,
            amount: 0,
            span: words.span(index, index).into(),
        });
    }
}

/// The word of the table that `text` is, and its spelling.
fn spelt(text: &str) -> Option<(Pair, u32)> {
    let small = text.to_ascii_lowercase();
    let (pair, spelling) = SPELLINGS.get(hash(small.as_bytes()))?;
    (SPELLINGS.text(pair, spelling) == small).then_some((pair, spelling))
}

/// What the sightings of one word share.
pub(super) fn canonical(sighting: &Sighting, class: Class) -> Option<String> {
    if class == Class::Spelling {
        return spelt(&sighting.text).map(|(pair, _)| pair.row.to_string());
    }
    let at = place(sighting.text.as_bytes())?;
    sighting.text.get(..at).map(str::to_ascii_lowercase)
}

/// `text` in the spelling `right`.
pub(super) fn rewritten(text: &str, right: u32, class: Class) -> Option<String> {
    if class == Class::Spelling {
        let (pair, spelling) = spelt(text)?;
        if spelling == right {
            return None;
        }
        let other = SPELLINGS.text(pair, right);
        let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
        let (first, rest) = other.split_at_checked(1)?;
        return Some(if capital {
            format!("{}{rest}", first.to_ascii_uppercase())
        } else {
            other.to_owned()
        });
    }
    let at = place(text.as_bytes())?;
    let letter = if right == BRITISH { "s" } else { "z" };
    let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
    Some(format!("{before}{letter}{behind}"))
}
