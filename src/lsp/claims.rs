//! Parts of messages that are text already when the framework gets to see the message.
//!
//! The framework writes messages from trees of values. A long list that is written already
//! is left out of the tree: a claim stands in its place, and on the way out, behind the
//! framework, the claim is exchanged for the list. It must not know what is in a list.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::AsyncWrite;

/// With what the text of a claim begins, and as JSON: nothing else that we say holds it.
const MARK: &str = "\u{0}claim ";
const WRITTEN_MARK: &[u8] = b"\"\\u0000claim ";

/// So much memory is kept for the next messages.
const KEPT_BYTES: usize = 1 << 20;

/// What is shorter is written in one piece with what stands around it.
const COPIED_BYTES: usize = if cfg!(test) { 8 } else { 64 << 10 };

/// What waits to be claimed.
#[derive(Debug, Default)]
pub(super) struct Claims {
    waiting: Mutex<HashMap<u64, String>>,
    last: AtomicU64,
}

impl Claims {
    /// A string that stands in a message for the JSON `text`.
    pub(super) fn leave(&self, text: String) -> String {
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        self.waiting().insert(number, text);
        format!("{MARK}{number}")
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<u64, String>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_empty(&self) -> bool {
        self.waiting().is_empty()
    }

    /// The text for the claim in the body of a message, if there is one, and where the claim
    /// stands with its quotation marks.
    fn redeemed(&self, body: &[u8]) -> Option<(Range<usize>, String)> {
        if self.is_empty() {
            return None;
        }
        let at = body
            .windows(WRITTEN_MARK.len())
            .position(|window| window == WRITTEN_MARK)?;
        let rest = body.get(at + WRITTEN_MARK.len()..)?;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(rest.get(..digits)?)
            .ok()?
            .parse()
            .ok()?;
        if rest.get(digits) != Some(&b'"') {
            return None;
        }
        let text = self.waiting().remove(&number)?;
        Some((at..at + WRITTEN_MARK.len() + digits + 1, text))
    }
}

/// Writes messages to `W`, with what is claimed in them.
#[derive(Debug)]
pub(super) struct Redeemed<W> {
    output: W,
    claims: Arc<Claims>,
    /// From the framework, not yet a whole message.
    incoming: Vec<u8>,
    /// To be written, of the first piece from `written` on; none is empty.
    outgoing: VecDeque<Vec<u8>>,
    written: usize,
}

impl<W> Redeemed<W> {
    pub(super) fn new(output: W, claims: Arc<Claims>) -> Self {
        Self {
            output,
            claims,
            incoming: Vec::new(),
            outgoing: VecDeque::new(),
            written: 0,
        }
    }

    /// Moves whole messages on.
    fn redeem(&mut self) {
        let mut done = 0;
        while let Some(message) = self.incoming.get(done..)
            && let Some((start, end)) = frame(message)
            && let Some(body) = message.get(start..end)
        {
            if let Some((claim, text)) = self.claims.redeemed(body) {
                self.outgoing.extend(exchanged(body, claim, text));
            } else {
                let message = message.get(..end).unwrap_or(&[]).to_vec();
                self.outgoing.push_back(message);
            }
            done += end;
        }
        self.incoming.drain(..done);
        self.incoming.shrink_to(KEPT_BYTES);
    }
}

/// The message with this body and `text` in the place of `claim`, in pieces that are not empty.
fn exchanged(body: &[u8], claim: Range<usize>, text: String) -> Vec<Vec<u8>> {
    let length = body.len() - claim.len() + text.len();
    let header = format!("Content-Length: {length}\r\n\r\n");
    let before = body.get(..claim.start).unwrap_or(&[]);
    let behind = body.get(claim.end..).unwrap_or(&[]);
    let before = [header.as_bytes(), before].concat();
    if text.len() < COPIED_BYTES {
        return vec![[&before, text.as_bytes(), behind].concat()];
    }
    // It is large: it is not copied once more.
    let pieces = [before, text.into_bytes(), behind.to_vec()].into_iter();
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// Where the body of the message at the start of `bytes` starts and ends, if all is there.
fn frame(bytes: &[u8]) -> Option<(usize, usize)> {
    let end_of_header = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let header = std::str::from_utf8(bytes.get(..end_of_header)?).ok()?;
    let length = header
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: "))?;
    let start = end_of_header + 4;
    let end = start.checked_add(length.trim().parse().ok()?)?;
    (end <= bytes.len()).then_some((start, end))
}

impl<W: AsyncWrite + Unpin> Redeemed<W> {
    fn poll_drain(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(piece) = self.outgoing.front() {
            let rest = piece.get(self.written..).unwrap_or(&[]);
            let written = ready!(Pin::new(&mut self.output).poll_write(context, rest))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.written += written;
            if self.written >= piece.len() {
                self.outgoing.pop_front();
                self.written = 0;
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Redeemed<W> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        // What was taken before goes first, so that a slow reader slows us down.
        ready!(self.poll_drain(context))?;
        self.incoming.extend_from_slice(bytes);
        self.redeem();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_drain(context))?;
        Pin::new(&mut self.output).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_drain(context))?;
        Pin::new(&mut self.output).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tokio::io::AsyncWriteExt as _;

    #[tokio::test]
    async fn claims_are_exchanged_wherever_writes_are_cut() {
        let claims = Arc::new(Claims::default());
        let claim = claims.leave("[1, \"é\"]".to_owned());
        let short = claims.leave("[]".to_owned());
        let framed = |body: String| format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let messages = [
            framed(json!({"a": "ä"}).to_string()),
            framed(json!({"list": claim, "uri": "u"}).to_string()),
            framed(json!({"list": short, "uri": "u"}).to_string()),
            framed(json!({"list": format!("{MARK}77")}).to_string()),
        ]
        .concat();
        let expected = [
            framed(json!({"a": "ä"}).to_string()),
            framed("{\"list\":[1, \"é\"],\"uri\":\"u\"}".to_owned()),
            framed("{\"list\":[],\"uri\":\"u\"}".to_owned()),
            framed(json!({"list": format!("{MARK}77")}).to_string()),
        ]
        .concat();
        let mut output = Vec::new();
        let mut redeemed = Redeemed::new(&mut output, claims);
        for bytes in messages.as_bytes().chunks(7) {
            redeemed.write_all(bytes).await.expect("memory");
        }
        redeemed.flush().await.expect("memory");
        assert_eq!(String::from_utf8(output).expect("text"), expected);
    }
}
