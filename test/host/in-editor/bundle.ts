/** Translates the suite and the extension that runs it into `out/host-suite`, an unpacked extension. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { outFolder, repositoryRoot } from "../../support/paths";

const manifest = {
  name: "transfer-lab-host-suite",
  publisher: "transfer-lab",
  version: "0.0.1",
  engines: { vscode: "^1.100.0" },
  main: "./extension.js",
  activationEvents: ["onStartupFinished"],
  extensionKind: ["workspace"],
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** @returns the extension's folder */
export async function bundleSuite(): Promise<string> {
  const folder = path.join(outFolder, "host-suite");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const suite = path.join(repositoryRoot, "test", "host", "suite");
  await build({
    entryPoints: {
      extension: path.join(__dirname, "extension.ts"),
      ...Object.fromEntries(
        readdirSync(suite, { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".test.ts"))
          .map((name) => [`suite/${name.slice(0, -".ts".length)}`, path.join(suite, name)]),
      ),
    },
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  return folder;
}
