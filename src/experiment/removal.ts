/** Taking a key out of an experiment file. Unlike jsonc-parser's own removal it keeps the comments of the neighbours. */
import { createScanner, type Node } from "jsonc-parser";
import type { TextEdit } from "./edit";

/**
 * Removes a property with its comma and, where it has the line to itself, with the line and the comment at its end.
 *
 * @param property a node of type `property`
 */
export function removalOf(text: string, property: Node): TextEdit[] {
  const siblings = property.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(property) - 1];
  const end = property.offset + property.length;
  const comma = commaAfter(text, end);
  const own = wholeLine(text, property.offset, comma === undefined ? end : comma + 1);
  // The last property leaves the comma before it without use.
  const before =
    comma === undefined && previous !== undefined ? commaAfter(text, previous.offset + previous.length) : undefined;
  return before === undefined ? [own] : [{ offset: before, length: 1, text: "" }, own];
}

/** Where the comma behind a value is, comments left aside; undefined where there is none. */
export function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const next = scanner.getTokenOffset();
  return text[next] === "," ? next : undefined;
}

function wholeLine(text: string, start: number, end: number): TextEdit {
  const lead = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const rest = /^[ \t]*(\/\/[^\r\n]*)?\r?\n/.exec(text.slice(end))?.[0].length;
  const first = start - lead;
  const hasOwnLine = rest !== undefined && (first === 0 || text[first - 1] === "\n");
  const last = hasOwnLine ? end + rest : end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
  const offset = hasOwnLine ? first : start;
  return { offset, length: last - offset, text: "" };
}
