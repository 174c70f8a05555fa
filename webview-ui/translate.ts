/**
 * Gives the page its texts in the language of the editor, which puts its translations into the page
 * (src/host/panel/page.ts); a page without them, such as a saved report, shows its texts as they are written. The start of
 * every page imports this before anything that has texts; those take `t` from @vscode/l10n. What a run has written, names
 * and figures stay as they are.
 */
import { config } from "@vscode/l10n";
import { TRANSLATIONS } from "../src/protocol/translations";

const contents = document.getElementById(TRANSLATIONS)?.textContent;
if (contents !== undefined) config({ contents });
