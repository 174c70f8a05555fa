/**
 * How the finding of conservative training chooses what it does not measure: on the eight source speakers alone, two of
 * whom are held out at a time while a source model is trained on the other six.
 */
import type { Lab } from "./lab";
import { adaptAll, mean, sourceSpeakers, type Adaptation, type Outcome, type SourceTraining } from "./vowel-speakers";

/** Frames a vowel, in choice and measurement alike. */
export const frameCounts = [1, 2, 3] as const;
export const COVERED_VOWELS = 6;
export const EPOCHS = 100;

const seeds = [101, 102] as const;

const heldOut = sourceSpeakers.map((speaker) => {
  const partner = speaker % 2 === 0 ? speaker + 1 : speaker - 1;
  return { speaker, from: sourceSpeakers.filter((other) => other !== speaker && other !== partner) };
});

export const sources: readonly SourceTraining[] = [
  { epochs: 10, learningRate: 0.001 },
  { epochs: 20, learningRate: 0.001 },
  { epochs: 40, learningRate: 0.001 },
  { epochs: 60, learningRate: 0.003 },
];
const rates = [0.0003, 0.001, 0.003] as const;
const rhos = [0.1, 0.25, 0.5, 0.75] as const;
const alphas = [0.1, 0.3, 1, 3] as const;

/** A candidate and what it brought on held-out source speakers. */
interface Tried<T> {
  value: T;
  accuracy: number;
  lossNats: number;
}

export interface Choice extends Readonly<typeof chosen> {
  sources: Tried<SourceTraining>[];
  rates: Tried<number>[];
  rhos: Tried<number>[];
  alphas: Tried<number>[];
}

/** What `choose` came to; the small version of the finding begins with it. */
export const chosen = { source: { epochs: 20, learningRate: 0.001 }, learningRate: 0.0003, rho: 0.5, alpha: 1 };

export async function choose(lab: Lab, table: string, say: (text: string) => void): Promise<Choice> {
  const free = { rho: 0, alpha: 0 };
  const common = { table, vowels: COVERED_VOWELS, seeds, options: free, controls: [], epochs: EPOCHS };
  const tried = async <T>(value: T, how: Omit<Adaptation, "from" | "speaker" | "frames">): Promise<Tried<T>> => {
    const cases = heldOut.flatMap((one) => frameCounts.map((frames) => ({ ...one, frames })));
    const outcomes = await adaptAll(lab, cases, how);
    return summed(value, outcomes);
  };
  const tryAll = async <T>(values: readonly T[], how: (value: T) => Partial<Adaptation>, base: typeof known) => {
    const all: Tried<T>[] = [];
    for (const value of values) all.push(await tried(value, { ...base, ...how(value) }));
    return all;
  };
  const ofSources: Tried<SourceTraining>[] = [];
  for (const source of sources) ofSources.push(await unadapted(lab, { ...common, source, learningRate: 0.001 }));
  const source = best(ofSources, ({ lossNats }) => -lossNats);
  say(`source: ${JSON.stringify(ofSources)}`);
  const known = { ...common, source, learningRate: 0.001 };
  const ofRates = await tryAll(rates, (learningRate) => ({ learningRate }), known);
  const learningRate = best(ofRates, ({ accuracy }) => accuracy);
  say(`rate of plain fine-tuning: ${JSON.stringify(ofRates)}`);
  const settled = { ...known, learningRate };
  const ofRhos = await tryAll(rhos, (rho) => ({ options: { ...free, rho } }), settled);
  say(`rho: ${JSON.stringify(ofRhos)}`);
  const ofAlphas = await tryAll(alphas, (alpha) => ({ options: { ...free, alpha } }), settled);
  say(`alpha: ${JSON.stringify(ofAlphas)}`);
  const byAccuracy = ({ accuracy }: Tried<number>) => accuracy;
  const [rho, alpha] = [best(ofRhos, byAccuracy), best(ofAlphas, byAccuracy)];
  return { sources: ofSources, rates: ofRates, rhos: ofRhos, alphas: ofAlphas, source, learningRate, rho, alpha };
}

/** How a source model does on speakers that it never heard, before any adaptation. */
async function unadapted(
  lab: Lab,
  how: Omit<Adaptation, "from" | "speaker" | "frames">,
): Promise<Tried<SourceTraining>> {
  const cases = heldOut.map((one) => ({ ...one, frames: 1 }));
  const outcomes = await adaptAll(lab, cases, { ...how, epochs: 1, seeds: [101], controls: ["source-as-is"] });
  return summed(
    how.source,
    outcomes.filter(({ arm }) => arm === "source-as-is"),
  );
}

const summed = <T>(value: T, outcomes: readonly Outcome[]): Tried<T> => ({
  value,
  accuracy: mean(outcomes.map(({ accuracy }) => accuracy)),
  lossNats: mean(outcomes.map(({ lossNats }) => lossNats)),
});

function best<T>(tried: readonly Tried<T>[], score: (one: Tried<T>) => number): T {
  const [first, ...others] = tried;
  if (first === undefined) throw new Error("nothing was tried");
  return others.reduce((top, one) => (score(one) > score(top) ? one : top), first).value;
}
