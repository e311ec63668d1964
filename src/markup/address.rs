//! Addresses in running text: URLs, e-mail addresses, paths of files.
//!
//! They are no prose: each is one opaque word, whatever words it is made of. What
//! only may be an address is prose: a bare domain is often a name (Booking.com), and
//! `and/or` is no path.

use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter};

use super::block::{Block, OPAQUE, Piece, Segment, SegmentKind};
use super::finder::Finder;
use crate::text::Span;

/// The longest scheme, local part of an e-mail address and host that are looked for, in bytes.
const LONGEST_SCHEME: usize = 32;
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_HOST: usize = 253;

/// Top-level domains after which `host/path` is an address without a scheme.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "int", "mil", "io", "uk", "eu",
];

/// Suffixes of files, of which no word of prose is one.
const SUFFIXES: &[&str] = &[
    "adoc", "bash", "bat", "bz2", "cfg", "cjs", "conf", "cpp", "css", "csv", "dll", "docx", "exe",
    "gif", "gz", "hpp", "htm", "html", "ico", "ini", "ipynb", "jar", "java", "jpeg", "jpg", "js",
    "json", "jsonl", "jsx", "md", "mdx", "mjs", "odt", "pdf", "php", "png", "pptx", "ps1", "py",
    "rb", "rs", "rst", "rtf", "scss", "sh", "sql", "svg", "tar", "tgz", "toml", "ts", "tsv", "tsx",
    "txt", "vue", "wasm", "webp", "xhtml", "xlsx", "xml", "yaml", "yml", "zip",
];

/// Whether what stands in `text` from the byte at `from` on, directly behind a point, makes a name of a
/// host or a file of what stands before it: *com*, *example.org*, *css*.
pub(crate) fn ends_name(text: &str, from: usize) -> bool {
    let rest = text.get(from..).unwrap_or("");
    let belongs = |char: char| is_address_letter(char) || matches!(char, '.' | '-' | '_');
    let length = rest
        .char_indices()
        .take(LONGEST_HOST)
        .find(|(_, char)| !belongs(*char));
    let end = length.map_or_else(|| rest.len().min(LONGEST_HOST), |(at, _)| at);
    let names = rest.get(..end).unwrap_or("").trim_end_matches(['.', '-']);
    let last = names.rsplit('.').next().unwrap_or("");
    names.starts_with(is_address_letter) && (DOMAINS.contains(&last) || SUFFIXES.contains(&last))
}

/// From here on in Unicode stand the scripts that are written without spaces (and
/// Hangul): prose may follow an address directly.
const EAST_ASIAN: char = '\u{2E80}';

/// Makes each address in the text of `block` one opaque word.
pub(super) fn hide(block: &mut Block, source: &str) {
    let may_hold = |segment: &Segment| {
        segment.kind == SegmentKind::Text && segment.source.text(source).is_some_and(may_occur)
    };
    if !block.segments.iter().any(may_hold) {
        return;
    }
    let prose = block.prose(source);
    let found = find(&prose.text);
    if found.is_empty() {
        return;
    }
    let mut segments = Vec::with_capacity(block.segments.len() + 2 * found.len());
    let mut addresses = found.into_iter().peekable();
    for (piece, segment) in prose.pieces.iter().zip(&block.segments) {
        let mut done = piece.text.start;
        while let Some(address) = addresses
            .peek()
            .filter(|address| address.start < piece.text.end)
        {
            keep(&mut segments, *piece, segment, done..address.start);
            if address.start >= piece.text.start {
                let source = prose.to_source(Span::from(address.clone()));
                segments.push(Segment {
                    source,
                    kind: SegmentKind::Opaque,
                });
            }
            done = address.end;
            if address.end > piece.text.end {
                break;
            }
            addresses.next();
        }
        keep(&mut segments, *piece, segment, done..piece.text.end);
    }
    block.segments = segments.into();
}

/// Adds the part of `segment` that reads as `range`, an interval of the reader's text.
fn keep(segments: &mut Vec<Segment>, piece: Piece, segment: &Segment, range: Range<usize>) {
    if range.start >= range.end {
        return;
    }
    if piece.verbatim {
        let at = |offset: usize| piece.source.start + (offset - piece.text.start);
        let source = Span::new(at(range.start), at(range.end));
        segments.push(Segment {
            source,
            kind: SegmentKind::Text,
        });
    } else if Span::from(range) == piece.text {
        segments.push(segment.clone());
    }
}

/// Whether `text` has a place where [`find`] would look closer.
fn may_occur(text: &str) -> bool {
    Candidates::of(text).next(0).is_some()
}

