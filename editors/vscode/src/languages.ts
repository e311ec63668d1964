// What the editor calls the kinds of prose that the server reads. `activationEvents` in package.json names the same.

export const PROSE = ["markdown", "mdx", "html", "plaintext"];
