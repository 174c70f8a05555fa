/** What there is to see of an example: a picture, a sound, the values of a row, the beginning of a text. */
import { t } from "@vscode/l10n";
import type { Look } from "../../src/protocol/examples";
import { h, icon, table } from "../dom";
import { count, decimal } from "../format";

/** Pictures below this many pixels a side are enlarged without smoothing. */
const SMALL = 64;

/** @param look not there while the editor has not answered */
export function lookPicture(name: string, look: Look | undefined): HTMLElement {
  if (look === undefined) return h("div", { class: "look waiting-look" }, icon("loading"), t("Loading…"));
  switch (look.kind) {
    case "picture": {
      const isSmall = Math.max(look.width, look.height) < SMALL;
      return h(
        "div",
        { class: "look" },
        h("img", {
          src: look.uri,
          alt: name,
          width: look.width,
          height: look.height,
          class: isSmall ? "small" : undefined,
        }),
      );
    }
    case "sound":
      return look.uri === undefined
        ? h("div", { class: "look" }, icon("unmute"), t("Too long to be played here; open it."))
        : h(
            "div",
            { class: "look" },
            h("audio", { controls: true, preload: "none", src: look.uri, "aria-label": name }),
          );
    case "values":
      return h("div", { class: "look values" }, valueTable(name, look));
    case "text":
      return h(
        "div",
        { class: "look text", tabindex: 0, role: "region", "aria-label": t("Beginning of {0}", name) },
        look.text,
      );
    case "missing":
      return h("div", { class: "look missing" }, icon("circle-slash"), look.reason);
  }
}

function valueTable(name: string, { values, columns }: Extract<Look, { kind: "values" }>): HTMLElement {
  const rows = values.map(({ column, value }) => [column, decimal(value)]);
  const more = columns - values.length;
  const title = t("Values of {0}", name);
  const element = h("div", { tabindex: 0, role: "region", "aria-label": title });
  element.append(table(title, [t("Column"), { number: t("Value") }], rows));
  if (more > 0) element.append(h("p", { class: "muted" }, t("and {0} more", count(more))));
  return element;
}
