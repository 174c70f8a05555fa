/** One process at a time installs a thing; the others wait and then find it installed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toolsFolder } from "./paths.mjs";

/**
 * @template T
 * @param {string} name of the thing, usable as a file name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(toolsFolder, { recursive: true });
  const file = path.join(toolsFolder, `${name}.lock`);
  let said = false;
  while (!take(file)) {
    if (!said) console.log(`Waiting for another process that installs ${name} (lock ${file})`);
    said = true;
    await sleep(250);
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    release();
    process.off("exit", release);
  }
}

/** @returns {boolean} whether the lock is ours now; a lock whose owner has died is removed */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (!ownerLives(file)) rmSync(file, { force: true });
  return false;
}

function ownerLives(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")) || process.pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
