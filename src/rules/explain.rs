//! What a rule is and does, in Markdown: for `explain`, hovers and documentation.