/// The places of a text around which an address may be found, from the first to the last.
struct Candidates<'t> {
    bytes: &'t [u8],
    /// Where `@`, `:` or `/` stands next, and where a point.
    mark: Finder,
    point: Finder,
}

impl<'t> Candidates<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            mark: Finder::default(),
            point: Finder::default(),
        }
    }

    /// The first from `from` on, which is no less than before.
    fn next(&mut self, from: usize) -> Option<usize> {
        let bytes = self.bytes;
        let rest = |from: usize| bytes.get(from..).unwrap_or(&[]);
        let mark = self.mark.next(from, |from| {
            let mut found = memchr3_iter(b'@', b':', b'/', rest(from)).map(|at| from + at);
            found.find(|at| is_candidate(bytes, *at))
        });
        let point = self.point.next(from, |from| {
            let mut found = memchr_iter(b'.', rest(from)).map(|at| from + at);
            found.find(|at| is_candidate(bytes, *at))
        });
        mark.into_iter().chain(point).min()
    }
}

fn is_candidate(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let behind = bytes.get(at + 1);
    match bytes[at] {
        b':' => matches!(behind, Some(b'/' | b'\\')),
        b'/' => behind.is_some_and(|byte| !byte.is_ascii_whitespace()),
        b'.' => matches!(before, Some(b'w' | b'W')),
        _ => true,
    }
}

/// The addresses in `text`, sorted and apart from each other.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut from, mut floor) = (0, 0);
    let mut candidates = Candidates::of(text);
    while let Some(at) = candidates.next(from) {
        from = at + 1;
        if let Some(address) = address_at(text, floor, at) {
            (from, floor) = (address.end, address.end);
            found.push(address);
        }
    }
    found
}

/// The address around the candidate `at`; it starts at `floor` or later.
fn address_at(text: &str, floor: usize, at: usize) -> Option<Range<usize>> {
    match text.as_bytes()[at] {
        b'@' => email(text, floor, at),
        b':' if text[at..].starts_with("://") => with_scheme(text, floor, at),
        b':' => drive_path(text, floor, at),
        b'.' => www(text, floor, at),
        _ => path(text, floor, at)
            .or_else(|| host_and_path(text, floor, at))
            .or_else(|| path_of_file(text, floor, at)),
    }
}

/// `https://example.org/a`
fn with_scheme(text: &str, floor: usize, colon: usize) -> Option<Range<usize>> {
    let scheme = run_before(text, floor, colon, LONGEST_SCHEME, |char| {
        char.is_ascii_alphanumeric() || char == '+'
    })?;
    let start = scheme + text[scheme..colon].find(|char: char| char.is_ascii_alphabetic())?;
    if colon - start < 2 {
        return None;
    }
    Some(start..url_end(text, colon + "://".len())?)
}

/// `www.example.org`
fn www(text: &str, floor: usize, dot: usize) -> Option<Range<usize>> {
    let start = dot
        .checked_sub("www".len())
        .filter(|start| *start >= floor)?;
    let is_www = text.get(start..dot)?.eq_ignore_ascii_case("www");
    let begins = !text[..start].ends_with(|char: char| char.is_ascii_alphanumeric() || char == '_');
    let goes_on = text[dot + 1..].starts_with(char::is_alphanumeric);
    if !(is_www && begins && goes_on) {
        return None;
    }
    Some(start..url_end(text, dot + 1)?)
}

/// `desk@example.org`, also with `mailto:` before it
fn email(text: &str, floor: usize, at: usize) -> Option<Range<usize>> {
    let local = run_before(text, floor, at, LONGEST_LOCAL_PART, |char| {
        is_address_letter(char) || "._%+-".contains(char)
    })?;
    let start = local + text[local..at].find(|char: char| !"._-".contains(char))?;
    let rest = &text[at + 1..];
    let is_domain = |char: char| is_address_letter(char) || char == '.' || char == '-';
    let domain = &rest[..rest
        .find(|char: char| !is_domain(char))
        .unwrap_or(rest.len())];
    let domain = &domain[..domain.find("..").unwrap_or(domain.len())];
    let domain = domain.trim_end_matches(['.', '-']);
    if domain.starts_with(['.', '-']) || !domain.contains('.') {
        return None;
    }
    let scheme = "mailto:";
    let with_scheme = start
        .checked_sub(scheme.len())
        .filter(|from| *from >= floor);
    let start = with_scheme
        .filter(|from| text.get(*from..start) == Some(scheme))
        .unwrap_or(start);
    Some(start..at + 1 + domain.len())
}

