/**
 * Waits until a condition of another process or of a page holds. Ask for the thing itself; never wait for time to pass.
 *
 * @param probe returns undefined or false as long as it does not hold
 * @param what completes the sentence "gave up waiting for …"
 * @param timeoutMs after it, waiting fails
 * @throws Error with `what`, and with the probe's own last error if it threw
 */
import { setTimeout as delay } from "node:timers/promises";

const pollMs = 50;

export async function until<T>(
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  timeoutMs = 30_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const { value, error } = await attempt(probe);
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`gave up waiting for ${what}`, { cause: error });
    await delay(pollMs);
  }
}

async function attempt<T>(probe: () => T | Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await probe() };
  } catch (error) {
    return { error };
  }
}
