/** A message of the editor that does not follow the protocol changes nothing on the page but this note. */
import { h, setText, type Section } from "./dom";

/** Says why a message of the editor was left out, if one was. */
export function unreadableNote(): Section<string | undefined> {
  const element = h("p", { class: "unreadable", role: "status", hidden: true });
  return {
    element,
    update(reason) {
      element.hidden = reason === undefined;
      const text = `A message from the editor could not be read and was left out (${reason ?? ""}). Reload the window if this stays.`;
      setText(element, reason === undefined ? "" : text);
    },
  };
}
