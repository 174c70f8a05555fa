import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { changeNotes, notesFile, readNotes } from "../../../../src/runs/comparison/notes";
import { rejectedProblem } from "../../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

describe("notes of runs", () => {
  const folder = useTemporaryFolder("notes");
  const write = (text: string) => {
    mkdirSync(path.dirname(notesFile(folder())), { recursive: true });
    writeFileSync(notesFile(folder()), text);
  };
  const noteOf = async (runId: string) => (await readNotes(folder())).notes.get(runId);

  it("are none where nobody wrote any", async () => {
    assert.deepEqual(await readNotes(folder()), { notes: new Map() });
  });

  it("keep what a change leaves out, and take away what it empties", async () => {
    await changeNotes(folder(), ["pets-1"], { name: "best", note: "try longer", tags: ["good", " good ", ""] });
    await changeNotes(folder(), ["pets-1"], { pinned: true, note: "" });
    assert.deepEqual(await noteOf("pets-1"), { name: "best", tags: ["good"], pinned: true });
    await changeNotes(folder(), ["pets-1"], { name: " ", tags: [" "], pinned: false });
    assert.deepEqual(JSON.parse(readFileSync(notesFile(folder()), "utf8")), { version: 1, runs: {} });
  });

  it("are merged run by run when many change them at once", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `run-${index}`);
    await Promise.all(ids.map((id) => changeNotes(folder(), [id], { note: `of ${id}` })));
    const { notes } = await readNotes(folder());
    assert.deepEqual(new Set(notes.keys()), new Set(ids));
  });

  it("of two processes that write at once are all kept", async () => {
    const writer = path.join(__dirname, "note-writer.ts");
    const writers = ["one", "two"].map((name) =>
      fork(writer, [folder(), name], { execArgv: ["--import=tsx"], stdio: "inherit" }),
    );
    const codes = await Promise.all(writers.map(async (child) => (await once(child, "exit"))[0] as number));
    assert.deepEqual(codes, [0, 0]);
    assert.equal((await readNotes(folder())).notes.size, 20);
  }).timeout(30_000);

  it("that are damaged are one problem, and a change leaves the file as it is", async () => {
    write('{ "version": 1, "runs": { "pets-1": { "note": 5');
    const { notes, problem } = await readNotes(folder());
    assert.equal(notes.size, 0);
    assert.equal(problem?.code, "runs/damaged");
    assert.match(problem.message, /neither shown nor changed until it is repaired/);
    const refused = await rejectedProblem(changeNotes(folder(), ["pets-1"], { note: "new" }));
    assert.equal(refused.code, "runs/damaged");
    assert.match(readFileSync(notesFile(folder()), "utf8"), /"note": 5$/);
  });

  it("of a newer version are said to be so, and are not written over", async () => {
    const newer = '{ "version": 2, "pages": [] }';
    write(newer);
    assert.equal((await readNotes(folder())).problem?.code, "runs/newer-version");
    const refused = await rejectedProblem(changeNotes(folder(), ["pets-1"], { note: "new" }));
    assert.equal(refused.code, "runs/newer-version");
    assert.equal(readFileSync(notesFile(folder()), "utf8"), newer);
  });

  it("keep what only a later version understands", async () => {
    write('{ "version": 1, "colour": "red", "runs": { "pets-1": { "stars": 3, "note": "a" } } }');
    await changeNotes(folder(), ["pets-1"], { note: "b" });
    assert.deepEqual(JSON.parse(readFileSync(notesFile(folder()), "utf8")), {
      version: 1,
      colour: "red",
      runs: { "pets-1": { stars: 3, note: "b" } },
    });
  });
});
