import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import { prefetch } from "../../../src/data/prefetch";

/** Jobs that end when the test says so. */
class ManualJobs {
  readonly started: number[] = [];
  private readonly endings: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];

  constructor(private readonly count: number) {}

  *[Symbol.iterator](): Generator<() => Promise<number>, void, void> {
    for (let index = 0; index < this.count; index++) {
      yield () => {
        this.started.push(index);
        return new Promise((resolve, reject) => {
          this.endings[index] = { resolve, reject };
        });
      };
    }
  }

  finish(index: number): void {
    this.endings[index]?.resolve(index);
  }

  fail(index: number): void {
    this.endings[index]?.reject(new Error(`job ${index} failed`));
  }
}

/** Until all that is ready to happen has happened, reports of rejections that nobody handles included. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const done = { done: true, value: undefined };
const value = (result: number) => ({ done: false, value: result });

describe("prefetch", () => {
  let unhandled: unknown[] = [];
  const listen = (reason: unknown) => unhandled.push(reason);
  beforeEach(() => {
    unhandled = [];
    process.on("unhandledRejection", listen);
  });
  afterEach(async () => {
    await settled();
    process.off("unhandledRejection", listen);
    assert.deepEqual(unhandled, [], "rejections that nobody handled");
  });

  it("starts the next jobs before the current result is used, and no more than that", async () => {
    const jobs = new ManualJobs(6);
    const results = prefetch(jobs, { ahead: 2 });
    assert.deepEqual(jobs.started, [], "nothing before it is asked for");
    const first = results.next();
    assert.deepEqual(jobs.started, [0, 1]);
    jobs.finish(0);
    assert.deepEqual(await first, value(0));
    assert.deepEqual(jobs.started, [0, 1, 2], "two while the first is used");
    jobs.finish(1);
    jobs.finish(2);
    await settled();
    assert.deepEqual(jobs.started, [0, 1, 2], "a result that nobody took counts");
    assert.deepEqual(await results.next(), value(1));
    assert.deepEqual(jobs.started, [0, 1, 2, 3]);
    jobs.finish(3);
    await results.return();
  });

  it("gives the results in the order of the jobs, whichever ends first", async () => {
    const jobs = new ManualJobs(3);
    const results = prefetch(jobs, { ahead: 3 });
    const first = results.next();
    for (const index of [2, 0, 1]) jobs.finish(index);
    assert.deepEqual(await first, value(0));
    assert.deepEqual(await results.next(), value(1));
    assert.deepEqual(await results.next(), value(2));
    assert.deepEqual(await results.next(), done);
  });

  it("gives every result once, however far ahead it reads", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { maxLength: 12 }),
        fc.integer({ min: 0, max: 15 }),
        async (all, ahead) => {
          const found: number[] = [];
          const jobs = all.map((item) => () => Promise.resolve(item));
          for await (const result of prefetch(jobs, { ahead })) found.push(result);
          assert.deepEqual(found, all);
        },
      ),
    );
  });

  it("reads on demand where nothing may be read ahead", async () => {
    const jobs = new ManualJobs(3);
    const results = prefetch(jobs, { ahead: 0 });
    const first = results.next();
    jobs.finish(0);
    await first;
    await settled();
    assert.deepEqual(jobs.started, [0]);
    await results.return();
  });

  it("throws a failure where the result would have come, and begins nothing after it", async () => {
    const jobs = new ManualJobs(9);
    const results = prefetch(jobs, { ahead: 3 });
    const first = results.next();
    jobs.fail(1);
    await settled();
    jobs.finish(0);
    assert.deepEqual(await first, value(0));
    const second = results.next();
    for (const index of [2, 3]) jobs.finish(index);
    await assert.rejects(second, /job 1 failed/);
    assert.deepEqual(jobs.started, [0, 1, 2, 3]);
    assert.deepEqual(await results.next(), done);
  });

  it("takes a job that throws at once, and an iterable that throws, for a failure at its place", async () => {
    const collect = async (jobs: Iterable<() => Promise<number>>): Promise<(number | string)[]> => {
      const found: (number | string)[] = [];
      try {
        for await (const result of prefetch(jobs, { ahead: 4 })) found.push(result);
      } catch (error) {
        found.push(String(error));
      }
      return found;
    };
    const good = () => Promise.resolve(1);
    const bad = () => {
      throw new Error("no such file");
    };
    assert.deepEqual(await collect([good, good, bad, good]), [1, 1, "Error: no such file"]);
    const broken = function* () {
      yield good;
      throw new Error("no more rows");
    };
    assert.deepEqual(await collect(broken()), [1, "Error: no more rows"]);
  });

  it("begins nothing more when its consumer stops early, and waits for what is under way", async () => {
    const jobs = new ManualJobs(9);
    const results = prefetch(jobs, { ahead: 2 });
    const first = results.next();
    jobs.finish(0);
    await first;
    let returned = false;
    const end = results.return().then(() => {
      returned = true;
    });
    jobs.finish(1);
    await settled();
    assert.equal(returned, false, "job 2 is still under way");
    jobs.finish(2);
    await end;
    assert.deepEqual(jobs.started, [0, 1, 2]);
  });

  it("drops the failures of jobs that nobody waits for any more", async () => {
    const jobs = new ManualJobs(9);
    for await (const result of prefetch(jobsThatBegin(jobs), { ahead: 3 })) {
      assert.equal(result, 0);
      jobs.fail(1);
      await settled();
      jobs.fail(2);
      jobs.fail(3);
      break;
    }
    await settled();
    assert.deepEqual(jobs.started, [0, 1, 2, 3]);
    assert.deepEqual(unhandled, []);
  });

  it("closes the jobs' iterable when its consumer stops early", async () => {
    let closed = false;
    const jobs = function* () {
      try {
        for (;;) yield () => Promise.resolve(1);
      } finally {
        closed = true;
      }
    };
    for await (const result of prefetch(jobs(), { ahead: 2 })) {
      assert.equal(result, 1);
      break;
    }
    assert.equal(closed, true);
  });

  it("measures the time its consumer waits, failures included, and not the time a result is used", async () => {
    let clock = 0;
    const meter = { waitedMs: 0 };
    const jobs = new ManualJobs(3);
    const results = prefetch(jobs, { ahead: 1, meter, now: () => clock });
    const first = results.next();
    clock += 7;
    jobs.finish(0);
    await first;
    assert.equal(meter.waitedMs, 7);
    clock += 100;
    jobs.finish(1);
    await results.next();
    assert.equal(meter.waitedMs, 7, "what was read in time costs nothing");
    const third = results.next();
    clock += 5;
    jobs.fail(2);
    await assert.rejects(third, /job 2 failed/);
    assert.equal(meter.waitedMs, 12);
  });

  it("refuses to read ahead by a number that is no count", async () => {
    for (const ahead of [-1, 0.5, NaN]) {
      await assert.rejects(prefetch([], { ahead }).next(), /RangeError: ahead must be a whole number/);
    }
  });
});

/** The jobs, of which the first ends as soon as it begins. */
function* jobsThatBegin(jobs: ManualJobs): Generator<() => Promise<number>, void, void> {
  let first = true;
  for (const job of jobs) {
    const ends = first;
    first = false;
    yield () => {
      const result = job();
      if (ends) jobs.finish(0);
      return result;
    };
  }
}
