//! Comparison.

use super::check;
use crate::matching::inflect::Inflection;

#[test]
fn adjectives_are_compared_by_ending() {
    check(
        Inflection::Adjective,
        "
        short: shorter, shortest
        big: bigger, biggest
        hot: hotter, hottest
        thin: thinner, thinnest
        sad: sadder, saddest
        new: newer, newest
        low: lower, lowest
        grey: greyer, greyest
        large: larger, largest
        nice: nicer, nicest
        free: freer, freest
        true: truer, truest
        vague: vaguer, vaguest
        dry: drier, dryer, driest, dryest
        happy: happier, happiest
        busy: busier, busiest
        unhappy: unhappier, unhappiest
        ugly: uglier, ugliest
        early: earlier, earliest
        likely: likelier, likeliest
        pricey: pricier, priciest
        simple: simpler, simplest
        noble: nobler, noblest
        gentle: gentler, gentlest
        able: abler, ablest
        narrow: narrower, narrowest
        shallow: shallower, shallowest
        clever: cleverer, cleverest
        quiet: quieter, quietest
        polite: politer, politest
        cruel: crueller, crueler, cruellest, cruelest
        good: better, best
        bad: worse, worst
        far: farther, further, farthest, furthest
        old: older, elder, oldest, eldest
        little: less, littler, least, littlest
        Good: Better, Best
        ",
    );
}

#[test]
fn the_comparing_part_of_a_compound() {
    check(
        Inflection::Adjective,
        "
        well-known: better-known, best-known
        well known: better known, best known
        high-profile: higher-profile, highest-profile
        long-lasting: longer-lasting, longest-lasting
        world-weary: world-wearier, world-weariest
        easy to use: easier to use, easiest to use
        rich in oil: richer in oil, richest in oil
        bigger~ than life:
        big~ on ideas: bigger on ideas, biggest on ideas
        ",
    );
}

#[test]
fn long_and_absolute_adjectives_have_no_endings() {
    check(
        Inflection::Adjective,
        "
        expensive:
        beautiful:
        important:
        loyal:
        real:
        dead:
        unique:
        viable:
        pious:
        renowned:
        tired:
        boring:
        torn:
        foolish:
        mobile:
        necessary:
        carefully:
        best:
        worse:
        the big:
        NATO:
        ",
    );
}
