// The extension in a real VS Code: what a reader sees on opening, on asking why, on mending, on typing and when the rules change.
//   node test.mjs TOOLS VSIX OUT    TOOLS: the folder that install.sh filled; VSIX: “none” for the control, which has to fail
// One line a check, “ok …” or “FAIL …”. Exit status: 0 all passed, 1 one failed, 2 no editor appeared, so nothing was tested.

import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Editor, until } from "./editor.mjs";

const [tools, vsix, out] = process.argv.slice(2);
const control = vsix === "none";
const patience = control ? 30_000 : 120_000;
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "workspace");
let failed = false;

function check(name, passed, detail) {
  failed ||= !passed;
  console.log(passed ? `ok ${name}` : `FAIL ${name}: ${detail}`);
}

const editor = await Editor.open({
  tools,
  folder,
  file: "article.md",
  vsix: control ? undefined : vsix,
  out,
  prepare(copy) {
    // A folder that tries to have a program of its own run.
    const program = path.join(copy.folder, "program.sh");
    writeFileSync(program, `#!/bin/sh\ntouch "${copy.folder}/it-ran"\n`);
    chmodSync(program, 0o755);
    copy.configure({ "housestyle.path": program, "housestyle.highlights": true });
  },
}).catch((error) => {
  console.error(error);
  process.exit(2);
});

/** Waits until exactly these are marked, and returns the marks. */
async function expect(name, wanted) {
  let marks = [];
  const got = () => marks.map(({ severity, text }) => `${severity} ${text}`);
  const same = () => JSON.stringify(got()) === JSON.stringify(wanted);
  await until(patience, "", async () => {
    marks = await editor.marks();
    return same();
  }).catch(() => {});
  check(name, same(), marks.length || !wanted.length ? `wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got())}` : "no squiggles");
  return marks;
}
const picture = (name) => editor.picture(path.join(out, `${name}.png`));
const article = () => readFileSync(path.join(editor.folder, "article.md"), "utf8");

try {
  const opened = await expect("squiggles under the right words", [
    "warning utilise",
    "warning utilise",
    "error puppet regime",
    "information at the end of the day",
  ]);
  await picture("1-opened");
  if (opened.length === 4) {
    await painting();
    await asking(opened);
    await mending(opened);
    await typing();
    await changingTheRules();
    await switchingOff();
    await restarting();
    await mendingOnSaving();
    await checkingTheWorkspace();
    await markingInNotebooks();
    check("a folder cannot name the program", !existsSync(path.join(editor.folder, "it-ran")));
  }
} catch (error) {
  check("to the end", false, error.message);
} finally {
  await picture("last").catch(() => {});
  await editor.close();
}
process.exit(failed ? 1 : 0);

async function painting() {
  const teal = "rgba(0, 150, 136, 0.28)";
  let paint = [];
  const painted = () => paint.length === 4 && paint.every((colour) => colour === teal);
  await until(patience, "", async () => {
    paint = await editor.paint();
    return painted();
  }).catch(() => {});
  check("what is found is painted in the colour of its style", painted(), JSON.stringify(paint));
}

async function asking([, , epithet]) {
  const parts = {
    "the message": "‘puppet regime’ is a loaded epithet.",
    "the reason": "Say who calls it that",
    "whom to ask": "foreign desk",
    "the rule": "desk.loaded-epithets",
    "where it is defined": "desk.toml",
  };
  const text = await editor.hover(epithet, Object.values(parts));
  for (const [name, words] of Object.entries(parts)) check(`hover shows ${name}`, text.includes(words), JSON.stringify(text));
  await picture("2-hover");
}

