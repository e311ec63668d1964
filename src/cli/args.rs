//! What can be typed, and the help for it, written for people who do not program.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, StyledStr, TypedValueParser as _};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};
use smol_str::SmolStr;

use super::report::ReportFormat;
use crate::config::{FailOn, LoaderOptions};

/// Keeps your house style: finds the words and phrases that your publication avoids,
/// says why, and offers what to write instead.
#[derive(Debug, Parser)]
#[command(name = "housestyle", version, after_help = EXAMPLES)]
pub(super) struct Args {
    /// Colours in the terminal
    ///
    /// `auto` uses them in a terminal unless `NO_COLOR` is set.
    #[arg(
        long,
        alias = "colour",
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_parser = ["auto", "always", "never"],
        hide_default_value = true,
        display_order = 100,
    )]
    pub(super) color: String,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

impl Args {
    /// What was typed; prints help, or what is wrong with it, and ends the program.
    pub(super) fn of_process() -> Self {
        Self::try_parse().unwrap_or_else(|mut error| {
            add_tip(&mut error);
            error.exit()
        })
    }
}

/// Helps whoever typed the path of an article and no command.
fn add_tip(error: &mut clap::Error) {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return;
    };
    if error.kind() == ErrorKind::InvalidSubcommand && Path::new(word).exists() {
        let tip = StyledStr::from(format!("to check it: housestyle check {word}"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
}

const EXAMPLES: &str = "\
Examples:
  housestyle check article.md        check one article
  housestyle check                   check everything in this folder
  housestyle fix --diff article.md   show what would be fixed in it
  housestyle explain newsroom        what the built-in style looks for, and why
  housestyle init                    start a style of your own

‘housestyle check --help’ says more about a command.";

const CHECK_EXAMPLES: &str = "\
Examples:
  housestyle check                                    this folder and all below it
  housestyle check articles/ letters.txt              a folder and a file
  housestyle check --fail-on warning articles/        warnings give exit code 1 too
  housestyle check --format jsonl . > findings.jsonl  for a script: one finding a line
  … | housestyle check --stdin-path draft.md -        what comes through a pipe, as Markdown

To start with a house style where much was written already, put what is found on record
once, and then look only at what is new:
  housestyle check --write-baseline                   writes .housestyle/baseline.tsv
  housestyle check --baseline                         shows only what is not in it
  housestyle check --ratchet                          for CI: fails too if it could be smaller

Findings that .housestyle/ignored.tsv has on record are always left out: see ‘housestyle
ignores --help’.

Exit code: 0 if nothing reaches the failing level, 1 if something does, 2 if something
could not be done (a file that cannot be read, a fault in a style).";

const IGNORES_HELP: &str = "\
Three things ignore findings: directives in a text (<!-- housestyle ignore: desk.x -->),
.housestyle/ignored.tsv for what is meant to be as it is, and .housestyle/baseline.tsv for
what was there before, which counts only with ‘housestyle check --baseline’. The folder
stands beside the housestyle.toml of the documents; without one where .git is, else in this
folder.

A record is one line with tabs between its fields: the path, the rule, hashes of the
sentence (s:), of the three words before (l:) and after (r:), which of several alike it is,
the text, and why. It has no line number. It covers a finding with the same rule and text
if the sentence is the same, or the three words on both sides are: wrapping, moving and
marking up a paragraph keeps it, rewriting the clause ends it. A line can be moved from
baseline.tsv to ignored.tsv, with a reason as its last field. Tabs, line breaks and
backslashes in a field are written \\t, \\n, \\r and \\\\, a space at its edge \\s, and # at the
start of a line \\#. Lines are sorted, and git merges them by .housestyle/.gitattributes.

Exit code: 0, or 2 if something could not be done.";

const FIX_EXAMPLES: &str = "\
Examples:
  housestyle fix article.md                 put the preferred wording into one article
  housestyle fix --diff articles/           show what would change, and write nothing
  housestyle fix --diff . > style.patch     for ‘git apply’ or ‘patch -p1’
  … | housestyle fix --stdin-path draft.md  what comes through a pipe, as Markdown

Only fixes that need no decision are made: where there are several options, or only
advice, the finding is left. A file is written only if something changes in it, in one
step, and keeps its encoding, line ends and permissions. Links are followed. A file
that is neither UTF-8 nor UTF-16 with a byte order mark is left as it is.

Exit code: 0 if nothing that is left reaches the failing level, 1 if something does or
if --diff shows a change, 2 if something could not be done (a file that cannot be
written, a fault in a style).";

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check articles, and show what is against the house style
    Check(CheckArgs),
    /// Put the preferred wording into articles, or show what would change
    Fix(FixArgs),
    /// List what is ignored, in texts and on record, and whether it still covers anything
    Ignores(IgnoresArgs),
    /// Say what a rule looks for, and why; or why something is, or is not, found at a place
    Explain(ExplainArgs),
    /// List the rules that apply here
    Rules(ConfigArgs),
    /// Try the examples that stand in styles
    Test(TestArgs),
    /// Start a configuration and a style of your own in this folder
    Init,
    /// Print the JSON Schema of styles or of housestyle.toml, for editors of TOML
    Schema {
        /// ‘style’ for style files in TOML, ‘config’ for housestyle.toml
        #[arg(value_enum, value_name = "OF")]
        of: SchemaOf,
    },
    /// Serve an editor (editors start this themselves)
    Lsp {
        /// What many editors add; there is no other way to talk to the server.
        #[arg(long, hide = true)]
        stdio: bool,
    },
}

/// What a schema is printed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SchemaOf {
    Style,
    Config,
}

