/** Unpacks archives whose hash has been checked, with what every machine has: `tar` for npm's, Python for wheels. */
import { mkdir } from "node:fs/promises";
import { lastLine, runCommand, type CommandResult } from "./command";
import { failure } from "./problems";

/**
 * Unpacks a .tar.gz into a folder, without its outermost folders.
 *
 * @param strip how many leading folders to leave out; npm packages have one, `package/`
 * @throws ProblemError `package/not-unpacked`
 */
export async function extractTarball(
  file: string,
  { to, strip, signal }: { to: string; strip: number; signal?: AbortSignal | undefined },
): Promise<void> {
  await mkdir(to, { recursive: true });
  // Fed through standard input: some tars take the colon of a Windows path for a host.
  const args = ["-xzf", "-", `--strip-components=${strip}`];
  assertUnpacked(file, await runCommand("tar", args, { cwd: to, inputFile: file, signal }));
}

/** Streams each entry; zipfile checks the CRC and keeps names inside the folder. */
const unzipScript = `
import sys, zipfile
wheel, folder, *wanted = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if any(name == entry or (entry.endswith("/") and name.startswith(entry)) for entry in wanted):
            archive.extract(name, folder)
`;

/**
 * Unpacks some entries of a wheel or another zip file, whatever their size.
 *
 * @param python the interpreter
 * @param entries full names, or folders that end with `/`
 * @throws ProblemError `package/not-unpacked`
 */
export async function extractWheel(
  file: string,
  options: { to: string; python: string; entries: readonly string[]; signal?: AbortSignal | undefined },
): Promise<void> {
  const { to, python, entries, signal } = options;
  await mkdir(to, { recursive: true });
  assertUnpacked(file, await runCommand(python, ["-c", unzipScript, file, to, ...entries], { signal }));
}

function assertUnpacked(file: string, { ok, stderr }: CommandResult): void {
  if (!ok) throw failure("package/not-unpacked", file, `cannot be unpacked: ${lastLine(stderr)}`);
}
