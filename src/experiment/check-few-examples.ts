/** Whether there are examples enough for what the experiment does with them. */
import { t } from "@vscode/l10n";
import { plannedLayers } from "./check-layers";
import { validatingTask } from "./data-places";
import { exampleCounts } from "./example-counts";
import type { Examined } from "./examined";
import type { Finding } from "./finding";
import { setFix, switchOff } from "./fixes";

export function checkFewExamples(examined: Examined): Finding[] {
  return [...checkValidation(examined), ...checkTrainedLayers(examined), ...checkMethod(examined)];
}

/** Validation examples from which their loss is worth more than chance. */
const FEWEST_TO_STOP = 10;

function checkValidation({ experiment, places }: Examined): Finding[] {
  if (experiment.training.earlyStopping === null) return [];
  const task = validatingTask(experiment);
  const place = places.find((one) => one.role !== "test" && one.task === task);
  const counts = place && exampleCounts(place, places);
  if (place === undefined || counts === undefined) return [];
  const { validation } = counts;
  if (validation === 0 || validation >= FEWEST_TO_STOP) return [];
  return [
    {
      severity: "info",
      code: "training/thin-validation",
      path: [...place.path, "validation"],
      message:
        validation === 1
          ? t(
              "is one example, and their loss says when training stops, so that an odd one decides; keep {0} or more, or stop after a number of epochs",
              FEWEST_TO_STOP,
            )
          : t(
              "are {0} examples, and their loss says when training stops, so that an odd one decides; keep {1} or more, or stop after a number of epochs",
              ...[validation, FEWEST_TO_STOP],
            ),
      fixes: [switchOff.earlyStopping()],
    },
  ];
}

/** Copied weights that change, for each labelled example, above which the examples are learnt by heart. */
const MOST_WEIGHTS = 100_000;

function checkTrainedLayers({ experiment, method, places, known }: Examined): Finding[] {
  const place = places.find(({ role }) => role === "target");
  if (!method.layers || known === undefined || place === undefined || experiment.sweep !== null) return [];
  const examples = exampleCounts(place, places)?.train ?? 0;
  const { network } = known;
  const states = new Map(plannedLayers(experiment, known).plan.map(({ name, state }) => [name, state]));
  const trained = network.layers.filter(({ name }) => name !== network.head && states.get(name) === "train");
  const weights = trained.reduce((total, { parameters }) => total + parameters, 0);
  if (examples === 0 || trained.some(({ isEstimate }) => isEstimate) || weights / examples <= MOST_WEIGHTS) return [];
  const head = states.get(network.head) ?? "new";
  const rules = experiment.layers.filter(({ pattern, state }) => state === "train" && pattern !== network.head);
  const patterns = new Set(["*", ...rules.map(({ pattern }) => pattern)]);
  return [
    {
      severity: "warning",
      code: "data/few-for-trained-layers",
      path: [...place.path, "labelled"],
      message: t(
        "gives {0} examples to train {1} copied weights, which then learn them by heart; freeze the copied layers, or the first of them, and train the head",
        ...[grouped(examples), grouped(weights)],
      ),
      fixes: [
        {
          title: t("Freeze all layers but the head"),
          edits: [
            ...[...patterns].map((pattern) => set(pattern, "frozen")),
            set(network.head, head === "frozen" ? "train" : head),
          ],
        },
      ],
    },
  ];
}

const set = (pattern: string, value: string) => ({ kind: "set" as const, path: ["layers", pattern], value });

/** `11,200,000`, with the separator of the language. */
const grouped = (count: number): string => count.toLocaleString("en-US").replaceAll(",", t(","));

/** What the method says that it needs. */
function checkMethod({ method, places }: Examined): Finding[] {
  const { fewest, title } = method;
  const place = places.find(({ role }) => role === (fewest?.of === "source" ? "task" : "target"));
  if (fewest === undefined || place === undefined) return [];
  const there = exampleCounts(place, places)?.train;
  if (there === undefined || there >= fewest.examples) return [];
  const { task } = place;
  const takesShare = typeof task?.labelled === "object" && "fraction" in task.labelled;
  const all = takesShare ? exampleCounts({ ...place, task: { ...task, labelled: "all" } }, places)?.train : undefined;
  const key = task?.labels === "hidden" ? "unlabelled" : "labelled";
  return [
    {
      severity: "warning",
      code: "data/few-for-method",
      path: [...place.path, takesShare ? key : "dataset"],
      message: t(
        "leaves {0} examples to learn from, and {1} needs {2} or more, because {3}; add examples, or take another method",
        ...[there, title, fewest.examples, fewest.because()],
      ),
      ...(all !== undefined &&
        all >= fewest.examples && { fixes: [setFix(t("Use all {0}", all), [...place.path, key], "all")] }),
    },
  ];
}
