/**
 * The map as a canvas: a lasso around examples selects them, a click selects the nearest; by keyboard, arrows go from example
 * to example and Space selects. Whoever owns it keeps what is selected.
 */
import { t } from "@vscode/l10n";
import { h } from "../dom";
import type { ThemeColours } from "../theme";
import { type Arrow, isArrow, isInside, nearestTo, neighbour, placing, type Point } from "./map-geometry";
import { drawMark } from "./map-marks";
import { isMistake, type MapPoint } from "./map-points";

const FRAME = { width: 720, height: 460, margin: 18 };
/** How far from an example a click still means it, pixels. */
const REACH = 12;
const SIZES = { test: 4.5, training: 3 } as const;

export interface MapHandlers {
  /** @param adds to what is selected already */
  select: (indices: readonly number[], adds: boolean) => void;
  /** The example that the keyboard is at. */
  at: (index: number) => void;
}

export class MapCanvas {
  readonly element = h("canvas", {
    class: "map",
    tabindex: 0,
    role: "application",
    "aria-label": t("Map of examples"),
    "aria-roledescription": t("map"),
    "aria-describedby": "map-help",
  });
  private points: readonly MapPoint[] = [];
  private places: readonly Point[] = [];
  private selected: ReadonlySet<number> = new Set();
  private theme: ThemeColours | undefined;
  private lasso: Point[] = [];
  private current: number | undefined;

  constructor(private readonly handlers: MapHandlers) {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture(event.pointerId);
      this.lasso = [this.placeOf(event)];
    });
    element.addEventListener("pointermove", (event) => {
      if (this.lasso.length === 0) return;
      this.lasso.push(this.placeOf(event));
      this.draw();
    });
    element.addEventListener("pointerup", (event) => {
      this.endLasso(event.shiftKey);
    });
    element.addEventListener("pointercancel", () => {
      this.lasso = [];
      this.draw();
    });
    element.addEventListener("keydown", (event) => {
      if (this.press(event.key)) event.preventDefault();
    });
    for (const event of ["focus", "blur"] as const) {
      element.addEventListener(event, () => {
        this.draw();
      });
    }
  }

  show(points: readonly MapPoint[], selected: ReadonlySet<number>, theme: ThemeColours): void {
    if (points !== this.points) {
      const place = placing(
        points.map(({ point }) => point),
        FRAME,
      );
      this.points = points;
      this.places = points.map(({ point }) => place(point));
      this.current = undefined;
    }
    this.selected = selected;
    this.theme = theme;
    this.draw();
  }

  private endLasso(adds: boolean): void {
    const outline = this.lasso;
    this.lasso = [];
    const [first] = outline;
    if (first === undefined) return;
    const isClick = outline.every(([x, y]) => Math.hypot(x - first[0], y - first[1]) < 4);
    if (isClick) {
      const nearest = nearestTo(first, this.places, REACH);
      this.handlers.select(nearest === undefined ? [] : [nearest], adds);
      this.goTo(nearest);
    } else {
      const enclosed = this.places.flatMap((place, index) => (isInside(place, outline) ? [index] : []));
      this.handlers.select(enclosed, adds);
    }
    this.draw();
  }

  /** @returns whether the key means something here */
  private press(key: string): boolean {
    if (isArrow(key)) this.step(key);
    else if (key === "Escape") this.handlers.select([], false);
    else if (key !== " " && key !== "Enter") return false;
    else if (this.current !== undefined) this.handlers.select([this.current], true);
    return true;
  }

  private step(arrow: Arrow): void {
    const from = this.current === undefined ? undefined : this.places[this.current];
    const middle: Point = [FRAME.width / 2, FRAME.height / 2];
    this.goTo(from === undefined ? nearestTo(middle, this.places, Infinity) : neighbour(from, this.places, arrow));
  }

  private goTo(index: number | undefined): void {
    if (index === undefined) return;
    this.current = index;
    this.handlers.at(index);
    this.draw();
  }

  private placeOf({ offsetX, offsetY }: MouseEvent): Point {
    const { clientWidth, clientHeight } = this.element;
    return [(offsetX / clientWidth) * FRAME.width, (offsetY / clientHeight) * FRAME.height];
  }

  private draw(): void {
    const { element, points, places, selected, lasso, current, theme } = this;
    if (theme !== undefined) drawMap(element, { points, places, selected, lasso, current, theme });
  }
}

interface Drawn {
  points: readonly MapPoint[];
  places: readonly Point[];
  selected: ReadonlySet<number>;
  lasso: readonly Point[];
  current: number | undefined;
  theme: ThemeColours;
}

function drawMap(element: HTMLCanvasElement, { points, places, selected, lasso, current, theme }: Drawn): void {
  const ratio = devicePixelRatio;
  element.width = FRAME.width * ratio;
  element.height = FRAME.height * ratio;
  const ctx = element.getContext("2d");
  if (ctx === null) return;
  ctx.scale(ratio, ratio);
  const ring = (place: Point, radius: number, width: number, colour: string) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(...place, radius, 0, 2 * Math.PI);
    ctx.stroke();
  };
  for (const [index, point] of points.entries()) {
    const place = places[index];
    if (place === undefined) continue;
    const isFaint = selected.size > 0 && !selected.has(index);
    const alpha = (point.side === "test" ? 0.95 : 0.6) * (isFaint ? 0.5 : 1);
    drawMark(ctx, place, { truth: point.truth, size: SIZES[point.side], alpha }, theme);
    if (isMistake(point)) ring(place, 7, 1, theme.foreground);
    if (selected.has(index)) ring(place, 8.5, 2, theme.colour("var(--vscode-focusBorder)"));
  }
  const focused = current === undefined || document.activeElement !== element ? undefined : places[current];
  if (focused !== undefined) ring(focused, 12, 2, theme.foreground);
  drawLasso(ctx, lasso, theme);
}

function drawLasso(ctx: CanvasRenderingContext2D, lasso: readonly Point[], theme: ThemeColours): void {
  if (lasso.length < 2) return;
  ctx.beginPath();
  for (const [x, y] of lasso) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.fillStyle = theme.colour("var(--vscode-focusBorder)", 0.15);
  ctx.fill();
  ctx.strokeStyle = theme.colour("var(--vscode-focusBorder)");
  ctx.lineWidth = 1.5;
  ctx.setLineDash([4, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
}
