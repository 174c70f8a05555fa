import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { getSourceModel } from "../../../src/client/get-source-model";
import { readyModelFolder, readyModels, type ReadyModel } from "../../../src/client/ready-models";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { useTemporaryCache } from "../packages/temporary-cache";

describe("getSourceModel", () => {
  useTemporaryCache();
  const project = useTemporaryFolder("project");
  let made = 0;
  const small: ReadyModel = {
    id: "small",
    title: "A small model",
    detail: "For tests.",
    folder: "models/small",
    megabytes: { download: 1, installed: 1 },
    licence: "MIT",
    source: "made up",
    use: '"source": { "model": "models/small" }',
    version: 1,
    make: async (to) => {
      made += 1;
      await writeFile(path.join(to, "model.json"), "{}");
      await writeFile(path.join(to, "weights.bin"), new Uint8Array(2 << 20));
    },
  };
  const inProject = (...names: string[]) => path.join(project(), "models", ...names);
  beforeEach(() => {
    made = 0;
  });

  it("puts the model into the project, with its source and licence", async () => {
    const { folder, wasThere } = await getSourceModel(small, project());
    assert.deepEqual({ folder, wasThere }, { folder: inProject("small"), wasThere: false });
    assert.deepEqual(await readdir(folder), ["README.md", "model.json", "weights.bin"]);
    assert.match(await readFile(path.join(folder, "README.md"), "utf8"), /Source: made up\n- Licence: MIT/);
    assert.deepEqual(await readdir(inProject()), ["small"]);
  });

  it("takes no space twice: its large files are those of the cache", async () => {
    const { folder } = await getSourceModel(small, project());
    const cached = await stat(path.join(await readyModelFolder(small), "weights.bin"));
    assert.equal((await stat(path.join(folder, "weights.bin"))).ino, cached.ino);
  });

  it("has small files of its own, so that editing them changes no other project", async () => {
    const { folder } = await getSourceModel(small, project());
    await writeFile(path.join(folder, "model.json"), "edited");
    assert.equal(await readFile(path.join(await readyModelFolder(small), "model.json"), "utf8"), "{}");
  });

  it("makes the model once for all projects", async () => {
    await getSourceModel(small, project());
    await getSourceModel(small, path.join(project(), "another"));
    assert.equal(made, 1);
  });

  it("leaves a model that is there as it is", async () => {
    await getSourceModel(small, project());
    assert.equal((await getSourceModel(small, project())).wasThere, true);
  });

  it("does not touch other files of that name", async () => {
    await mkdir(inProject("small"), { recursive: true });
    await writeFile(inProject("small", "model.json"), "my own");
    const problem = await rejectedProblem(getSourceModel(small, project()));
    assert.equal(problem.code, "source-model/in-the-way");
    assert.equal(await readFile(inProject("small", "model.json"), "utf8"), "my own");
  });

  it("says where everything comes from and under which licence", () => {
    for (const { id, licence, source, use, folder } of readyModels) {
      assert.ok(licence !== "" && source !== "", id);
      assert.ok(use.includes(folder), id);
    }
  });
});
