/** What the sections of the page are drawn from: a view that is there, and what the person chose to look at. */
import type { Shown } from "./shown";
import type { Action } from "./state";
import type { ThemeColours } from "./theme";

export interface PageState extends Shown {
  readonly asked: Action | undefined;
  readonly theme: ThemeColours;
}
