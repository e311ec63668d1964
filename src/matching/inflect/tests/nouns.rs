//! Plurals, word by word.

use super::check;
use crate::matching::inflect::Inflection;

#[test]
fn regular_plurals() {
    check(
        Inflection::Noun,
        "
        regime: regimes
        terrorist: terrorists
        bus: buses, busses
        class: classes
        virus: viruses
        box: boxes
        tax: taxes
        waltz: waltzes
        quiz: quizzes
        fez: fezzes
        blitz: blitzes
        church: churches
        watch: watches
        brush: brushes
        stomach: stomachs
        monarch: monarchs
        oligarch: oligarchs
        epoch: epochs
        eunuch: eunuchs
        fintech: fintechs
        loch: lochs
        arch: arches
        march: marches
        search: searches
        bath: baths
        crony: cronies
        party: parties
        ally: allies
        assembly: assemblies
        soliloquy: soliloquies
        colloquy: colloquies
        day: days
        attorney: attorneys
        guy: guys
        toy: toys
        radio: radios
        video: videos
        photo: photos
        piano: pianos
        embryo: embryos
        zoo: zoos
        café: cafés
        fiancé: fiancés
        cliché: clichés
        naïf: naïfs
        roof: roofs, rooves
        proof: proofs
        belief: beliefs
        chief: chiefs
        cliff: cliffs
        safe: safes
        giraffe: giraffes
        skill: skills
        summons: summonses
        lens: lenses
        bias: biases
        atlas: atlases
        iris: irises, irides
        metropolis: metropolises
        building: buildings
        killing: killings
        creed: creeds
        hundred: hundreds
        standby: standbys
        ",
    );
}

#[test]
fn irregular_plurals() {
    check(
        Inflection::Noun,
        "
        man: men
        woman: women
        child: children
        foot: feet
        tooth: teeth
        goose: geese
        mouse: mice, mouses
        louse: lice
        ox: oxen
        person: people, persons
        penny: pennies, pence
        die: dice, dies
        chairman: chairmen
        spokeswoman: spokeswomen
        Frenchman: Frenchmen
        grandchild: grandchildren
        forefoot: forefeet
        eyetooth: eyeteeth
        dormouse: dormice
        salesperson: salespeople, salespersons
        townsperson: townspeople, townspersons
        passerby: passersby
        manservant: menservants
        calf: calves
        half: halves
        self: selves
        shelf: shelves
        bookshelf: bookshelves
        wolf: wolves
        werewolf: werewolves
        thief: thieves
        leaf: leaves
        loaf: loaves
        knife: knives
        life: lives
        afterlife: afterlives
        wife: wives
        housewife: housewives
        midwife: midwives
        scarf: scarves, scarfs
        hoof: hooves, hoofs
        dwarf: dwarves, dwarfs
        staff: staffs, staves
        hero: heroes
        superhero: superheroes
        echo: echoes
        potato: potatoes
        veto: vetoes
        embargo: embargoes
        torpedo: torpedoes
        volcano: volcanoes, volcanos
        tornado: tornadoes, tornados
        cargo: cargoes, cargos
        mango: mangoes, mangos
        manifesto: manifestos, manifestoes
        ghetto: ghettos, ghettoes
        zero: zeros, zeroes
        ",
    );
}

#[test]
fn plurals_of_latin_greek_french_and_other_origin() {
    check(
        Inflection::Noun,
        "
        alumnus: alumni
        stimulus: stimuli
        cactus: cacti, cactuses
        syllabus: syllabuses, syllabi
        octopus: octopuses, octopi
        focus: focuses, foci
        genus: genera, genuses
        corpus: corpora, corpuses
        opus: opuses, opera
        bacterium: bacteria
        referendum: referendums, referenda
        memorandum: memoranda, memorandums
        stadium: stadiums, stadia
        medium: media, mediums
        spectrum: spectra, spectrums
        alga: algae
        larva: larvae
        antenna: antennae, antennas
        formula: formulas, formulae
        criterion: criteria, criterions
        phenomenon: phenomena
        automaton: automata, automatons
        crisis: crises
        analysis: analyses
        basis: bases
        axis: axes
        hypothesis: hypotheses
        diagnosis: diagnoses
        oasis: oases
        index: indices, indexes
        appendix: appendices, appendixes
        matrix: matrices, matrixes
        vortex: vortices, vortexes
        stigma: stigmas, stigmata
        schema: schemas, schemata
        bureau: bureaux, bureaus
        plateau: plateaux, plateaus
        gâteau: gâteaux, gâteaus
        milieu: milieus, milieux
        paparazzo: paparazzi
        libretto: librettos, libretti
        kibbutz: kibbutzim, kibbutzes
        cherub: cherubim, cherubs
        mujahid: mujahideen, mujahidin, mujahedin
        ",
    );
}

#[test]
fn nouns_that_only_look_irregular() {
    check(
        Inflection::Noun,
        "
        human: humans
        German: Germans
        Roman: Romans
        Ottoman: Ottomans
        shaman: shamans
        talisman: talismans
        mongoose: mongooses
        blouse: blouses
        house: houses
        specimen: specimens
        regimen: regimens
        omen: omens
        opera: operas
        agenda: agendas
        sundae: sundaes
        behalf: behalves
        cheese: cheeses
        diocese: dioceses
        craft: crafts
        handicraft: handicrafts
        campus: campuses
        bonus: bonuses
        status: statuses
        album: albums
        museum: museums
        demon: demons
        area: areas
        complex: complexes
        dogmatist: dogmatists
        ",
    );
}

#[test]
fn nothing_is_made_of_plurals_and_of_what_is_not_counted() {
    check(
        Inflection::Noun,
        "
        news:
        politics:
        economics:
        troops:
        scissors:
        trousers:
        sanctions:
        hostile forces:
        series:
        species:
        means:
        headquarters:
        crossroads:
        sheep:
        deer:
        aircraft:
        spacecraft:
        offspring:
        Chinese:
        Vietnamese:
        British:
        Swiss:
        people:
        police:
        cattle:
        vermin:
        men:
        henchmen:
        women:
        children:
        townspeople:
        feet:
        mice:
        geese:
        criteria:
        phenomena:
        data:
        media:
        bacteria:
        alumni:
        algae:
        formulae:
        paparazzi:
        graffiti:
        gateaux:
        stigmata:
        menus:
        gurus:
        taxis:
        information:
        equipment:
        furniture:
        advice:
        propaganda:
        manpower:
        mankind:
        software:
        ransomware:
        menswear:
        knowledge:
        homework:
        the accused:
        disabled:
        wounded:
        obviously:
        reportedly:
        ",
    );
}

#[test]
fn capitals_are_kept_and_endings_are_small() {
    check(
        Inflection::Noun,
        "
        Marxist: Marxists
        NGO: NGOs
        MP: MPs
        ICBM: ICBMs
        PhD: PhDs
        OS: OSes, OSs
        iPhone: iPhones
        Great Leader: Great Leaders
        Man: Men
        Hero: Heroes
        Ox: Oxen
        Labour Party: Labour Parties, Labour Partys
        Kennedy: Kennedies, Kennedys
        X: Xs
        F-16: F-16s
        MiG-29: MiG-29s
        G7: G7s
        10-year-old: 10-year-olds
        ",
    );
}

#[test]
fn other_writings_have_no_forms() {
    check(
        Inflection::Noun,
        "
        режим:
        政权:
        C++:
        .NET:
        U.S.:
        1990:
        24 November 2026:
        x:
        and/or:
        driver's:
        workers’:
        “regime”:
        Yahoo!:
        …:
        ",
    );
}
