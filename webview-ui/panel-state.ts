/** What the sections of the page are drawn from: a view that is there, and what the person chose to look at. */
import type { RunView } from "../src/protocol/view";
import type { LayerPlan } from "../src/protocol/layer-plan";
import type { Shown } from "./shown";
import type { Action } from "./state";
import type { ThemeColours } from "./theme";

export interface PageState extends Shown {
  readonly asked: Action | undefined;
  /** What the experiment file now says of the layers. */
  readonly next: LayerPlan | undefined;
  readonly theme: ThemeColours;
}

/** What tables and charts that are no curves are drawn from: a run's, or those of a generic page. */
export interface PartsState extends Pick<PageState, "choices" | "theme" | "styles"> {
  readonly view: Pick<RunView, "parts">;
}
