// The entry in the editor's language status (the braces in the status bar): is the server at work, and which one?

import { type Disposable, LanguageStatusSeverity, languages } from "vscode";

export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem("housestyle", [{ language: "markdown" }, { language: "plaintext" }]);

  constructor() {
    this.item.name = "Housestyle";
    this.off();
  }

  running(version: string | undefined): void {
    this.show(`Housestyle ${version ?? ""}`.trim(), "at work", LanguageStatusSeverity.Information);
  }

  off(): void {
    this.show("Housestyle", "not running", LanguageStatusSeverity.Information);
  }

  failed(why: string): void {
    this.show("Housestyle", why, LanguageStatusSeverity.Error);
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(text: string, detail: string, severity: LanguageStatusSeverity): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.command =
      severity === LanguageStatusSeverity.Error
        ? { title: "Show messages", command: "housestyle.showOutput" }
        : { title: "Restart", command: "housestyle.restart" };
  }
}
