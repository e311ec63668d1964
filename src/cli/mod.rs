//! The command: what people and scripts type, and what they read in a terminal.
//!
//! Owns arguments, the walk through folders, reports, messages and exit codes. The
//! only layer that prints. It must not know how anything is found: documents go to
//! `check`, configurations come from `config`.

mod args;
mod baseline;
mod check;
mod console;
mod diff;
mod documents;
mod examples;
mod explain;
mod faults;
mod fix;
mod guard;
mod ignores;
mod init;
mod ledger;
mod place;
mod read;
mod report;
mod schema;
mod text_width;
mod work;
mod write;

use std::process::ExitCode;

use args::{Args, Command};
use console::Console;

/// How a command ended, from best to worst: the worst of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Outcome {
    /// Nothing to complain of at or above the failing level: exit code 0.
    #[default]
    Clean,
    /// Findings at or above the failing level, or failing examples: 1.
    Findings,
    /// Something asked for could not be done: 2.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Runs the program on the process's own arguments and streams. The server calls `give_back` when
/// it needs less memory than before.
pub fn main(give_back: crate::lsp::GiveBack) -> ExitCode {
    guard::install();
    let args = Args::of_process();
    let mut console = Console::new(&args.color);
    let outcome = match args.command {
        Command::Check(args) => check::run(&args, &mut console),
        Command::Fix(args) => fix::run(&args, &mut console),
        Command::Ignores(args) => ignores::run(args, &mut console),
        Command::Explain(args) => explain::run(&args, &mut console),
        Command::Rules(args) => explain::list(&args, &mut console),
        Command::Test(args) => examples::run(&args, &mut console),
        Command::Schema { of } => schema::run(of, &mut console),
        Command::Init => init::run(&mut console),
        Command::Lsp { .. } => match crate::lsp::serve(give_back) {
            Ok(ending) => return ending.into(),
            Err(error) => {
                console.error(&format!("the server cannot be started: {error}"));
                Outcome::Failed
            }
        },
    };
    console.finish(outcome).into()
}
