// Paints what the server found in the colours of its styles. The server sends these places only to those who set housestyle.highlights.

import { type Disposable, Range, type TextEditor, type TextEditorDecorationType, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

/** As the server sends it: everything that is to be painted in one version of a document. */
interface Highlights {
  uri: string;
  version: number;
  ranges: { range: { start: Position; end: Position }; colour: string; style: string; rule: string }[];
}
interface Position {
  line: number;
  character: number;
}

/** The eight names that a style may choose, as red, green and blue. They are painted thinly, so that text on light and on dark grounds stays legible. */
const COLOURS: Record<string, string> = {
  amber: "255, 176, 0",
  red: "229, 57, 53",
  pink: "236, 64, 122",
  violet: "142, 68, 214",
  blue: "30, 136, 229",
  teal: "0, 150, 136",
  green: "67, 160, 71",
  grey: "128, 128, 128",
};

export class Painter implements Disposable {
  private readonly brushes = new Map<string, TextEditorDecorationType>();
  private readonly known = new Map<string, Highlights>();
  private readonly subscription: Disposable;

  constructor() {
    for (const [colour, value] of Object.entries(COLOURS)) {
      this.brushes.set(colour, window.createTextEditorDecorationType({ backgroundColor: `rgba(${value}, 0.28)`, borderRadius: "2px" }));
    }
    // Each part of a split window is an editor of its own, and one that was hidden has lost its paint.
    this.subscription = window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.paint(editor)));
  }

  /** From now on what `client` is told is painted. */
  follow(client: LanguageClient): void {
    client.onNotification("housestyle/highlights", (highlights: Highlights) => {
      const key = client.protocol2CodeConverter.asUri(highlights.uri).toString();
      this.known.set(key, highlights);
      for (const editor of window.visibleTextEditors) if (editor.document.uri.toString() === key) this.paint(editor);
    });
  }

  /** Takes all paint away: the server has stopped, or is to paint no longer. */
  clear(): void {
    this.known.clear();
    window.visibleTextEditors.forEach((editor) => this.paint(editor));
  }

  dispose(): void {
    this.subscription.dispose();
    this.brushes.forEach((brush) => brush.dispose());
  }

  private paint(editor: TextEditor): void {
    const highlights = this.known.get(editor.document.uri.toString());
    // Of an older version: the editor moves what it shows with the text until the newer ones come.
    if (highlights && highlights.version !== editor.document.version) return;
    for (const [colour, brush] of this.brushes) {
      const ranges = highlights?.ranges.filter((highlight) => highlight.colour === colour) ?? [];
      const there = ({ range: { start, end } }: (typeof ranges)[number]) => new Range(start.line, start.character, end.line, end.character);
      editor.setDecorations(brush, ranges.map(there));
    }
  }
}
