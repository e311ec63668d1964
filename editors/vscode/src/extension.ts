// Starts `housestyle lsp`, keeps it running and stops it. What is good prose is the server's affair alone.

import { type ExtensionContext, type LogOutputChannel, commands, window, workspace } from "vscode";
import { type DocumentSelector, LanguageClient, State, TransportKind } from "vscode-languageclient/node";
import { Painter } from "./highlights";
import { NotAProgram, findProgram, namedProgram } from "./server";
import { Status } from "./status";

/** The server's own commands; the client library registers them. */
const CHECK_WORKSPACE = "housestyle.checkWorkspace";
const TRY_RULE = "housestyle.tryRule";

/** Prose wherever it is, in notebooks too; and the files that may be a configuration or a style, so that their mistakes are shown in them. */
const DOCUMENTS: DocumentSelector = [
  ...["file", "untitled"].flatMap((scheme) => ["markdown", "plaintext"].map((language) => ({ scheme, language }))),
  { scheme: "vscode-notebook-cell", language: "markdown" },
  { scheme: "file", pattern: "**/*.{toml,csv,tsv}" },
];

let client: LanguageClient | undefined;
/** Starting and stopping take time and may be asked for in any order: each waits for the one before. */
let turn: Promise<void> = Promise.resolve();

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Housestyle", { log: true });
  const status = new Status();
  const painter = new Painter();
  const restart = () =>
    (turn = turn.then(stop).then(async () => {
      try {
        client = await start(context, output, status, painter);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        output.error(message);
        status.failed(message);
        // The client library has already told of what went wrong later than this.
        if (error instanceof NotAProgram) void complain(message);
      }
    }));

  // A folder that names a program changes the setting, but not what it means here.
  let named = namedProgram();
  const onConfiguration = () => {
    if (!workspace.getConfiguration("housestyle").get("highlights")) painter.clear();
    if (named === namedProgram()) return;
    named = namedProgram();
    void restart();
  };

  context.subscriptions.push(
    output,
    status,
    painter,
    commands.registerCommand("housestyle.restart", restart),
    commands.registerCommand("housestyle.showOutput", () => output.show(true)),
    workspace.onDidChangeConfiguration(onConfiguration),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await (turn = turn.then(stop));
}

async function start(context: ExtensionContext, output: LogOutputChannel, status: Status, painter: Painter) {
  const command = await findProgram(context);
  output.info(`starting ${command}`);
  const starting = new LanguageClient(
    "housestyle",
    "Housestyle",
    { command, args: ["lsp"], transport: TransportKind.stdio },
    {
      documentSelector: DOCUMENTS,
      outputChannel: output,
      middleware: {
        executeCommand: async (command, args, next) => {
          const answer: unknown = await next(command, args);
          if (command === CHECK_WORKSPACE) void summarise(answer);
          if (command === TRY_RULE) void tell(answer);
          return answer;
        },
      },
      initializationOptions: settings,
      // The library's default is to ask only when a document is opened.
      diagnosticPullOptions: { onChange: true },
      // Changed settings are sent as they are changed.
      synchronize: { configurationSection: "housestyle" },
    },
  );
  starting.onDidChangeState(({ newState }) => {
    if (newState === State.Running) status.running(starting.initializeResult?.serverInfo?.version);
    if (newState !== State.Stopped) return;
    status.off();
    painter.clear();
  });
  painter.follow(starting);
  try {
    await starting.start();
  } catch (error) {
    await starting.dispose().catch(() => undefined);
    throw error;
  }
  return starting;
}

/** What the server is told on starting: all that the user may set, so that a new setting needs no change here. */
function settings(): unknown {
  return JSON.parse(JSON.stringify(workspace.getConfiguration("housestyle")));
}

/** Says what a check of the workspace came to, since it may have found nothing. */
async function summarise(answer: unknown): Promise<void> {
  const { files, findings, cancelled } = (answer ?? {}) as { files?: number; findings?: number; cancelled?: boolean };
  if (files === undefined || findings === undefined || cancelled) return;
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const show = "Show Problems";
  const said = `Housestyle: ${counted(findings, "finding")} in ${counted(files, "file")}.`;
  if ((await window.showInformationMessage(said, ...(findings ? [show] : []))) === show) {
    await commands.executeCommand("workbench.actions.view.problems");
  }
}

/** Says what a rule that was tried would find; the hover on it has samples. */
async function tell(answer: unknown): Promise<void> {
  const { rule, summary } = (answer ?? {}) as { rule?: string; summary?: string };
  if (rule && summary) await window.showInformationMessage(`${rule}: ${summary}`);
}

async function complain(message: string): Promise<void> {
  const open = "Open the Setting";
  if ((await window.showErrorMessage(message, open)) === open) {
    await commands.executeCommand("workbench.action.openSettings", "housestyle.path");
  }
}

async function stop(): Promise<void> {
  const stopping = client;
  client = undefined;
  await stopping?.dispose().catch(() => undefined);
}
