//! English nouns whose plural is no regular one, or that have none.
//!
//! Lists of words are separated by white space. Alternatives are separated by `/`, the
//! one to write first; see [`super::alternatives`].

/// How far the plain ending is in use beside the one of the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Plain {
    /// Not at all.
    Never,
    /// It is what most write.
    First,
    /// It is seen.
    Second,
}

/// Nouns that change one ending for another.
#[derive(Debug)]
pub(in super::super) struct Class {
    /// How its words end.
    pub(in super::super) singular: &'static str,
    /// What stands there in the plural.
    pub(in super::super) plural: &'static str,
    /// Whether the regular plural is found too.
    pub(in super::super) plain: Plain,
    /// The words.
    pub(in super::super) words: &'static str,
}

const fn class(
    singular: &'static str,
    plural: &'static str,
    plain: Plain,
    words: &'static str,
) -> Class {
    Class {
        singular,
        plural,
        plain,
        words,
    }
}

/// The classes. A word may stand in one only.
pub(in super::super) const CLASSES: &[Class] = &[
    // English.
    class(
        "o",
        "oes",
        Plain::Never,
        "antihero dingo echo embargo go hero lingo negro potato superhero tomato torpedo \
         veto",
    ),
    class(
        "o",
        "oes",
        Plain::Second,
        "buffalo cargo domino flamingo fresco grotto innuendo mango mosquito motto mulatto \
         peccadillo tornado volcano bastinado desperado dado farrago halo jingo salvo virago",
    ),
    class(
        "o",
        "oes",
        Plain::First,
        "archipelago armadillo avocado banjo bongo bravado bravo calico commando ditto dodo \
         fiasco gecko ghetto hobo indigo lasso manifesto memento mestizo no pinto \
         portico proviso stiletto stucco tobacco torso tuxedo zero",
    ),
    class(
        "f",
        "ves",
        Plain::Never,
        "behalf calf elf half leaf loaf self sheaf shelf thief wolf",
    ),
    class("fe", "ves", Plain::Never, "knife life wife"),
    class("f", "ves", Plain::Second, "hoof scarf wharf dwarf"),
    class(
        "f",
        "ves",
        Plain::First,
        "beef handkerchief kerchief neckerchief oaf roof turf",
    ),
    // Latin and Greek.
    class(
        "us",
        "i",
        Plain::Never,
        "alumnus bacillus emeritus locus magus nucleus stimulus streptococcus staphylococcus \
         thrombus humerus modulus bronchus gladiolus calculus homunculus meniscus hypothalamus \
         cumulus tumulus",
    ),
    class(
        "us",
        "i",
        Plain::Second,
        "abacus cactus cirrus colossus esophagus fungus incubus narcissus oesophagus papyrus radius \
         rhombus sarcophagus stylus succubus terminus torus",
    ),
    class(
        "us",
        "i",
        Plain::First,
        "apparatus crocus discus eucalyptus focus genius hibiscus hippopotamus isthmus nautilus \
         nimbus octopus phallus platypus plexus polypus syllabus thesaurus umbilicus uterus",
    ),
    class(
        "um",
        "a",
        Plain::Never,
        "addendum bacterium corrigendum datum desideratum erratum ovum quantum phylum stratum \
         substratum flagellum",
    ),
    class(
        "um",
        "a",
        Plain::Second,
        "candelabrum cerebellum consortium continuum curriculum dictum effluvium \
         maximum millennium minimum optimum spectrum symposium trivium medium memorandum \
         sanatorium sanitarium atrium cranium cilium septum sternum scholium spermatozoum",
    ),
    class(
        "um",
        "a",
        Plain::First,
        "aquarium arboretum auditorium compendium crematorium emporium equilibrium \
         forum gymnasium honorarium mausoleum momentum moratorium planetarium plectrum podium \
         referendum rostrum sanctum serum solarium stadium terrarium ultimatum vacuum \
         interregnum pendulum proscenium vivarium colloquium delirium encomium",
    ),
    class(
        "a",
        "ae",
        Plain::Never,
        "alga alumna larva minutia vertebra",
    ),
    class(
        "a",
        "ae",
        Plain::Second,
        "antenna lacuna nebula patella pupa supernova fibula tibia aorta scapula",
    ),
    class(
        "a",
        "ae",
        Plain::First,
        "ameba amoeba fauna formula nova persona",
    ),
    class(
        "on",
        "a",
        Plain::Never,
        "mitochondrion phenomenon prolegomenon",
    ),
    class(
        "on",
        "a",
        Plain::Second,
        "automaton criterion ganglion polyhedron tetrahedron octahedron spermatozoon",
    ),
    class("on", "a", Plain::First, "oxymoron"),
    class(
        "ex",
        "ices",
        Plain::Second,
        "apex codex cortex index vertex vortex",
    ),
    class("ix", "ices", Plain::Second, "appendix cervix helix matrix"),
    class("ex", "ices", Plain::First, "ibex caudex"),
    class("ix", "ices", Plain::First, "dominatrix"),
    class("is", "es", Plain::Never, "axis testis"),
    class(
        "",
        "ta",
        Plain::First,
        "dogma enigma schema stigma stoma trauma lemma magma",
    ),
    // French, Italian, Hebrew, Arabic.
    class(
        "",
        "x",
        Plain::Second,
        "beau bureau chateau château gateau gâteau plateau tableau trousseau rouleau",
    ),
    class(
        "",
        "x",
        Plain::First,
        "adieu milieu portmanteau bandeau fabliau",
    ),
    class("o", "i", Plain::Never, "graffito mafioso paparazzo"),
    class(
        "o",
        "i",
        Plain::First,
        "castrato concerto contralto libretto palazzo soprano tempo timpano virtuoso maestro",
    ),
    class("", "im", Plain::Second, "cherub kibbutz moshav seraph"),
];

