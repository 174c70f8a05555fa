/** Start of the leaderboard: asks the editor for the runs, and for curves and differences of those that are chosen. */
import "../jitless";
import "../translate";
import "@vscode/codicons/dist/codicon.css";
import "../style.css";
import "./leaderboard.css";
import type { FromLeaderboard } from "../../src/protocol/leaderboard";
import { h } from "../dom";
import { editorHost } from "../host";
import { readChoices, type TableChoices } from "./choices";
import { chosenRuns, FEWEST } from "./comparison-section";
import { createLeaderboard } from "./leaderboard-page";
import { emptyLeaderboard, reduce } from "./state";

/** Who chooses ten runs one after the other waits for the last of them only. */
const GATHER_MS = 80;

const root = h("div", { id: "leaderboard" });
document.body.append(root);
follow();

function follow(): void {
  const host = editorHost<FromLeaderboard, TableChoices>();
  let state = emptyLeaderboard;
  let choices = readChoices(host.recall());
  let asked = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks for what is compared where that is not what was asked for last. */
  const ask = () => {
    timer = undefined;
    const { arm, split } = choices;
    const ids = chosenRuns(state, choices);
    const next = JSON.stringify([ids, arm, split]);
    if (next === asked) return;
    const [before] = asked === "" ? [undefined] : (JSON.parse(asked) as [string[]]);
    asked = next;
    if (ids.length < FEWEST) return;
    const isSameRuns = JSON.stringify(before) === JSON.stringify(ids);
    host.post({ type: isSameRuns ? "curves" : "compare", ids, arm, split });
  };
  const show = () => {
    page.show(state, choices);
    timer ??= setTimeout(ask, GATHER_MS);
  };
  const change = (changed: (old: TableChoices) => TableChoices) => {
    choices = changed(choices);
    host.remember(choices);
    show();
  };
  const page = createLeaderboard(root, host.post, change);

  addEventListener("message", (event: MessageEvent<unknown>) => {
    const { state: next, known } = reduce(state, event.data);
    state = next;
    const ids = known?.type === "select" ? known.ids : known?.type === "start" ? known.selected : [];
    if (ids.length > 0) change((old) => ({ ...old, selected: ids }));
    else show();
  });
  show();
  host.post({ type: "ready" });
}
