/**
 * Examples as the part of a network that trains takes them: as they are, augmented, or as what the frozen part before
 * makes of them.
 */
import { prefetch } from "../data/prefetch";
import type { Augmentation } from "../experiment/types";
import type { Cut } from "../models/cut";
import type { Shelf } from "../records/shelf";
import { augment } from "./augment";
import type { Examples } from "./examples";
import { fingerprintOf } from "./fingerprint-of";
import { sizeOf, type FrozenPart } from "./frozen-part";
import type { SourceModel } from "./network";
import type { Services } from "./services";
import { tf } from "./tf";

export interface Inputs {
  readonly count: number;
  /** @throws Error where training must not see them */
  readonly labels: Int32Array;
  /** Of each input of the network, without the batch. */
  readonly shapes: readonly (readonly number[])[];
  /** @returns values of each input of the network, row-major */
  read(indices: Int32Array, variant: number): Promise<Float32Array[]>;
  /** Computes ahead what `read` would have to; yields how many examples are done. */
  prepare(variant: number): AsyncGenerator<number, void, void>;
}

/** The example as it is. Other variants are numbered from 1. */
export const UNCHANGED = 0;

/** What lies before the part of the network that trains. */
export interface Frozen {
  source: SourceModel;
  cut: Cut;
  services: Services;
}

export interface InputOptions {
  examples: Examples;
  augmentation: Augmentation | null;
  /** Decides what is drawn where the experiment does not ask for fixed variants. */
  seed: number;
  /** Left out where the whole network takes part. */
  frozen?: Frozen | undefined;
}

export async function inputsFor({ examples, augmentation, seed, frozen }: InputOptions): Promise<Inputs> {
  const isPicture = examples.inputShape.length === 3;
  const raw = new RawInputs(examples, isPicture ? augmentation : null, seed);
  if (frozen === undefined) return raw;
  return featuresOf(raw, frozen);
}

async function featuresOf(raw: RawInputs, frozen: Frozen): Promise<FeatureInputs> {
  const { source, cut, services } = frozen;
  const before = cut.after === undefined ? raw : await featuresOf(raw, { ...frozen, cut: cut.after });
  return new FeatureInputs({ raw, before }, await services.frozenParts.of(source, cut), frozen);
}

/** Some of the examples, in another order if wanted. */
export const someOf = (inputs: Inputs, indices: ArrayLike<number>): Inputs => ({
  count: indices.length,
  get labels() {
    return Int32Array.from(indices, (index) => inputs.labels[index] ?? 0);
  },
  shapes: inputs.shapes,
  read: (wanted, variant) =>
    inputs.read(
      wanted.map((at) => indices[at] ?? 0),
      variant,
    ),
  prepare: (variant) => inputs.prepare(variant),
});

/** Which variant of its examples an epoch sees: another one each epoch, or one of a fixed number. */
export function variantOf(augmentation: Augmentation | null, epoch: number): number {
  if (augmentation === null) return UNCHANGED;
  return augmentation.variants === 0 ? epoch : ((epoch - 1) % augmentation.variants) + 1;
}

class RawInputs implements Inputs {
  readonly count: number;
  readonly shapes: readonly (readonly number[])[];

  constructor(
    readonly examples: Examples,
    readonly augmentation: Augmentation | null,
    readonly seed: number,
  ) {
    this.count = examples.count;
    this.shapes = [examples.inputShape];
  }

  get labels(): Int32Array {
    return this.examples.labels;
  }

  async read(indices: Int32Array, variant: number): Promise<Float32Array[]> {
    const values = await this.examples.read(indices);
    return [variant === UNCHANGED || this.augmentation === null ? values : this.augmented(values, indices, variant)];
  }

  /** Nothing to compute ahead. */
  async *prepare(): AsyncGenerator<number, void, void> {
    yield* await Promise.resolve([]);
  }

  /** Fixed variants are the same for all seeds, so that trials share what is computed of them. */
  private augmented(values: Float32Array, indices: Int32Array, variant: number): Float32Array {
    const { augmentation, examples } = this;
    if (augmentation === null) return values;
    const [height = 0, width = 0, channels = 0] = examples.inputShape;
    const keys = Array.from(indices, (index) => ({ example: examples.rowOf(index), variant }));
    const seed = augmentation.variants === 0 ? this.seed : 0;
    const pictures = tf.tensor4d(values, [indices.length, height, width, channels]);
    const changed = augment(pictures, augmentation, { keys, seed });
    const result = changed.dataSync<"float32">();
    tf.dispose([pictures, changed]);
    return result;
  }
}

