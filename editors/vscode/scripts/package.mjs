// Makes housestyle-<target>.vsix, the extension with the program inside.
//   npm run package [-- TARGET [FILE]]    TARGET: linux-x64, darwin-arm64, win32-x64 …, by default this machine's
//   HOUSESTYLE_BIN: the program to put in, by default target/release/housestyle
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import "./build.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const top = path.join(root, "../..");
const [target = `${process.platform}-${process.arch}`, file = path.join(root, `housestyle-${target}.vsix`)] = process.argv.slice(2);
const name = target.startsWith("win32") ? "housestyle.exe" : "housestyle";
const program = path.resolve(process.env.HOUSESTYLE_BIN || path.join(top, "target/release", name));
if (!existsSync(program)) {
  console.error(`There is no program at ${program}: run cargo build --release, or name one in HOUSESTYLE_BIN.`);
  process.exit(2);
}

rmSync(path.join(root, "bin"), { recursive: true, force: true });
mkdirSync(path.join(root, "bin"));
cpSync(program, path.join(root, "bin", name), { dereference: true });
chmodSync(path.join(root, "bin", name), 0o755);
for (const licence of readdirSync(top).filter((entry) => entry.startsWith("LICENSE"))) cpSync(path.join(top, licence), path.join(root, "bin", licence));

await createVSIX({ cwd: root, target, packagePath: path.resolve(file), dependencies: false, allowMissingRepository: true, skipLicense: true });
