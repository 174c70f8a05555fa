/** How each arm is drawn: a colour of the editor's theme and a dash, so that colour alone never tells two arms apart. */
import { TRANSFER_ARM } from "../src/protocol/metrics";

export interface ArmStyle {
  /** A CSS colour made of the theme's tokens. */
  readonly colour: string;
  /** Lengths of stroke and gap in pixels; empty is a solid line. */
  readonly dash: readonly number[];
}

/** Some themes give a chart colour as a transparent one, which is hard to see as a line; high contrast has no orange. */
const solid = (token: string, otherwise = "--vscode-foreground"): string =>
  `rgb(from var(${token}, var(${otherwise})) r g b / 1)`;

/** For what belongs to no arm. */
export const plainLine: ArmStyle = { colour: solid("--vscode-foreground"), dash: [] };

const known: Readonly<Record<string, ArmStyle>> = {
  [TRANSFER_ARM]: { colour: solid("--vscode-charts-blue"), dash: [] },
  scratch: { colour: solid("--vscode-charts-orange", "--vscode-charts-yellow"), dash: [8, 4] },
  "linear-probe": { colour: solid("--vscode-charts-green"), dash: [2, 3] },
};

const others: readonly ArmStyle[] = [
  { colour: solid("--vscode-charts-purple"), dash: [10, 3, 2, 3] },
  { colour: solid("--vscode-charts-red"), dash: [5, 3] },
  { colour: solid("--vscode-charts-yellow"), dash: [10, 3, 2, 3, 2, 3] },
  { colour: solid("--vscode-charts-foreground"), dash: [14, 5] },
];

/** The style of each arm, by id; arms this table does not know share the remaining colours in their order. */
export function armStyles(arms: readonly string[]): ReadonlyMap<string, ArmStyle> {
  let next = 0;
  const styles = new Map<string, ArmStyle>();
  for (const arm of arms) {
    const style = known[arm] ?? others[next++ % others.length];
    if (style !== undefined) styles.set(arm, style);
  }
  return styles;
}
