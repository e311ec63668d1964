//! Which word of a phrase inflects.

use super::{check, listed};
use crate::matching::inflect::{Entry, Inflection, SecondMark};

#[test]
fn nouns_of_several_words() {
    check(
        Inflection::Noun,
        "
        puppet regime: puppet regimes
        terror cell: terror cells
        rogue state: rogue states
        prime minister: prime ministers
        chief of staff: chiefs of staff
        point of view: points of view
        weapon of mass destruction: weapons of mass destruction
        man of the people: men of the people
        cost of living in London: costs of living in London
        change in policy: changes in policy
        brother in law: brothers in law
        commander in chief: commanders in chief
        government in exile: governments in exile
        call to arms: calls to arms
        war on terror: wars on terror
        trial by jury: trials by jury
        minister for foreign affairs: ministers for foreign affairs
        ambassador to China: ambassadors to China
        sergeant at arms: sergeants at arms
        wolf in sheep's clothing: wolves in sheep's clothing
        state that sponsors terror: states that sponsors terror
        passer by: passers by
        runner up: runners up
        start up company: start up companies
        face to face meeting: face to face meetings
        human being: human beings
        land mine: land mines
        tin can: tin cans
        attorney general: attorneys general
        Attorney General: Attorneys General
        deputy attorney general: deputy attorneys general
        secretary general: secretaries general
        major general: major generals
        heir apparent: heirs apparent
        notary public: notaries public
        president elect: presidents elect
        poet laureate: poets laureate, poet laureates
        Nobel laureate: Nobel laureates
        court martial: courts martial, court martials
        driver's licence: driver's licences
        still life: still lifes
        agent provocateur: agents provocateurs
        alleged agent provocateur: alleged agents provocateurs
        femme fatale: femmes fatales
        coup d'état: coups d'état
        coup d’état: coups d’état
        Cause Célèbre: Causes Célèbres
        fait accompli: faits accomplis
        woman doctor: women doctors, woman doctors
        woman of letters: women of letters
        man eater: man eaters
        person with an addiction: people with an addiction, persons with an addiction
        person living with HIV: people living with HIV, persons living with HIV
        person seeking asylum: people seeking asylum, persons seeking asylum
        people living in poverty:
        person displaced: people displaced, persons displaced
        man hunting: man huntings
        family gathering: family gatherings
        state accused of abuses: states accused of abuses
        annual meeting of ministers: annual meetings of ministers
        stay at home mum: stay at home mums
        puppet\u{A0}regime: puppet\u{A0}regimes
        ",
    );
}

#[test]
fn hyphenated_nouns() {
    check(
        Inflection::Noun,
        "
        game-changer: game-changers
        mother-in-law: mothers-in-law
        editor-in-chief: editors-in-chief
        man-of-war: men-of-war
        sergeant-at-arms: sergeants-at-arms
        aide-de-camp: aides-de-camp
        right-of-way: rights-of-way
        father-to-be: fathers-to-be
        passer-by: passers-by
        hanger-on: hangers-on
        runner-up: runners-up
        set-up: set-ups
        break-in: break-ins
        stand-by: stand-bys
        cover-up: cover-ups
        grown-up: grown-ups
        go-between: go-betweens
        out-of-towner: out-of-towners
        jack-in-the-box: jack-in-the-boxes
        free-for-all: free-for-alls
        merry-go-round: merry-go-rounds
        forget-me-not: forget-me-nots
        will-o'-the-wisp: will-o'-the-wisps
        secretary-general: secretaries-general
        attorney-general: attorneys-general
        major-general: major-generals
        prime minister-designate: prime ministers-designate
        court-martial: courts-martial, court-martials
        cul-de-sac: cul-de-sacs, culs-de-sac
        step-child: step-children
        vice-chairman: vice-chairmen
        run-up to war: run-ups to war
        in-law: in-laws
        ",
    );
}

#[test]
fn verbs_of_several_words() {
    check(
        Inflection::Verb,
        "
        point out: points out, pointed out, pointing out
        carry out: carries out, carried out, carrying out
        lash out at: lashes out at, lashed out at, lashing out at
        commit suicide: commits suicide, committed suicide, committing suicide
        put an end to: puts an end to, putting an end to
        be afflicted with: am afflicted with, is afflicted with, are afflicted with, \
was afflicted with, were afflicted with, been afflicted with, being afflicted with
        fully utilise: fully utilises, fully utilised, fully utilising
        rely on: relies on, relied on, relying on
        co-ordinate: co-ordinates, co-ordinated, co-ordinating
        re-elect: re-elects, re-elected, re-electing
        fast-track: fast-tracks, fast-tracked, fast-tracking
        spoon-feed: spoon-feeds, spoon-fed, spoon-feeding
        court-martial: court-martials, court-martialled, court-martialed, \
court-martialling, court-martialing
        log-in: logs-in, logged-in, logging-in
        let's go:
        ",
    );
}

#[test]
fn one_word_is_noun_and_verb_and_several_are_a_noun() {
    check(
        Inflection::Any,
        "
        purchase: purchases, purchased, purchasing
        use: uses, used, using
        leaf: leaves, leafs, leafed, leafing
        lasso: lassos, lassoes, lassoed, lassoing
        puppet regime: puppet regimes
        point out: points out
        chairman: chairmen
        mother-in-law: mothers-in-law
        news:
        sheep:
        information:
        police: polices, policed, policing
        claims:
        set-up: set-ups, sets-up, setting-up
        in order to:
        commit~ suicide: commits suicide, committed suicide, committing suicide
        ",
    );
}

#[test]
fn a_mark_names_the_word() {
    check(
        Inflection::Verb,
        "
        commit~ suicide: commits suicide, committed suicide, committing suicide
        to utilise~ fully: to utilises fully, to utilised fully, to utilising fully
        double-check~: double-checks, double-checked, double-checking
        in~ order to:
        ~/.config:
        a~b:
        ",
    );
    check(
        Inflection::Noun,
        "
        the regime~ in power: the regimes in power
        under secretary~ of state: under secretaries of state
        passer~-by: passers-by
        passer-by~: passers-by
        attorney general~: attorney generals
        boss~, the: bosses, the
        woman~ doctor: women doctor
        ",
    );
    let read = |written| Entry::read(written).map(|entry| entry.text.into_owned());
    assert_eq!(read("commit~ suicide~"), Err(SecondMark { at: 15 }));
    assert_eq!(read("~ a ~b c~~"), Ok("~ a ~b c~~".to_owned()));
    assert_eq!(read("word~"), Ok("word".to_owned()));
}

#[test]
fn entries_that_start_with_a_function_word_are_fixed() {
    let all = Inflection::ALL.map(|(_, inflection)| inflection);
    let entries = [
        "in order to",
        "the regime",
        "The Regime",
        "a number of",
        "at the end of the day",
        "of course",
        "out of work actor",
        "up to date",
        "it is believed",
        "It's believed",
        "there's a view",
        "don't panic",
        "don’t panic",
        "no man's land",
        "this point in time",
        "who",
        "would of",
        "was said",
        "not fit for purpose",
        "their own life",
        "and",
        "under way",
        "",
    ];
    for entry in entries {
        for inflection in all {
            assert_eq!(listed(entry, inflection), "", "{entry} as {inflection:?}");
        }
    }
}

#[test]
fn words_that_are_not_only_function_words_inflect() {
    check(
        Inflection::Noun,
        "
        near miss: near misses
        round table: round tables
        inside job: inside jobs
        only child: only children
        like button: like buttons
        US state: US states
        IT department: IT departments
        WHO official: WHO officials
        It department:
        US STATE:
        ",
    );
}
