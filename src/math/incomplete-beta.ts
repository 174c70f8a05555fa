/**
 * The regularised incomplete beta function I_x(a, b), from which tails of Student's distribution follow also where they
 * are tiny. By its continued fraction, which converges fast for x below about a / (a + b), and elsewhere by
 * I_x(a, b) = 1 − I_(1−x)(b, a).
 *
 * @param x 0..1
 * @param a above 0
 * @param b above 0
 * @param rest 1 − x; given where it is known more exactly than by subtraction
 * @returns 0..1, to about 13 digits for a and b below 1,000
 * @throws RangeError if a parameter is outside its range
 * @see NIST Digital Library of Mathematical Functions, 8.17.4 and 8.17.22
 */
export function regularizedBeta(x: number, a: number, b: number, rest = 1 - x): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`x must lie in 0..1, got ${x}`);
  if (!(a > 0 && b > 0)) throw new RangeError(`a and b must be above 0, got ${a} and ${b}`);
  if (x === 0) return 0;
  if (rest === 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(rest, b, a, x);
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  const front = Math.exp(a * logarithm(x, rest) + b * logarithm(rest, x) - logBeta) / a;
  return front / continuedFraction(x, a, b);
}

/** log value, by its complement where the value is near 1. */
const logarithm = (value: number, rest: number): number => (value < 0.5 ? Math.log(value) : Math.log1p(-rest));

/**
 * 1 + d₁/(1 + d₂/(1 + …)), evaluated from the front until a further term changes nothing.
 *
 * @see Thompson & Barnett, Coulomb and Bessel Functions, Journal of Computational Physics 64, 1986 (modified Lentz)
 */
function continuedFraction(x: number, a: number, b: number): number {
  let [value, upper, lower] = [1, 1, 0];
  for (let j = 1; j <= 10_000; j++) {
    const m = Math.floor(j / 2);
    const numerator = j % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
    const d = (numerator * x) / ((a + j - 1) * (a + j));
    lower = 1 / awayFromZero(1 + d * lower);
    upper = awayFromZero(1 + d / upper);
    value *= upper * lower;
    if (Math.abs(upper * lower - 1) <= Number.EPSILON) break;
  }
  return value;
}

const awayFromZero = (value: number): number => (value === 0 ? Number.MIN_VALUE : value);

/** Stirling's series B₂ₖ / (2k(2k − 1)), which has 15 digits from 10 on. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];

/**
 * log Γ(x) for x above 0: from 10 on by Stirling's series, below by Γ(x + 1) = xΓ(x).
 *
 * @see NIST Digital Library of Mathematical Functions, 5.11.1
 */
function logGamma(x: number): number {
  let [shifted, factor] = [x, 1];
  for (; shifted < 10; shifted++) factor *= shifted;
  const series = STIRLING.reduce((sum, coefficient, k) => sum + coefficient / shifted ** (2 * k + 1), 0);
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(factor);
}
