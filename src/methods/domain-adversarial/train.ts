/**
 * Domain-adversarial training: labelled source and unlabelled target examples go through one feature extractor. A label
 * predictor learns from the source; a domain classifier learns to tell the domains apart, and its gradient reaches the
 * features reversed, so that these become the same for both. The control leaves the target and the domain classifier out.
 */
import { t } from "@vscode/l10n";
import { inputsFor } from "../../training/inputs";
import type { Examples } from "../../training/examples";
import { trainingLoop } from "../../training/training-loop";
import type { Answer, Train } from "../../training/trial";
import { SOURCE_ONLY } from "./controls";
import { DomainClassifier } from "./domain-classifier";
import { DomainSample } from "./domain-sample";
import { adversarialLesson } from "./lesson";
import { optionsIn } from "./options";
import { SplitNetwork } from "./split-network";

export { layout } from "./layout";

export const train: Train = async function* (trial) {
  const { arm, seed, state, source, plan, experiment, services, target, tasks } = trial;
  const { training } = experiment;
  const options = optionsIn(experiment);
  const [labelled] = tasks;
  if (labelled === undefined) throw new Error("there are source examples");
  const split = await SplitNetwork.create({
    ...{ source, plan, seed, classes: target.classes.length, batchNormalization: options.batchNormalization },
  });
  const { network, features } = split;
  const classifier =
    arm === SOURCE_ONLY ? undefined : DomainClassifier.create({ features, units: options.domainUnits, seed, state });
  const inputsOf = (examples: Examples) => inputsFor({ examples, augmentation: training.augmentation, seed });
  const given = { source: await inputsOf(labelled.train), target: await inputsOf(target.train) };
  const sample = await DomainSample.of({ split, ...given, seed });
  const heldSource = labelled.validation && (await inputsOf(labelled.validation));
  // Before anything that was saved comes back: of the weights that it starts with.
  const before = sample.picture("features-before", t("Features before training"));
  try {
    const result = yield* trainingLoop({
      ...{ network, services, state, experimentFile: experiment.file },
      training: options.chooseBy === "last" ? { ...training, earlyStopping: null } : training,
      phaseOf: () => ({ layers: network.trainedLayers }),
      lesson: () => Promise.resolve(adversarialLesson({ trial, split, classifier, heldSource, sample, ...given })),
      validates: true,
      choosesBest: options.chooseBy !== "last",
    });
    const after = sample.picture("features-after", t("Features after training"));
    const answers = [target, labelled].map(({ name }): Answer => ({ task: name, network, output: 0 }));
    return { network, answers, ...result, parts: [before, after], frozen: [] };
  } finally {
    classifier?.dispose();
  }
};
