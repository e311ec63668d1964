//! Names of documents: the client's spelling, the strict form, the key and the path.
//!
//! Clients spell one document in several ways (`c%3A` and `C:`, `a b` and `a%20b`), and
//! the protocol's types refuse some of them, so a document would vanish without a
//! word. [`escaped`] makes every spelling strict, and [`DocumentKey`] tells which spellings
//! are one document. It must not know documents or requests.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tower_lsp::ls_types as lsp;

/// The scheme by which editors call the cells of notebooks.
const NOTEBOOK_CELL: &str = "vscode-notebook-cell";

/// Bytes that stand for themselves in every part of a URI.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// `raw` with everything percent-encoded that a strict reader of URIs refuses.
///
/// What is not a URI at all becomes one of a scheme of our own, which nothing checks.
/// A `file` URI names a file and nothing inside it, so `?` and `#` belong to its path.
pub(super) fn escaped(raw: &str) -> Cow<'_, str> {
    let is_file = is_scheme(raw, "file");
    let bytes = raw.as_bytes();
    let keeps = |index: usize, byte: u8| match byte {
        b'%' => bytes
            .get(index + 1..index + 3)
            .is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)),
        b'?' | b'#' => !is_file,
        _ => is_unreserved(byte) || b":/@!$&'()*+,;=".contains(&byte),
    };
    let escaped = if bytes
        .iter()
        .enumerate()
        .all(|(index, byte)| keeps(index, *byte))
    {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(encode(bytes, keeps))
    };
    if escaped.parse::<lsp::Uri>().is_ok() {
        return escaped;
    }
    Cow::Owned(format!(
        "unreadable:{}",
        encode(bytes, |_, byte| is_unreserved(byte))
    ))
}

/// Whether `uri` has the scheme `name`, in any case of letters.
fn is_scheme(uri: &str, name: &str) -> bool {
    uri.split_once(':')
        .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(name))
}

