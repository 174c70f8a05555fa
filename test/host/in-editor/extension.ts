/** An extension whose only work is to run the suite beside it with mocha, once, inside the extension host. */
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import { eventsVariable, tell } from "./events";

const testMs = 60_000;

export function activate(): void {
  if (claim()) setImmediate(run);
}

/** The editor may restart its extension host; the suite runs only in the first one. */
function claim(): boolean {
  try {
    writeFileSync(process.env[eventsVariable] ?? "", "", { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

function run(): void {
  try {
    const mocha = new Mocha({ ui: "bdd", timeout: testMs, forbidOnly: true, forbidPending: true, reporter: Teller });
    const suite = path.join(__dirname, "suite");
    for (const file of readdirSync(suite).filter((name) => name.endsWith(".test.js"))) {
      mocha.addFile(path.join(suite, file));
    }
    mocha.run(() => {
      tell({ type: "end" });
    });
  } catch (error) {
    tell({ type: "end", error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

class Teller extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("pass", (test) => {
      tell({ type: "pass", title: test.fullTitle(), ms: test.duration ?? 0 });
    });
    runner.on("fail", (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ type: "fail", title: test.fullTitle(), error: text });
    });
  }
}
