/** What is measured of a layer while it trains, in short, and what of it is out of the ordinary, in words. Pure. */
import { t } from "@vscode/l10n";
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
  { id: "gradient", icon: "pulse", title: t("gradient"), explain: t("size of the gradient of its weights") },
  {
    id: "update",
    icon: "arrow-both",
    title: t("update"),
    explain: t("change of one step as a share of the weights; usually about 0.001"),
  },
  { id: "dead", icon: "circle-slash", title: t("dead units"), explain: t("units that answer 0 to every example") },
  {
    id: "saturated",
    icon: "flame",
    title: t("saturated units"),
    explain: t("units that stay in the flat part of their activation"),
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
    gradientNorm !== undefined && !Number.isFinite(gradientNorm) && t("its gradient is not a number"),
    gradientNorm === 0 && t("no gradient reaches it"),
    deadUnits >= MOST_DEAD && t("{0} of its units are dead", wholePercent(deadUnits)),
    saturatedUnits >= MOST_SATURATED && t("{0} of its units are saturated", wholePercent(saturatedUnits)),
    updateRatio !== undefined && updateRatio > LARGEST_UPDATE && t("its steps are very large: lower its rate"),
    updateRatio !== undefined &&
      updateRatio < SMALLEST_UPDATE &&
      gradientNorm !== 0 &&
      t("it hardly moves: its steps are very small"),
  ];
  return warnings.filter((warning) => warning !== false);
}

/** Two digits that mean something: `0.0031`, `12`, `4.2e−7`. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return t("not a number");
  const size = Math.abs(value);
  const text =
    size === 0 || (size >= 0.001 && size < 1e5) ? String(Number(value.toPrecision(2))) : value.toExponential(1);
  return text.replaceAll("-", "−").replace("+", "");
}

const wholePercent = (share: number): string => `${Math.round(share * 100)} %`;
