// Makes the picture for the README: an article with its squiggles and one open hover.
//   node screenshot.mjs TOOLS VSIX FOLDER FILE WORDS PICTURE    WORDS: the marked words over which the mouse rests

import { existsSync } from "node:fs";
import path from "node:path";
import { Editor, until } from "./editor.mjs";

const [tools, vsix, folder, file, words, picture] = process.argv.slice(2);
const out = path.dirname(picture);
const settings = {
  "breadcrumbs.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.fontSize": 14,
  "editor.hover.above": false,
  "editor.lineNumbers": "off",
  "editor.padding.top": 12,
  "editor.renderLineHighlight": "none",
  "editor.scrollbar.vertical": "hidden",
  "workbench.editor.editorActionsLocation": "hidden",
};
const editor = await Editor.open({ tools, folder, file, vsix, out, settings, viewport: { width: 1180, height: 720 }, scale: 2 });
try {
  await editor.page.keyboard.press("Control+b");
  let mark;
  await until(120_000, `nothing marks ‘${words}’`, async () => (mark = (await editor.marks()).find(({ text }) => text === words)));
  await editor.hover(mark, [words, "housestyle"]);
  await editor.picture(picture);
} finally {
  await editor.close();
}
process.exit(existsSync(picture) ? 0 : 1);
