/** The peer's end of `lib/peer.ts`: a line of JSON for each line of JSON. */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

/** Runs after the first until nothing is compiled any more. */
const WARM_UP_RUNS = 3;

const requestSchema = z.looseObject({ do: z.string() });
export const openSchema = z.object({ network: z.string(), data: z.string(), batch: z.number().int() });
const runSchema = z.object({ count: z.number().int(), skip: z.number().int() });

export interface Work {
  /** What the first run computed. */
  result: number[];
  versions: Record<string, string>;
  /** Does it once more. */
  again: () => unknown;
  /** Called once it is warm. @throws Error where something else runs than what is to be measured */
  check?: () => void;
}

/** @param open makes ready and does it once */
export async function serve(open: (request: z.infer<typeof openSchema>) => Promise<Work>): Promise<void> {
  let work: Work | undefined;
  const answer = async (request: unknown): Promise<object> => {
    switch (requestSchema.parse(request).do) {
      case "open": {
        const start = performance.now();
        work = await open(openSchema.parse(request));
        for (let done = 0; done < WARM_UP_RUNS; done++) work.again();
        work.check?.();
        return { result: work.result, versions: work.versions, warmUpS: (performance.now() - start) / 1000 };
      }
      case "run":
        if (work === undefined) throw new Error("run before open");
        return { ms: durations(work.again, runSchema.parse(request)) };
      default:
        throw new Error("a request is open or run");
    }
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const answered = await answer(JSON.parse(line)).catch((error: unknown) => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }));
    if (!process.stdout.write(`${JSON.stringify(answered)}\n`)) await once(process.stdout, "drain");
  }
}

function durations(again: Work["again"], { count, skip }: z.infer<typeof runSchema>): number[] {
  const ms: number[] = [];
  for (let done = 0; done < skip + count; done++) {
    const start = performance.now();
    again();
    if (done >= skip) ms.push(performance.now() - start);
  }
  return ms;
}
