//! Tables and what is read from them, or said about them.

use proptest::prelude::*;

use super::*;
use crate::rules::definition::testing::{report, show_sections};

fn read_text(text: &str) -> (StyleFile, Vec<Fault>) {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "glossary",
    };
    let style = read(FileId(0), text.into(), naming, None, &mut faults);
    (style, faults)
}

fn check(text: &str, sections: &[&str], expected: &[&str]) {
    let (style, faults) = read_text(text);
    assert_eq!(show_sections(&style.sections), sections, "{text:?}");
    assert_eq!(report(text, &faults), expected, "{text:?}");
}

#[test]
fn two_columns_are_a_style() {
    let utilize = "Rule replace: {utilize: \"use\"}, id: \"utilize\"";
    let puppet = "Rule phrases: [\"puppet regime\"], id: \"puppet-regime\"";
    for text in [
        "utilize,use\npuppet regime,\n",
        "find,use\r\nutilize,use\r\npuppet regime\r\n",
        "\u{feff}term;use\nutilize;use\npuppet regime;\n",
        "Find\tUse\t\t\nutilize\tuse\t\t\n\t\t\t\n\npuppet regime\n",
        "use,find\nuse,utilize\n,puppet regime\n",
        "\"utilize\",\"use\"\r\"puppet regime\",\"\"\r",
    ] {
        check(text, &[utilize, puppet], &[]);
    }
    check("puppet regime\n", &[puppet], &[]);
    check("find\npuppet regime\n", &[puppet], &[]);
    check("", &[], &[]);
    check("find,use\n", &[], &[]);
}

#[test]
fn cells_are_text_as_written() {
    check(
        "=SUM(A1),\"a | b (or, as you like, \"\"c\"\")\"\n in order to , to\n",
        &[
            "Rule replace: {=SUM(A1): \"a | b (or, as you like, \\\"c\\\")\"}, id: \"sum-a1\"",
            "Rule replace: { in order to :  \" to\"}, id: \"in-order-to\""
                .replace(":  ", ": ")
                .as_str(),
        ],
        &[],
    );
}

#[test]
fn ids_come_from_the_phrase_and_are_unique() {
    check(
        "find,id\nU.S.,\nu s,\nUS,u-s-2\nU_S,\nÉtat-major,\n++,\n",
        &[
            "Rule phrases: [\"U.S.\"], id: \"u-s\"",
            "Rule phrases: [\"u s\"], id: \"u-s-2\"",
            "Rule phrases: [\"US\"], id: \"u-s-2-2\"",
            "Rule phrases: [\"U_S\"], id: \"u-s-3\"",
            "Rule phrases: [\"État-major\"], id: \"état-major\"",
            "Rule phrases: [\"++\"], id: \"entry\"",
        ],
        &[],
    );
}

#[test]
fn more_columns_need_names() {
    check(
        "find,use,note,link,except,case,quotes,severity,definition\n\
         a,b,n,http://x,c | d,exact,skip,error,\n\
         e,,,,,,,,What e is\n",
        &[
            "Rule replace: {a: \"b\"}, note: \"n\", except: [\"c\", \"d\"], link: \"http://x\", \
             case: \"exact\", quotes: \"skip\", severity: \"error\", id: \"a\"",
            "Rule phrases: [\"e\"], note: \"What e is\", id: \"e\"",
        ],
        &[],
    );
    check(
        "a,b,c\nd,e\n",
        &[
            "Rule replace: {a: \"b\"}, id: \"a\"",
            "Rule replace: {d: \"e\"}, id: \"d\"",
        ],
        &[
            "1:5: the third column, with ‘c’, has no name; name the columns in the first row, of: \
           find,use,status,definition,note,link,except,case,inflect,quotes,severity,id",
        ],
    );
    check(
        "find,inflect,use,term\na,noun,b,c\n",
        &["Rule replace: {a: \"b\"}, inflect: \"noun\", id: \"a\""],
        &["1:18: a second column says what to ‘find’; its cells are passed over"],
    );
    check(
        "find,use,owner\na,b,c\n",
        &["Rule replace: {a: \"b\"}, id: \"a\""],
        &["1:10: there is no column ‘owner’; there are: \
           find,use,status,definition,note,link,except,case,inflect,quotes,severity,id"],
    );
    check(
        "use,note\na,b\nc,d\n",
        &[],
        &["1:1: no column is called ‘find’; \
           the first row has only names of columns, so it is read as their names"],
    );
    check(
        "find,replacement\na,b\n",
        &[
            "Rule replace: {find: \"replacement\"}, id: \"find\"",
            "Rule replace: {a: \"b\"}, id: \"a\"",
        ],
        &["hint 1:6: there is no column ‘replacement’; \
           this row is read as an entry: ‘find’ is looked for"],
    );
}

