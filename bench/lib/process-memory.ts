/** Peak memory of processes, as Linux counts it in /proc; other platforms do not tell. */
import { readdirSync, readFileSync } from "node:fs";

/** Peak resident set (VmHWM), MiB; undefined where there is no such process any more, or no /proc. */
export function peakMiBOf(pid: number): number | undefined {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

/** A process and all that it started, directly or not, that live now. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of entriesOf("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // The name of the program stands in brackets and may hold anything; state and parent follow it.
    const parent = /.*\) \S (\d+)/s.exec(textOf(`/proc/${name}/stat`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

/** A process may end between two looks. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
