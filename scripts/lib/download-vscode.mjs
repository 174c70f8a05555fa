/** Prints `executable PATH`, or says why there is none and fails: as soon as nothing has arrived for a while. */
import { downloadAndUnzipVSCode } from "@vscode/test-electron";

const [version, cachePath, firstBytesMs] = process.argv.slice(2);
const giveUp = (reason) => {
  console.log(reason);
  process.exit(1);
};
const timer = setTimeout(
  () => giveUp(`its download gave nothing within ${firstBytesMs / 1000} s`),
  Number(firstBytesMs),
);
const reporter = {
  report: (progress) => {
    if (progress.stage === "downloading" || progress.stage === "foundMatchingInstall") clearTimeout(timer);
    if (progress.stage === "retrying") giveUp(`its download failed: ${progress.error.message}`);
  },
  error: () => undefined,
};
try {
  console.log(`executable ${await downloadAndUnzipVSCode({ version, cachePath, reporter, timeout: 60_000 })}`);
} catch (error) {
  giveUp(`its download failed: ${error.message ?? error}`);
}
