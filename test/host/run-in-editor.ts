/**
 * Runs the tests of `test/host/suite` inside the extension host of a real VS Code, prints them as they happen, and
 * writes `{"passed": n, "failed": n}`.
 *
 *   npx tsx test/host/run-in-editor.ts [COUNTS.json]
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../support/temporary-folder";
import { until } from "../support/until";
import { repositoryRoot } from "../support/paths";
import { bundleSuite } from "./in-editor/bundle";
import { eventsVariable, type SuiteEvent, suiteEventSchema } from "./in-editor/events";
import { Workbench } from "./workbench";

const suiteMs = 8 * 60_000;

/** @returns the events since the last call; a line that is still being written waits for the next */
function tail(file: string): () => SuiteEvent[] {
  let read = 0;
  return () => {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const end = text.lastIndexOf("\n") + 1;
    const lines = text.slice(read, end).split("\n").filter(Boolean);
    read = end;
    return lines.map((line) => suiteEventSchema.parse(JSON.parse(line)));
  };
}

async function runSuite(): Promise<{ passed: number; failed: number }> {
  const home = temporaryFolder("host-suite");
  const events = path.join(home.path, "events.ndjson");
  const news = tail(events);
  const seen: SuiteEvent[] = [];
  const workbench = await Workbench.start({
    workspace: "test/host/workspace",
    extensions: [repositoryRoot, await bundleSuite()],
    env: { [eventsVariable]: events },
  });
  try {
    const end = await until(
      () => {
        const fresh = news();
        fresh.forEach(print);
        seen.push(...fresh);
        return seen.find((event) => event.type === "end");
      },
      "the suite inside the extension host",
      suiteMs,
    );
    if (end.error !== undefined) throw new Error(end.error);
  } finally {
    await workbench.stop();
    home.remove();
  }
  const count = (type: SuiteEvent["type"]) => seen.filter((event) => event.type === type).length;
  return { passed: count("pass"), failed: count("fail") };
}

function print(event: SuiteEvent): void {
  if (event.type === "pass") console.log(`  ✔ ${event.title} (${event.ms.toFixed(0)} ms)`);
  if (event.type === "note") console.log(`  · ${event.text}`);
  if (event.type === "fail") console.log(`  ✘ ${event.title}\n${event.error.replace(/^/gm, "      ")}`);
}

async function main(): Promise<void> {
  const counts = await runSuite().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  const file = process.argv[2];
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

void main();
