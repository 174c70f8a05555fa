/**
 * Fetches pinned packages of Debian into the per-user cache, with Debian's own clients: nothing is installed. Where a
 * package lies is asked of apt-get, so the sources of this machine apply; what comes is checked against the pinned hash.
 */
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheDirectory } from "./cache";
import { lastLine, runCommand } from "./command";
import { fetchArchive, fetchOnce } from "./fetch-package";
import { fromSha256 } from "./integrity";
import type { DebianPin } from "./pinned";
import { failure, fileFailure } from "./problems";
import type { TaskOptions } from "./progress";

/**
 * @returns a folder with the entries that the pin keeps, named as in the package
 * @throws ProblemError `package/not-found`, `package/no-apt`, `package/not-unpacked`, and those of `downloadFile`
 */
export function fetchDebianPackage(pin: DebianPin, options: TaskOptions = {}): Promise<string> {
  return fetchOnce(pin, "debian", options, async (folder, downloads) => {
    const wanted = `${pin.name}=${pin.version}`;
    const archive = await fetchArchive(pin, {
      integrity: fromSha256(pin.sha256),
      downloads,
      options,
      locate: async () => addressIn(await apt(["download", "--print-uris", wanted], { ...options, wanted }), wanted),
      viaClient: async (to) => {
        await apt(["download", wanted], { ...options, wanted, cwd: to });
      },
    });
    options.onProgress?.({ stage: `Unpacking ${pin.name} ${pin.version}` });
    const unpacked = join(downloads, "unpacked");
    await rm(unpacked, { recursive: true, force: true });
    const { ok, stderr } = await runCommand("dpkg-deb", ["-x", archive, unpacked], { signal: options.signal });
    if (!ok) throw failure("package/not-unpacked", archive, `cannot be unpacked: ${lastLine(stderr)}`);
    for (const entry of pin.files) await keep(join(unpacked, entry), join(folder, entry));
  });
}

async function keep(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to).catch((error: unknown) => {
    throw fileFailure(error, to);
  });
}

/** apt-get prints `'ADDRESS' FILE BYTES HASH`. */
function addressIn(answer: string, wanted: string): string {
  const address = /^'([^']+)'/m.exec(answer)?.[1];
  if (address === undefined) throw failure("package/not-found", wanted, "apt-get does not say where it lies");
  return address;
}

interface Asked extends TaskOptions {
  wanted: string;
  cwd?: string;
}

/** Asks apt-get; where this machine's lists of packages are missing or old, once more with lists of our own. */
async function apt(args: readonly string[], asked: Asked): Promise<string> {
  const plain = await runApt(args, asked);
  if (plain.ok) return plain.stdout;
  const lists = await ownLists();
  asked.onProgress?.({ stage: "Reading Debian's lists of packages" });
  const updated = await runApt([...lists, "update"], asked);
  const again = updated.ok ? await runApt([...lists, ...args], asked) : updated;
  if (again.ok) return again.stdout;
  throw failure("package/not-found", asked.wanted, `apt-get cannot fetch it: ${lastLine(again.stderr)}`);
}

async function runApt(args: readonly string[], { signal, wanted, cwd }: Asked) {
  const result = await runCommand("apt-get", ["--quiet", "--quiet", ...args], {
    signal,
    ...(cwd !== undefined && { cwd }),
  });
  if (!result.missing) return result;
  throw failure("package/no-apt", wanted, "is a package of Debian and needs apt-get; fetch it on Debian or Ubuntu");
}

/** Options that make apt-get keep its lists in the cache, where no rights are needed. */
async function ownLists(): Promise<string[]> {
  const [lists, cache] = ["lists", "cache"].map((name) => join(cacheDirectory(), "apt", name));
  for (const folder of [lists, cache]) await mkdir(join(folder ?? "", "partial"), { recursive: true });
  return ["-o", `Dir::State::lists=${lists}`, "-o", `Dir::Cache=${cache}`];
}
