/** Whether the data suit the network and what is asked of them. */
import type { ModelSummary } from "../models/layer-summary";
import { inputKindOf, type DataFacts } from "./facts";
import type { Finding } from "./finding";
import type { Experiment } from "./types";

const PICTURES = "pictures";
const nouns = { image: PICTURES, table: "a table" };

/**
 * @param inputShape of the network; sides may be unknown
 * @param sourceData where the network is trained on a data set first
 */
export function checkInputs(
  inputShape: ModelSummary["inputShape"],
  sourceData: DataFacts | undefined,
  targetData: DataFacts | undefined,
): Finding[] {
  const takes = inputShape.length === 0 ? undefined : inputShape.length > 1 ? "image" : "table";
  const findings: Finding[] = [];
  for (const [place, data] of [["source", sourceData] as const, ["target", targetData] as const]) {
    const given = data === undefined ? undefined : inputKindOf(data);
    if (takes === undefined || given === undefined || given === takes) continue;
    const what = place === "source" ? "architecture" : "dataset";
    findings.push({
      severity: "error",
      code: "data/other-kind",
      path: [place, what],
      message:
        place === "source"
          ? `must be an architecture for ${nouns[given]}, which the source data are, got one for ${nouns[takes]}`
          : `must be ${nouns[takes]}, because the source model takes ${nouns[takes]}, got ${nouns[given]}`,
    });
  }
  return findings.length > 0 || takes !== "table"
    ? findings
    : checkColumns(inputShape[0] ?? columnsOf(sourceData), sourceData, targetData);
}

const columnsOf = (data: DataFacts | undefined): number | undefined => data?.shape?.[0] ?? undefined;

function checkColumns(
  expected: number | undefined,
  sourceData: DataFacts | undefined,
  targetData: DataFacts | undefined,
): Finding[] {
  const given = columnsOf(targetData);
  if (expected === undefined || given === undefined) return [];
  if (expected === given) return checkColumnNames(sourceData?.columns, targetData?.columns);
  return [
    {
      severity: "error",
      code: "data/other-columns",
      path: ["target", "dataset"],
      message: `must have ${expected} columns beside the label, as the source model takes, got ${given}`,
    },
  ];
}

/** The network knows columns by their place alone. */
function checkColumnNames(source: readonly string[] = [], target: readonly string[] = []): Finding[] {
  const place = source.findIndex((name, index) => target[index] !== undefined && target[index] !== name);
  if (place < 0) return [];
  const isMixed = source.every((name) => target.includes(name));
  const path = ["target", "dataset"];
  const difference = `column ${place + 1} is ${JSON.stringify(target[place])}, in the source data ${JSON.stringify(source[place])}`;
  return [
    isMixed
      ? {
          severity: "error",
          code: "data/mixed-columns",
          path,
          message: `must have its columns in the order of the source data (${source.join(", ")}), got ${target.join(", ")}`,
        }
      : {
          severity: "warning",
          code: "data/renamed-columns",
          path,
          message: `has other column names than the source data; columns are matched by their place, so make sure that they mean the same: ${difference}`,
        },
  ];
}

/** One number serves all channels or columns; else each has its own. */
export function checkPreprocessing({ source }: Experiment, inputShape: ModelSummary["inputShape"]): Finding[] {
  const wanted = inputShape.at(-1) ?? undefined;
  if (source.kind !== "model" || source.preprocessing === undefined || wanted === undefined) return [];
  return Object.entries(source.preprocessing)
    .filter(([, { length }]) => length !== 1 && length !== wanted)
    .map(([key, { length }]) => ({
      severity: "error",
      code: "source/preprocessing-misfit",
      path: ["source", "preprocessing", key],
      message:
        `must be a list of one number, or of ${wanted}, one for each ` +
        `${inputShape.length > 1 ? "channel" : "column"} that the model takes, got ${length}`,
    }));
}

/** Whether there are classes to tell apart, and examples enough of them. */
export function checkAmounts({ target }: Experiment, { classes, count }: DataFacts): Finding[] {
  if (classes.length === 1) {
    return [
      {
        severity: "error",
        code: "data/one-class",
        path: ["target", "dataset"],
        message: `must have two classes or more to tell apart, got only "${classes[0] ?? ""}"`,
      },
    ];
  }
  const { labelled, test } = target;
  if (count === undefined || classes.length === 0 || typeof labelled === "string" || !("perClass" in labelled))
    return [];
  const available = "fraction" in test ? count * (1 - test.fraction) : count;
  const most = Math.floor(available / classes.length);
  if (labelled.perClass <= most) return [];
  return [
    {
      severity: "error",
      code: "data/too-few-examples",
      path: ["target", "labelled", "perClass"],
      message:
        `must be ${most} or fewer, because ${count} examples of ${classes.length} classes leave no more for training, ` +
        `got ${labelled.perClass}`,
    },
  ];
}
