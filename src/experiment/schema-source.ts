/** The JSON schema of where the knowledge comes from. */
import { t } from "@vscode/l10n";
import { listedWithAnd } from "../data/listed";
import { architectures } from "../models/architectures";
import type { MethodSpec, SourceKind } from "../methods/define";
import { datasetKeys, examplesKeys, taskSchema, unfitKeys } from "./schema-data";
import {
  described,
  enumSchema,
  forbidden,
  numberSchema,
  objectSchema,
  optionsSchema,
  textSchema,
  type JsonSchema,
} from "./schema-values";
import { sourceSettings } from "./settings";

function numbers(describe: string, above?: number): JsonSchema {
  const items = numberSchema({ kind: "number", ...(above === undefined ? {} : { above }) });
  return { type: "array", items, minItems: 1, errorMessage: t("must be a list of numbers"), ...described(describe) };
}

const dataset = datasetKeys("Source examples, relative to this file; a source model is trained on them once and kept.");
const architecture = { ...described("The network that is trained."), ...enumSchema(architectures) };
const trained = { ...dataset, ...optionsSchema(sourceSettings) };
const preprocessing = objectSchema(
  { mean: numbers("Subtracted from the values, which are 0..1 for pictures."), std: numbers("Divided by.", 0) },
  {
    ...described("How the network was fed: (value − mean) / std, one number or one a channel or column."),
    required: ["mean", "std"],
    defaultSnippets: [{ label: "0..1 to −1..1", body: { mean: [0.5], std: [0.5] } }],
  },
);

const keys: Readonly<Record<string, JsonSchema>> = {
  ...examplesKeys,
  model: textSchema("Folder of a saved network in the TensorFlow.js layers format, relative to this file."),
  preprocessing,
  ...trained,
  architecture,
  size: {
    ...described("Side in pixels that pictures are brought to. The data's own size where left out."),
    ...numberSchema({ kind: "integer", min: 8, max: 512 }),
  },
  tasks: {
    type: "object",
    additionalProperties: taskSchema,
    propertyNames: { pattern: "^[A-Za-z][\\w-]*$", errorMessage: t("must have names of letters, digits, - and _") },
    minProperties: 1,
    errorMessage: t("must be an object of one task or more, by name"),
    ...described("Other tasks that the same run learns, by name, in their order."),
  },
  run: textSchema("Folder of a finished run, relative to this file: its models are gone on with, one a seed."),
};

interface KindOfSource {
  key: string;
  what: string;
  /** Why other keys have no place beside it. */
  reason: string;
  with: readonly string[];
  needs: readonly string[];
}

/** What each kind of source is recognised by. */
const kinds: Readonly<Record<SourceKind, KindOfSource>> = {
  model: {
    key: "model",
    what: t("a saved network"),
    reason: t('must be left out beside "model": the model is trained already'),
    with: ["preprocessing"],
    needs: [],
  },
  run: {
    key: "run",
    what: t("a finished run"),
    reason: t('must be left out beside "run": the run says what its networks are'),
    with: [],
    needs: [],
  },
  tasks: {
    key: "tasks",
    what: t("other tasks to learn"),
    reason: t('must be left out beside "tasks": each task names its own'),
    with: ["architecture", "size"],
    needs: ["architecture"],
  },
  dataset: {
    key: "dataset",
    what: t("examples to train one on"),
    reason: t('must be left out beside "dataset": a network is trained on the data'),
    with: ["architecture", "size", ...Object.keys(trained)],
    needs: ["architecture"],
  },
  examples: {
    key: "dataset",
    what: t("examples to learn from"),
    reason: t('must be left out beside "dataset": the run learns from the examples as its training says'),
    with: ["architecture", "size", ...Object.keys(examplesKeys)],
    needs: ["architecture"],
  },
};

type Taking = Pick<MethodSpec, "title" | "sources" | "needs" | "network">;

/** Some methods say themselves what network learns from the examples, and some of them have none. */
function kindFor({ network = "chosen" }: Taking, kind: SourceKind): KindOfSource {
  const known = kinds[kind];
  if (kind !== "examples" || network === "chosen") return known;
  return { ...known, with: known.with.filter((key) => key !== "architecture"), needs: [] };
}

/** What may not be said of examples that are learnt from without, or with, their labels; and what goes beyond both. */
function unfitOfExamples({ title, needs }: Taking): Record<string, JsonSchema> {
  if (needs.source === "labelled") return unfitKeys(title).labelled;
  const test = forbidden(t("must be left out: {0} does not judge what it learns from without labels", title));
  return { ...unfitKeys(title).unlabelled, test };
}

export const sourceSchema: JsonSchema = objectSchema(keys, {
  ...described("Where the knowledge comes from."),
  defaultSnippets: [
    { label: "a saved network", body: { model: "${1:models/source}" } },
    {
      label: "a data set to train on",
      body: { dataset: "${1:data/source}", architecture: `\${2:${architectures[0]?.id ?? ""}}` },
    },
  ],
});

/**
 * Which sources a method takes, and what may stand beside each.
 *
 * @param all the methods there are, to say which of them takes a source that this one does not
 */
export function sourceRule(method: Taking, all: readonly MethodSpec[]): JsonSchema {
  const [usual = "model"] = method.sources;
  const nothing: JsonSchema = { required: [kinds[usual].key], errorMessage: t("must have {0}", offeredBy(method)) };
  const takenKeys = method.sources.map((kind) => kinds[kind].key);
  const refused = sourceKinds.filter((kind) => !takenKeys.includes(kinds[kind].key));
  const others = refused.reduceRight<JsonSchema>((otherwise, kind) => {
    const { key } = kinds[kind];
    return {
      if: { required: [key] },
      then: { properties: { [key]: forbidden(refusal(method, kind, all)) } },
      else: otherwise,
    };
  }, nothing);
  return method.sources.reduceRight<JsonSchema>((otherwise, kind) => {
    const { key, reason, with: beside, needs } = kindFor(method, kind);
    const unfit = Object.keys(keys).filter((name) => name !== key && !beside.includes(name));
    const others = Object.fromEntries(unfit.map((name) => [name, forbidden(reason)]));
    return {
      if: { required: [key] },
      then: { required: needs, properties: kind === "examples" ? { ...others, ...unfitOfExamples(method) } : others },
      else: otherwise,
    };
  }, others);
}

const offeredBy = ({ sources }: Taking): string =>
  sources
    .map((kind) => t('"{0}", {1}', kinds[kind].key, kinds[kind].what))
    .reduce((before, one) => t("{0}, or {1}", before, one));

/** Each key once. */
const sourceKinds: readonly SourceKind[] = ["model", "dataset", "tasks", "run"];

function refusal(method: Taking, kind: SourceKind, all: readonly MethodSpec[]): string {
  const others = all
    .filter(({ sources }) => sources.some((one) => kinds[one].key === kinds[kind].key))
    .map(({ title }) => title);
  const is = [method.title, offeredBy(method)];
  return others.length === 0
    ? t("must be left out: the source of {0} is {1}", ...is)
    : t(
        'must be left out: the source of {0} is {1}; "{2}" is for {3}',
        ...[...is, kinds[kind].key, listedWithAnd(others)],
      );
}
