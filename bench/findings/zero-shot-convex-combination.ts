/** Zero-shot by convex combination: named pictures of animals, an ImageNet classifier, word vectors; no training. */
import { interval } from "../../src/math/interval";
import { intervalCell } from "../../src/protocol/part-table";
import type { Interval } from "../../src/protocol/report";
import type { Finding, FindingContext } from "./finding";
import type { LabRun } from "./lab";
import { figuresOf, naming, preparePictures, type NamedPictures } from "./named-pictures";
import { markdownTable, pointsText } from "./tables";

/** Of the shuffled words; nothing else is random. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

export const finding: Finding = {
  title: "Zero-shot by convex combination: pictures of animals named by words",
  async measure(context) {
    const pictures = await preparePictures(context.lab);
    const { all, untaught, unheard } = pictures;
    const parts = [
      aboutData(pictures),
      await section(context, pictures, {
        title: "Names that are no label",
        text: `${untaught.length} candidates, none of which is a label of the classifier or a synonym of one, though some share a word with one.`,
        pictured: untaught,
      }),
      await section(context, pictures, {
        title: "Names outside every label word",
        text: `${unheard.length} candidates, none of whose words is in any label of the classifier.`,
        pictured: unheard,
      }),
      await section(context, pictures, {
        title: "All names",
        text: `${all.length} candidates. A third are labels of the classifier, which was taught them: no zero-shot, and here to show the difference.`,
        pictured: all,
      }),
      await section(context, pictures, {
        title: "Names outside every label word among all names",
        text: `The pictures of the second table, with all ${all.length} names as candidates.`,
        pictured: unheard,
        candidates: all,
      }),
    ];
    context.say("done");
    return parts.join("\n\n");
  },
};

const aboutData = ({ all, untaught, unheard, labels }: NamedPictures): string =>
  `Photographs of animals (sample data "animal-pictures": white background, 224x224), EfficientNet-Lite0 with its
${labels.length} labels, GloVe vectors of 100 dimensions. ${all.length} names: ${untaught.length} are no label, ${unheard.length} have no word in common with any. Nothing is
trained, and neither T = 10, which is the paper's, nor the rule by which names become words was chosen on these pictures. (A
margin of 5 % around the pictures was tried first; without it the figures of the second table are the same.)

hit@k: the right name is among the first k. Intervals of a single arm are 95 % over the pictures; those of the shuffled words
and of gains over ${seeds.length} permutations. "With the labels": the classifier's own labels are candidates too.`;

interface Section {
  title: string;
  text: string;
  pictured: readonly string[];
  candidates?: readonly string[];
}

async function section({ lab, say }: FindingContext, { folder }: NamedPictures, given: Section): Promise<string> {
  const { title, text, pictured, candidates } = given;
  const rows: string[][] = [];
  const asked = { pictured, ...(candidates && { candidates }) };
  say(`${title}: T = 10 and shuffled words`);
  const own = await lab.run(naming(folder, { ...asked, seeds }));
  for (const top of [10, 1, 1000]) {
    say(`${title}: T = ${top}`);
    const run = top === 10 ? own : await lab.run(naming(folder, { ...asked, top, seeds: [1], controls: [] }));
    rows.push([`T = ${top}`, ...hitsIn(run)]);
  }
  const shuffled = (figure: string) => intervalCell(interval(figuresOf(own, figure, "shuffled-labels")), "share");
  rows.push([
    "T = 10, shuffled words",
    shuffled("accuracy"),
    shuffled("hitAt5"),
    shuffled("accuracyAmongSeen"),
    shuffled("hitAt5AmongSeen"),
    "",
  ]);
  const count = own.report.counts.test;
  const names = (candidates ?? pictured).length;
  const chance = Math.min(1, 5 / names);
  const [hit = NaN] = figuresOf(own, "hitAt5");
  const reached = figuresOf(own, "hitAt5", "shuffled-labels").filter((figure) => figure >= hit).length;
  const gain = interval(figuresOf(own, "hitAt5", "shuffled-labels").map((figure) => hit - figure));
  return [
    `## ${title}`,
    `${text} ${count} pictures; chance is ${percent(1 / names)} for hit@1 and ${percent(chance)} for hit@5.`,
    markdownTable(
      ["", "hit@1", "hit@5", "hit@1 with the labels", "hit@5 with the labels", "answered by a label"],
      rows,
    ),
    `hit@5 of T = 10 is ${(hit / chance).toFixed(2)} times chance, and ${pointsText(gain, " points")} above shuffled words; ${reached} of ${seeds.length} permutations reach it.`,
  ].join("\n\n");
}

/** Of the table that a run of this method shows: alone, then with the classifier's labels. */
function hitsIn({ report }: LabRun): string[] {
  const part = report.parts?.find(({ id }) => id === "hits");
  const rows = part?.type === "table" ? part.rows : [];
  const cell = (row: number, column: number): string => {
    const value = rows[row]?.cells[column];
    return typeof value === "object" && value !== null ? intervalCell(value satisfies Interval, "share") : "";
  };
  return [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1), cell(1, 4)];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
