//! Raw HTML inside other markup: which of its bytes are prose.
