import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LastLines } from "../../../src/client/last-lines";

describe("LastLines", () => {
  it("keeps the last lines, wherever the pieces of text were cut", () => {
    const lines = new LastLines(2);
    for (const piece of ["one\ntw", "o\r\nthr", "ee\n", "\n"]) lines.add(piece);
    assert.equal(lines.text, "two\nthree");
  });

  it("has the line that was not finished", () => {
    const lines = new LastLines(2);
    lines.add("one\ntwo\nunfinish");
    assert.equal(lines.text, "two\nunfinish");
  });

  it("leaves out what TensorFlow says at every start", () => {
    const lines = new LastLines(9);
    lines.add(
      [
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR",
        "I0000 00:00:1795476940.672398   26781 port.cc:153] oneDNN custom operations are on.",
        "To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow.",
        "Error: broken\n",
      ].join("\n"),
    );
    assert.equal(lines.text, "Error: broken");
  });

  it("shortens a line that nobody could read", () => {
    const lines = new LastLines(2);
    lines.add(`${"x".repeat(1_000_000)}\nError: broken\n`);
    assert.equal(lines.text, `${"x".repeat(300)}…\nError: broken`);
  });
});
