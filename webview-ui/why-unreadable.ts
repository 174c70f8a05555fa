/** Why a message of the editor was left out. Pure. */
import { t } from "@vscode/l10n";
import type { z } from "zod";

/** Where the first thing is that does not fit, and what it has to be. */
export function whyUnreadable({ issues: [issue] }: z.ZodError): string {
  const place = issue === undefined ? "" : issue.path.join(".");
  return `${place === "" ? t("message") : place}: ${issue?.message ?? t("not of the protocol")}`;
}