async function mending([, second]) {
  const rest = ["error puppet regime", "information at the end of the day"];
  await editor.act(second, /‘use’/);
  await expect("the quick fix mends one", ["warning utilise", ...rest]);
  await picture("3-fixed");
  await editor.save();
  check("the mended article is saved", article().includes("🚢 utilise two cranes, then use a third."), article());
  await editor.page.keyboard.press("Control+z");
  const [first] = await expect("undo brings it back", ["warning utilise", "warning utilise", ...rest]);
  await editor.act(first, /all/i);
  await expect("“fix all of this rule” mends all of them, and nothing else", rest);
  await editor.save();
  check("and that is saved", article().includes("🚢 use two cranes, then use a third."), article());
}

async function typing() {
  await editor.type("We 🚢 utilise it.");
  await expect("a new squiggle while typing", ["error puppet regime", "information at the end of the day", "warning utilise"]);
  await picture("4-typed");
  await editor.save();
}

async function changingTheRules() {
  writeFileSync(path.join(editor.folder, "housestyle.toml"), 'styles = ["styles/desk.toml"]\n[rules]\n"desk.padding" = "off"\n"desk.plain-words" = "error"\n');
  await expect("a changed configuration shows at once", ["error puppet regime", "error utilise"]);
  const style = path.join(editor.folder, "styles/desk.toml");
  writeFileSync(style, readFileSync(style, "utf8").replace("puppet regime", "wise step"));
  await expect("so does a changed style", ["error wise step", "error utilise"]);
  await picture("5-rules");
}

async function switchingOff() {
  editor.configure({ "housestyle.enable": false });
  await expect("nothing is marked when it is switched off", []);
  editor.configure({});
  check("and nothing is painted without that setting", (await editor.paint()).length === 0, JSON.stringify(await editor.paint()));
  await expect("and all again when it is switched on", ["error wise step", "error utilise"]);
}

async function restarting() {
  await editor.command("Housestyle: Restart the Server");
  const starts = () => editor.output("Housestyle").split("starting ").length - 1;
  await until(patience, "", () => starts() === 2).catch(() => {});
  check("the server starts again when told to", starts() === 2, editor.output("Housestyle"));
  await expect("and marks what was marked", ["error wise step", "error utilise"]);
}

async function mendingOnSaving() {
  editor.configure({ "editor.codeActionsOnSave": { "source.fixAll.housestyle": "explicit" } });
  // The editor may not have read the setting yet: then a later saving mends.
  await until(patience, "", async () => {
    await editor.type(" ");
    await editor.save();
    return article().includes("We 🚢 use it.");
  }).catch(() => {});
  check("all is mended on saving, for who wants that", article().includes("We 🚢 use it."), article());
}

async function checkingTheWorkspace() {
  writeFileSync(path.join(editor.folder, "other.md"), "We utilise it.\n");
  await editor.command("Housestyle: Check the Workspace");
  const listed = await problems("other.md");
  check("a file that is not open is checked with all others", listed.some((row) => row.includes("other.md")), JSON.stringify(listed));
  await picture("6-workspace");
}

async function markingInNotebooks() {
  const cell = (kind, source) => ({ cell_type: kind, metadata: {}, source: [source], ...(kind === "code" && { outputs: [], execution_count: null }) });
  const cells = [cell("markdown", "We utilise it. 🚢"), cell("code", "utilise = 1"), cell("markdown", "They utilise that.")];
  writeFileSync(path.join(editor.folder, "notes.ipynb"), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
  await editor.openFile("notes.ipynb");
  const listed = await problems("notes.ipynb");
  const counted = listed.find((row) => row.includes("notes.ipynb"));
  check("the prose of a notebook is checked, and its code is not", /\b2$/.test(counted ?? ""), JSON.stringify(listed));
  await picture("7-notebook");
}

/** The rows of the list of problems, once one of them names `file`. */
async function problems(file) {
  let listed = [];
  await until(patience, "", async () => {
    await editor.command("Problems: Focus on Problems View");
    listed = await editor.page.locator(".markers-panel .monaco-list-row").allInnerTexts();
    return listed.some((row) => row.includes(file));
  }).catch(() => {});
  return listed;
}
