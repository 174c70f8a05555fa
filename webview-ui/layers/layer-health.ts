/** What is measured of a layer while it trains, in short, and what of it is out of the ordinary, in words. Pure. */
import type { LayerHealth } from "../../src/protocol/metrics";

export interface HealthMeasure {
  readonly id: "gradient" | "update" | "dead" | "saturated";
  /** A codicon. */
  readonly icon: string;
  /** Heading of its column. */
  readonly title: string;
  /** What it means. */
  readonly explain: string;
}

export const healthMeasures: readonly HealthMeasure[] = [
  { id: "gradient", icon: "pulse", title: "gradient", explain: "size of the gradient of its weights" },
  {
    id: "update",
    icon: "arrow-both",
    title: "update",
    explain: "change of one step as a share of the weights; usually about 0.001",
  },
  { id: "dead", icon: "circle-slash", title: "dead units", explain: "units that answer 0 to every example" },
  {
    id: "saturated",
    icon: "flame",
    title: "saturated units",
    explain: "units that stay in the flat part of their activation",
  },
];

/** Beyond these a measure is out of the ordinary. */
const MOST_DEAD = 0.5;
const MOST_SATURATED = 0.5;
const LARGEST_UPDATE = 1e-1;
const SMALLEST_UPDATE = 1e-6;

/** The measures that there are, as they are written. */
export function healthTexts(health: LayerHealth): ReadonlyMap<HealthMeasure["id"], string> {
  const { gradientNorm, updateRatio, deadUnits, saturatedUnits } = health;
  const texts: [HealthMeasure["id"], string | undefined][] = [
    ["gradient", gradientNorm === undefined ? undefined : shortNumber(gradientNorm)],
    ["update", updateRatio === undefined ? undefined : shortNumber(updateRatio)],
    ["dead", deadUnits === undefined ? undefined : wholePercent(deadUnits)],
    ["saturated", saturatedUnits === undefined ? undefined : wholePercent(saturatedUnits)],
  ];
  return new Map(texts.flatMap(([id, text]) => (text === undefined ? [] : [[id, text] as const])));
}

/** @returns sentences without a full stop, the worst first */
export function healthWarnings(health: LayerHealth): string[] {
  const { gradientNorm, updateRatio, deadUnits = 0, saturatedUnits = 0 } = health;
  const warnings: (string | false)[] = [
    gradientNorm !== undefined && !Number.isFinite(gradientNorm) && "its gradient is not a number",
    gradientNorm === 0 && "no gradient reaches it",
    deadUnits >= MOST_DEAD && `${wholePercent(deadUnits)} of its units are dead`,
    saturatedUnits >= MOST_SATURATED && `${wholePercent(saturatedUnits)} of its units are saturated`,
    updateRatio !== undefined && updateRatio > LARGEST_UPDATE && "its steps are very large: lower its rate",
    updateRatio !== undefined &&
      updateRatio < SMALLEST_UPDATE &&
      gradientNorm !== 0 &&
      "it hardly moves: its steps are very small",
  ];
  return warnings.filter((warning) => warning !== false);
}

/** Two digits that mean something: `0.0031`, `12`, `4.2e−7`. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "not a number";
  const size = Math.abs(value);
  const text =
    size === 0 || (size >= 0.001 && size < 1e5) ? String(Number(value.toPrecision(2))) : value.toExponential(1);
  return text.replaceAll("-", "−").replace("+", "");
}

const wholePercent = (share: number): string => `${Math.round(share * 100)} %`;
