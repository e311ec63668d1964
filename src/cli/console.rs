//! The two streams of the command: findings go to standard output, words to the user
//! to standard error.
//!
//! Owns colours, the width of the terminal and a reader that goes away. It must not
//! know what is said.

use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::Outcome;
use crate::rules::Severity;

/// Columns where no terminal says how many it has.
const DEFAULT_WIDTH: usize = 100;

/// Lines of text longer than this are tiring to read, however wide the terminal.
const MAX_WIDTH: usize = 120;

/// Narrower than this nothing useful fits.
const MIN_WIDTH: usize = 40;

/// How text for people is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether to colour.
    pub(super) colour: bool,
    /// Columns that a line may have.
    pub(super) width: usize,
}

impl Look {
    /// Without colours, of the default width: what a file gets.
    #[cfg(test)]
    pub(super) const PLAIN: Self = Self {
        colour: false,
        width: DEFAULT_WIDTH,
    };

    /// `text` in `style`, or as it is.
    pub(super) fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// The styles of the command's words.
pub(super) mod styles {
    use super::{AnsiColor, Severity, Style};

    /// Names of files, the heads of lists.
    pub(in crate::cli) const HEADING: Style = Style::new().bold();
    /// What is there for those who look for it.
    pub(in crate::cli) const FAINT: Style = Style::new().dimmed();
    /// What could not be done.
    pub(in crate::cli) const ERROR: Style = AnsiColor::Red.on_default().bold();
    /// What to do instead.
    pub(in crate::cli) const FIX: Style = AnsiColor::Green.on_default();
    /// What goes.
    pub(in crate::cli) const REMOVED: Style = AnsiColor::Red.on_default();
    /// Where in a document.
    pub(in crate::cli) const PLACE: Style = AnsiColor::Cyan.on_default();

    /// The style of a severity's name, and of what it marks.
    pub(in crate::cli) const fn severity(severity: Severity) -> Style {
        match severity {
            Severity::Error => ERROR,
            Severity::Warning => AnsiColor::Yellow.on_default().bold(),
            Severity::Suggestion => AnsiColor::Cyan.on_default().bold(),
            Severity::Hint => AnsiColor::Blue.on_default().bold(),
        }
    }
}

/// Standard output and standard error.
pub(super) struct Console {
    out: Box<dyn Write>,
    out_look: Look,
    err: AutoStream<io::Stderr>,
    err_look: Look,
    /// Why nothing more can be written to standard output.
    closed: Option<io::Error>,
}

impl Console {
    /// The streams of the process; `color` is `auto`, `always` or `never`.
    pub(super) fn new(color: &str) -> Self {
        let asked = match color {
            "always" => ColorChoice::AlwaysAnsi,
            "never" => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        let (out, err) = (io::stdout(), io::stderr());
        let (out_look, err_look) = (look(&out, asked), look(&err, asked));
        // Plain output is written as it is: bytes of the stable formats are nobody's to change.
        let out: Box<dyn Write> = if out_look.colour {
            Box::new(AutoStream::new(out, asked))
        } else {
            Box::new(BufWriter::new(out))
        };
        Self {
            out,
            out_look,
            err: AutoStream::new(err, asked),
            err_look,
            closed: None,
        }
    }

    /// How text for standard output is to look.
    pub(super) const fn look(&self) -> Look {
        self.out_look
    }

    /// How text for standard error is to look.
    pub(super) const fn message_look(&self) -> Look {
        self.err_look
    }

    /// Writes text to standard output.
    pub(super) fn print(&mut self, text: &str) {
        self.print_bytes(text.as_bytes());
    }

    /// Writes a document to standard output as it is stored.
    pub(super) fn print_bytes(&mut self, bytes: &[u8]) {
        if self.closed.is_none() && !bytes.is_empty() {
            self.closed = self.out.write_all(bytes).err();
        }
    }

    /// Whether somebody still reads standard output.
    pub(super) const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Says a whole message on standard error, after what was printed before.
    pub(super) fn say(&mut self, message: &str) {
        self.flush();
        // Where even errors cannot be told, nobody listens.
        let _ = writeln!(self.err, "{}", message.trim_end_matches('\n'));
    }

    /// Says on standard error that something could not be done.
    pub(super) fn error(&mut self, message: &str) {
        let label = self.err_look.paint(styles::ERROR, "error:");
        self.say(&format!("{label} {message}"));
    }

    /// Writes out what is left, and has the last word on how the command ended.
    pub(super) fn finish(&mut self, outcome: Outcome) -> Outcome {
        self.flush();
        match self.closed.take() {
            // `| head` has read enough, which is no failure.
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.error(&format!("cannot write to standard output: {error}"));
                Outcome::Failed
            }
            _ => outcome,
        }
    }

    fn flush(&mut self) {
        if self.closed.is_none() {
            self.closed = self.out.flush().err();
        }
    }
}

fn look<S: anstream::stream::RawStream>(stream: &S, asked: ColorChoice) -> Look {
    let choice = match asked {
        ColorChoice::Auto => AutoStream::choice(stream),
        asked => asked,
    };
    let terminal = stream
        .is_terminal()
        .then(terminal_size::terminal_size)
        .flatten();
    Look {
        colour: choice != ColorChoice::Never,
        width: terminal.map_or(DEFAULT_WIDTH, |(width, _)| {
            usize::from(width.0).clamp(MIN_WIDTH, MAX_WIDTH)
        }),
    }
}
