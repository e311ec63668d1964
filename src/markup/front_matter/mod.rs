//! Front matter: metadata in YAML (`---`) or TOML (`+++`) at the very start.
//!
//! Owns where it ends and which of its values are prose. The Markdown parser's own
//! front matter is not used: it is found in the middle of documents too. Broken
//! metadata has no prose, and is no fault unless it says something to this program: it is
//! another's.

mod broken;
mod ignoring;
mod scalar;
mod toml;
mod yaml;

use smol_str::SmolStr;

use super::flow::Flow;
use super::lines::{Line, lines};
use super::plain::BOM;
use super::scope::Scope;
use crate::text::Span;
pub use ignoring::ignoring;
use scalar::Scalar;

/// The keys whose values readers see.
const PROSE_KEYS: &[&str] = &["title", "description", "summary", "subtitle"];

/// The table under which the settings of this program stand.
pub const SETTINGS: &str = "housestyle";

/// The setting that tells that a document is somebody else's, word for word.
pub const REPRODUCED_AS_RECEIVED: &str = "reproduced-as-received";

/// Below [`SETTINGS`]: the names of variants and the rules that the document asks for or
/// turns off, each a string (several names with commas) or a list of strings.
const VARIANT: &str = "variant";
const IGNORE: &str = "ignore";

/// What the front matter tells about the document itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// `reproduced-as-received: true`, at the top or under `housestyle:`.
    pub reproduced_as_received: bool,
    /// The variants to use, the first that a rule knows; in the order of the source.
    pub variant: Vec<SmolStr>,
    /// Where each of these is named.
    pub variant_places: Vec<Span>,
    /// The keys under `housestyle:` that say nothing to this program, and where they stand.
    pub unknown: Vec<(SmolStr, Span)>,
    /// The keys, of [`KEYS`] or `housestyle` itself, whose values say nothing, and where they stand.
    pub misused: Vec<(SmolStr, Span)>,
    /// The rules, or groups of them, that leave the document alone, and where each is named.
    pub ignore: Vec<(SmolStr, Span)>,
    /// Where it cannot be read, and why, if it says anything to this program.
    pub broken: Option<(Span, SmolStr)>,
}

/// The keys below [`SETTINGS`], for whoever wrote another.
pub const KEYS: [&str; 3] = [IGNORE, VARIANT, REPRODUCED_AS_RECEIVED];

impl FrontMatter {
    fn add_variants(&mut self, names: impl Iterator<Item = (SmolStr, Span)>) {
        for (name, place) in names {
            self.variant.push(name);
            self.variant_places.push(place);
        }
    }
}

/// What was found in the metadata.
#[derive(Debug, Default)]
struct Metadata {
    about: FrontMatter,
    /// The values that are prose, in the order of the source.
    prose: Vec<Scalar>,
}

/// The names that `scalar`, which reads as `value`, lists, and where each stands in `text`.
fn names(text: &str, scalar: Scalar, value: &str) -> Vec<(SmolStr, Span)> {
    let is_verbatim = scalar.content.text(text) == Some(value);
    let mut names = Vec::new();
    let mut start = scalar.content.start;
    for part in value.split(',') {
        let name = part.trim();
        let before = part.len() - part.trim_start().len();
        if !name.is_empty() {
            let place = if is_verbatim {
                Span::new(start + before, start + before + name.len())
            } else {
                scalar.content
            };
            names.push((SmolStr::new(name), place));
        }
        start += part.len() + 1;
    }
    names
}

/// The same places in a text that has `offset` bytes before it.
fn shifted(names: Vec<(SmolStr, Span)>, offset: usize) -> impl Iterator<Item = (SmolStr, Span)> {
    let shift = move |span: Span| Span::new(span.start + offset, span.end + offset);
    names
        .into_iter()
        .map(move |(name, place)| (name, shift(place)))
}

/// Where what may be front matter ends; 0 if there is none.
pub(super) fn end(source: &str) -> usize {
    parts(source, start(source)).map_or(0, |(_, _, body)| body)
}

/// Where the text behind the front matter starts: 0, or behind a byte order mark, if there is none.
pub fn body(source: &str) -> usize {
    end(source).max(start(source))
}

/// Where what may be front matter ends, also if it is prose for now: the end of `source` if
/// it begins like front matter and has no end.
pub fn may_end(source: &str) -> usize {
    let start = start(source);
    let first = lines(source, start).next();
    let text = first.and_then(|line| source.get(line.start..line.end));
    let begins = |kind: &Kind| text.is_some_and(|text| text.trim_end() == kind.fence());
    if ![Kind::Yaml, Kind::Toml].iter().any(begins) {
        return start;
    }
    parts(source, start).map_or(source.len(), |(_, _, body)| body)
}

/// Adds the front matter's prose to `flow`; what it tells, and where the body starts.
/// `masked` is `source` without what is foreign in it.
pub(super) fn read(source: &str, masked: &str, flow: &mut Flow) -> (FrontMatter, usize) {
    let start = start(source);
    let found = parts(source, start);
    let Some((metadata, body)) =
        found.and_then(|(kind, inside, body)| Some((kind.read(masked, inside)?, body)))
    else {
        return (FrontMatter::default(), start);
    };
    for scalar in metadata.prose {
        flow.aside(Scope::FrontMatter, |draft| scalar.write(source, draft));
    }
    (metadata.about, body)
}

