/** Where things are in the checkout. Tests run from the repository root's sources, never from a bundle. */
import path from "node:path";

export const repositoryRoot = path.resolve(__dirname, "../..");
export const distFolder = path.join(repositoryRoot, "dist");
/** Build output of tests, ignored by git. */
export const outFolder = path.join(repositoryRoot, "out");
export const screenshotFolder = path.join(outFolder, "screenshots");
