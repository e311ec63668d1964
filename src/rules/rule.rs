//! One compiled rule and what it found.
