//! Conjugation, verb by verb.

use super::check;
use crate::matching::inflect::Inflection;

#[test]
fn regular_verbs() {
    check(
        Inflection::Verb,
        "
        claim: claims, claimed, claiming
        utilise: utilises, utilised, utilising
        liberate: liberates, liberated, liberating
        permit: permits, permitted, permitting
        slam: slams, slammed, slamming
        stop: stops, stopped, stopping
        ban: bans, banned, banning
        plan: plans, planned, planning
        rob: robs, robbed, robbing
        quiz: quizzes, quizzed, quizzing
        blast: blasts, blasted, blasting
        pass: passes, passed, passing
        fix: fixes, fixed, fixing
        tax: taxes, taxed, taxing
        buzz: buzzes, buzzed, buzzing
        watch: watches, watched, watching
        push: pushes, pushed, pushing
        stomach: stomachs, stomached, stomaching
        try: tries, tried, trying
        deny: denies, denied, denying
        rely: relies, relied, relying
        apply: applies, applied, applying
        play: plays, played, playing
        obey: obeys, obeyed, obeying
        die: dies, died, dying
        tie: ties, tied, tying
        vie: vies, vied, vying
        belie: belies, belied, belying
        agree: agrees, agreed, agreeing
        free: frees, freed, freeing
        guarantee: guarantees, guaranteed, guaranteeing
        dye: dyes, dyed, dyeing
        canoe: canoes, canoed, canoeing
        argue: argues, argued, arguing
        pursue: pursues, pursued, pursuing
        singe: singes, singed, singeing
        judge: judges, judged, judging
        tow: tows, towed, towing
        show up: shows up, showed up, shown up, showing up
        ski: skis, skied, skiing
        veto: vetoes, vetoed, vetoing
        echo: echoes, echoed, echoing
        radio: radios, radioed, radioing
        subpoena: subpoenas, subpoenaed, subpoenaing
        need: needs, needed, needing
        succeed: succeeds, succeeded, succeeding
        embed: embeds, embedded, embedding
        found: founds, founded, founding
        wound: wounds, wounded, wounding
        resent: resents, resented, resenting
        present: presents, presented, presenting
        process: processes, processed, processing
        discuss: discusses, discussed, discussing
        canvas: canvases, canvased, canvasing
        OK: OKs, OKed, OKing
        Google: Googles, Googled, Googling
        YouTube: YouTubes, YouTubed, YouTubing
        ",
    );
}

#[test]
fn last_consonants_are_doubled_where_the_stress_is() {
    check(
        Inflection::Verb,
        "
        offer: offers, offered, offering
        suffer: suffers, suffered, suffering
        differ: differs, differed, differing
        prefer: prefers, preferred, preferring
        refer: refers, referred, referring
        confer: confers, conferred, conferring
        occur: occurs, occurred, occurring
        admit: admits, admitted, admitting
        commit: commits, committed, committing
        submit: submits, submitted, submitting
        resubmit: resubmits, resubmitted, resubmitting
        limit: limits, limited, limiting
        visit: visits, visited, visiting
        edit: edits, edited, editing
        vomit: vomits, vomited, vomiting
        profit: profits, profited, profiting
        equip: equips, equipped, equipping
        develop: develops, developed, developing
        gossip: gossips, gossiped, gossiping
        regret: regrets, regretted, regretting
        target: targets, targeted, targeting
        budget: budgets, budgeted, budgeting
        acquit: acquits, acquitted, acquitting
        abandon: abandons, abandoned, abandoning
        question: questions, questioned, questioning
        deter: deters, deterred, deterring
        alter: alters, altered, altering
        cover: covers, covered, covering
        render: renders, rendered, rendering
        reckon: reckons, reckoned, reckoning
        remap: remaps, remapped, remapping
        rebut: rebuts, rebutted, rebutting
        unplug: unplugs, unplugged, unplugging
        overlap: overlaps, overlapped, overlapping
        underpin: underpins, underpinned, underpinning
        outwit: outwits, outwitted, outwitting
        interpret: interprets, interpreted, interpreting
        format: formats, formatted, formatting
        program: programs, programmed, programming
        programme: programmes, programmed, programming
        sidestep: sidesteps, sidestepped, sidestepping
        eavesdrop: eavesdrops, eavesdropped, eavesdropping
        handicap: handicaps, handicapped, handicapping
        zigzag: zigzags, zigzagged, zigzagging
        benefit: benefits, benefited, benefitted, benefiting, benefitting
        focus: focuses, focusses, focused, focussed, focusing, focussing
        bias: biases, biasses, biased, biassed, biasing, biassing
        worship: worships, worshipped, worshiped, worshipping, worshiping
        panic: panics, panicked, panicking
        mimic: mimics, mimicked, mimicking
        traffic: traffics, trafficked, trafficking
        bivouac: bivouacs, bivouacked, bivouacking
        sync: syncs, synced, syncing
        arc: arcs, arced, arcing
        ",
    );
}

