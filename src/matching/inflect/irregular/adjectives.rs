//! English adjectives: which compare by ending, and how those that are irregular do.

/// Base, comparative and superlative; alternatives as in the other tables.
pub(in super::super) const ADJECTIVES: &[(&str, &str, &str)] = &[
    ("bad", "worse", "worst"),
    ("badly", "worse", "worst"),
    ("cruel", "crueller/crueler*", "cruellest/cruelest*"),
    ("dry", "drier/dryer", "driest/dryest"),
    ("far", "farther/further", "farthest/furthest"),
    ("good", "better", "best"),
    ("ill", "worse", "worst"),
    ("little", "less/littler", "least/littlest"),
    ("old", "older/elder", "oldest/eldest"),
    ("shy", "shyer/shier", "shyest/shiest"),
    ("sly", "slyer/slier", "slyest/sliest"),
    ("spry", "spryer/sprier", "spryest/spriest"),
    ("well", "better", "best"),
    ("wry", "wryer/wrier", "wryest/wriest"),
];

/// Adjectives of two syllables, or of one and a prefix, that take *-er* by custom.
pub(in super::super) const BY_CUSTOM: &str = "
    bitter clever slender sober somber tender
    absurd common compact complete concise corrupt demure exact extreme handsome immense
    intense mature minute obscure pleasant polite precise profound quiet remote robust secure
    severe sincere solid sombre stupid unkind unsafe wicked
";

/// Adjectives in *-ly*; other words in *-ly* are adverbs.
pub(in super::super) const IN_LY: &str = "
    beastly bubbly burly chilly comely costly cowardly cuddly curly deadly early friendly
    ghastly gnarly grisly hilly holy homely jolly kindly likely lively lonely lovely lowly
    manly oily pearly portly prickly princely saintly scaly sickly silly smelly sprightly
    stately steely surly timely ugly unfriendly unlikely unruly unsightly wily wobbly woolly
    wooly worldly wrinkly
";

/// Short adjectives that nobody compares, and short words that are none.
pub(in super::super) const NEVER: &str = "
    back best better buoyant chief dead dual due dutch east ex fake first fluent fluid fore
    former french giant home ideal inner joint just last latter least less like live lone
    loyal main male most nether next north one only other outer own past pious prime real
    right royal same scot self sole south such super swiss then trial triple two upper utter
    very welsh west whole worse worst worth wrong
";

/// First words of compounds that are compared themselves: *better-known*,
/// *higher-profile*, *longer-lasting*.
pub(in super::super) const FIRST_OF_COMPOUND: &str = "
    bad badly big bright broad cheap clean close cold cool dark deep early easy fast good great
    hard heavy high hot ill large late light long loud low narrow near old poor rich rough safe
    sharp short slow small smart soft strong tall thick thin tight tough warm weak well wide
    young
";
