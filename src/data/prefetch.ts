/**
 * Reads ahead: the next batches are being read while the current one is used. It also says how long its consumer had
 * to wait, which tells whether reading or computing is the slower part.
 *
 * Its own code because no package found here waits for the work under way when its consumer stops early; a data set
 * may be closed only after that.
 */

export interface WaitMeter {
  /** Milliseconds spent waiting for data. */
  waitedMs: number;
}

export interface PrefetchOptions {
  /** Jobs that are under way or done while the consumer uses the result of an earlier one; 0 reads on demand. */
  ahead: number;
  /** Its time grows by each wait, also by one that ends in a failure. */
  meter?: WaitMeter;
  /** A clock, milliseconds. */
  now?: () => number;
}

/**
 * Runs jobs a little ahead of their consumer; gives their results in the order of the jobs.
 *
 * A failure, of a job or of the jobs' iterable, is thrown where the result would have come, and ends the iteration.
 * When it ends, for whatever reason, no further jobs start, those under way are awaited, and their failures are dropped.
 *
 * @throws RangeError at the first step if `ahead` is not a whole number of at least 0
 */
export async function* prefetch<T>(
  jobs: Iterable<() => Promise<T>>,
  { ahead, meter = { waitedMs: 0 }, now = () => performance.now() }: PrefetchOptions,
): AsyncGenerator<T, void, void> {
  if (!Number.isInteger(ahead) || ahead < 0) throw new RangeError(`ahead must be a whole number, got ${ahead}`);
  const queue = new JobQueue(jobs);
  try {
    for (;;) {
      queue.fill(Math.max(ahead, 1));
      const next = queue.take();
      if (next === undefined) return;
      const since = now();
      let result: T;
      try {
        result = await next;
      } finally {
        meter.waitedMs += now() - since;
      }
      queue.fill(ahead);
      yield result;
    }
  } finally {
    await queue.close();
  }
}

/** Jobs that were started and whose results nobody has taken, in their order. */
class JobQueue<T> {
  private readonly jobs: Iterator<() => Promise<T>>;
  private readonly started: Promise<T>[] = [];
  private exhausted = false;

  constructor(jobs: Iterable<() => Promise<T>>) {
    this.jobs = jobs[Symbol.iterator]();
  }

  /** Starts jobs until there are `size`, or no more. */
  fill(size: number): void {
    while (this.started.length < size && !this.exhausted) {
      const job = this.next();
      if (job === undefined) return;
      const result = job();
      // Whoever takes it handles its failure; until then it must not count as one that nobody handles.
      result.catch(() => undefined);
      this.started.push(result);
    }
  }

  take(): Promise<T> | undefined {
    return this.started.shift();
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.started);
    if (!this.exhausted) this.jobs.return?.();
  }

  /** The next job; it never throws, and where the iterable does, it is a job that fails. */
  private next(): (() => Promise<T>) | undefined {
    try {
      const step = this.jobs.next();
      if (step.done !== true) return async () => step.value();
      this.exhausted = true;
      return undefined;
    } catch (error) {
      this.exhausted = true;
      return () => Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
