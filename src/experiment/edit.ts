/** Changes to the text of an experiment file that leave its comments and formatting alone, and places in it. */
import { applyEdits as applyText, findNodeAtLocation, modify, parseTree, type Node } from "jsonc-parser";
import { inline } from "./inline";
import { removalOf } from "./removal";
import type { FileEdit, JsonPath } from "../protocol/problem";

/** Replaces `length` characters from `offset`. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  return edits.reduce((changed, edit) => applyText(changed, textEdits(changed, edit).map(asJsonc)), text);
}

/**
 * The same as edits of the text as it is: none where nothing changes, else the one stretch that does. Edits that touch
 * each other, such as the removal of two neighbours, have no other form that is always right.
 */
export function editsOf(text: string, edits: readonly FileEdit[]): TextEdit[] {
  const changed = applyEdits(text, edits);
  if (changed === text) return [];
  const shorter = Math.min(text.length, changed.length);
  let start = 0;
  while (start < shorter && text[start] === changed[start]) start++;
  let end = 0;
  while (end < shorter - start && text.at(-1 - end) === changed.at(-1 - end)) end++;
  return [{ offset: start, length: text.length - end - start, text: changed.slice(start, changed.length - end) }];
}

/**
 * Where a value is in the text, or its key; the nearest value around it where it is missing.
 *
 * @param atKey whether the key rather than the value is meant; the first character of the file has no key
 */
export function locate(text: string, path: JsonPath, atKey = false): { offset: number; length: number } {
  const tree = parseTree(text);
  if (tree === undefined) return { offset: 0, length: 0 };
  const node = findNodeAtLocation(tree, path);
  if (node === undefined) return path.length === 0 ? range(tree) : locate(text, path.slice(0, -1), true);
  if (!atKey) return range(node);
  return node === tree ? { offset: tree.offset, length: 1 } : range(keyOf(node) ?? node);
}

const range = ({ offset, length }: Node) => ({ offset, length });

/** The key of a property's value; undefined for an element of a list. */
const keyOf = (value: Node): Node | undefined =>
  value.parent?.type === "property" ? value.parent.children?.[0] : undefined;

function textEdits(text: string, edit: FileEdit): TextEdit[] {
  const tree = parseTree(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, edit.path);
  if (node === undefined) return edit.kind === "set" ? inserted(text, edit.path, edit.value) : [];
  switch (edit.kind) {
    case "set":
      return [{ ...range(node), text: inline(edit.value) }];
    case "rename": {
      const key = keyOf(node);
      return key === undefined ? [] : [{ ...range(key), text: JSON.stringify(edit.key) }];
    }
    case "remove":
      return node.parent?.type === "property"
        ? removalOf(text, node.parent)
        : modify(text, edit.path, undefined, {}).map(fromJsonc);
  }
}

/** A new key on a line of its own, with the objects around it where they are missing too; an object on one line stays so. */
const inserted = (text: string, path: JsonPath, value: unknown): TextEdit[] =>
  insertedInLine(text, path, value) ??
  modify(text, path, value, { formattingOptions: formattingOf(text) }).map(fromJsonc);

/** @returns undefined where the nearest object around the new key is empty or spreads over lines */
function insertedInLine(text: string, path: JsonPath, value: unknown): TextEdit[] | undefined {
  const tree = parseTree(text);
  if (tree === undefined) return undefined;
  const depth = path.findLastIndex((_, index) => findNodeAtLocation(tree, path.slice(0, index)) !== undefined);
  const around = findNodeAtLocation(tree, path.slice(0, depth));
  const last = around?.type === "object" ? around.children?.at(-1) : undefined;
  if (around === undefined || last === undefined) return undefined;
  const end = last.offset + last.length;
  const rest = text.slice(end, around.offset + around.length - 1);
  if (text.slice(around.offset, end).includes("\n") || rest.trim() !== "" || rest.includes("\n")) return undefined;
  const [key, ...deeper] = path.slice(depth);
  const whole = deeper.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return [{ offset: end, length: 0, text: `, ${JSON.stringify(key)}: ${inline(whole)}` }];
}

const fromJsonc = ({ offset, length, content }: { offset: number; length: number; content: string }): TextEdit => ({
  offset,
  length,
  text: content,
});
const asJsonc = ({ offset, length, text }: TextEdit) => ({ offset, length, content: text });

/** Keeps the file's own line ends and its own indentation, where it has any. */
function formattingOf(text: string) {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}
