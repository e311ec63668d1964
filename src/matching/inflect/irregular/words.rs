//! Words that do not inflect, and words that show which one of a phrase does.

/// Function words. An entry that starts with one is a fixed phrase, and a verb or noun
/// written with one of them alone is none. *Like*, *near*, *round*, *inside*, *other* and
/// their kind are not here: they begin nouns and verbs too.
pub(in super::super) const FUNCTION: &str = "
    a an the
    this that these those such another each every either neither both all any some no none
    my your his her its our their mine yours hers ours theirs
    i me you he him she it we us they them myself yourself himself herself itself oneself
    ourselves yourselves themselves
    who whom whose which what whatever whoever whichever
    anybody anyone anything everybody everyone everything nobody nothing somebody someone
    something
    about above across after against along although amid amidst among amongst and around as at
    because before behind below beneath beside besides between beyond but by concerning
    despite down due during except for from hence how however if in including into lest
    notwithstanding nor of off on onto or out over per regarding since so than then thence
    therefore though through throughout thus till to toward towards under unless unlike until
    unto up upon versus via when whenever where whereas whereby wherein wherever whether while
    whilst why with within without yet
    am is are was were been being has had having does did done
    can cannot could may might must ought shall should will would
    not never here there ever too very also quite rather
    many much more most less least few fewer several enough
    etc eg ie
";

/// Function words that are nouns where another word stands before them: *human being*,
/// *land mine*, *tin can*.
pub(in super::super) const NOUNS_TOO: [&str; 6] = ["being", "can", "mine", "must", "till", "will"];

/// Prepositions (and relatives) after which nothing of a noun phrase inflects:
/// *point of view*, *call to arms*, *state that sponsors terror*.
pub(in super::super) const AFTER_NOUN: &str = "
    of in
    about across after against along among amongst as at before behind below beneath beside
    between beyond by during for from inside into on onto outside over since throughout to
    toward towards under until upon versus via with within without
    that who whom whose which where
    de du à au aux di del da
";

/// Particles of phrasal verbs: the noun or verb stands before them only if nothing
/// follows (*runner up*, but *start up companies*).
pub(in super::super) const PARTICLES: &str = "
    about across along around apart aside away back by down forth forward in off on out over
    round through to together under up
";

/// Agents that inflect before a particle (*passers-by*); other nouns do after it
/// (*cover-ups*).
pub(in super::super) const AGENTS: &str = "
    diner filler goer hanger hearer listener looker onlooker passer picker runner stander summer
    taker washer whipper
";

/// Nouns after which a participle describes: *person seeking asylum*.
pub(in super::super) const PERSONS: &str = "
    individual man men people person someone woman women
";

/// First words and parts of nouns that are not divided by a preposition: *free-for-alls*.
pub(in super::super) const UNDIVIDED: &str = "free good pay pick stay";

/// Verbs in *-ly*; another word in *-ly* before a verb is its adverb (*fully utilise*).
pub(in super::super) const VERBS_IN_LY: &str = "
    ally apply belly bully comply dally fly imply misapply multiply ply rally rely reply resupply
    sally sully supply tally
";

/// Adjectives that stand after their noun, and the nouns; no noun is any noun.
pub(in super::super) const POSTPOSITIVE: &[(&str, &str)] = &[
    ("advocate", "lord"),
    ("apparent", "heir"),
    ("consort", "prince princess queen king"),
    ("designate", ""),
    ("dowager", "duchess queen princess"),
    ("elect", ""),
    ("emerita", ""),
    ("emeritus", ""),
    ("errant", "knight"),
    ("extraordinary", "ambassador envoy minister"),
    (
        "general",
        "accountant adjutant administrator advocate attorney auditor commissary commissioner \
         comptroller consul controller director governor inspector judge paymaster postmaster \
         procurator prosecutor quartermaster receiver registrar secretary solicitor surgeon \
         treasurer vicar",
    ),
    ("incarnate", "devil god"),
    ("justice", "lord"),
    ("laureate", "poet"),
    ("manqué", ""),
    ("martial", "court"),
    ("patent", "letter"),
    ("plenipotentiary", "minister ambassador"),
    ("politic", "body"),
    ("presumptive", "heir nominee"),
    ("public", "notary"),
    ("regent", "prince queen"),
    ("regnant", "queen"),
    ("royal", "astronomer battle prince princess"),
    ("royale", "battle"),
    ("simple", "fee"),
    ("superior", "father mother"),
    ("total", "sum"),
];

/// Phrases that change in more than one word, or in one that no rule finds, with their
/// plurals.
pub(in super::super) const COMPOUNDS: &[(&str, &str)] = &[
    ("agent provocateur", "agents provocateurs"),
    ("bete noire", "betes noires"),
    ("bête noire", "bêtes noires"),
    ("billet doux", "billets doux"),
    ("bon mot", "bons mots/bon mots"),
    ("bon vivant", "bons vivants/bon vivants"),
    ("cause celebre", "causes celebres"),
    ("cause célèbre", "causes célèbres"),
    ("chaise longue", "chaises longues/chaise longues"),
    ("court martial", "courts martial/court martials"),
    ("cul de sac", "cul de sacs/culs de sac"),
    ("curriculum vitae", "curricula vitae"),
    ("eminence grise", "eminences grises"),
    ("éminence grise", "éminences grises"),
    ("enfant terrible", "enfants terribles"),
    ("fait accompli", "faits accomplis"),
    ("femme fatale", "femmes fatales"),
    ("grand prix", "grands prix/grand prix"),
    ("grande dame", "grandes dames/grande dames"),
    ("hors d'oeuvre", "hors d'oeuvres"),
    ("hors d'œuvre", "hors d'œuvres"),
    ("idee fixe", "idees fixes"),
    ("idée fixe", "idées fixes"),
    ("modus operandi", "modi operandi"),
    ("modus vivendi", "modi vivendi"),
    ("nouveau riche", "nouveaux riches"),
    ("objet trouvé", "objets trouvés"),
    (
        "persona non grata",
        "personae non gratae/personas non grata",
    ),
    ("petit bourgeois", "petits bourgeois"),
    ("pied à terre", "pieds à terre/pied à terres"),
    ("poet laureate", "poets laureate/poet laureates"),
    ("sergeant major", "sergeant majors/sergeants major"),
    ("still life", "still lifes"),
    ("sum total", "sum totals/sums total"),
    ("tam o'shanter", "tam o'shanters"),
];
