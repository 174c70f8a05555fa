/**
 * How far apart two domains lie in some features: 2 (1 − 2ε), where ε is the error of a linear classifier that tells them
 * apart, on examples that it has not learnt from.
 *
 * @see Ben-David et al., A theory of learning from different domains, Machine Learning 79, 2010
 * @see Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17(59), 2016, section 3.1
 */
import { choleskySolver } from "./cholesky";

/**
 * @param error ε of a classifier of two equally frequent domains, 0..1
 * @returns 0 where it guesses, or does worse, to 2 where it is never wrong
 * @throws RangeError if the error is outside 0..1
 */
export function proxyADistance(error: number): number {
  if (!(error >= 0 && error <= 1)) throw new RangeError(`an error must lie in 0..1, got ${error}`);
  return Math.max(0, 2 * (1 - 2 * error));
}

/** Share of the mean squared length of the examples; the best of them counts, as in the paper. */
const RIDGES = [1e-3, 1e-2, 1e-1, 1];

/**
 * Error of a linear classifier of two domains: least squares to −1 and 1 with a ridge, learnt from every other example
 * and judged on the rest.
 *
 * @param products n × n, row-major: xᵢ·xⱼ of the examples' features
 * @param isTarget which domain each is of
 * @returns ε of the ridge that does best, 0..1
 * @throws RangeError if the sizes disagree or there are fewer than 4 examples
 */
export function linearDomainError(products: ArrayLike<number>, isTarget: readonly boolean[]): number {
  const n = isTarget.length;
  if (products.length !== n * n || n < 4) {
    throw new RangeError(`${n} examples, 4 at least, have ${n * n} products, got ${products.length}`);
  }
  // One for the constant term.
  const product = (i: number, j: number): number => (products[i * n + j] ?? 0) + 1;
  const signOf = (i: number): number => (isTarget[i] === true ? 1 : -1);
  const halves = splitHalves(isTarget);
  const scale = halves.learnt.reduce((sum, i) => sum + product(i, i), 0) / halves.learnt.length;
  const errors = RIDGES.map((ridge) => {
    const kernel = halves.learnt.flatMap((i, row) =>
      halves.learnt.map((j, column) => product(i, j) + (row === column ? ridge * scale : 0)),
    );
    const weights = choleskySolver(kernel, halves.learnt.length)(halves.learnt.map(signOf), 1);
    const wrong = halves.judged.filter((i) => {
      const score = halves.learnt.reduce((sum, j, at) => sum + product(i, j) * (weights[at] ?? 0), 0);
      return score * signOf(i) <= 0;
    });
    return wrong.length / halves.judged.length;
  });
  return Math.min(...errors);
}

/** Every other example of each domain. */
function splitHalves(isTarget: readonly boolean[]): { learnt: number[]; judged: number[] } {
  const halves = { learnt: [] as number[], judged: [] as number[] };
  const seen = { source: 0, target: 0 };
  isTarget.forEach((target, i) => {
    const domain = target ? "target" : "source";
    (seen[domain] % 2 === 0 ? halves.learnt : halves.judged).push(i);
    seen[domain] += 1;
  });
  return halves;
}
