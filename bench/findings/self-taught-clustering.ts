/**
 * Self-taught clustering of texts by genre: what the auxiliary texts bring over the target alone, over pooling and over
 * k-means. Settings are chosen on genres that the result is not about.
 */
import path from "node:path";
import { interval, pairedDifference } from "../../src/math/interval";
import {
  arms,
  choosingGenres,
  clustering,
  declaredGenres,
  everRose,
  figureOf,
  textsFolder,
  triplesOf,
  type Arm,
  type Setting,
} from "./clustering-experiments";
import type { Finding, FindingContext } from "./finding";
import { longWords, shortWords, writeGenreTexts } from "./genre-texts";
import type { LabRun } from "./lab";
import { markdownTable, pText } from "./tables";

/** λ = 1 lets both count alike; the larger it is, the more the auxiliary texts alone decide which words belong together. */
const tried: readonly Setting[] = [8, 32].flatMap((featureClusters) =>
  [1, 16, 64].map((lambda) => ({ lambda, featureClusters })),
);
/** Every second triple of the genres for choosing. */
const choosingTriples = triplesOf(choosingGenres).filter((_, index) => index % 2 === 0);

export const finding: Finding = {
  title: "Self-taught clustering: genres of texts",
  async measure(context) {
    const { lab, data, say } = context;
    const genres = await writeGenreTexts(await data("brown"), path.join(lab.folder, textsFolder));
    const { text, chosen, alone } = await choice(context, genres);
    const declared = { genres, triples: triplesOf(declaredGenres) };
    const runs = await runAll(context, { ...declared, setting: chosen, controls: arms });
    const aloneRuns = await runAll(context, { ...declared, setting: { ...alone, lambda: 0 }, controls: [] });
    say("done");
    return [about, text, ...outcome({ runs, chosen, alone, aloneRuns })].join("\n\n");
  },
};

const about = `Texts of the Brown corpus (sample data "brown"). Target: half of the texts of three genres, drawn by the seed, the first
${shortWords} words of each. Auxiliary: all texts of the other genres, the first ${longWords} words of each. 2,000 words without function
words; as many clusters as genres, 10 auxiliary clusters, 5 starts. No arm sees a genre. Entropy: what a cluster leaves open of the genre, bits; chance
is log₂ 3 = 1.585. Intervals are 95 % over the draws, differences paired; a draw is a triple of genres, and triples share genres.`;

interface Series {
  genres: readonly string[];
  triples: readonly string[][];
  setting: Setting;
  controls: readonly Arm[];
}

/** One draw a triple; its number is the seed. */
async function runAll({ lab, say }: FindingContext, { genres, triples, setting, controls }: Series): Promise<LabRun[]> {
  const runs: LabRun[] = [];
  for (const [index, triple] of triples.entries()) {
    say(`λ ${setting.lambda}, ${setting.featureClusters} groups of words: ${triple.join(", ")}`);
    runs.push(await lab.run(clustering(triple, genres, { ...setting, controls, seed: index + 1 })));
  }
  return runs;
}

const entropies = (runs: readonly LabRun[], arm: Arm) => runs.map((run) => figureOf(run, arm, "entropyBits"));

const choiceArms = ["transfer", "target-alone"] as const;

/** By the least mean entropy on the genres for choosing; the target alone gets the number of groups that suits it best. */
async function choice(
  context: FindingContext,
  genres: readonly string[],
): Promise<{ text: string; chosen: Setting; alone: Setting }> {
  const measured: { setting: Setting; runs: LabRun[] }[] = [];
  for (const setting of tried) {
    const series = { genres, triples: choosingTriples, setting, controls: ["target-alone"] as const };
    measured.push({ setting, runs: await runAll(context, series) });
  }
  const gainOf = (runs: readonly LabRun[]) =>
    pairedDifference(entropies(runs, "transfer"), entropies(runs, "target-alone"));
  const bestOf = (arm: Arm) =>
    measured.toSorted((a, b) => interval(entropies(a.runs, arm)).mean - interval(entropies(b.runs, arm)).mean)[0];
  const [best, bestAlone] = [bestOf("transfer"), bestOf("target-alone")];
  if (best === undefined || bestAlone === undefined) throw new Error("no setting was tried");
  const rows = measured.map(({ setting, runs }) => [
    String(setting.featureClusters),
    String(setting.lambda),
    ...choiceArms.map((arm) => numberCell(interval(entropies(runs, arm)))),
    signedCell(gainOf(runs)),
  ]);
  const text = [
    "## The choice",
    `${choosingTriples.length} triples of ${choosingGenres.join(", ")}, one draw each. Chosen: the setting with the least mean
entropy, λ = ${best.setting.lambda} and ${best.setting.featureClusters} groups of words; for the target alone ${bestAlone.setting.featureClusters} groups.`,
    markdownTable(["groups of words", "λ", ...choiceArms.map((arm) => titles[arm]), "method − alone"], rows),
  ].join("\n\n");
  return { text, chosen: best.setting, alone: bestAlone.setting };
}

const titles: Record<Arm, string> = {
  transfer: "self-taught",
  "target-alone": "target alone",
  pooled: "pooled",
  "k-means": "k-means",
};

interface Outcome {
  /** Of the declared genres, by the chosen setting. */
  runs: readonly LabRun[];
  chosen: Setting;
  /** Of the same at λ = 0, with the groups of words that suit the target alone. */
  aloneRuns: readonly LabRun[];
  alone: Setting;
}

function outcome({ runs, chosen: { lambda, featureClusters }, aloneRuns, alone }: Outcome): string[] {
  const own = entropies(runs, "transfer");
  const figures = ["entropyBits", "nmi", "ari", "purity"];
  const row = (title: string, from: readonly LabRun[], arm: Arm) => {
    const others = entropies(from, arm);
    return [
      title,
      ...figures.map((figure) => numberCell(interval(from.map((run) => figureOf(run, arm, figure))))),
      ...(others.every((value, index) => value === own[index])
        ? ["", ""]
        : [signedCell(pairedDifference(own, others)), pText(own, others)]),
    ];
  };
  const table = [
    ...arms.map((arm) => row(titles[arm], runs, arm)),
    row(`target alone, ${alone.featureClusters} groups`, aloneRuns, "transfer"),
  ];
  const rose = runs.filter(everRose).length;
  return [
    "## The result",
    `The ${runs.length} triples of ${declaredGenres.join(", ")}, which nothing was chosen on, one draw each, with λ = ${lambda} and
${featureClusters} groups of words.`,
    markdownTable(["", "entropy, bits", "NMI", "adjusted Rand", "purity", "method − this, bits", "p"], table),
    `The objective rose in ${rose} of ${runs.length} searches.`,
  ];
}

const numberCell = ({ mean, low, high }: ReturnType<typeof interval>): string =>
  low === undefined || high === undefined
    ? mean.toFixed(3)
    : `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

const signedCell = ({ mean, low, high }: ReturnType<typeof interval>): string =>
  low === undefined || high === undefined ? signed(mean) : `${signed(mean)} (${signed(low)} to ${signed(high)})`;
