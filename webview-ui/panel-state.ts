/** What the sections of the page are drawn from: a view that is there, and what the person chose to look at. */
import type { ArmStyle } from "./arms";
import type { RunView } from "../src/protocol/view";
import type { Choices } from "./host";
import type { Action } from "./state";
import type { ThemeColours } from "./theme";

export interface PageState {
  readonly view: RunView;
  readonly asked: Action | undefined;
  readonly choices: Choices;
  readonly styles: ReadonlyMap<string, ArmStyle>;
  readonly theme: ThemeColours;
}
