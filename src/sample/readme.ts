/** The text that explains a sample, with the licence and source of its data. */
import type { PackagePin } from "../packages/pinned";
import type { Sample } from "./sample";
import { sampleData, type SampleData, type SampleDataName } from "./sample-data";

/** @returns Markdown; `heading` begins it */
export function sampleReadme(sample: Sample): string {
  const [first = ""] = Object.keys(sample.files);
  return `${heading(sample)}

${sample.detail}

| file | what it does |
|---|---|
${Object.entries(sample.files).map(fileRow).join("\n")}

Open one and choose **Run** above its first line, or in a terminal: \`transfer-lab run ${first}\`.
Results are kept in \`.transfer-lab/runs\`.

## The data

| folder | what | by | licence | from |
|---|---|---|---|---|
${sample.data.map(dataRow).join("\n")}

Changed from the packages:

${sample.data.map((name) => `- \`data/${name}\`: ${sampleData[name].changed}`).join("\n")}
${readyMade(sample)}`;
}

/** The first line, by which the text is told from others. */
export const heading = ({ title }: Sample): string => `# Transfer Lab sample: ${title}`;

function readyMade({ models = [] }: Sample): string {
  if (models.length === 0) return "";
  const rows = models.map(
    ({ folder, title, source, licence }) => `| \`${folder}\` | ${title} | ${source} | ${licence} |`,
  );
  return `
## Ready-made

| folder | what | by | licence |
|---|---|---|---|
${rows.join("\n")}
`;
}

const fileRow = ([name, text]: readonly [string, string]): string =>
  `| \`${name}\` | ${/^\/\/ (.*?)\.?$/m.exec(text)?.[1] ?? ""} |`;

function dataRow(name: SampleDataName): string {
  const { what, source, licence, packages }: SampleData = sampleData[name];
  return `| \`data/${name}\` | ${what} | ${source} | ${licence} | ${packages.map(packageText).join(", ")} |`;
}

function packageText(pin: PackagePin): string {
  const registry = "integrity" in pin ? "npm" : "python" in pin ? "PyPI" : "Debian";
  const licence = pin.licence === "NOASSERTION" ? "no licence stated" : pin.licence;
  return `${registry} package \`${pin.name}\` ${pin.version} (${licence})`;
}
