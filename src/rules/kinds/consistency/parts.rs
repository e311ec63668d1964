//! Which words may be two: what they begin and end with.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::matching::token::hash;

/// What stands before a word with a hyphen or without.
const PREFIXES: &str = "anti auto bio co counter cross cyber de eco electro extra geo hyper infra \
    inter intra macro mega meta micro mid mini mis mono multi neo neuro non over para photo poly post \
    pre proto pseudo psycho quasi re semi socio sub super supra tele thermo trans ultra un under uni";

/// Nouns that end others, written as one word or as two.
const HEADS: &str = "attack band bar base block board box bone byte care cast chain channel code cycle data \
    deck field file folder force forest frame front game gate grid group guide head holder image \
    keeper keeping key kit layer length level life line lock log mail maker making mate media meter \
    mode module name net note pack page panel paper path phone plane pool port power \
    raiser raising reader rig room runner scape scope screen script server service sheet shell \
    ship shot side site size space span spec station stick storm strike string style suite system \
    table tag teller telling tip title tool town track trace tree type user ware water wave way \
    width wire word worker writer yard";

/// Such of which many are verbs as well; what follows them must show that they are none.
const VERBS: &str = "book end house land list load map mark place point stamp stop store stream \
    stroke test time view work";

/// Compounds of which the second word alone is mostly no noun.
const SETS: &str = "dataset mindset skillset charset";

/// Words that end others with a hyphen or without, and alone mean something else.
const PARTICLES: &str = "ahead away back down off out over up around";

/// What is found besides.
const LISTED: &str = "email emails emailed emailing ebook ebooks ecommerce elearning eread ereader \
    ereaders addon addons plugin plugins login logins logon builtin";

/// Compounds that people write as one word. Of others a name in a program may be made (*querystring*,
/// *servername*), so that only an article shows that they are words.
const SETTLED: &str = "\
    allowlist backend backtrace baseline blockchain blocklist bookmark breakpoint broadband bytecode \
    checkbox checkpoint childcare classroom clipboard codebase codename codepath codepoint \
    commandline dashboard database dataset datatype deadline docstring doorway endpoint entrypoint \
    eyewitness fieldwork filename filesystem framework frontend gameplay gateway guideline handbook \
    hardcode hashmap headline healthcare homepage hostname hotline household keyboard landmark \
    lifecycle lifeline lifestyle lifetime lockfile mailbox mainframe mainland manpage marketplace \
    mindset namespace network newspaper newtype nickname notebook oneshot outline packfile paperwork \
    passport password patchwork pathname peacekeeper peacekeeping pipeline policymaker policymaking \
    postcard realtime roadside sandbox screenplay seaside sidebar skillset skincare smartphone \
    spreadsheet stacktrace stakeholder storyboard storyline storyteller storytelling stylesheet \
    surname teamwork testsuite textbook threadpool timeline toolbar toolbox toolchain tooltip \
    touchscreen trademark username viewpoint voicemail wallpaper watermark webpage website \
    whitepaper whitespace workbook workforce workload workplace worksheet workspace workstation \
    worktree";

/// Words that are right, and so are those with a hyphen.
const BOTH_RIGHT: &str = "resent recover resign recreate reform remark release represent react \
    rebound redress refuse relay replace prove research reserve resolve resort restore restrain \
    retreat review recollect repose reside resound resume return reproved record recall repress recede \
    recite resign repair repeal relate rest react reply report request require result reward repress \
    reuse-able multiply prefix present preface preposition predate coop union unit unite until under \
    undo over cover design defer decide depress detail disease discover interest internal interval \
    subject submit substance postal postage posted poster code color cold come common \
    recession reception reduction region register regard relax unionise";

/// Words of which the open form may stand there and mean something else.
const NOT_AS_ONE: &str = "runtime meantime frontline sometime newline plaintext typename network \
    midpoint halfway lowercase uppercase textarea keyvalue underway";