/// `C:\Users\desk`
fn drive_path(text: &str, floor: usize, colon: usize) -> Option<Range<usize>> {
    let start = colon.checked_sub(1).filter(|start| *start >= floor)?;
    if !text.as_bytes()[start].is_ascii_alphabetic() {
        return None;
    }
    let begins = !text[..start].ends_with(char::is_alphanumeric);
    let goes_on = text[colon + 1..].starts_with('\\');
    if !(begins && goes_on) {
        return None;
    }
    Some(start..url_end(text, colon + 2)?)
}

/// `/etc/hosts`, `~/articles`, `./a/b`: at least two names, or a root, and nothing before it.
fn path(text: &str, floor: usize, slash: usize) -> Option<Range<usize>> {
    let before = &text[floor..slash];
    let root = ["..", ".", "~"]
        .into_iter()
        .find(|root| before.ends_with(root))
        .unwrap_or("");
    let start = slash - root.len();
    let begins = text[..start]
        .chars()
        .next_back()
        .is_none_or(|char| char.is_whitespace() || "([{\"'“‘«„".contains(char));
    if !begins {
        return None;
    }
    let rest = &text[slash..];
    let rest = &rest[..rest
        .find(|char| !is_path_letter(char))
        .unwrap_or(rest.len())];
    let rest = rest.trim_end_matches(['.', '-', '_']);
    let names = rest
        .split('/')
        .filter(|name| name.contains(is_address_letter))
        .count();
    let enough = names > 1 || (names == 1 && !root.is_empty());
    (enough && !rest.starts_with("//")).then_some(start..slash + rest.len())
}

/// `src/colour/table.py`: names that end in one of a file.
fn path_of_file(text: &str, floor: usize, slash: usize) -> Option<Range<usize>> {
    let start = run_before(text, floor, slash, LONGEST_HOST, is_path_letter)?;
    // No more of it is walked than before the slash: each slash of a long run asks.
    let mut behind = text[slash..].char_indices();
    let end = behind.find(|(at, char)| !is_path_letter(*char) || *at > LONGEST_HOST);
    let end = end.map_or(text.len(), |(at, _)| slash + at);
    let rest = text[slash..end].trim_end_matches(['.', '-', '_']);
    if rest.len() > LONGEST_HOST {
        return None;
    }
    let (name, suffix) = rest.rsplit('/').next()?.rsplit_once('.')?;
    let is_file = !name.is_empty() && SUFFIXES.contains(&suffix);
    is_file.then_some(start..slash + rest.len())
}

/// `bbc.co.uk/news`
fn host_and_path(text: &str, floor: usize, slash: usize) -> Option<Range<usize>> {
    let host = run_before(text, floor, slash, LONGEST_HOST, |char| {
        char.is_ascii_alphanumeric() || char == '.' || char == '-'
    })?;
    let start = host + text[host..slash].find(|char: char| char.is_ascii_alphanumeric())?;
    let (name, domain) = text[start..slash].rsplit_once('.')?;
    let known = DOMAINS
        .iter()
        .any(|known| domain.eq_ignore_ascii_case(known));
    if !known || name.is_empty() || name.ends_with('.') {
        return None;
    }
    Some(start..url_end(text, slash).unwrap_or(slash + 1))
}

/// Where the run of characters that `belongs` and ends at `end` starts; none if it is
/// empty or longer than `longest`, so that no run is walked over and over.
fn run_before(
    text: &str,
    floor: usize,
    end: usize,
    longest: usize,
    belongs: impl Fn(char) -> bool,
) -> Option<usize> {
    let mut start = end;
    for (at, char) in text[floor..end].char_indices().rev() {
        if !belongs(char) {
            break;
        }
        start = floor + at;
        if end - start > longest {
            return None;
        }
    }
    (start < end).then_some(start)
}

fn is_path_letter(char: char) -> bool {
    is_address_letter(char) || "/._-+".contains(char)
}

/// Letters and digits of addresses: not those of scripts that need no space around them.
fn is_address_letter(char: char) -> bool {
    char.is_alphanumeric() && char < EAST_ASIAN
}

/// Where the URL ends whose host, or rest of host, starts at `from`; none if nothing is there.
///
/// Punctuation at its end belongs to the sentence, and so does a bracket that the URL
/// did not open.
fn url_end(text: &str, from: usize) -> Option<usize> {
    let mut in_host = true;
    let rest = &text[from..];
    let length = rest.find(|char: char| {
        in_host = in_host && !matches!(char, '/' | '?' | '#');
        !belongs_to_url(char, in_host)
    });
    let url = &rest[..length.unwrap_or(rest.len())];
    let mut unopened = [('(', ')'), ('[', ']'), ('{', '}')].map(|(open, close)| {
        (
            close,
            url.matches(close)
                .count()
                .saturating_sub(url.matches(open).count()),
        )
    });
    let mut end = url.len();
    while let Some(last) = url[..end].chars().next_back() {
        let bracket = unopened
            .iter_mut()
            .find(|(close, count)| *close == last && *count > 0);
        match bracket {
            Some((_, count)) => *count -= 1,
            None if "?!.,:;*_~'".contains(last) => {}
            None => break,
        }
        end -= last.len_utf8();
    }
    let named = url[..end].contains(|char: char| char.is_alphanumeric() || char == OPAQUE);
    named.then_some(from + end)
}

