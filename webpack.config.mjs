// @ts-check
/**
 * Four bundles: the extension host's, the engine's, the command line's and the webviews', which has an entry for each. TypeScript is only
 * translated here; `npm run lint` checks it.
 */
import path from "node:path";
import MiniCssExtractPlugin from "mini-css-extract-plugin";

const root = import.meta.dirname;
const dist = path.join(root, "dist");

/** @type {import("webpack").RuleSetRule} */
const typescript = {
  test: /\.ts$/,
  exclude: /node_modules/,
  loader: "ts-loader",
  options: { transpileOnly: true, onlyCompileBundledFiles: true, compilerOptions: { noEmit: false } },
};

/**
 * `createRequire` is left as it is, since what it loads is only known at run time; an import of what is not exported
 * fails the build.
 *
 * @type {import("webpack").ModuleOptions["parser"]}
 */
const parser = { javascript: { createRequire: false, exportsPresence: "error" }, json: { namedExports: true } };

/** @type {(name: string, mode: string) => import("webpack").Configuration} */
const shared = (name, mode) => ({
  name,
  mode: mode === "development" ? "development" : "production",
  context: root,
  devtool: mode === "development" ? "source-map" : false,
  resolve: { extensions: [".ts", ".js", ".json"] },
  cache: {
    type: "filesystem",
    cacheDirectory: path.join(root, "node_modules", ".cache", "webpack"),
    buildDependencies: { config: [import.meta.filename] },
  },
  output: {
    path: dist,
    filename: "[name].js",
    // Every file of a bundle begins with the bundle's name, so that each can sweep away its own old ones.
    chunkFilename: ({ chunk }) => (chunk?.name?.startsWith(name) ? "[name].js" : `${name}-[id].js`),
    clean: { keep: (file) => !file.startsWith(name) },
  },
  performance: { hints: false },
  stats: "errors-warnings",
  infrastructureLogging: { level: "error" },
});

/**
 * `sharp` brings native code and stays a package beside the bundles; `vscode` is the editor's.
 *
 * @type {(name: string, entry: string, mode: string) => import("webpack").Configuration}
 */
const forNode = (name, entry, mode) => {
  const base = shared(name, mode);
  return {
    ...base,
    target: "node20",
    entry: { [name]: entry },
    output: { ...base.output, library: { type: "commonjs2" } },
    module: { parser, rules: [typescript] },
    externals: { vscode: "commonjs vscode", sharp: "commonjs sharp", encoding: "commonjs encoding" },
    node: { __dirname: false, __filename: false },
  };
};

/**
 * tfjs-node takes the CommonJS form of tfjs, so the engine does too: with both forms there would be two sets of backends,
 * and tfjs-node's classes are of an older kind, which cannot extend those of tfjs's module build.
 *
 * @type {(mode: string) => import("webpack").Configuration}
 */
const engine = (mode) => {
  const base = forNode("engine", "./src/engine/main.ts", mode);
  return { ...base, resolve: { ...base.resolve, mainFields: ["main"] } };
};

/** @type {(mode: string) => import("webpack").Configuration} */
const forWebview = (mode) => ({
  ...shared("webview", mode),
  target: "web",
  entry: {
    webview: "./webview-ui/main.ts",
    "webview-layers": "./webview-ui/layers/main.ts",
    "page-view": "./webview-ui/page-view/main.ts",
    leaderboard: "./webview-ui/leaderboard/main.ts",
    examples: "./webview-ui/examples/main.ts",
  },
  module: {
    parser,
    rules: [
      typescript,
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, "css-loader"] },
      { test: /\.ttf$/, type: "asset/inline" },
    ],
  },
  plugins: [new MiniCssExtractPlugin({ filename: "[name].css" })],
});

/** @type {(env: Record<string, unknown>, argv: { mode?: string }) => import("webpack").Configuration[]} */
export default (_env, { mode = "production" }) => [
  forNode("extension", "./src/host/extension.ts", mode),
  engine(mode),
  forNode("cli", "./src/cli/main.ts", mode),
  forWebview(mode),
];