/// Words that are no part of a compound, or that describe what stands behind them.
const NOT_FIRST: &str = "a an the this that these those some any every each no all both either neither \
    another other such same which what whose who and or but nor if as than then when while where how why \
    i you he she it we they me him her us them my your his its our their one two three four five six seven \
    eight nine ten first second third last next own only just also not never ever very too so more most \
    less least many much few several in on at by for from with without within of to into onto over under \
    out up down off back away around about above below after before between through during until since \
    per via like is are was were be been being am has have had do does did will would can could shall \
    should may might must get gets got make makes made let lets put puts see use uses using new old big \
    small large great good bad best better worse high higher low lower long short hard soft hot cold warm \
    light dark black white green blue red grey gray brown yellow open closed free full empty main major \
    minor real true false right left top bottom upper inner outer near far fast slow deep shallow wide \
    narrow broad grand fresh dry wet wild live dead raw plain clear smart right wrong double single half \
    run set read write find start stop send print show keep turn add call create delete move copy \
    key mean here there now well even still yet once twice again always often front";

/// Words of compounds that describe a noun.
const MODIFIERS: &str = "making based term level time scale quality driven oriented specific related \
    friendly free wide side end source line party hand class range purpose performance speed order depth \
    length resolution precision fidelity volume risk cost value stage phase step state mode point way \
    fold byte bit day week month year hour minute grained defined known established funded backed led \
    owned run produced made generated encoded aligned ended sided threaded dependent independent aware \
    safe sensitive insensitive compatible compliant intensive efficient critical ready only building \
    sharing saving solving sized priority security memory latency traffic profile income tech";

/// Words that end what they stand behind: what comes before them is no description.
const FUNCTION: &str = "a an the this that these those and or but nor if as than then when while where \
    how why which who whose in on at by for from with without within of to into onto over under out up \
    down off about above below after before between through during until since per via like is are was \
    were be been being am has have had do does did will would can could shall should may might must not \
    it its they their he she we you i so because although though unless whether also only rather too";

/// Before these what stands behind is no description of the next noun: *at run time*.
const PREPOSITIONS: &str =
    "in on at by for from of to into over under during until since about via";

/// One of these, directly or with a word between, stands before a noun.
const ARTICLES: &str = "a an the this that these those each every any no some another my your his her \
    its our their whose";

/// Before these a verb comes.
const BEFORE_VERBS: &str = "to will can could should would shall must may might not cannot you we they \
    i don't doesn't please hard";

/// What shows that the noun before it is none that takes an object.
const BEHIND_NOUNS: &str = "of is are was were and or that which has have had will can should must";

/// Words by their hashes; of a wrong one with the hash of another nothing worse comes than a
/// note too many.
#[derive(Debug)]
pub(super) struct WordSet {
    /// A bit for the low bits of each hash, so that most words cost one look.
    bits: Box<[u64; 256]>,
    hashes: FxHashSet<u32>,
}

impl WordSet {
    pub(super) fn of<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        Self::of_hashes(words.map(|word| hash(word.as_bytes())))
    }

    pub(super) fn of_hashes(hashes: impl Iterator<Item = u32>) -> Self {
        let hashes: FxHashSet<u32> = hashes.collect();
        let mut bits = Box::new([0u64; 256]);
        for hash in &hashes {
            if let Some(word) = bits.get_mut((hash & 0x3FFF) as usize >> 6) {
                *word |= 1 << (hash & 63);
            }
        }
        Self { bits, hashes }
    }

    pub(super) fn hashes(&self) -> impl Iterator<Item = u32> + '_ {
        self.hashes.iter().copied()
    }

    pub(super) fn holds(&self, hash: u32) -> bool {
        let word = self.bits.get((hash & 0x3FFF) as usize >> 6);
        word.is_some_and(|word| word & 1 << (hash & 63) != 0) && self.hashes.contains(&hash)
    }
}