#[test]
fn both_sides_of_the_atlantic_are_found() {
    check(
        Inflection::Verb,
        "
        travel: travels, travelled, traveled, travelling, traveling
        cancel: cancels, cancelled, canceled, cancelling, canceling
        model: models, modelled, modeled, modelling, modeling
        signal: signals, signalled, signaled, signalling, signaling
        fuel: fuels, fuelled, fueled, fuelling, fueling
        dial: dials, dialled, dialed, dialling, dialing
        unravel: unravels, unravelled, unraveled, unravelling, unraveling
        control: controls, controlled, controlling
        compel: compels, compelled, compelling
        fulfil: fulfils, fulfilled, fulfilling
        fulfill: fulfills, fulfilled, fulfilling
        enrol: enrols, enrolled, enrolling
        parallel: parallels, paralleled, paralleling
        reveal: reveals, revealed, revealing
        fail: fails, failed, failing
        learn: learns, learnt, learned, learning
        burn: burns, burnt, burned, burning
        spell: spells, spelt, spelled, spelling
        misspell: misspells, misspelt, misspelled, misspelling
        lean: leans, leaned, leant, leaning
        dream: dreams, dreamed, dreamt, dreaming
        get: gets, got, gotten, getting
        forget: forgets, forgot, forgotten, forgetting
        dive: dives, dived, dove, diving
        fit: fits, fitted, fitting
        age: ages, aged, ageing, aging
        queue: queues, queued, queueing, queuing
        ",
    );
}

#[test]
fn irregular_verbs() {
    check(
        Inflection::Verb,
        "
        be: am, is, are, was, were, been, being
        have: has, had, having
        do: does, did, done, doing
        go: goes, went, gone, going
        say: says, said, saying
        begin: begins, began, begun, beginning
        bring: brings, brought, bringing
        build: builds, built, building
        buy: buys, bought, buying
        choose: chooses, chose, chosen, choosing
        come: comes, came, coming
        cut: cuts, cutting
        deal: deals, dealt, dealing
        drink: drinks, drank, drunk, drinking
        eat: eats, ate, eaten, eating
        fall: falls, fell, fallen, falling
        fight: fights, fought, fighting
        fly: flies, flew, flown, flying
        give: gives, gave, given, giving
        hang: hangs, hung, hanged, hanging
        hit: hits, hitting
        hold: holds, held, holding
        know: knows, knew, known, knowing
        lay: lays, laid, laying
        leave: leaves, left, leaving
        lie: lies, lay, lied, lain, lying
        make: makes, made, making
        mean: means, meant, meaning
        pay: pays, paid, paying
        put: puts, putting
        read: reads, reading
        run: runs, ran, running
        see: sees, saw, seen, seeing
        seek: seeks, sought, seeking
        sell: sells, sold, selling
        set: sets, setting
        shoot: shoots, shot, shooting
        speak: speaks, spoke, spoken, speaking
        spread: spreads, spreading
        stand: stands, stood, standing
        strike: strikes, struck, stricken, striking
        swear: swears, swore, sworn, swearing
        take: takes, took, taken, taking
        teach: teaches, taught, teaching
        tell: tells, told, telling
        think: thinks, thought, thinking
        throw: throws, threw, thrown, throwing
        win: wins, won, winning
        write: writes, wrote, written, writing
        Take: Takes, Took, Taken, Taking
        Go: Goes, Went, Gone, Going
        ",
    );
}

#[test]
fn families_of_irregular_verbs() {
    check(
        Inflection::Verb,
        "
        undergo: undergoes, underwent, undergone, undergoing
        understand: understands, understood, understanding
        undertake: undertakes, undertook, undertaken, undertaking
        misunderstand: misunderstands, misunderstood, misunderstanding
        forgo: forgoes, forwent, forgone, forgoing
        disprove: disproves, disproved, disproven, disproving
        withhold: withholds, withheld, withholding
        withdraw: withdraws, withdrew, withdrawn, withdrawing
        overtake: overtakes, overtook, overtaken, overtaking
        overthrow: overthrows, overthrew, overthrown, overthrowing
        oversee: oversees, oversaw, overseen, overseeing
        mistake: mistakes, mistook, mistaken, mistaking
        mislead: misleads, misled, misleading
        rewrite: rewrites, rewrote, rewritten, rewriting
        rebuild: rebuilds, rebuilt, rebuilding
        rerun: reruns, reran, rerunning
        undercut: undercuts, undercutting
        uphold: upholds, upheld, upholding
        upset: upsets, upsetting
        outdo: outdoes, outdid, outdone, outdoing
        redo: redoes, redid, redone, redoing
        foresee: foresees, foresaw, foreseen, foreseeing
        forbid: forbids, forbade, forbad, forbidden, forbidding
        become: becomes, became, becoming
        overcome: overcomes, overcame, overcoming
        broadcast: broadcasts, broadcasted, broadcasting
        input: inputs, inputted, inputting
        countersink: countersinks, countersank, countersunk, countersunken, countersinking
        ",
    );
}

#[test]
fn verbs_that_only_look_irregular() {
    check(
        Inflection::Verb,
        "
        welcome: welcomes, welcomed, welcoming
        behave: behaves, behaved, behaving
        relay: relays, relayed, relaying
        delay: delays, delayed, delaying
        display: displays, displayed, displaying
        outfit: outfits, outfitted, outfitting
        highlight: highlights, highlighted, highlighting
        remind: reminds, reminded, reminding
        offend: offends, offended, offending
        release: releases, released, releasing
        comment: comments, commented, commenting
        bring: brings, brought, bringing
        string: strings, strung, stringing
        ping: pings, pinged, pinging
        ",
    );
}

#[test]
fn nothing_is_made_of_what_is_no_base() {
    check(
        Inflection::Verb,
        "
        suffers from:
        claims:
        confirmed:
        committed suicide:
        agreed:
        brainwashing:
        said:
        went:
        underwent:
        withheld:
        began:
        is widely regarded as:
        has been:
        going forward:
        reportedly:
        can:
        must:
        in order to:
        to utilise:
        not know:
        don't know:
        use/abuse:
        ",
    );
}
