/** Marks of the map: each class has a colour and a shape of its own, so that colour alone never tells two apart. */
import { lineStyle } from "../arms";
import type { ThemeColours } from "../theme";
import type { Point } from "./map-geometry";

const shapes = ["circle", "square", "triangle", "cross", "diamond", "plus", "bar", "ring"] as const;
type Shape = (typeof shapes)[number];

/** Seven colours, eight shapes: every class up to the 56th is different. */
export const markOf = (index: number): { colour: string; shape: Shape } => ({
  colour: lineStyle(index).colour,
  shape: shapes[index % shapes.length] ?? "circle",
});

export interface MarkLook {
  /** Index of the class; null for a training example whose class training did not see. */
  readonly truth: number | null;
  /** Half of its side, pixels. */
  readonly size: number;
  readonly alpha: number;
}

export function drawMark(
  ctx: CanvasRenderingContext2D,
  [x, y]: Point,
  { truth, size, alpha }: MarkLook,
  theme: ThemeColours,
): void {
  const { colour, shape } =
    truth === null ? { colour: "var(--vscode-foreground)", shape: "ring" as const } : markOf(truth);
  ctx.fillStyle = ctx.strokeStyle = theme.colour(colour, alpha);
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  trace(ctx, shape, [x, y], size);
  if (shape === "cross" || shape === "plus" || shape === "ring") ctx.stroke();
  else ctx.fill();
}

function trace(ctx: CanvasRenderingContext2D, shape: Shape, [x, y]: Point, size: number): void {
  switch (shape) {
    case "circle":
    case "ring":
      ctx.arc(x, y, size * 0.9, 0, 2 * Math.PI);
      return;
    case "square":
      ctx.rect(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6);
      return;
    case "bar":
      ctx.rect(x - size, y - size * 0.45, size * 2, size * 0.9);
      return;
    case "triangle":
      outline(ctx, [
        [x, y - size],
        [x + size, y + size * 0.8],
        [x - size, y + size * 0.8],
      ]);
      return;
    case "diamond":
      outline(ctx, [
        [x, y - size * 1.1],
        [x + size * 1.1, y],
        [x, y + size * 1.1],
        [x - size * 1.1, y],
      ]);
      return;
    case "cross":
      strokes(
        ctx,
        [
          [x - size * 0.8, y - size * 0.8],
          [x + size * 0.8, y + size * 0.8],
        ],
        [
          [x + size * 0.8, y - size * 0.8],
          [x - size * 0.8, y + size * 0.8],
        ],
      );
      return;
    case "plus":
      strokes(
        ctx,
        [
          [x - size, y],
          [x + size, y],
        ],
        [
          [x, y - size],
          [x, y + size],
        ],
      );
      return;
  }
}

function outline(ctx: CanvasRenderingContext2D, points: readonly Point[]): void {
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
  ctx.closePath();
}

function strokes(ctx: CanvasRenderingContext2D, ...lines: readonly (readonly [Point, Point])[]): void {
  for (const [from, to] of lines) {
    ctx.moveTo(...from);
    ctx.lineTo(...to);
  }
}
