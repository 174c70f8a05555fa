/**
 * Batches in which every task has the same share, however many examples it has.
 *
 * Places of all batches are dealt to the tasks in turn, from batch to batch without a break; so in a batch, and in any
 * number of them, tasks differ by one example at most. A task's own examples come in a random order, each once before
 * any comes again, and then in another order. A small task cycles more often than a large one.
 *
 * A batch is a function of the seed and its number: a resumed run needs no state.
 */
import { randomFor, shuffled } from "./random";

export interface BalancedBatchesSettings {
  /** How many training examples each task has, 1 or more. */
  sizes: readonly number[];
  /** Examples of a batch over all tasks; where there are more tasks than that, some miss some batches. */
  batchSize: number;
  seed: number;
}

/**
 * How many places of a batch each task gets.
 *
 * @param batch number of the batch, from 0
 * @returns one a task; their sum is the size of the batch
 */
export function taskShares(tasks: number, batchSize: number, batch: number): number[] {
  return Array.from({ length: tasks }, (_, task) => {
    const before = placesBefore(task, tasks, batch * batchSize);
    return placesBefore(task, tasks, (batch + 1) * batchSize) - before;
  });
}

/**
 * @returns for the number of a batch, from 0: for each task, indices into its examples
 * @throws RangeError if a task has no examples or a batch no places
 */
export function balancedBatches({ sizes, batchSize, seed }: BalancedBatchesSettings): (batch: number) => number[][] {
  const wrong = [...sizes, batchSize].find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) throw new RangeError(`tasks and batches need 1 example or more, got ${wrong}`);
  const orders = sizes.map((size, task) => ordersOf(size, (pass) => randomFor(seed, "task order", task, pass)));
  return (batch) =>
    taskShares(sizes.length, batchSize, batch).map((count, task) => {
      const [size, first] = [sizes[task] ?? 1, placesBefore(task, sizes.length, batch * batchSize)];
      return Array.from({ length: count }, (_, i) => {
        const draw = first + i;
        return orders[task]?.(Math.floor(draw / size))[draw % size] ?? 0;
      });
    });
}

/** Of the first places, those p with p mod tasks = task. */
const placesBefore = (task: number, tasks: number, places: number): number =>
  Math.floor((places + tasks - 1 - task) / tasks);

/** The order of a pass through a task's examples; the latest is kept, since batches come in turn. */
function ordersOf(size: number, randomOf: (pass: number) => ReturnType<typeof randomFor>): (pass: number) => number[] {
  const plain = Array.from({ length: size }, (_, i) => i);
  let latest: { pass: number; order: number[] } | undefined;
  return (pass) => {
    if (latest?.pass !== pass) latest = { pass, order: shuffled(plain, randomOf(pass)) };
    return latest.order;
  };
}
