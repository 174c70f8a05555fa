/** What curves are made from: a run, and what the person chose to see of it. No colours of a theme, and no page. */
import type { RunView } from "../src/protocol/view";
import type { ArmStyle } from "./arms";
import type { Choices } from "./host";

export interface Shown {
  readonly view: RunView;
  readonly choices: Choices;
  /** By arm. */
  readonly styles: ReadonlyMap<string, ArmStyle>;
}
