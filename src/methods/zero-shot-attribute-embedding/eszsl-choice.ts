/** γ and λ of ESZSL, chosen on seen classes that are held out in turn; no class that judges takes part. */
import { meanPerClass } from "../../math/generalised-accuracy";
import { addSums, emptySums, eszsl, type EszslSums } from "../../math/eszsl";
import { randomFor, shuffled } from "../../math/random";

/** The grid of the paper. */
const strengths = [0.001, 0.01, 0.1, 1, 10, 100, 1000] as const;
const FOLDS = 5;

export interface Ridge {
  gamma: number;
  lambda: number;
}

/** Where there are too few classes to hold any out. */
const UNCHOSEN: Ridge = { gamma: 1, lambda: 1 };

export interface Scorable {
  /** The sums of each fold's examples; the classes of one fold are all in it. */
  sums: readonly EszslSums[];
  folds: readonly (readonly number[])[];
  /** Of all seen classes, [classes][attributes]. */
  signatures: readonly (readonly number[])[];
  labels: ArrayLike<number>;
  /** [features] */
  example: (index: number) => ArrayLike<number>;
}

/** Each seen class is held out once, at least two at a time. @returns no folds where there are fewer than four classes */
export function foldsOf(classes: number, seed: number): number[][] {
  const folds = Math.min(FOLDS, Math.floor(classes / 2));
  if (folds < 2) return [];
  const order = shuffled([...Array(classes).keys()], randomFor(seed, "held-out classes"));
  return Array.from({ length: folds }, (_, fold) => order.filter((__, place) => place % folds === fold));
}

/** @returns the pair of the best mean accuracy on held-out classes; of equals the stronger */
export function chooseRidge(given: Scorable): Ridge {
  if (given.folds.length === 0) return UNCHOSEN;
  const found = new Map<string, { ridge: Ridge; accuracies: number[] }>();
  for (const fold of given.folds.keys()) {
    for (const { ridge, accuracy } of triedOn(given, fold)) {
      const key = `${ridge.gamma}/${ridge.lambda}`;
      const { accuracies } = found.get(key) ?? { accuracies: [] };
      found.set(key, { ridge, accuracies: [...accuracies, accuracy] });
    }
  }
  const total = (accuracies: readonly number[]) => accuracies.reduce((sum, value) => sum + value, 0);
  return [...found.values()].reduce((best, next) => (total(next.accuracies) >= total(best.accuracies) ? next : best))
    .ridge;
}

function* triedOn(given: Scorable, fold: number): Generator<{ ridge: Ridge; accuracy: number }, void, void> {
  const { folds, signatures, labels, example } = given;
  const held = folds[fold] ?? [];
  const taught = signatures.flatMap((_, label) => (held.includes(label) ? [] : [label]));
  const sums = sumsWithout(given, fold);
  const known: EszslSums = { ...sums, classSums: taught.map((label) => sums.classSums[label] ?? new Float64Array()) };
  const judges = Array.from(labels, (_, index) => index).filter((index) => held.includes(labels[index] ?? -1));
  const truth = judges.map((index) => held.indexOf(labels[index] ?? -1));
  for (const gamma of strengths) {
    const compatibility = eszsl(
      known,
      taught.map((label) => signatures[label] ?? []),
      gamma,
    );
    for (const lambda of strengths) {
      const kernels = classKernels(
        compatibility(lambda),
        held.map((label) => signatures[label] ?? []),
      );
      const predicted = judges.map((index) => best(kernels, example(index)));
      yield { ridge: { gamma, lambda }, accuracy: meanPerClass(truth, (row) => predicted[row] === truth[row]) };
    }
  }
}

const sumsWithout = ({ sums }: Scorable, fold: number): EszslSums => {
  const others = sums.filter((_, index) => index !== fold);
  return others.reduce(addSums, emptySums(sums[0]?.features ?? 0, sums[0]?.classSums.length ?? 0));
};

function best(kernels: readonly Float64Array[], x: ArrayLike<number>): number {
  let [place, highest] = [-1, -Infinity];
  kernels.forEach((kernel, label) => {
    const score = kernel.reduce((sum, value, i) => sum + value * (x[i] ?? 0), 0);
    if (score > highest) [place, highest] = [label, score];
  });
  return place;
}

/** V s of each class, [features]. @param compatibility V, [features, attributes], row-major */
function classKernels(compatibility: ArrayLike<number>, signatures: readonly (readonly number[])[]): Float64Array[] {
  return signatures.map((signature) =>
    Float64Array.from({ length: compatibility.length / signature.length }, (_, i) =>
      signature.reduce((sum, value, a) => sum + value * (compatibility[i * signature.length + a] ?? 0), 0),
    ),
  );
}
