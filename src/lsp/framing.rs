//! The stream of messages as clients send it, made fit for the framework.
//!
//! The framework ends the server at a byte or an escape that is no Unicode, although
//! editors send both when a file holds invalid text; and it wants header names in one
//! spelling. This reader repairs each message and passes it on. It must not know what
//! messages mean: what is no message at all is passed on as it is, so that the
//! framework refuses it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

use super::long_texts::{LEAST_BYTES, LongTexts};

/// A header longer than this is none.
const MAX_HEADER_BYTES: usize = 16 * 1024;
/// A message longer than this is refused: a broken length would make us wait for ever.
const MAX_MESSAGE_BYTES: usize = 1 << 30;
/// How much memory is kept for the next messages after a large one.
const KEPT_BYTES: usize = 256 << 10;
/// So much room is made at once for a message of which only the start is there; for more as
/// it comes: the length may be wrong.
const MOST_ROOM_BYTES: usize = 32 << 20;
/// The escape that takes the place of one that stands for no character; as long as that, so
/// that a large message stays where it is.
const NO_CHARACTER: &[u8] = b"\\ufffd";
/// How much is read at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Reads messages from `R` and repairs them.
pub(super) struct Repaired<R> {
    input: R,
    /// Where the input is read into.
    chunk: Box<[u8]>,
    /// Read, but not yet a whole message.
    incoming: Vec<u8>,
    /// How many bytes `incoming` must hold before looking at it again is worthwhile.
    wanted: usize,
    /// To be passed on, from `passed` on.
    outgoing: Vec<u8>,
    passed: usize,
    /// What is taken out of messages.
    texts: Arc<LongTexts>,
    /// Set when something was read that is no message: the rest is passed on as it is.
    raw: bool,
    /// What has to happen between the end of the input and our own; `None` after it.
    last: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// What the start of the input holds.
#[derive(Debug, PartialEq, Eq)]
enum Frame {
    /// A message: where its body starts and ends.
    Whole(usize, usize),
    /// Not all of a message: as many bytes are needed at least.
    Partial(usize),
    /// No message.
    None,
}

impl<R> Repaired<R> {
    /// Reads from `input`, long texts past the framework into `texts`; after its end `last` is
    /// awaited before this ends too.
    pub(super) fn new(
        input: R,
        texts: Arc<LongTexts>,
        last: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        Self {
            input,
            chunk: vec![0; CHUNK_BYTES].into(),
            incoming: Vec::new(),
            wanted: 1,
            outgoing: Vec::new(),
            passed: 0,
            texts,
            raw: false,
            last: Some(Box::pin(last)),
        }
    }

    /// Moves every whole message from incoming to outgoing.
    fn advance(&mut self) {
        let mut done = 0;
        while !self.raw && self.incoming.len() >= done + self.wanted {
            match frame(&self.incoming[done..]) {
                Frame::Whole(start, end) => {
                    let (start, end) = (done + start, done + end);
                    let body = if end - start < LEAST_BYTES {
                        done = end;
                        repaired(self.incoming[start..end].to_vec())
                    } else {
                        // It is large: what holds it becomes what it says.
                        let rest = self.incoming.split_off(end);
                        let mut body = std::mem::replace(&mut self.incoming, rest);
                        body.drain(..start);
                        done = 0;
                        self.texts.take_out_of(repaired(body))
                    };
                    let header = format!("Content-Length: {}\r\n\r\n", body.len());
                    self.outgoing.extend_from_slice(header.as_bytes());
                    self.outgoing.extend_from_slice(body.as_bytes());
                    self.wanted = 1;
                }
                Frame::Partial(wanted) => self.wanted = wanted,
                Frame::None => self.raw = true,
            }
        }
        if self.raw {
            self.outgoing.extend_from_slice(&self.incoming[done..]);
            done = self.incoming.len();
        }
        if done > 0 {
            self.incoming.drain(..done);
            self.incoming.shrink_to(self.wanted.max(KEPT_BYTES));
        }
        // All of a large message at once, and no more than that.
        let room = self.wanted.min(MOST_ROOM_BYTES);
        if room > self.incoming.capacity() {
            self.incoming.reserve_exact(room - self.incoming.len());
        }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Repaired<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            let waiting = this.outgoing.get(this.passed..).unwrap_or(&[]);
            if !waiting.is_empty() {
                let count = waiting.len().min(buffer.remaining());
                buffer.put_slice(&waiting[..count]);
                this.passed += count;
                return Poll::Ready(Ok(()));
            }
            this.outgoing.clear();
            this.outgoing.shrink_to(KEPT_BYTES);
            this.passed = 0;
            this.advance();
            if this.outgoing.is_empty() {
                let mut read = ReadBuf::new(&mut this.chunk);
                ready!(Pin::new(&mut this.input).poll_read(context, &mut read))?;
                if read.filled().is_empty() {
                    // Half a message at the end is nobody's: its sender is gone.
                    if let Some(last) = &mut this.last {
                        ready!(last.as_mut().poll(context));
                        this.last = None;
                    }
                    return Poll::Ready(Ok(()));
                }
                this.incoming.extend_from_slice(read.filled());
            }
        }
    }
}

/// Looks at the start of `bytes`.
fn frame(bytes: &[u8]) -> Frame {
    let Some((header, start)) = header(bytes) else {
        return if bytes.len() > MAX_HEADER_BYTES {
            Frame::None
        } else {
            Frame::Partial(bytes.len() + 1)
        };
    };
    let length = std::str::from_utf8(header).ok().and_then(content_length);
    match length {
        Some(length) if length > MAX_MESSAGE_BYTES => Frame::None,
        Some(length) if bytes.len() < start + length => Frame::Partial(start + length),
        Some(length) => Frame::Whole(start, start + length),
        None => Frame::None,
    }
}

