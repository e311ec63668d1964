//! The server as a client sees it, message by message, in this process.

mod client;
mod clients;
mod engines;

mod features;
mod ignored;
mod lifecycle;
mod navigation;
mod odd_input;
mod pull;
mod rules;
mod schedule;
mod sync;
