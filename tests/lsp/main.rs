//! The server as a client sees it, message by message, in this process.

mod bad_input;
mod client;
mod clients;
mod decisions;
mod engines;

mod completion;
mod documents;
mod features;
mod highlights;
mod ignored;
mod lifecycle;
mod navigation;
mod odd_input;
mod overlaps;
mod process;
mod publish;
mod pull;
mod related;
mod rule_files;
mod rules;
mod saving;
mod schedule;
mod spelling;
mod sync;
mod traps;
mod workspace;