/// Which configuration to use.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct ConfigArgs {
    /// Use this configuration for everything, instead of the nearest housestyle.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use this variant of words, whatever configurations and articles say
    ///
    /// Several, with commas or one at a time, are tried in their order: a rule uses the
    /// first that it knows.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) variant: Vec<SmolStr>,
}

impl ConfigArgs {
    /// Where configurations are, and what is said over them.
    pub(super) fn loader_options(&self) -> LoaderOptions {
        let names = self.variant.iter().map(|name| name.trim());
        LoaderOptions {
            config: self.config.clone(),
            variant: names
                .filter(|name| !name.is_empty())
                .map(SmolStr::new)
                .collect(),
            reads_dictionaries: true,
            ..LoaderOptions::default()
        }
    }
}

/// Which documents to work on, and when to complain of them.
#[derive(Debug, clap::Args)]
pub(super) struct DocumentArgs {
    /// Files and folders; ‘-’ is standard input [without any: this folder]
    ///
    /// Of a folder, files in a known format are taken (.md, .txt and the like), except
    /// hidden ones and those that a .gitignore or .ignore file names. A file that is
    /// named itself is always taken, as plain text if its format is not known.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// From which severity on findings give exit code 1 [default: error, or what the configuration says]
    #[arg(
        long,
        value_name = "SEVERITY",
        value_parser = PossibleValuesParser::new(FailOn::ALL.map(FailOn::name))
            .try_map(|name| FailOn::from_name(&name).ok_or("no such level")),
    )]
    pub(super) fail_on: Option<FailOn>,
    /// What to call standard input: picks its format and configuration; need not exist
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct CheckArgs {
    /// How to show findings
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "terminal",
        value_parser = PossibleValuesParser::new(ReportFormat::names())
            .try_map(|name| ReportFormat::from_name(&name).ok_or("no such format")),
    )]
    pub(super) format: ReportFormat,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    #[command(flatten)]
    pub(super) documents: DocumentArgs,
}

/// What becomes of findings that were there before.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct BaselineArgs {
    /// Leave out what .housestyle/baseline.tsv has on record
    ///
    /// So only what is new is shown, and fails.
    #[arg(long)]
    pub(super) baseline: bool,
    /// Put all findings on record in .housestyle/baseline.tsv, and show none
    ///
    /// Except what .housestyle/ignored.tsv has already. Records of files that are not checked stay as they are.
    #[arg(long)]
    pub(super) write_baseline: bool,
    /// The same as --baseline, and fail if a record covers nothing any more
    ///
    /// So the baseline can only get smaller: whoever mends a finding takes its record out,
    /// with ‘housestyle ignores --prune’.
    #[arg(long)]
    pub(super) ratchet: bool,
}

impl BaselineArgs {
    /// Whether the baseline counts.
    pub(super) const fn counts(&self) -> bool {
        self.baseline || self.ratchet
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = IGNORES_HELP)]
pub(super) struct IgnoresArgs {
    /// Take out records that cover nothing any more
    ///
    /// Of files that were looked at, and of files in the folders named that are gone.
    #[arg(long)]
    pub(super) prune: bool,
    /// Files and folders [without any: this folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = FIX_EXAMPLES)]
pub(super) struct FixArgs {
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) documents: DocumentArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// A rule (desk.loaded-epithets), the start of several rules’ names (desk), or a place (article.md:3:14)
    ///
    /// Of a place, a line or a line and a column from 1, it says which rules look there, what
    /// they find, and what of it is left alone and why: an exception, a quotation, a scope, a
    /// term, a directive, a record.
    #[arg(value_name = "RULE|FILE:LINE[:COLUMN]")]
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct TestArgs {
    /// Folders and files whose styles to test [without any: this folder]
    ///
    /// Of a style file, its own examples are tried; of a folder or an article, those of
    /// all styles that apply there.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Fail, too, if a rule has no example, and say where two rules find the same
    ///
    /// Terms and rows of tables need no examples.
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}