#[test]
fn a_status_makes_a_row_a_term() {
    check(
        "term,use,status,definition\n\
         North Korea,,preferred,A state.\n\
         the North,,admitted,\n\
         DPRK,North Korea,deprecated,\n\
         Norks,,deprecated,\n\
         pariah,a | b,deprecated,\n\
         x,y,preferred,\n\
         z,,prefered,\n",
        &[
            "Term term: \"North Korea\", status: \"preferred\", definition: \"A state.\", \
             id: \"north-korea\"",
            "Term term: \"the North\", status: \"admitted\", id: \"the-north\"",
            "Term term: \"North Korea\", instead-of: [\"DPRK\"], id: \"dprk\"",
            "Term term: \"Norks\", status: \"deprecated\", id: \"norks\"",
            "Rule replace: {pariah: \"a | b\"}, id: \"pariah\"",
        ],
        &[
            "7:3: a term that may be used has nothing to be used in its place; \
             leave its ‘use’ cell empty, or write deprecated as its status",
            "8:4: ‘prefered’ is no value of ‘status’; there are preferred, admitted, deprecated",
        ],
    );
}

#[test]
fn a_faulty_row_costs_only_itself() {
    check(
        "a,b\nc,d,e\n,f\ng,h\ng,i\n\"j,k\nl\n\"m\"n,o\n",
        &[
            "Rule replace: {a: \"b\"}, id: \"a\"",
            "Rule replace: {g: \"h\"}, id: \"g\"",
            "Rule phrases: [\"l\"], id: \"l\"",
        ],
        &[
            "2:5: this row has 3 cells, but there are 2 columns; put a cell with a comma or \
             semicolon in quotation marks; until then this row is left out",
            "3:1: this row has nothing to find; write the phrase in its ‘find’ cell",
            "5:1: ‘g’ stands in line 4 already; keep one of the two; this row is left out",
            "6:1: the quotation marks of this cell do not close before the next cell; \
             double each that is part of the text: \"\"; until then this row is left out",
            "8:1: the quotation marks of this cell do not close before the next cell; \
             double each that is part of the text: \"\"; until then this row is left out",
        ],
    );
}

#[test]
fn places_are_those_of_the_cells() {
    let text = "\u{feff}\"é \"\"x\"\"\", b | c\n";
    let (style, _) = read_text(text);
    let section = style.sections.iter().next().expect("one row");
    let written = |place: Place| place.span().text(text).unwrap_or("?");
    assert_eq!(written(section.place), "\"é \"\"x\"\"\", b | c");
    let Value::Table(rows) = &section.entries[0].node.value else {
        panic!("{section:?}")
    };
    assert_eq!(written(rows[0].place), "\"é \"\"x\"\"\"");
    assert_eq!(written(rows[0].node.place), " b | c");
    assert_eq!(rows[0].key, "é \"x\"");
}

#[test]
fn many_equal_rows_stay_cheap() {
    let repeated = |number: usize| "-".repeat(number % 150 + 1) + "x\n";
    let text: String = (0..20_000).map(repeated).collect();
    let (style, faults) = read_text(&text);
    assert_eq!(style.sections.len(), 150);
    assert_eq!(faults.len(), MOST_OF_A_FILE + 1);
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_fits(text in "([,;\t\"\r\n a-cé|=]|find|use|\"\"|\u{feff}){0,40}") {
        let (style, faults) = read_text(&text);
        let places = style.sections.iter().flat_map(|section| {
            let entries = section.entries.iter().map(|entry| entry.node.place);
            entries.chain([section.place]).collect::<Vec<_>>()
        });
        for place in places.chain(faults.iter().filter_map(|fault| fault.place)) {
            prop_assert!(place.span().text(&text).is_some(), "{place:?}");
        }
    }
}
