/** Much work in small pieces, so that the page answers in between, and so that it can be called off. */

const SLICE_MS = 12;

export interface Slices {
  /** Leaves out what is not done yet. */
  cancel(): void;
}

/** Does the first piece at once. */
export function inSlices(tasks: readonly (() => void)[], onDone: () => void): Slices {
  let next = 0;
  let timer: number | undefined;
  const goOn = () => {
    const end = performance.now() + SLICE_MS;
    while (next < tasks.length && performance.now() < end) tasks[next++]?.();
    if (next < tasks.length) timer = window.setTimeout(goOn);
    else onDone();
  };
  goOn();
  return {
    cancel() {
      window.clearTimeout(timer);
    },
  };
}
