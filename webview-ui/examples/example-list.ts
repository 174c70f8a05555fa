/** Cards of examples, a page of them at a time; what there is to see of them is asked for when they are shown. */
import { t } from "@vscode/l10n";
import { button, h, setText } from "../dom";
import { count } from "../format";
import { exampleCard, type CardFacts, type ExampleCard } from "./example-card";
import type { Acts, ErrorsState } from "./page-state";

const ON_PAGE = 24;

export interface ExampleList {
  readonly element: HTMLElement;
  /** @param items all of them; a list that is another one than before is shown from its beginning */
  show(items: readonly CardFacts[], state: ErrorsState): void;
}

/** @param title what is listed, for those who listen */
export function exampleList(title: string, acts: Acts): ExampleList {
  let items: readonly CardFacts[] = [];
  let state: ErrorsState | undefined;
  let page = 0;
  let cards: ExampleCard[] = [];
  const asked = new Set<string>();
  const list = h("ul", { class: "examples", "aria-label": title });
  const place = h("span", { class: "figure", role: "status" });
  const turn = (pages: number) => () => {
    page += pages;
    draw();
  };
  const back = button(t("Previous"), "chevron-left", turn(-1), { class: "secondary" });
  const on = button(t("Next"), "chevron-right", turn(1), { class: "secondary" });
  const pager = h("div", { class: "pager" }, back, place, on);

  const draw = () => {
    const shown = items.slice(page * ON_PAGE, (page + 1) * ON_PAGE);
    cards = shown.map((facts) => exampleCard(facts, acts));
    list.replaceChildren(...cards.map(({ element }) => element));
    pager.hidden = items.length <= ON_PAGE;
    // A button that has the focus must not be disabled, or the focus is lost.
    back.setAttribute("aria-disabled", String(page === 0));
    on.setAttribute("aria-disabled", String((page + 1) * ON_PAGE >= items.length));
    back.toggleAttribute("inert", page === 0 && document.activeElement !== back);
    on.toggleAttribute("inert", (page + 1) * ON_PAGE >= items.length && document.activeElement !== on);
    const last = Math.min(items.length, (page + 1) * ON_PAGE);
    setText(place, t("{0}–{1} of {2}", count(page * ON_PAGE + 1), count(last), count(items.length)));
    ask(shown);
    update();
  };
  const ask = (shown: readonly CardFacts[]) => {
    for (const side of ["test", "training"] as const) {
      const names = shown.filter((facts) => facts.side === side).map(({ name }) => name);
      const fresh = names.filter((name) => !asked.has(`${side}/${name}`) && state?.looks[side].has(name) !== true);
      for (const name of fresh) asked.add(`${side}/${name}`);
      if (fresh.length > 0) acts.look(side, [...new Set(fresh)]);
    }
  };
  const update = () => {
    if (state !== undefined) for (const card of cards) card.update(state);
  };
  return {
    element: h("div", {}, list, pager),
    show(next, now) {
      state = now;
      if (next === items) update();
      else {
        items = next;
        page = 0;
        draw();
      }
    },
  };
}