/** Examples computed ahead at a time: few enough that a run can be stopped in between. */
const AT_A_TIME = 64;

/** What a frozen part makes of examples, computed once each and kept. */
class FeatureInputs implements Inputs {
  readonly count: number;
  readonly shapes: readonly (readonly number[])[];
  private readonly shelves = new Map<string, Promise<Shelf | undefined>>();

  private readonly raw: RawInputs;
  /** What the frozen part takes. */
  private readonly before: Inputs;

  constructor(
    { raw, before }: { raw: RawInputs; before: Inputs },
    private readonly part: FrozenPart,
    private readonly context: Frozen,
  ) {
    this.raw = raw;
    this.before = before;
    this.count = raw.count;
    this.shapes = part.shapes;
  }

  get labels(): Int32Array {
    return this.raw.labels;
  }

  async read(indices: Int32Array, variant: number): Promise<Float32Array[]> {
    const { performance } = this.context.services;
    const shelf = await this.shelf(variant);
    const ids = this.idsOf(indices, variant);
    const kept = await shelf?.read(ids);
    const missing = indices.filter((_, position) => kept?.[position] === undefined);
    performance.featuresReused += indices.length - missing.length;
    const fresh = missing.length === 0 ? undefined : await this.compute(missing, variant, shelf);
    let next = 0;
    const each = this.part.valuesPerExample;
    const records = ids.map((_, position) => {
      const record = kept?.[position];
      if (record !== undefined) return record;
      next += 1;
      return fresh?.subarray((next - 1) * each, next * each) ?? new Float32Array();
    });
    return this.split(records);
  }

  async *prepare(variant: number): AsyncGenerator<number, void, void> {
    const shelf = await this.shelf(variant);
    if (shelf === undefined) return;
    const all = Int32Array.from({ length: this.count }, (_, index) => index);
    const ids = this.idsOf(all, variant);
    const missing = all.filter((_, position) => !shelf.has(ids[position] ?? 0));
    const chunks = Array.from({ length: Math.ceil(missing.length / AT_A_TIME) }, (_, chunk) =>
      missing.subarray(chunk * AT_A_TIME, (chunk + 1) * AT_A_TIME),
    );
    const jobs = chunks.map((chunk) => async () => ({ chunk, values: await this.before.read(chunk, variant) }));
    let done = this.count - missing.length;
    for await (const { chunk, values } of prefetch(jobs, { ahead: 2 })) {
      await this.keep(chunk, variant, { shelf, features: this.part.run(values) });
      done += chunk.length;
      yield done;
    }
  }

  private async compute(indices: Int32Array, variant: number, shelf: Shelf | undefined): Promise<Float32Array> {
    const features = this.part.run(await this.before.read(indices, variant));
    if (shelf === undefined) this.context.services.performance.featuresComputed += indices.length;
    else await this.keep(indices, variant, { shelf, features });
    return features;
  }

  private async keep(
    indices: Int32Array,
    variant: number,
    { shelf, features }: { shelf: Shelf; features: Float32Array },
  ): Promise<void> {
    this.context.services.performance.featuresComputed += indices.length;
    await shelf.write(this.idsOf(indices, variant), features);
  }

  /** One list of records becomes one array for each tensor of the cut. */
  private split(records: readonly Float32Array[]): Float32Array[] {
    let from = 0;
    return this.shapes.map((shape) => {
      const size = sizeOf(shape);
      const values = new Float32Array(records.length * size);
      records.forEach((record, row) => {
        values.set(record.subarray(from, from + size), row * size);
      });
      from += size;
      return values;
    });
  }

  private idsOf(indices: Int32Array, variant: number): number[] {
    const { examples } = this.raw;
    return Array.from(indices, (index) => variant * examples.rowsInDataset + examples.rowOf(index));
  }

  /** @returns undefined where nothing is kept: what is drawn anew each epoch comes once only */
  private shelf(variant: number): Promise<Shelf | undefined> {
    const { examples, augmentation } = this.raw;
    const { records, environment } = this.context.services;
    const isFresh = variant !== UNCHANGED && augmentation?.variants === 0;
    if (records === undefined || isFresh) return Promise.resolve(undefined);
    const key = fingerprintOf({
      features: 2,
      source: this.context.source.fingerprint,
      cut: this.context.cut,
      examples: examples.fingerprint,
      augmentation: variant === UNCHANGED ? null : { ...augmentation, variants: "fixed" },
      environment,
    });
    const shelf = this.shelves.get(key) ?? records.shelf(key, this.part.valuesPerExample);
    this.shelves.set(key, shelf);
    return shelf;
  }
}
