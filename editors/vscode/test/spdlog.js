// Takes the place of @vscode/spdlog, the native module through which VS Code writes its logs, so that the tests need no compiler
// and a failed run still leaves something to read.
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  #file;
  #level = LEVELS.indexOf("info");
  #stamped = true;

  constructor(file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    for (const [level, name] of LEVELS.entries()) this[name] = (message) => this.#write(level, message);
  }

  #write(level, message) {
    if (level < this.#level || !this.#file) return;
    try {
      appendFileSync(this.#file, this.#stamped ? `${new Date().toISOString()} [${LEVELS[level]}] ${message}\n` : message);
    } catch {
      // When the editor closes, its folder goes first.
    }
  }

  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  clearFormatters() {
    this.#stamped = false;
  }
  setPattern() {}
  flush() {}
  drop() {
    this.#file = undefined;
  }
}

// Named one by one, since that is how VS Code's module loader finds the names.
const nothing = () => {};
const create = async (_name, file) => new Logger(file);
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.shutdown = nothing;
