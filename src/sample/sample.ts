/** The sample of a method: real data, and experiments on them that are ready to run. */
import type { ReadyModel } from "../client/ready-models";
import type { SampleDataName } from "./sample-data";

export interface Sample {
  /** Of the method. */
  id: string;
  /** Of the method, for people. */
  title: string;
  /** What the sample shows, in a sentence. */
  detail: string;
  /** The data sets that its experiments use, each in a folder of this name under `data`. */
  data: readonly SampleDataName[];
  /** Ready-made models and word vectors that its experiments use, each in its own folder. */
  models?: readonly ReadyModel[];
  /** Name to text of its experiment files, the one to begin with first. A comment in the first line says what each does. */
  files: Readonly<Record<string, string>>;
}
