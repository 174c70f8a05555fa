/** Whether pictures are large enough for the network that is trained on them: each pooling leaves less of them. */
import { t } from "@vscode/l10n";
import { architectureById, type Architecture } from "../models/architectures";
import type { DataPlace } from "./data-places";
import type { Finding } from "./finding";
import { setFix } from "./fixes";
import type { Experiment } from "./types";
import { untrainedNetwork } from "./untrained-network";

type Sides = readonly [height: number, width: number];

export function checkPictureSize({ source }: Experiment, places: readonly DataPlace[]): Finding[] {
  if (source.kind === "model" || source.kind === "run" || source.architecture === undefined) return [];
  const architecture = architectureById(source.architecture);
  if (architecture?.input !== "image") return [];
  const deciding = places.find(({ role }) => role === (source.kind === "dataset" ? "source" : "target"));
  const sides = source.size === undefined ? sidesOf(deciding) : ([source.size, source.size] as const);
  if (sides === undefined) return [];
  const layer = layerWithNothing(architecture, sides);
  if (layer === undefined) return [];
  const fewest = fewestPixels(architecture);
  return [
    {
      severity: "error",
      code: "source/pictures-too-small",
      path: ["source", source.size === undefined ? "architecture" : "size"],
      message: t(
        "needs pictures of at least {0} by {0} pixels, got {1} by {2}, of which {3} leaves nothing; set a size to scale them up, or choose another architecture",
        ...[fewest, ...sides, JSON.stringify(layer)],
      ),
      fixes: [setFix(t("Scale the pictures to {0} pixels", fewest), ["source", "size"], fewest)],
    },
  ];
}

/** Undefined where they are not known, or differ: then pictures are brought to a size that is large enough. */
function sidesOf(place: DataPlace | undefined): Sides | undefined {
  const shape = place?.chosen?.shape ?? [];
  const [height, width] = shape;
  return shape.length === 3 && typeof height === "number" && typeof width === "number" ? [height, width] : undefined;
}

/** @returns the name of the first layer that gives no values */
const layerWithNothing = (architecture: Architecture, sides: Sides): string | undefined =>
  untrainedNetwork(architecture, { shape: [...sides, 1], size: undefined, outputs: 1 }).layers.find(({ outputShape }) =>
    outputShape.includes(0),
  )?.name;

function fewestPixels(architecture: Architecture): number {
  let side = 1;
  while (layerWithNothing(architecture, [side, side]) !== undefined) side += 1;
  return side;
}
