//! Housestyle.