fn encode(bytes: &[u8], keeps: impl Fn(usize, u8) -> bool) -> String {
    let mut encoded = String::with_capacity(bytes.len() + 16);
    for (index, byte) in bytes.iter().enumerate() {
        if keeps(index, *byte) {
            encoded.push(char::from(*byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let pair = text.get(index + 1..index + 3).filter(|_| *byte == b'%');
        let value = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        decoded.push(value.unwrap_or(*byte));
        index += if value.is_some() { 3 } else { 1 };
    }
    decoded
}

/// Which document a URI names, whatever its spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DocumentKey(Box<str>);

impl DocumentKey {
    /// The key of the document that `uri` names.
    pub(super) fn new(uri: &str) -> Self {
        let (scheme, rest) = uri.split_once(':').unwrap_or(("", uri));
        let scheme = scheme.to_ascii_lowercase();
        let mut name = decode(rest);
        if scheme == "file" {
            name = file_name(&name);
        }
        Self(
            format!(
                "{scheme}:{}",
                encode(&name, |_, byte| is_unreserved(byte) || byte == b'/')
            )
            .into(),
        )
    }
}

/// The part of a decoded `file` URI that names the file: authority (unless it is this
/// machine), then path, the letter of a Windows drive small.
fn file_name(decoded: &[u8]) -> Vec<u8> {
    let name = decoded.strip_prefix(b"//").unwrap_or(decoded);
    let name = name
        .strip_prefix(b"localhost")
        .filter(|rest| rest.starts_with(b"/"))
        .unwrap_or(name);
    let mut name = name.to_vec();
    if let [b'/', drive, b':', ..] = name.as_mut_slice() {
        drive.make_ascii_lowercase();
    }
    name
}

/// What the scheme of a URI says about its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// A file, which may not exist yet.
    File(PathBuf),
    /// A cell of the notebook at this path, which may be relative: never saved.
    Notebook(PathBuf),
    /// A document that has never been saved, with the name that the client gave it.
    Untitled(PathBuf),
    /// Anything else: a version in a repository, an output panel.
    Elsewhere,
}

impl Location {
    /// Where the document called `uri` lies.
    pub(super) fn of(uri: &str) -> Self {
        let rest = uri.split_once(':').map_or("", |(_, rest)| rest);
        if is_scheme(uri, "file") {
            // A file of another machine, or none at all, is out of reach.
            let path = to_path(&file_name(&decode(rest))).filter(|path| path.is_absolute());
            path.map_or(Self::Elsewhere, Self::File)
        } else if is_scheme(uri, "untitled") {
            to_path(&decode(without_fragment(rest))).map_or(Self::Elsewhere, Self::Untitled)
        } else if is_scheme(uri, NOTEBOOK_CELL) {
            // The fragment tells cells of one notebook apart. An authority is that of a machine
            // on which the server runs itself.
            let name = without_fragment(rest);
            let name = match name.strip_prefix("//") {
                Some(at) => at.find('/').and_then(|start| at.get(start..)).unwrap_or(""),
                None => name,
            };
            to_path(&file_name(&decode(name))).map_or(Self::Elsewhere, Self::Notebook)
        } else {
            Self::Elsewhere
        }
    }
}

/// The part of a URI, without its scheme, that names a document and not a place in it.
fn without_fragment(rest: &str) -> &str {
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

/// The files among the documents called `uris`.
pub(super) fn files<'a>(uris: impl IntoIterator<Item = &'a str>) -> Vec<PathBuf> {
    let locations = uris.into_iter().map(Location::of);
    let files = locations.filter_map(|location| match location {
        Location::File(path) => Some(path),
        Location::Notebook(_) | Location::Untitled(_) | Location::Elsewhere => None,
    });
    files.collect()
}

#[cfg(unix)]
fn to_path(name: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    // A zero byte names no file on any system, and every call would fail with it.
    let fits = !name.is_empty() && !name.contains(&0);
    fits.then(|| PathBuf::from(std::ffi::OsStr::from_bytes(name)))
}

#[cfg(not(unix))]
fn to_path(name: &[u8]) -> Option<PathBuf> {
    let name = std::str::from_utf8(name).ok()?;
    let path = match name.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => name.get(1..)?.to_owned(),
        [first, ..] if *first != b'/' && !name.contains(':') => format!("//{name}"),
        _ => name.to_owned(),
    };
    (!path.is_empty() && !path.contains('\0')).then(|| PathBuf::from(path.replace('/', "\\")))
}

/// The URI of the file at an absolute `path`.
pub(super) fn of_file(path: &Path) -> Option<lsp::Uri> {
    #[cfg(unix)]
    let name = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let name = format!("/{}", path.to_str()?.replace('\\', "/")).into_bytes();
    let path = encode(&name, |_, byte| is_unreserved(byte) || byte == b'/');
    path.starts_with('/')
        .then(|| format!("file://{path}").parse().ok())
        .flatten()
}

/// The URI of a web page, if `link` is one that an editor may open from a diagnostic.
pub(super) fn of_web_page(link: &str) -> Option<lsp::Uri> {
    let is_web = is_scheme(link, "http") || is_scheme(link, "https");
    is_web.then(|| escaped(link.trim()).parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_spellings_become_strict() {
        let cases = [
            ("file:///a.md", "file:///a.md"),
            ("file:///a%20b.md", "file:///a%20b.md"),
            ("file:///a b.md", "file:///a%20b.md"),
            ("file:///a[1].md", "file:///a%5B1%5D.md"),
            ("file:///a^b|c.md", "file:///a%5Eb%7Cc.md"),
            ("file:///ü.md", "file:///%C3%BC.md"),
            ("file:///100%.md", "file:///100%25.md"),
            ("file:///100%zz.md", "file:///100%25zz.md"),
            ("file:///a#b?c.md", "file:///a%23b%3Fc.md"),
            ("git:/a.md?ref#x", "git:/a.md?ref#x"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
            ("file:///C:\\a.md", "file:///C:%5Ca.md"),
            ("", "unreadable:"),
            ("a.md", "unreadable:a.md"),
            ("/a b.md", "unreadable:%2Fa%20b.md"),
            ("file://a:b:c/x", "unreadable:file%3A%2F%2Fa%3Ab%3Ac%2Fx"),
        ];
        for (raw, expected) in cases {
            assert_eq!(escaped(raw), expected, "{raw}");
        }
    }

    #[test]
    fn spellings_of_one_document_have_one_key() {
        let same = [
            ["file:///c%3A/a.md", "file:///C:/a.md"],
            ["file:///a%20b.md", "FILE:///a%20b.md"],
            ["file:///%7euser/a.md", "file:///~user/a.md"],
            ["file:///a.md", "file://localhost/a.md"],
            ["file:///%c3%bc.md", "file:///%C3%BC.md"],
            ["file:/a.md", "file:///a.md"],
        ];
        for [one, other] in same {
            assert_eq!(
                DocumentKey::new(one),
                DocumentKey::new(other),
                "{one} {other}"
            );
        }
        for [one, other] in [
            ["file:///a.md", "file:///A.md"],
            ["file:///a.md", "git:///a.md"],
        ] {
            assert_ne!(
                DocumentKey::new(one),
                DocumentKey::new(other),
                "{one} {other}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn locations_are_told_by_the_scheme() {
        let file = |path: &str| Location::File(PathBuf::from(path));
        let untitled = |path: &str| Location::Untitled(PathBuf::from(path));
        let notebook = |path: &str| Location::Notebook(PathBuf::from(path));
        let cases = [
            ("file:///tmp/a%20b.md", file("/tmp/a b.md")),
            ("file://localhost/tmp/a.md", file("/tmp/a.md")),
            ("file:///tmp/%C3%BC.md", file("/tmp/ü.md")),
            ("FILE:///a.md", file("/a.md")),
            ("untitled:Untitled-1", untitled("Untitled-1")),
            ("untitled:/tmp/new.md", untitled("/tmp/new.md")),
            ("untitled:new.md#part", untitled("new.md")),
            ("git:/tmp/a.md", Location::Elsewhere),
            ("file://", Location::Elsewhere),
            ("file:a.md", Location::Elsewhere),
            ("file://server/a.md", Location::Elsewhere),
            ("file:///a%00.md", Location::Elsewhere),
            (
                "vscode-notebook-cell:/tmp/a%20b.ipynb#W0s%3D",
                notebook("/tmp/a b.ipynb"),
            ),
            (
                "vscode-notebook-cell://ssh-remote%2Bx/tmp/a.ipynb#1",
                notebook("/tmp/a.ipynb"),
            ),
            (
                "vscode-notebook-cell:Untitled-1.ipynb?x#1",
                notebook("Untitled-1.ipynb"),
            ),
            ("vscode-notebook-cell:#1", Location::Elsewhere),
            (
                "vscode-notebook-cell-output:/a.ipynb#1",
                Location::Elsewhere,
            ),
        ];
        for (uri, expected) in cases {
            assert_eq!(Location::of(uri), expected, "{uri}");
        }
    }

    #[test]
    fn only_web_pages_are_linked_from_diagnostics() {
        let cases = [
            ("https://example.org/a b", Some("https://example.org/a%20b")),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("command:workbench.action", None),
            ("guide.md", None),
        ];
        for (link, expected) in cases {
            let uri = of_web_page(link);
            assert_eq!(uri.as_ref().map(|uri| uri.as_str()), expected, "{link}");
        }
    }

    proptest! {
        #[test]
        fn anything_becomes_a_uri(raw in "(file://)?[a%2:/?#\\[ü\u{0} @]{0,12}") {
            let uri = escaped(&raw);
            prop_assert!(uri.parse::<lsp::Uri>().is_ok(), "{uri}");
            prop_assert_eq!(escaped(&uri), uri.clone(), "escaping twice changes nothing");
            let _ = Location::of(&uri);
        }

        #[cfg(unix)]
        #[test]
        fn a_path_survives_its_uri(path in "/[a-z%#? üä🎄\\[]{0,12}") {
            let uri = of_file(Path::new(&path)).expect("absolute");
            prop_assert_eq!(Location::of(uri.as_str()), Location::File(PathBuf::from(&path)));
            prop_assert_eq!(escaped(uri.as_str()), uri.as_str());
        }
    }
}
