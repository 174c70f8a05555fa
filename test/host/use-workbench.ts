/**
 * One window for all tests of a `describe`, started before and stopped after them. When a test fails, the window's
 * picture is kept as `out/screenshots/failed-<test>.png`.
 *
 * @returns a function, since the window exists only while tests run
 */
import { Workbench, type WorkbenchOptions } from "./workbench";

const startMs = 120_000;
const testMs = 120_000;

export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;

  before(async function () {
    this.timeout(startMs);
    workbench = await Workbench.start(options);
  });
  beforeEach(function () {
    this.timeout(testMs);
    this.currentTest?.timeout(testMs);
  });
  afterEach(async function () {
    this.timeout(testMs);
    if (this.currentTest?.state === "failed") {
      await workbench?.screenshot(`failed-${this.currentTest.fullTitle().replace(/\W+/g, "-")}`);
    }
  });
  after(async function () {
    this.timeout(startMs);
    await workbench?.stop();
  });

  return () => {
    if (workbench === undefined) throw new Error("the workbench exists only while tests run");
    return workbench;
  };
}
