/** Where the other bundles are: beside this one, or in a checkout beside its sources. */
import path from "node:path";

const isBundle = path.extname(__filename) !== ".ts";

/** The engine that this command line starts. */
export const enginePath = isBundle
  ? path.join(__dirname, "engine.js")
  : path.resolve(__dirname, "..", "engine", "main.ts");

/** The folder that holds the bundled run page. */
export const distFolder = isBundle ? __dirname : path.resolve(__dirname, "..", "..", "dist");
