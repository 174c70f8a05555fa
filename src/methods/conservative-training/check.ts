/** What an experiment of conservative training has to obey beside the schema: which of its terms can do something. */
import { t } from "@vscode/l10n";
import { dataPlaces } from "../../experiment/data-places";
import { usable, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { setFix, withoutControl } from "../../experiment/fixes";
import { resolveLayers } from "../../experiment/plan";
import type { Experiment } from "../../experiment/types";
import type { ModelSummary } from "../../models/layer-summary";
import type { Fix } from "../../protocol/problem";
import { SOURCE_AS_IS, strengthIn, type Strength } from "./strength";

export function checkConservative(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const strength = strengthIn(experiment);
  return [
    ...checkClasses(experiment, facts, strength),
    ...checkStrength(strength),
    ...checkTwins(experiment, strength),
  ];
}

const withoutRho = () => setFix(t("Set rho to 0"), ["options", "rho"], 0);

/** Outputs can be compared with the source model's, and the source model can answer, where both have the same classes. */
function checkClasses(experiment: Experiment, facts: ExperimentFacts, { rho }: Strength): Finding[] {
  const fault = classFault(experiment, facts);
  if (fault === undefined) return [];
  const { controls } = experiment;
  return [
    ...(rho === 0
      ? []
      : [
          {
            severity: "error" as const,
            code: "conservative/other-classes",
            path: ["options", "rho"],
            message: t("must be 0, because {0}, got {1}; the weight side (alpha) works alone", fault.why, rho),
            fixes: [withoutRho(), ...fault.fixes],
          },
        ]),
    ...(!controls.includes(SOURCE_AS_IS)
      ? []
      : [
          {
            severity: "error" as const,
            code: "conservative/no-source-answers",
            path: ["controls"],
            message: t('must do without "{0}", because {1}', SOURCE_AS_IS, fault.why),
            fixes: [withoutControl(controls, SOURCE_AS_IS), ...fault.fixes],
          },
        ]),
  ];
}

/** @returns undefined where the classes are the same, or not known yet */
function classFault(experiment: Experiment, facts: ExperimentFacts): { why: string; fixes: Fix[] } | undefined {
  const places = dataPlaces(experiment, facts);
  const classesOf = (role: "source" | "target") => {
    const classes = places.find((place) => place.role === role)?.chosen?.classes ?? [];
    return classes.length === 0 ? undefined : classes;
  };
  const network = usable(facts.source);
  const [target, source] = [classesOf("target"), network?.classes ?? classesOf("source")];
  if (target === undefined) return undefined;
  if (source !== undefined) {
    const isSame = source.length === target.length && source.every((name, index) => name === target[index]);
    return isSame ? undefined : { why: t("source and target have different classes"), fixes: [] };
  }
  if (network === undefined || stateOfHead(experiment, network) !== "new") return undefined;
  const isPossible = network.outputs === target.length;
  const fix = setFix(t('Copy the head "{0}"', network.head), ["layers", network.head], "train");
  return {
    why: isPossible
      ? t("the source model does not say its classes; if they are the target's, copy its head")
      : t("the source model has {0} outputs for {1} classes", network.outputs, target.length),
    fixes: isPossible ? [fix] : [],
  };
}

const stateOfHead = (experiment: Experiment, { layers, head }: ModelSummary) =>
  resolveLayers(experiment.layers, layers, head, true).plan.find(({ name }) => name === head)?.state;

function checkStrength({ rho, alpha, beta }: Strength): Finding[] {
  if (rho === 1) {
    return [
      {
        severity: "warning",
        code: "conservative/labels-unused",
        path: ["options", "rho"],
        message: t("is 1, so the labels have no say and a copied network stays as it is; use less, such as 0.25"),
      },
    ];
  }
  if (rho + alpha + beta > 0) return [];
  return [
    {
      severity: "info",
      code: "conservative/plain",
      path: ["options"],
      message: t("hold nothing back: with rho, alpha and beta at 0 this is plain fine-tuning"),
    },
  ];
}

/** Controls that would repeat another arm. */
function checkTwins({ controls }: Experiment, { rho, alpha, beta }: Strength): Finding[] {
  const [hasRho, hasWeights] = [rho > 0, alpha > 0 || beta > 0];
  const [withoutOutputs, withoutWeights] = [t("rho is 0"), t("alpha and beta are 0")];
  const twins = [
    { id: "output-side", own: hasRho, other: hasWeights, off: withoutOutputs, alone: withoutWeights },
    { id: "weight-side", own: hasWeights, other: hasRho, off: withoutWeights, alone: withoutOutputs },
  ];
  return twins.flatMap(({ id, own, other, off, alone }): Finding[] => {
    if (!controls.includes(id) || (own && other)) return [];
    return [
      {
        severity: "info",
        code: "conservative/twin",
        path: ["controls"],
        message: own
          ? t('"{0}" is the same as the method itself, because {1}; it costs time and shows nothing', id, alone)
          : t('"{0}" is the same as plain fine-tuning, because {1}; it costs time and shows nothing', id, off),
        fixes: [withoutControl(controls, id)],
      },
    ];
  });
}
