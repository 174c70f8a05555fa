/** How the figures of several tasks go by name: the target's by their own, those of others behind the name of the task. */
import type { Figures } from "./metrics";

/** `letters/` for the task letters beside a target of another name; nothing for the target. */
export const figurePrefix = (task: string, target: string): string => (task === target ? "" : `${task}/`);

/** @param figures by their own names */
export const prefixed = (prefix: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}${name}`, value]));
