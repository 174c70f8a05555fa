/**
 * Finds texts that did not go through `t`. The page is given a made-up language, in which each piece of a text stands in
 * brackets and only what is filled in does not, so whatever is outside of brackets is data, a number, or was forgotten.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../support/paths";
import type { PageLanguage } from "./served-page";

const bundle = readFileSync(path.join(repositoryRoot, "l10n", "bundle.l10n.de.json"), "utf8");
export const german: PageLanguage = { language: "de", translations: JSON.parse(bundle) as Record<string, string> };

/** `{0} of {1} runs` → `{0}⟦ of ⟧{1}⟦ runs⟧` */
const bracketed = (text: string): string =>
  text.replace(/(\{\d\})|((?:(?!\{\d\}).)+)/g, (_, value?: string, words?: string) => value ?? `⟦${words ?? ""}⟧`);

export const madeUp: PageLanguage = {
  language: "en",
  translations: Object.fromEntries(Object.keys(german.translations ?? {}).map((text) => [text, bracketed(text)])),
};

/** Beside data only these may stand outside of brackets: dates, and numbers with their units. */
const figures = [/\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d/g, /\d[\d.,]*(e[−+]?\d+)?( (min|s|h)(?!\p{L}))?/gu];

/** What stands here in a message is a word of the protocol, for which the page has one of its own. */
const protocolWords = new Set(["type", "state", "training", "origin", "severity", "split"]);

/**
 * @param texts of a page in the made-up language
 * @param data what the page was sent, and what is made of that
 * @returns those with a word that is neither translated nor data
 */
export function untranslated(texts: readonly string[], data: unknown): string[] {
  const names = [...new Set(namesIn(data))].filter(saysSomething).sort((a, b) => b.length - a.length);
  const known = new RegExp(`(?<![\\p{L}\\d])(${names.map(escaped).join("|")})(?![\\p{L}\\d])`, "giu");
  const leftOf = (text: string) =>
    [/⟦[^⟦⟧]*⟧/g, known, ...figures].reduce((left, allowed) => left.replace(allowed, "\n"), text);
  return texts.filter((text) => saysSomething(leftOf(text)));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const saysSomething = (text: string): boolean => /\p{L}{2}/u.test(text);

/** Layers and figures of a part of the network are also called by what stands behind its name, and figures are keys. */
function namesIn(value: unknown): string[] {
  if (typeof value === "string") return [value, ...value.split("/")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.includes("/") ? namesIn(key) : []),
    ...(protocolWords.has(key) && /^[a-z]+$/.test(String(inner)) ? [] : namesIn(inner)),
  ]);
}
