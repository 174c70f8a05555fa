/** What there is to see of an example that is a row of a packed data set: a picture, or some of its values. */
import type { Dataset } from "../../data/types";
import type { Look } from "../../protocol/examples";
import { pictureLook, shownSize } from "./picture-look";

/** Columns that are sent. */
const SHOWN_COLUMNS = 12;

/** @throws ProblemError where the file behind the data was changed or cannot be read */
export async function lookAtRow(dataset: Dataset, row: number): Promise<Look> {
  const [height, width, channels] = dataset.shape;
  if (height && width && channels) {
    const shape = shownSize([height, width, channels]);
    return await pictureLook(await dataset.read([row], shape), shape);
  }
  const values = await dataset.read([row]);
  const shown = Array.from(values.subarray(0, SHOWN_COLUMNS), (value, index) => ({
    column: dataset.columns?.[index] ?? `column ${index + 1}`,
    value,
  }));
  return { kind: "values", values: shown, columns: values.length };
}