fn start(source: &str) -> usize {
    if source.starts_with(BOM) {
        BOM.len()
    } else {
        0
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Yaml,
    Toml,
}

impl Kind {
    fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }

    fn is_end(self, line: &str) -> bool {
        line == self.fence() || matches!(self, Self::Yaml) && line == "..."
    }

    /// What `source[inside]` says; `None` if it is no metadata at all but prose between two rules.
    fn read(self, source: &str, inside: Span) -> Option<Metadata> {
        match self {
            Self::Yaml => yaml::read(source, inside),
            Self::Toml => Some(toml::read(source, inside)),
        }
    }
}

/// The kind of the front matter that begins at `start`, what stands inside, and where the body starts.
fn parts(source: &str, start: usize) -> Option<(Kind, Span, usize)> {
    let text = |line: Line| source.get(line.start..line.end).unwrap_or("").trim_end();
    let mut lines = lines(source, start);
    let first = lines.next()?;
    let kind = [Kind::Yaml, Kind::Toml]
        .into_iter()
        .find(|kind| text(first) == kind.fence())?;
    let last = lines.find(|line| kind.is_end(text(*line)))?;
    Some((kind, Span::new(first.next, last.start), last.next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Format, parse};

    /// `expected` is the prose of the front matter; `None` if `source` has none.
    fn check(source: &str, expected: Option<&[&str]>) {
        let document = parse(source, Format::Markdown);
        let is_metadata = !document
            .blocks
            .iter()
            .any(|block| block.prose(source).text.contains("key"));
        let prose = document
            .blocks
            .iter()
            .filter(|block| block.is_in(Scope::FrontMatter));
        let prose: Vec<_> = prose.map(|block| block.prose(source).text).collect();
        let expected_prose = expected.unwrap_or(&[]);
        assert_eq!(
            (prose, is_metadata),
            (own(expected_prose), expected.is_some()),
            "{source:?}"
        );
    }

    fn own(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn front_matter_stands_between_fences_at_the_first_byte() {
        check("---\nkey: 1\ntitle: A b\n---\nText.", Some(&["A b"]));
        check(
            "\u{FEFF}---  \r\nkey: 1\r\ntitle: É b\r\n...\r\nText.",
            Some(&["É b"]),
        );
        check("+++\nkey = 1\ntitle = 'A b'\n+++", Some(&["A b"]));
        check("\n---\nkey: 1\ntitle: A\n---\n", None);
        check("---\nkey: 1\ntitle: A\n", None);
        check("+++\nkey = 1\n---\n", None);
        check("----\nkey: 1\n----\n", None);
        check("Text.\n\n---\nkey: 1\n---\n", None);
    }

    #[test]
    fn prose_between_two_rules_is_no_front_matter() {
        check("---\n\nThe key is here.\n\n---\n", None);
        check("---\nThe key is here.\n---\n", None);
        check("---\n\nThe key: this: that.\n\n---\n", None);
        check("---\n\nkey: 1\n\n---\n", Some(&[]));
    }

    #[test]
    fn broken_metadata_has_no_prose() {
        check("---\nkey: \"a\ntitle: A\n---\n", Some(&[]));
        check("---\nkey: [\ntitle: A\n---\n", Some(&[]));
        check("---\n- key\n  title: *nowhere\n---\n", Some(&[]));
        check("+++\nkey = \ntitle = 'A'\n+++\n", Some(&[]));
        check("+++\nkey = 1\nkey = 2\ntitle = 'A'\n+++\n", Some(&[]));
        check("+++\nkey = '\0'\n+++\n", Some(&[]));
    }

    #[test]
    fn only_strings_at_the_top_are_prose() {
        check("---\nkey: {title: A}\nsub:\n  title: A\n---\n", Some(&[]));
        check(
            "---\n? [key, title]\n: title\ntitle: [A]\nsummary: {a: b}\n---\n",
            Some(&[]),
        );
        check(
            "---\nkey: &a A\ntitle: *a\nsummary: ~\nsubtitle:\ndescription: null\n---\n",
            Some(&[]),
        );
        check(
            "---\nkey: 1\n\"title\": !!str &a A # not this\n---\n",
            Some(&["A"]),
        );
        check(
            "+++\nkey = 1\ntitle = 1\n[sub]\ntitle = 'A'\n+++\n",
            Some(&[]),
        );
    }

    #[test]
    fn strings_read_as_their_escapes_stand_for() {
        let yaml = |value: &str| format!("---\nkey: 1\ntitle: {value}\n---\n");
        check(&yaml("'it''s'"), Some(&["it's"]));
        check(
            &yaml("\"it\\'s \\\"so\\\" \\u2014\\n é\""),
            Some(&["it's \"so\" — é"]),
        );
        check(&yaml("\"a \\\n     b\n\n     c\""), Some(&["a b", "c"]));
        check(&yaml("A b\n  c\n\n  d"), Some(&["A b c", "d"]));
        check(&yaml("|\n  A\n   b\n\n\n  c\n"), Some(&["A b", "c"]));
        check(&yaml(">2-\n    A\n  b"), Some(&["A b"]));
        check(&yaml("See https://example.org/a"), Some(&["See \u{FFFC}"]));
        let toml = |value: &str| format!("+++\nkey = 1\ntitle = {value}\n+++\n");
        check(&toml("\"\"\"\na \\\n   b\n\nc\"\"\""), Some(&["a b", "c"]));
        check(&toml("'''\nit's'''"), Some(&["it's"]));
        check(&toml("'a\\n'"), Some(&["a\\n"]));
        check(&toml("\"\\U0001F384\\e[\""), Some(&["\u{1F384}\u{1B}["]));
    }

    #[test]
    fn variants_and_ignored_rules_stand_below_the_settings() {
        let cases: [(&str, &[&str], &[&str]); 16] = [
            (
                "---\nhousestyle: {ignore: [desk.x, \"desk.y\"], variant: oxford}\n---\n",
                &["oxford"],
                &["desk.x", "desk.y"],
            ),
            (
                "---\nhousestyle:\n  variant: [oxford, uk]\n  ignore: all # so\n---\n",
                &["oxford", "uk"],
                &["all"],
            ),
            (
                "---\nhousestyle:\n  ignore:\n  - desk.é\n  - 'b, c '\n---\n",
                &[],
                &["desk.é", "b", "c"],
            ),
            (
                "---\nhousestyle:\n  ignore: a,b,, c\n---\n",
                &[],
                &["a", "b", "c"],
            ),
            (
                "---\nhousestyle:\n  ignore: >\n    a,\n    b\n---\n",
                &[],
                &["a", "b"],
            ),
            (
                "---\nhousestyle: {ignore: [[a], {b: c}, d]}\n---\n",
                &[],
                &["d"],
            ),
            (
                "---\nhousestyle: {ignore: ~, variant: \"\"}\n---\n",
                &[],
                &[],
            ),
            (
                "---\nhousestyle: {ignore: {a: b}, variant: a}\n---\n",
                &["a"],
                &[],
            ),
            ("---\nignore: a\nvariant: b\n---\n", &[], &[]),
            (
                "---\nother: {ignore: a}\nhousestyle: [ignore, a]\n---\n",
                &[],
                &[],
            ),
            ("---\nhousestyle: {sub: {ignore: a}}\n---\n", &[], &[]),
            (
                "+++\n[housestyle]\nignore = ['desk.x', \"b, c\", 1]\nvariant = 'uk'\n+++\n",
                &["uk"],
                &["desk.x", "b", "c"],
            ),
            ("+++\nhousestyle.ignore = 'all'\n+++\n", &[], &["all"]),
            ("+++\nignore = 'a'\nvariant = ['b']\n+++\n", &[], &[]),
            (
                "\u{FEFF}---\r\nhousestyle:\r\n  ignore: [é, b]\r\n---\r\n",
                &[],
                &["é", "b"],
            ),
            ("---\nhousestyle: {ignore: [a}\n---\n", &[], &[]),
        ];
        for (source, variant, ignore) in cases {
            let about = parse(source, Format::Markdown).front_matter;
            assert_eq!(about.variant, variant, "{source}");
            let ids: Vec<_> = about.ignore.iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(ids, ignore, "{source}");
            for (id, place) in &about.ignore {
                let written = place.text(source).unwrap_or("");
                assert!(written == id || written == "a,\n    b\n", "{source}");
            }
        }
        let escaped = parse(
            "---\nhousestyle: {ignore: \"\\u0061\"}\n---\n",
            Format::Markdown,
        );
        let expected = [(SmolStr::new("a"), Span::new(26, 32))];
        assert_eq!(escaped.front_matter.ignore, expected);
    }

    #[test]
    fn a_document_may_be_reproduced_as_received() {
        let cases = [
            ("---\nreproduced-as-received: true\n---\n", true),
            (
                "---\nhousestyle:\n  reproduced-as-received: true\n---\n",
                true,
            ),
            (
                "---\nhousestyle: {ignore: [a], reproduced-as-received: True}\n---\n",
                true,
            ),
            ("---\nreproduced-as-received: \"true\"\n---\n", false),
            ("---\nreproduced-as-received: false\n---\n", false),
            ("---\nother:\n  reproduced-as-received: true\n---\n", false),
            (
                "---\na:\n  housestyle:\n    reproduced-as-received: true\n---\n",
                false,
            ),
            ("+++\nreproduced-as-received = true\n+++\n", true),
            ("+++\nhousestyle.reproduced-as-received = true\n+++\n", true),
            (
                "+++\n[housestyle]\nreproduced-as-received = true\n+++\n",
                true,
            ),
            ("+++\n[other]\nreproduced-as-received = true\n+++\n", false),
            ("Text.\n\n---\nreproduced-as-received: true\n---\n", false),
        ];
        for (source, expected) in cases {
            let about = parse(source, Format::Markdown).front_matter;
            assert_eq!(about.reproduced_as_received, expected, "{source}");
        }
    }
}
