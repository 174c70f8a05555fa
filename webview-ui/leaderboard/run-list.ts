/** The compared runs beside their curves: how each line is drawn and where it ends. The run in focus stands out. */
import { t } from "@vscode/l10n";
import { h, setText } from "../dom";
import { lineSample } from "../line-sample";
import { endText, type ComparedLine } from "./overlay";

export interface RunList {
  readonly element: HTMLElement;
  update(lines: readonly ComparedLine[]): void;
  /** @param id of the run whose line is under the pointer */
  mark(id: string | undefined): void;
}

export interface RunListActions {
  /** Called with the run that is pointed at or has the focus. */
  readonly point: (id: string | undefined) => void;
  readonly open: (id: string) => void;
}

export function runList({ point, open }: RunListActions): RunList {
  const element = h("ul", { class: "run-list", "aria-label": t("Compared runs") });
  let entries = new Map<string, HTMLButtonElement>();
  let drawn = "";

  const entry = ({ row: { id }, label, style }: ComparedLine, index: number) => {
    const made = h(
      "button",
      { type: "button", class: "run-entry", tabindex: index === 0 ? 0 : -1, title: label },
      lineSample(style),
      h("span", { class: "run-label" }, label),
      h("span", { class: "run-end figure" }),
    );
    made.addEventListener("click", () => {
      open(id);
    });
    for (const event of ["pointerenter", "focus"])
      made.addEventListener(event, () => {
        point(id);
      });
    for (const event of ["pointerleave", "blur"])
      made.addEventListener(event, () => {
        point(undefined);
      });
    return made;
  };

  element.addEventListener("keydown", (event) => {
    const all = [...entries.values()];
    const at = all.findIndex((one) => one === document.activeElement);
    const places: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, all.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: all.length - 1,
    };
    const target = all[places[event.key] ?? -1];
    if (target === undefined || at < 0) return;
    event.preventDefault();
    all[at]?.setAttribute("tabindex", "-1");
    target.tabIndex = 0;
    target.focus();
  });

  return {
    element,
    update(lines) {
      const signature = JSON.stringify(lines.map(({ row, label, style }) => [row.id, label, style]));
      if (signature !== drawn) {
        entries = new Map(lines.map((line, index) => [line.row.id, entry(line, index)]));
        element.replaceChildren(...[...entries.values()].map((one) => h("li", {}, one)));
      }
      drawn = signature;
      for (const line of lines) {
        const end = entries.get(line.row.id)?.querySelector(".run-end");
        if (end instanceof Element) setText(end, endText(line));
      }
    },
    mark(id) {
      for (const [own, made] of entries) made.classList.toggle("marked", own === id);
    },
  };
}
