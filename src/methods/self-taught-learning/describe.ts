/** What each arm describes examples by, made of the unlabelled ones. */
import { t } from "@vscode/l10n";
import { randomFor } from "../../math/random";
import { ProblemError } from "../../protocol/problem";
import type { Encoder } from "../../training/examples";
import { levelled, levellingOf } from "../../training/sparse-coding/levelling";
import { drawExamples, drawPieces, readExamples } from "../../training/sparse-coding/pieces";
import { componentsOfExamples } from "../../training/sparse-coding/principal";
import type { Trial, TrialOutcome, TrialReport } from "../../training/trial";
import { COMPONENTS, RANDOM_BASES, RAW, SAMPLED_BASES } from "./controls";
import { checkedGap, givenBases, learnBases, type Pieces } from "./learnt-bases";
import { cuttingFor, losesOwnMean } from "./cutting";
import { optionsIn } from "./options";
import { dictionaryFile, partsOf } from "./pictures";
import { codesOf, componentsOf, encoderFor, scaleOf, valuesOf, type Representation } from "./representation";

/** Unlabelled examples that the size of features is measured on, and that components are taken of. */
const MEASURED = 100;
const EXAMINED = 2000;

/** What the outcome says of the features. */
type Told = Pick<TrialOutcome, "measured" | "parts" | "files">;

interface Features {
  representation: Representation;
  /** @param scale what the features will be multiplied with */
  tell?: (scale: number) => Told;
}

/** @returns what makes features of examples; all arms of a seed learn from the same unlabelled ones */
export async function* describe(trial: Trial): AsyncGenerator<TrialReport, { encoder: Encoder; told: Told }, void> {
  const { representation, tell } = yield* featuresOf(trial);
  const scale = scaleOf(representation, await unlabelledValues(trial, MEASURED));
  return { encoder: encoderFor(representation, scale), told: tell?.(scale) ?? {} };
}

async function* featuresOf(trial: Trial): AsyncGenerator<TrialReport, Features, void> {
  const { arm, seed, experiment } = trial;
  const options = optionsIn(experiment);
  switch (arm) {
    case RAW: {
      const [example] = await unlabelledValues(trial, 1);
      return { representation: valuesOf(example?.length ?? 0) };
    }
    case COMPONENTS: {
      const examples = await unlabelledValues(trial, EXAMINED);
      const { components, mean } = componentsOfExamples(examples, options.bases, randomFor(seed, "components"));
      return { representation: componentsOf(components, mean) };
    }
    case RANDOM_BASES:
    case SAMPLED_BASES: {
      const pieces = await levelledPieces(trial);
      return { representation: codesOf(givenBases(arm, trial, pieces)) };
    }
    default:
      return yield* learntFeatures(trial, await levelledPieces(trial));
  }
}

function* learntFeatures(trial: Trial, pieces: Pieces): Generator<TrialReport, Features, void> {
  const learnt = yield* learnBases(trial, pieces);
  const { bases, objectives, coded } = learnt;
  const described = { ...pieces, bases };
  return {
    representation: codesOf(described),
    tell: (scale) => ({
      measured: {
        objectiveAtStart: objectives[0] ?? NaN,
        objective: coded.objective,
        activeShare: coded.active,
        unusedBases: coded.sums.gram.filter((row, basis) => row[basis] === 0).length,
        optimalityGap: checkedGap(pieces, bases),
      },
      parts: partsOf(learnt, pieces.cutting),
      files: { "dictionary.json": dictionaryFile(described, optionsIn(trial.experiment), scale) },
    }),
  };
}

function unlabelledOf({ tasks }: Trial) {
  const [source] = tasks;
  if (source === undefined) throw new Error("self-taught learning has examples of a source");
  return source.train;
}

function unlabelledValues(trial: Trial, most: number): Promise<Float32Array[]> {
  const unlabelled = unlabelledOf(trial);
  return readExamples(unlabelled, drawExamples(unlabelled.count, most, randomFor(trial.seed, "unlabelled examples")));
}

async function levelledPieces(trial: Trial): Promise<Pieces> {
  const unlabelled = unlabelledOf(trial);
  const options = optionsIn(trial.experiment);
  const cutting = cuttingFor(options, unlabelled.inputShape);
  const random = randomFor(trial.seed, "pieces");
  const values = await drawPieces(unlabelled, cutting, { wanted: options.sample, random });
  if (values.length === 0) throw allBlank(trial);
  const { size } = cutting;
  const levelling = levellingOf(values, size, losesOwnMean(options, unlabelled.inputShape));
  for (let start = 0; start < values.length; start += size) levelled(values.subarray(start, start + size), levelling);
  return { values, cutting, levelling, beta: options.beta };
}

function allBlank({ experiment: { file } }: Trial): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "self-taught/blank",
    file,
    place: "source.dataset",
    path: ["source", "dataset"],
    message: t(
      "must hold examples with something in them, got pieces of one brightness only; give other examples, or larger pieces with options.patch",
    ),
  });
}