/// Nouns of no class, with their plurals.
pub(in super::super) const NOUNS: &[(&str, &str)] = &[
    ("bus", "buses/busses"),
    ("by", "bys"),
    ("chairperson", "chairpersons/chairpeople"),
    ("child", "children"),
    ("chili", "chilies/chilis"),
    ("chilli", "chillies/chillis"),
    ("conch", "conchs/conches"),
    ("corpus", "corpora/corpuses"),
    ("crux", "cruxes/cruces"),
    ("die", "dice/dies"),
    ("fez", "fezzes"),
    ("foot", "feet"),
    ("gas", "gases/gasses"),
    ("genus", "genera/genuses"),
    ("goose", "geese"),
    ("iris", "irises/irides"),
    ("larynx", "larynxes/larynges"),
    ("layby", "laybys"),
    ("lira", "lire/liras"),
    ("louse", "lice"),
    ("manservant", "menservants"),
    ("money", "moneys/monies"),
    ("monsieur", "messieurs"),
    ("mouse", "mice/mouses"),
    ("mujahid", "mujahideen/mujahidin/mujahedin"),
    ("opus", "opuses/opera"),
    ("ox", "oxen"),
    ("passerby", "passersby"),
    ("penny", "pennies/pence"),
    ("person", "people/persons"),
    ("phalanx", "phalanxes/phalanges"),
    ("plus", "pluses/plusses"),
    ("quiz", "quizzes"),
    ("staff", "staffs/staves"),
    ("standby", "standbys"),
    ("swiz", "swizzes"),
    ("tooth", "teeth"),
    ("viscus", "viscera"),
    ("whiz", "whizzes"),
    ("wiz", "wizzes"),
    ("woodlouse", "woodlice"),
    ("yes", "yeses/yesses"),
];

/// Endings of compounds that change as the word alone does: *businesswoman*,
/// *grandchild*, *housewife*.
pub(in super::super) const COMPOUNDING: &[(&str, &str)] = &[
    ("man", "men"),
    ("child", "children"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("mouse", "mice"),
    ("wife", "wives"),
    ("knife", "knives"),
    ("life", "lives"),
    ("self", "selves"),
    ("shelf", "shelves"),
    ("wolf", "wolves"),
    ("loaf", "loaves"),
    ("leaf", "leaves"),
    ("half", "halves"),
    ("person", "people/persons"),
];

/// Nouns that look like others of these tables, or like plurals, and are regular.
pub(in super::super) const REGULAR: &str = "
    ataman brahman burman caiman cayman desman doberman german hetman human leman mussulman
    norman nonhuman ottoman pullman roman shaman subhuman superhuman talisman turkoman walkman
    bigfoot lowlife tenderfoot
    abdomen acumen albumen bitumen catechumen cyclamen dolmen foramen gravamen hymen lumen
    numen omen regimen rumen semen specimen stamen
    brae opera reggae sundae
    alias atlas bias canvas chaos cosmos dais ethos ibis lens mantis marquis pancreas pathos
    pelvis penis portcullis rhinoceros summons thermos trellis clitoris
    archdiocese cheese diocese
    craft handicraft
    biped crossbred daybed deathbed flatbed hotbed hundred moped purebred quadruped riverbed
    seabed testbed thoroughbred watershed woodshed
";

/// Nouns whose plural is the same word.
pub(in super::super) const INVARIANT: &str = "
    barracks bison bourgeois chamois chassis cod corps counsel crossroads deer elk gallows
    grouse headquarters means moose offspring patois plaice précis reindeer rendezvous salmon
    samurai series sheep shrimp species squid sweepstakes swine trout works
    baht renminbi won yen yuan
    biceps forceps quadriceps triceps
    gigahertz hertz kilohertz megahertz
    inuit iroquois maori roma sioux taliban
    british danish dutch english finnish french irish scottish spanish swedish swiss welsh
";

/// Nouns without a plural. Those with a `+` are verbs too.
pub(in super::super) const UNCOUNTABLE: &str = "
    advice anthrax applause baggage bedding bloodshed bluetooth broccoli bunkum camaraderie cash+
    chess childcare cholera clothing crockery cutlery disinformation dross electricity
    equipment evidence+ footage furniture garbage greenery guidance gusto hatred homework housework
    humankind hygiene information jewellery jewelry kindred knowledge laughter legislation
    leisure lightning livestock luck+ luggage machinery mankind manpower misinformation
    nightlife nonsense overtime parking poetry pollution poultry poverty propaganda publicity pus
    rainfall rice rubbish+ scenery seafood shopping shrapnel signage stamina sunshine tetanus
    tourism traffic+ violence warfare weaponry wildlife wisdom womankind workmanship
";

/// Words that are plurals as they stand and of no noun above. A `+` marks verbs.
pub(in super::super) const PLURALS: &str = "
    brethren cattle clergy cognoscenti glitterati illuminati intelligentsia literati people+
    personnel police+ vermin
    bayous bijous caribous emus flus gnus gurus haikus hindus impromptus kudus menus parvenus
    sous tofus tutus urdus zulus
";
