/** A message of the editor that does not follow the protocol changes nothing on the page but this note. */
import { t } from "@vscode/l10n";
import { h, setText, type Section } from "./dom";

/** Says why a message of the editor was left out, if one was. */
export function unreadableNote(): Section<string | undefined> {
  const element = h("p", { class: "unreadable", role: "status", hidden: true });
  return {
    element,
    update(reason) {
      element.hidden = reason === undefined;
      const text = t(
        "A message from the editor could not be read and was left out ({0}). Reload the window if this stays.",
        reason ?? "",
      );
      setText(element, reason === undefined ? "" : text);
    },
  };
}