/// At which end of a word a part of it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// The parts of words by what tells them apart soonest: by the number of two of their letters.
#[derive(Debug)]
struct Ends {
    side: Side,
    by_letters: Vec<Vec<&'static [u8]>>,
    /// A bit for each three letters that words with one of the parts may have at that end.
    bits: Box<[u64; 512]>,
}

/// The number of letters, five bits each.
fn number(letters: &[u8]) -> usize {
    let letters = letters.iter();
    letters.fold(0, |number, letter| number << 5 | usize::from(letter & 31))
}

impl Side {
    /// So many letters at this end of `word`.
    fn letters(self, word: &[u8], count: usize) -> Option<&[u8]> {
        match self {
            Self::Start => word.get(..count),
            Self::End => word.get(word.len().checked_sub(count)?..),
        }
    }
}

impl Ends {
    fn of(parts: impl Iterator<Item = &'static [u8]>, side: Side) -> Self {
        let mut ends = Self {
            side,
            by_letters: vec![Vec::new(); 1024],
            bits: Box::new([0; 512]),
        };
        for part in parts {
            let two = side.letters(part, 2).map(number);
            if let Some(like) = two.and_then(|number| ends.by_letters.get_mut(number)) {
                like.push(part);
            }
            match (side.letters(part, 3).map(number), two) {
                (Some(three), _) => ends.mark(three),
                // Whatever letter stands beside the two.
                (None, Some(two)) => (0..32).for_each(|other| match side {
                    Side::Start => ends.mark(two << 5 | other),
                    Side::End => ends.mark(other << 10 | two),
                }),
                (None, None) => {}
            }
        }
        ends
    }

    fn mark(&mut self, three: usize) {
        if let Some(bits) = self.bits.get_mut(three >> 6) {
            *bits |= 1 << (three & 63);
        }
    }

    /// Whether `word`, of three letters or more, may have one of the parts. It may say yes too
    /// often, never too seldom.
    fn may_be_of(&self, word: &[u8]) -> bool {
        let three = self.side.letters(word, 3).map(number);
        three.is_some_and(|three| {
            let bits = self.bits.get(three >> 6);
            bits.is_some_and(|bits| bits & 1 << (three & 63) != 0)
        })
    }

    /// The parts with the letters that `word` has at that end.
    fn like(&self, word: &[u8]) -> &[&'static [u8]] {
        let two = self.side.letters(word, 2).map(number);
        let like = two.and_then(|number| self.by_letters.get(number));
        like.map_or(&[], |like| like)
    }
}

/// All of them, made once.
#[derive(Debug)]
pub(super) struct Parts {
    starts: Ends,
    ends: Ends,
    pub(super) prefixes: WordSet,
    pub(super) heads: WordSet,
    pub(super) verbs: WordSet,
    /// Compounds, in the singular.
    pub(super) sets: WordSet,
    pub(super) listed: WordSet,
    pub(super) settled: WordSet,
    pub(super) articles: WordSet,
    pub(super) particles: WordSet,
    pub(super) not_first: WordSet,
    pub(super) not_as_one: WordSet,
    pub(super) modifiers: WordSet,
    pub(super) function: WordSet,
    pub(super) prepositions: WordSet,
    pub(super) before_verbs: WordSet,
    pub(super) behind_nouns: WordSet,
    both_right: WordSet,
}

