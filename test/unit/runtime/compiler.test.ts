import assert from "node:assert/strict";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileBinding, findCompiler, type Compiler } from "../../../src/runtime/compiler";
import { bindingPath } from "../../../src/runtime/runtime";
import { compilerRemedy } from "../../../src/runtime/with-compiler";
import { problemOf } from "../packages/rejection";
import { useTemporaryCache, withEnvironment } from "../packages/temporary-cache";

/** A compiler of our own: Node with a script that is given all arguments. */
function scripted(script: string): Compiler {
  return { command: process.execPath, args: ["-e", script, "--"], version: "scripted", env: {} };
}

const writeArguments = `
const args = process.argv.slice(1);
require("fs").writeFileSync(args[args.indexOf("-o") + 1], JSON.stringify(args));
`;

describe("compileBinding", () => {
  const folder = useTemporaryCache();

  async function compile(compiler: Compiler): Promise<void> {
    await mkdir(join(folder(), "tfjs", "binding"), { recursive: true });
    await writeFile(join(folder(), "tfjs", "binding", "a.cc"), "");
    await writeFile(join(folder(), "tfjs", "binding", "a.h"), "");
    const sources = { tfjsNode: join(folder(), "tfjs"), includes: ["/headers"], libraries: ["libtensorflow.so.2"] };
    await compileBinding(compiler, sources, folder(), {});
  }

  it("hands every source, header folder and library to the compiler", async () => {
    await compile(scripted(writeArguments));
    const args = JSON.parse(await readFile(join(folder(), bindingPath), "utf8")) as string[];
    assert.ok(args.includes(join(folder(), "tfjs", "binding", "a.cc")));
    assert.ok(!args.includes(join(folder(), "tfjs", "binding", "a.h")));
    assert.ok(args.includes("-I/headers"));
    assert.ok(args.includes(join(folder(), "deps/lib", "libtensorflow.so.2")));
  });

  it("reports the compiler's first error", async () => {
    const fails = `console.error("note\\na.cc:1:2: error: no such thing\\na.cc:3:4: error: another"); process.exit(1)`;
    const { code, message } = await problemOf(compile(scripted(fails)));
    assert.equal(code, "runtime/not-compiled");
    assert.equal(message, "cannot compile the native binding: a.cc:1:2: error: no such thing");
  });
});

describe("findCompiler", () => {
  const folder = useTemporaryCache();
  withEnvironment(() => ({ CXX: join(folder(), "my-compiler"), PATH: "" }));

  it("takes the compiler of CXX first", async () => {
    const command = join(folder(), "my-compiler");
    await writeFile(command, "#!/bin/sh\necho my compiler 1.0\necho more\n");
    await chmod(command, 0o755);
    assert.deepEqual(await findCompiler(), { command, args: [], version: "my compiler 1.0", env: {} });
  });

  it("finds none where none is installed", async () => {
    assert.equal(await findCompiler(), undefined);
  });
});

describe("compilerRemedy", () => {
  it("names the packages of the platform", () => {
    assert.equal(compilerRemedy("darwin"), "run: xcode-select --install");
    assert.match(compilerRemedy("linux"), /apt-get install g\+\+ .*dnf install gcc-c\+\+/);
  });
});
