/**
 * The texts that a person reads, taken from the sources: those that go through `vscode.l10n.t` in the extension host and
 * through `t` of @vscode/l10n elsewhere, what specs and architectures say, and those of the host that are shown as they are.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { methods } from "../../src/methods/index";
import { architectures } from "../../src/models/architectures";
import { explainedVariance } from "../../src/runs/headline";
import { repositoryRoot } from "./paths";

const roots = ["src", "webview-ui"];
const host = path.join("src", "host");
/** It translates what plain data say, whatever that is. */
const ofData = path.join("src", "methods", "in-language.ts");

/** Objects of the editor's interface show what stands under these names to a person. */
const SHOWN_PROPERTIES = new Set([
  ...["title", "label", "detail", "description", "placeHolder", "placeholder", "prompt", "tooltip", "openLabel"],
]);
const SHOWN_BY = /^show(Information|Warning|Error)Message$/;

export interface Texts {
  /** What `t` was called with. */
  translated: ReadonlySet<string>;
  /** Calls of `t` with something else than a text: it cannot be translated. `file:line` */
  unreadable: readonly string[];
  /** Texts that are shown as they are. `file:line: text` */
  bare: readonly string[];
}

export function readTexts(): Texts {
  const translated = new Set<string>(textsOfData());
  const unreadable: string[] = [];
  const bare: string[] = [];
  for (const file of roots.flatMap(sourcesIn)) {
    const text = readFileSync(path.join(repositoryRoot, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const placeOf = (node: ts.Node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTranslation(node)) {
        const [first] = node.arguments;
        if (first !== undefined && ts.isStringLiteralLike(first)) translated.add(first.text);
        else if (file !== ofData) unreadable.push(placeOf(node));
      }
      const shown = file.startsWith(host) ? shownText(node) : undefined;
      if (shown !== undefined && saysSomething(shown)) bare.push(`${placeOf(node)}: ${shown}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { translated, unreadable, bare };
}

function textsOfData(): string[] {
  const ofMethods = methods.flatMap(({ title, summary, controls, charts, headline }) => [
    ...[title, summary, headline.title],
    ...[...controls, ...charts].flatMap((one) => [one.title, one.describe]),
  ]);
  return [...ofMethods, explainedVariance.title, ...architectures.flatMap((one) => [one.title, one.summary])];
}

/** The manifest has texts of its own, in package.nls.json. */
const isManifest = (file: string): boolean =>
  file.startsWith(path.join(host, "contributions")) || file === path.join(host, "manifest.ts");

const sourcesIn = (root: string): string[] =>
  readdirSync(path.join(repositoryRoot, root), { recursive: true, encoding: "utf8" })
    .map((name) => path.join(root, name))
    .filter((file) => file.endsWith(".ts") && !isManifest(file));

/** `vscode.l10n.t(…)`, or `t(…)`: no other function has so short a name. */
const isTranslation = ({ expression }: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(expression)
    ? expression.name.text === "t" && /(^|\.)l10n$/.test(expression.expression.getText())
    : ts.isIdentifier(expression) && expression.text === "t";

/** A literal that a person gets to see. */
function shownText(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) && SHOWN_PROPERTIES.has(node.name.getText())) return literalText(node.initializer);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left, right } = node;
    return ts.isPropertyAccessExpression(left) && SHOWN_PROPERTIES.has(left.name.text) ? literalText(right) : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [first] = node.arguments;
  return first !== undefined && SHOWN_BY.test(node.expression.name.text) ? literalText(first) : undefined;
}

/** Without what is filled in. */
function literalText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("");
}

/** Names of icons, identifiers and marks are the same in every language. */
const saysSomething = (text: string): boolean => /[A-Za-z]{2}/.test(text.replace(/\$\([\w~-]+\)/g, ""));

/** Sentences in the sources of what says nothing but to a person, which are not translated: `file:line: text` */
export function bareSentences(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const text = readFileSync(path.join(repositoryRoot, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (isNoText(node)) return;
      const said = ts.isExpression(node) ? literalText(node) : undefined;
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (said !== undefined && /\p{L}{2},? \p{L}{2}/u.test(said)) found.push(`${file}:${line}: ${said}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Translated already, or for developers. */
const isNoText = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) ||
  ts.isTypeNode(node) ||
  ts.isThrowStatement(node) ||
  (ts.isCallExpression(node) && isTranslation(node));
