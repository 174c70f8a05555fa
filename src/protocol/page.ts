/**
 * Messages between the editor host and a generic page: text, tables and charts that somebody found out, with buttons.
 *
 * The page says `ready` and gets the whole `page`; each later `page` takes the place of the one before. What a button
 * does is the host's business: the page only says which one was pressed.
 */
import { z } from "zod";
import { stageSchema } from "./metrics";
import { reportPartSchema } from "./part";
import { problemSchema } from "./problem";

const pageActionSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** The one that most people want. */
  primary: z.boolean().optional(),
});

export const pageSchema = z.object({
  title: z.string(),
  /** What it is about: an experiment, a file. */
  subtitle: z.string().optional(),
  paragraphs: z.array(z.string()),
  parts: z.array(reportPartSchema),
  actions: z.array(pageActionSchema),
  /** What is being worked on; absent once everything is there. */
  stage: stageSchema.optional(),
  /** Why it could not be done, and warnings. */
  problems: z.array(problemSchema).optional(),
});
export type Page = z.infer<typeof pageSchema>;
export type PageAction = Page["actions"][number];

export const toPageSchema = z.discriminatedUnion("type", [z.object({ type: z.literal("page"), page: pageSchema })]);
export type ToPage = z.infer<typeof toPageSchema>;

export const fromPageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("act"), id: z.string() }),
]);
export type FromPage = z.infer<typeof fromPageSchema>;
