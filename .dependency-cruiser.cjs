/**
 * Who may import whom; see docs/ARCHITECTURE.md. `test/unit/architecture.test.ts` holds these rules, and holds that
 * they catch what they forbid.
 *
 * Type-only imports vanish at run time, so the rules about what a process loads leave them out.
 */

/** Parts that must never load TensorFlow: everything but the engine, the training and the methods' own training. */
const withoutTensors =
  "^(webview-ui/|src/(host|experiment|runs|records|protocol|math|data|models|client|runtime|packages|sample|cli)/)";
const tensorflow = "(^|/)node_modules/@tensorflow/";
/** Leaves out imports of types. */
const loaded = { dependencyTypesNot: ["type-only"] };

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const forbidden = [
  {
    name: "no-cycles",
    comment: "A cycle hides which of two modules is the simpler one.",
    severity: "error",
    from: {},
    to: { circular: true, viaOnly: loaded },
  },
  {
    name: "no-unresolved",
    comment: "An import that leads nowhere.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true, pathNot: "^vscode$" },
  },
  {
    name: "only-host-imports-vscode",
    comment: "Everything else also runs on the command line.",
    severity: "error",
    from: { path: "^(src|webview-ui)/", pathNot: "^src/host/" },
    to: { path: "^vscode$|@types/vscode" },
  },
  {
    name: "no-tensorflow-outside-the-engine",
    comment: "TensorFlow lives in the engine's process only, and is never loaded elsewhere, not even indirectly.",
    severity: "error",
    from: { path: withoutTensors },
    to: { path: tensorflow, reachable: true },
  },
  {
    name: "one-import-of-tfjs-node",
    comment: "src/training/tf.ts decides which backend computes.",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/training/tf\\.ts$" },
    to: { path: "(^|/)node_modules/@tensorflow/tfjs-node/", ...loaded },
  },
  {
    name: "protocol-imports-nothing",
    comment: "Every process and the webview share it; only the decoder and the words' translation come from outside.",
    severity: "error",
    from: { path: "^src/protocol/" },
    to: { pathNot: "^src/protocol/|^node_modules/(zod|@vscode/l10n)/" },
  },
  {
    name: "math-imports-only-packages",
    comment: "Formulas over plain numbers. Types of others' values, and hashes as sources of seeds, are no dependency.",
    severity: "error",
    from: { path: "^src/math/" },
    to: { pathNot: "^src/math/|^node_modules/|^(node:)?crypto$", ...loaded },
  },
  {
    name: "methods-do-not-know-each-other",
    comment: "A method is one folder; what two share belongs to training or math.",
    severity: "error",
    from: { path: "^src/methods/([^/]+)/" },
    to: { path: "^src/methods/[^/]+/", pathNot: "^src/methods/$1/" },
  },
  {
    name: "specs-are-data",
    comment: "The editor reads every method's spec, so a spec must not lead to the training.",
    severity: "error",
    from: { path: "^src/methods/[^/]+/spec\\.ts$" },
    to: { path: "^src/(training|engine)/|^src/methods/[^/]+/train\\.ts$" },
  },
  {
    name: "experiment-is-pure",
    comment: "Text in, experiment or problems out; reading files is the caller's.",
    severity: "error",
    from: { path: "^src/experiment/" },
    to: { path: "^(node:)?(fs|fs/promises|child_process)$" },
  },
  {
    name: "webview-imports-only-the-protocol",
    comment: "The page knows messages, nothing else of the extension.",
    severity: "error",
    from: { path: "^webview-ui/" },
    to: { path: "^src/", pathNot: "^src/protocol/" },
  },
  {
    name: "sources-do-not-import-tests",
    comment: "Tests know the product, not the other way round.",
    severity: "error",
    from: { path: "^(src|webview-ui)/" },
    to: { path: "^(test|bench|scripts)/" },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.css$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
    progress: { type: "none" },
  },
};
