/** What the panel knows, and how a message from the editor changes it. Pure: the page is drawn from the state alone. */
import type { LayerPlan } from "../src/protocol/layer-plan";
import { toViewSchema } from "../src/protocol/view";
import type { FromView, RunView, ToView } from "../src/protocol/view";
import { whyUnreadable } from "./why-unreadable";

export type Action = Extract<FromView, { type: "control" }>["action"];

export interface PanelState {
  /** Absent until the editor answered `ready`. */
  readonly view: RunView | undefined;
  /** What the person asked for and the engine has not done yet. */
  readonly asked: Action | undefined;
  /** What the experiment file now says of the layers; absent until the editor said it. */
  readonly next: LayerPlan | undefined;
  /** Why the last message that could not be read was left out. */
  readonly unreadable: string | undefined;
}

export const emptyPanel: PanelState = { view: undefined, asked: undefined, next: undefined, unreadable: undefined };

/**
 * The state after a message.
 *
 * @param message anything; what does not follow the protocol changes nothing but `unreadable`
 */
export function reduce(state: PanelState, message: unknown): PanelState {
  const parsed = toViewSchema.safeParse(message);
  if (!parsed.success) {
    return { ...state, unreadable: whyUnreadable(parsed.error) };
  }
  const known = parsed.data;
  if (known.type === "view") return { ...state, view: known.view, asked: undefined };
  if (known.type === "next") return { ...state, next: known.plan };
  return state.view === undefined ? state : apply({ ...state, view: state.view }, known);
}

function apply(
  state: PanelState & { readonly view: RunView },
  message: Exclude<ToView, { type: "view" | "next" }>,
): PanelState {
  const { view } = state;
  switch (message.type) {
    case "rows":
      return { ...state, view: { ...view, rows: view.rows.concat(message.rows) } };
    case "parts":
      return { ...state, view: { ...view, parts: message.parts } };
    case "state": {
      const next = { ...view, state: message.state };
      if (message.stage === undefined) delete next.stage;
      else next.stage = message.stage;
      return { ...state, view: next, asked: message.state === view.state ? state.asked : undefined };
    }
    case "problem":
      return { ...state, view: { ...view, problems: [...view.problems, message.problem] }, asked: undefined };
  }
}