fn belongs_to_url(char: char, in_host: bool) -> bool {
    if char.is_ascii() {
        return char.is_ascii_graphic() && !matches!(char, '<' | '>' | '"' | '`');
    }
    // A template may stand for any part of it.
    char == OPAQUE || char.is_alphanumeric() && !(in_host && char >= EAST_ASIAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses are written in `⟨…⟩`.
    fn check(marked: &str) {
        let text = marked.replace(['⟨', '⟩'], "");
        let mut shown = text.clone();
        for address in find(&text).into_iter().rev() {
            shown.insert(address.end, '⟩');
            shown.insert(address.start, '⟨');
        }
        assert_eq!(shown, marked);
    }

    #[test]
    fn urls_end_before_the_punctuation_of_the_sentence() {
        check("See ⟨https://example.org⟩.");
        check("(⟨http://a.org/b_(c)⟩), ⟨http://a.org/d⟩)");
        check("“⟨ftp://a.org/x?y=1&z=2#t⟩”—then");
        check("⟨http://a.org/it's⟩ and ⟨HTTP://A.ORG⟩’s");
        check("*⟨http://a.org/⟩*, <⟨http://a.org⟩>, ⟨file:///etc/hosts⟩!");
        check("⟨git+ssh://git@host/x⟩ [⟨http://[::1]/x⟩]");
        check("⟨http://a.org⟩…");
    }

    #[test]
    fn opaque_words_may_be_parts_of_a_url() {
        check("⟨https://\u{FFFC}/a/\u{FFFC}?b=\u{FFFC}⟩. \u{FFFC}");
        check("⟨https://\u{FFFC}⟩, a");
    }

    #[test]
    fn scripts_without_spaces_may_touch_a_url() {
        check("参见⟨https://a.org/b⟩。然后");
        check("访问⟨https://a.org⟩了解更多");
        check("⟨https://ko.wikipedia.org/wiki/한국⟩ 참조");
        check("联系⟨desk@a.org⟩，");
    }

    #[test]
    fn www_begins_an_address_only_where_a_word_may() {
        check("⟨www.example.org/news⟩, ⟨WWW.EXAMPLE.ORG⟩");
        check("awww.cute www. www…");
    }

    #[test]
    fn email_addresses_need_a_domain() {
        check("Write to ⟨first.last+tag@mail.example.org⟩.");
        check("⟨mailto:desk@example.org⟩; ⟨josé@example.org⟩-");
        check("@handle user@host a@b..c @ @@ x@-a.org .@.");
        check("⟨a@b.co⟩@c.de");
    }

    #[test]
    fn a_host_with_a_path_is_an_address_and_a_bare_host_a_name() {
        check("⟨bbc.co.uk/news⟩ and ⟨example.com/⟩, but Booking.com, and.or/else, U.S./UK");
        check(
            "In ⟨src/colour/table.py⟩, ⟨a/b.md⟩: he/she.It and/or.md5 ⟨~/colour⟩, ⟨./run⟩ and/or. ../.. ⟨../x⟩",
        );
        let long = format!("{}b.md", "a/".repeat(1 << 20));
        assert!(
            find(&long)
                .iter()
                .all(|address| address.len() <= 2 * LONGEST_HOST)
        );
    }

    #[test]
    fn paths_have_two_names_and_start_a_word() {
        check("⟨/usr/local/bin⟩, (⟨~/a/b.md⟩) ⟨../x/y⟩. ⟨C:\\Users\\desk⟩.");
        check("and/or, he/she/they, 24/7, /s, /kæt/, //x/y, 1/2/2026, ABC:\\x, w/o");
    }

    #[test]
    fn hostile_runs_take_linear_time() {
        let size = 200_000;
        for pattern in [
            "a", "@", ":", "/", "a@", "://", "a://", "/a", "www.", "a.", "(", "a@b.", "C:\\", "a/",
            ".com/",
        ] {
            find(&pattern.repeat(size / pattern.len()));
        }
        find(&format!("http://a{}", ")".repeat(size)));
        find(&format!("{}://", "a".repeat(size)));
    }
}
