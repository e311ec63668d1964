//! What kind of place a run of prose stands in.

/// A kind of place, as a rule's `scope` and `skip` name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Scope {
    /// Running text that is none of the others, also inside a quote.
    Paragraph,
    /// A heading of any level.
    Heading,
    /// Text of a list item, at any depth.
    List,
    /// A table cell.
    Cell,
    /// Anything inside a block quote.
    Quote,
    /// A caption of a figure or table.
    Caption,
    /// The alternative text of an image.
    Alt,
    /// The text of a link.
    Link,
    /// A comment that readers do not see.
    Comment,
    /// A prose value of the front matter (title, description, summary, subtitle).
    FrontMatter,
    /// Code, inline or in a block.
    Code,
    /// HTML tags and attributes; the prose between tags is not.
    Html,
}

impl Scope {
    /// Every scope, in the order in which messages list them.
    pub const ALL: [Self; 12] = [
        Self::Paragraph,
        Self::Heading,
        Self::List,
        Self::Cell,
        Self::Quote,
        Self::Caption,
        Self::Alt,
        Self::Link,
        Self::Comment,
        Self::FrontMatter,
        Self::Code,
        Self::Html,
    ];

    /// The names of all, in that order.
    pub const NAMES: [&'static str; 12] = {
        let mut names = [""; 12];
        let mut index = 0;
        while index < names.len() {
            names[index] = Self::ALL[index].name();
            index += 1;
        }
        names
    };

    /// The name that style files use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::List => "list",
            Self::Cell => "cell",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Alt => "alt",
            Self::Link => "link",
            Self::Comment => "comment",
            Self::FrontMatter => "front-matter",
            Self::Code => "code",
            Self::Html => "html",
        }
    }

    /// The scope called `name`, exactly as style files write it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ScopeSet(u16);

impl ScopeSet {
    /// No scope at all.
    pub const EMPTY: Self = Self(0);

    /// What rules look at unless they say otherwise: all but code, comments and HTML tags.
    pub fn prose() -> Self {
        let hidden = [Scope::Code, Scope::Comment, Scope::Html];
        Scope::ALL
            .into_iter()
            .filter(|scope| !hidden.contains(scope))
            .collect()
    }

    /// This set and `scope`.
    #[must_use]
    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | 1 << scope as u8)
    }

    /// Whether `scope` is in the set.
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & 1 << scope as u8 != 0
    }

    /// Whether both sets share a scope.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::EMPTY, Self::with)
    }
}