/// The parts of English words.
pub(super) static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let set = |list: &'static str| WordSet::of(list.split_whitespace());
    let bytes = |list: &'static str| list.split_whitespace().map(str::as_bytes);
    let nouns = || HEADS.split_whitespace().chain(VERBS.split_whitespace());
    // With their plurals.
    let plurals: Vec<String> = nouns().map(|noun| format!("{noun}s")).collect();
    let plurals = plurals.iter().map(String::as_str);
    let verbs: Vec<String> = VERBS
        .split_whitespace()
        .flat_map(|verb| [verb.to_owned(), format!("{verb}s")])
        .collect();
    let particles = || PARTICLES.split_whitespace();
    let outs: Vec<String> = particles().map(|word| format!("{word}s")).collect();
    Parts {
        starts: Ends::of(bytes(PREFIXES), Side::Start),
        ends: Ends::of(
            bytes(HEADS)
                .chain(bytes(VERBS))
                .chain(bytes(PARTICLES))
                .chain(bytes("set")),
            Side::End,
        ),
        prefixes: set(PREFIXES),
        heads: WordSet::of(nouns().chain(plurals)),
        verbs: WordSet::of(verbs.iter().map(String::as_str)),
        sets: set(SETS),
        listed: set(LISTED),
        settled: set(SETTLED),
        articles: set(ARTICLES),
        particles: WordSet::of(particles().chain(outs.iter().map(String::as_str))),
        not_first: set(NOT_FIRST),
        not_as_one: set(NOT_AS_ONE),
        modifiers: set(MODIFIERS),
        function: set(FUNCTION),
        prepositions: set(PREPOSITIONS),
        before_verbs: set(BEFORE_VERBS),
        behind_nouns: set(BEHIND_NOUNS),
        both_right: WordSet::of_hashes(
            BOTH_RIGHT
                .split_whitespace()
                .map(|word| hash(stem(word.as_bytes()))),
        ),
    }
});

/// The shortest rest that a prefix leaves, and the shortest word before another.
const SHORTEST: usize = 3;

impl Parts {
    /// Whether a word, in whatever letters, may begin with a prefix or end with another word.
    pub(super) fn may_have_parts(&self, word: &[u8]) -> bool {
        self.starts.may_be_of(word) || self.ends.may_be_of(singular(word))
    }

    /// Whether a word of small letters begins with a prefix.
    pub(super) fn has_prefix(&self, word: &[u8]) -> bool {
        let mut parts = self.starts.like(word).iter();
        parts.any(|part| word.len() >= part.len() + SHORTEST && word.starts_with(part))
    }

    /// Whether a word of small letters, or what it is the plural of, ends with another.
    pub(super) fn has_head(&self, word: &[u8]) -> bool {
        let word = singular(word);
        let mut parts = self.ends.like(word).iter();
        parts.any(|part| word.len() >= part.len() + SHORTEST && word.ends_with(part))
    }

    /// Whether a compound in small letters ends with a particle: *clean-up*, *fallback*.
    pub(super) fn has_particle(&self, word: &[u8]) -> bool {
        let word = singular(word);
        let mut ends = self.ends.like(word).iter();
        ends.any(|end| word.ends_with(end) && self.particles.holds(hash(end)))
    }

    /// Whether a word, by its stem, means something else with a hyphen.
    pub(super) fn is_right_twice(&self, stem: &[u8]) -> bool {
        self.both_right.holds(hash(stem))
    }
}

/// A word without the end of its plural.
pub(super) fn singular(word: &[u8]) -> &[u8] {
    match word {
        [rest @ .., before, b's'] if *before != b's' && rest.len() > 1 => {
            word.get(..word.len() - 1).unwrap_or(word)
        }
        _ => word,
    }
}

/// Ends of the forms of a word and of words made of it, the longer first.
const SUFFIXES: [&str; 22] = [
    "ations", "ation", "ively", "atives", "ative", "ings", "ions", "ors", "ers", "ies", "ive",
    "ing", "ion", "able", "or", "er", "ed", "es", "ly", "e", "y", "s",
];

/// What words of one family begin with: *cooper* of *cooperate*, *cooperation*, *cooperative*.
pub(super) fn stem<'w>(word: &'w [u8]) -> &'w [u8] {
    let without = |word: &'w [u8], end: &str| {
        let stem = word.strip_suffix(end.as_bytes())?;
        (stem.len() >= 4).then_some(stem)
    };
    let mut ends = SUFFIXES.iter().filter_map(|end| without(word, end));
    let stem = ends.next().unwrap_or(word);
    without(stem, "at").unwrap_or(stem)
}
