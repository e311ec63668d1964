// Finds the program that does the work. Knows nothing of the protocol.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";
import { type ExtensionContext, workspace } from "vscode";

const NAME = process.platform === "win32" ? "housestyle.exe" : "housestyle";

/** A setting names a program that is not there: to run another one instead would hide the mistake. */
export class NotAProgram extends Error {}

/**
 * The program that the user names, if any. `housestyle.path` is a machine's setting (see package.json), so that a folder
 * which was only opened cannot name one.
 */
export function namedProgram(): string | undefined {
  return workspace.getConfiguration("housestyle").get<string | null>("path")?.trim() || undefined;
}

/** The program to run: the one that the user names, else the one that the extension carries, else the first on the PATH. */
export async function findProgram(context: ExtensionContext): Promise<string> {
  const named = namedProgram();
  if (named) {
    if (path.isAbsolute(named) && (await isProgram(named))) return named;
    throw new NotAProgram(`‘${named}’, which the setting housestyle.path names, is not the full path of a program.`);
  }
  const carried = context.asAbsolutePath(path.join("bin", NAME));
  // Relative entries of the PATH would be looked for in the folder that is open.
  const searched = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const candidate of [carried, ...searched.map((folder) => path.join(folder, NAME))]) {
    if (await isProgram(candidate)) return candidate;
  }
  throw new NotAProgram("The housestyle program was not found: install it, or name it in the setting housestyle.path.");
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
