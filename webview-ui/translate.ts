/**
 * The page's texts in the language of the editor, which puts its translations into the page (src/host/panel/page.ts). A
 * page without them, such as a saved report, shows its texts as they are written. What a run has written, names and figures
 * stay as they are.
 */
import { config, t } from "@vscode/l10n";
import { TRANSLATIONS } from "../src/protocol/translations";

const contents = document.getElementById(TRANSLATIONS)?.textContent;
if (contents !== undefined && contents !== null) config({ contents });

export { t };
