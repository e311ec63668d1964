//! How an explanation puts things.

use crate::markup::block::OPAQUE;
use crate::markup::{Block, Scope, ScopeSet};
use crate::rules::Rule;

/// Why `rule` does not look at what stands in `scopes`.
pub(super) fn out_of_scope(rule: &Rule, scopes: ScopeSet) -> String {
    let names = |set: ScopeSet| {
        let inside = Scope::ALL.iter().filter(|scope| set.contains(**scope));
        let names: Vec<&str> = inside.map(|scope| scope.name()).collect();
        names.join(", ")
    };
    if rule.manner.skip.intersects(scopes) {
        return format!("The rule does not look at: {}.", names(rule.manner.skip));
    }
    if rule.manner.scope == ScopeSet::prose() {
        return format!(
            "No rule looks at {} unless its ‘scope’ says so.",
            names(scopes)
        );
    }
    format!("The rule looks only at: {}.", names(rule.manner.scope))
}

/// `text` as people are shown it: what is opaque, such as code, has no words.
pub(super) fn readable(text: &str) -> String {
    text.replace(OPAQUE, "…")
}

/// The first words of a long text.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.len() <= MOST {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(MOST);
    let head = text.get(..end).unwrap_or("");
    let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
    format!("{head} …")
}

/// What a block is, in words.
pub(super) fn what(block: &Block) -> String {
    let is = |scope: Scope| block.is_in(scope);
    let kind = match block.heading {
        Some(level) => format!("a heading of level {level}"),
        None if is(Scope::Code) => "code".to_owned(),
        None if is(Scope::Comment) => "a comment".to_owned(),
        None if is(Scope::Html) => "an HTML tag".to_owned(),
        None if is(Scope::FrontMatter) => "the front matter".to_owned(),
        None if is(Scope::Alt) => "the text of an image".to_owned(),
        None if is(Scope::Cell) => "a cell of a table".to_owned(),
        None if is(Scope::Caption) => "a caption".to_owned(),
        None => "a paragraph".to_owned(),
    };
    let around = [
        (Scope::List, "in a list"),
        (Scope::Quote, "in a block quote"),
    ];
    let around = around
        .iter()
        .filter(|(scope, _)| is(*scope))
        .map(|(_, words)| *words);
    let words: Vec<&str> = around.collect();
    if words.is_empty() {
        return kind;
    }
    format!("{kind}, {}", words.join(", "))
}
