/** Ctrl-C and SIGTERM: the first one asks to stop, the second one insists. */

export interface Interrupts {
  dispose(): void;
}

export function onInterrupt({ first, second }: { first: () => void; second: () => void }): Interrupts {
  let count = 0;
  const listener = (): void => {
    count += 1;
    if (count === 1) first();
    else second();
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return {
    dispose: () => {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    },
  };
}

/** Runs a task that ends with the signal's reason on the first Ctrl-C; the process ends on the second one. */
export async function interruptible<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupts = onInterrupt({
    first: () => {
      controller.abort();
    },
    second: () => process.exit(130),
  });
  try {
    return await task(controller.signal);
  } finally {
    interrupts.dispose();
  }
}
