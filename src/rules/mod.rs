//! Rules: what to look for in prose and what to say about it.
//!
//! Owns the notation of styles (sections of keys and values, from TOML or CSV), the
//! kinds of rules, messages, and the compiled [`RuleSet`]. Texts come in as strings:
//! it must not know where files are, which settings apply to which path, or who asks.

pub mod builtin;
pub mod compile;
pub mod conflict;
pub mod definition;
pub mod explain;
pub mod expression;
pub mod fault;
mod forms;
mod gate;
pub mod glossary;
pub mod id;
mod id_order;
pub mod inflecting;
pub mod keys;
pub mod kinds;
pub mod message;
mod needs;
pub mod passage;
pub mod resources;
pub mod rule;
pub mod rule_set;
pub mod schema;
pub mod severity;
pub mod value;
pub mod variant;
pub mod vocabulary;

pub use fault::{Fault, FaultLevel};
pub use rule::Rule;
pub use rule_set::RuleSet;
pub use severity::Severity;
