/** A result that only some methods have, beside figures and verdict. */
import { z } from "zod";

/** A mean with its two-sided 95 % interval over seeds (Student's t); low and high are absent for one seed. */
export const intervalSchema = z.object({
  mean: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  /** How many seeds. */
  n: z.number().int(),
});
export type Interval = z.infer<typeof intervalSchema>;

const unitSchema = z.enum(["share", "number", "nats", "degrees"]);
const cellSchema = z.union([intervalSchema, z.string(), z.null()]);

/** A result that only some methods have; drawn in the panel, on the command line and in the saved report as it is. */
export const reportPartSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("table"),
    id: z.string(),
    title: z.string(),
    /** One sentence: how to read it. */
    describe: z.string(),
    /** Of the cells; the titles of the rows stand before them. */
    columns: z.array(z.object({ title: z.string(), unit: unitSchema.optional() })),
    rows: z.array(z.object({ title: z.string(), cells: z.array(cellSchema) })),
  }),
  z.object({
    type: z.literal("chart"),
    id: z.string(),
    title: z.string(),
    describe: z.string(),
    x: z.object({ title: z.string(), labels: z.array(z.string()) }),
    y: z.object({ title: z.string(), unit: unitSchema }),
    series: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        line: z.enum(["solid", "dashed", "dotted"]),
        /** One a label of the axis; null where there is none yet. */
        points: z.array(intervalSchema.nullable()),
      }),
    ),
    /** Labels of the axis to point out, each with the reason. */
    marks: z.array(z.object({ at: z.number().int(), title: z.string() })).optional(),
  }),
  z.object({
    /** Points in a plane, in named groups. */
    type: z.literal("scatter"),
    id: z.string(),
    title: z.string(),
    describe: z.string(),
    x: z.object({ title: z.string() }),
    y: z.object({ title: z.string() }),
    groups: z.array(
      z.object({
        title: z.string(),
        mark: z.enum(["circle", "triangle", "cross", "square"]),
        points: z.array(z.tuple([z.number(), z.number()])),
      }),
    ),
  }),
  z.object({
    /** Small pictures side by side: what a network or a dictionary has learnt to see. */
    type: z.literal("tiles"),
    id: z.string(),
    title: z.string(),
    describe: z.string(),
    /** Of each picture, pixels. */
    height: z.number().int(),
    width: z.number().int(),
    channels: z.union([z.literal(1), z.literal(3)]),
    /** Brightness 0..255, row-major, channels last; `note` stands below a picture. */
    tiles: z.array(z.object({ title: z.string(), note: z.string().optional(), values: z.array(z.number().int()) })),
  }),
]);
export type ReportPart = z.infer<typeof reportPartSchema>;