/// The header at the start of `bytes`, and where what follows its blank line starts.
fn header(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let searched = &bytes[..bytes.len().min(MAX_HEADER_BYTES)];
    let at = searched
        .windows(4)
        .position(|window| window == b"\r\n\r\n")?;
    Some((&bytes[..at], at + 4))
}

/// The length that a header gives, whatever the case of its letters.
fn content_length(header: &str) -> Option<usize> {
    let mut fields = header.split("\r\n").filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("content-length"))?;
    value.trim().parse().ok()
}

/// The body with U+FFFD for bytes and escapes that stand for no character.
fn repaired(body: Vec<u8>) -> String {
    let text = String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    // Half of a pair of UTF-16 units can only come as an escape, and escapes that could
    // be one are rare.
    if !(text.contains("\\ud") || text.contains("\\uD")) {
        return text;
    }
    let halves = lone_halves(&text);
    if halves.is_empty() {
        return text;
    }
    let mut bytes = text.into_bytes();
    for start in halves {
        if let Some(half) = bytes.get_mut(start..start + NO_CHARACTER.len()) {
            half.copy_from_slice(NO_CHARACTER);
        }
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Where in JSON the escapes stand that are half of a UTF-16 pair without its other half.
fn lone_halves(json: &str) -> Vec<usize> {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut halves = Vec::new();
    let mut index = 0;
    while let Some(found) = json.get(index..).and_then(|rest| rest.find('\\')) {
        let at = index + found;
        let Some(value) = unit(at) else {
            index = at + 2;
            if !json.is_char_boundary(index) {
                break; // A backslash before such a character is no JSON anyway.
            }
            continue;
        };
        let is_pair = (0xD800..0xDC00).contains(&value)
            && unit(at + 6).is_some_and(|next| (0xDC00..0xE000).contains(&next));
        if (0xD800..0xE000).contains(&value) && !is_pair {
            halves.push(at);
        }
        index = at + if is_pair { 12 } else { 6 };
    }
    halves
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use tokio::io::AsyncReadExt;

    /// Sends `pieces` one after the other and returns what is passed on.
    async fn pass(pieces: &[&[u8]]) -> Vec<u8> {
        let mut input: Box<dyn AsyncRead + Unpin> = Box::new(io::Cursor::new(Vec::new()));
        for piece in pieces {
            input = Box::new(input.chain(io::Cursor::new(piece.to_vec())));
        }
        let asked = Arc::new(AtomicBool::new(false));
        let last = {
            let asked = asked.clone();
            async move { asked.store(true, Ordering::SeqCst) }
        };
        let mut output = Vec::new();
        let mut repaired = Repaired::new(input, Arc::default(), last);
        repaired.read_to_end(&mut output).await.expect("no error");
        assert!(asked.load(Ordering::SeqCst));
        output
    }

    #[tokio::test]
    async fn messages_pass_whatever_their_headers() {
        let cases: [(&str, &str); 7] = [
            ("Content-Length: 2\r\n\r\n{}", "Content-Length: 2\r\n\r\n{}"),
            (
                "content-length:2\r\nX-Other: y\r\nContent-Type: a\r\n\r\n{}",
                "Content-Length: 2\r\n\r\n{}",
            ),
            (
                "Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
                "Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
            ),
            ("Content-Length: 9\r\n\r\n{}", ""),
            ("Content-Length: x\r\n\r\n{}", "Content-Length: x\r\n\r\n{}"),
            (
                "Content-Length: 99999999999999999999\r\n\r\n{}",
                "Content-Length: 99999999999999999999\r\n\r\n{}",
            ),
            ("garbage\r\n\r\nmore", "garbage\r\n\r\nmore"),
        ];
        for (sent, passed) in cases {
            assert_eq!(
                pass(&[sent.as_bytes()]).await,
                passed.as_bytes(),
                "{sent:?}"
            );
            let single: Vec<&[u8]> = sent.as_bytes().chunks(1).collect();
            assert_eq!(
                pass(&single).await,
                passed.as_bytes(),
                "{sent:?} byte by byte"
            );
        }
    }

    #[test]
    fn what_is_no_character_is_replaced() {
        let cases: [(&[u8], &str); 8] = [
            (b"\"a\xFFb\"", "\"a\u{FFFD}b\""),
            (br#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (br#""\ud83d""#, r#""\ufffd""#),
            (
                br#""\uD83D\uD83D\uDE00\uDE00""#,
                r#""\ufffd\uD83D\uDE00\ufffd""#,
            ),
            (br#""\ude00x""#, r#""\ufffdx""#),
            (br#""\\ud83d""#, r#""\\ud83d""#),
            (br#""\\\ud83d""#, r#""\\\ufffd""#),
            ("\"\\ud83d🎄\\🎄\"".as_bytes(), "\"\\ufffd🎄\\🎄\""),
        ];
        for (body, expected) in cases {
            assert_eq!(repaired(body.to_vec()), expected);
        }
    }

    proptest! {
        /// Whatever is sent, what is passed on of a framed body is read by a JSON reader
        /// whenever the escapes alone were wrong.
        #[test]
        fn strings_of_escapes_become_readable(parts in prop::collection::vec(r"\\u[dD][89a-fA-F][0-9]0|\\\\|\\n|[a🎄]", 0..8)) {
            let body = format!("\"{}\"", parts.concat());
            let repaired = repaired(body.clone().into_bytes());
            prop_assert!(serde_json::from_str::<String>(&repaired).is_ok(), "{body}");
        }
    }
}
