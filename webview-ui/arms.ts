/** How lines are drawn: a colour of the editor's theme and a dash, so that colour alone never tells two apart. */
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

const blue = solid("--vscode-charts-blue");
const orange = solid("--vscode-charts-orange", "--vscode-charts-yellow");

/** For what belongs to no arm. */
export const plainLine: ArmStyle = { colour: solid("--vscode-foreground"), dash: [] };

export const dashes = { solid: [], dashed: [8, 4], dotted: [2, 3] } as const;

const transfer: ArmStyle = { colour: blue, dash: dashes.solid };
const scratch: ArmStyle = { colour: orange, dash: dashes.dashed };
const probe: ArmStyle = { colour: solid("--vscode-charts-green"), dash: dashes.dotted };
const others: readonly ArmStyle[] = [
  { colour: solid("--vscode-charts-purple"), dash: [10, 3, 2, 3] },
  { colour: solid("--vscode-charts-red"), dash: [5, 3] },
  { colour: solid("--vscode-charts-foreground"), dash: [14, 5] },
  { colour: solid("--vscode-charts-yellow"), dash: [10, 3, 2, 3, 2, 3] },
];

const known: Readonly<Record<string, ArmStyle>> = { [TRANSFER_ARM]: transfer, scratch, "linear-probe": probe };

const inOrder: readonly ArmStyle[] = [transfer, scratch, probe, ...others];

/** The style of the line at this place of a chart whose lines are no arms. */
export const lineStyle = (index: number): ArmStyle => inOrder[index % inOrder.length] ?? plainLine;

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

/**
 * The style of a layer by its depth: from the input's blue to the output's orange, neighbours with other dashes.
 *
 * @param index from the input, 0-based @param layers how many there are
 */
export function depthStyle(index: number, layers: number): ArmStyle {
  const share = layers > 1 ? Math.round((100 * index) / (layers - 1)) : 0;
  const dash = [dashes.solid, dashes.dashed, dashes.dotted][index % 3] ?? dashes.solid;
  return { colour: `color-mix(in oklab, ${orange} ${share}%, ${blue})`, dash };
}
