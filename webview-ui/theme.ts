/** The theme's colours for the canvas, which cannot read CSS custom properties by itself. */

export interface ThemeColours {
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly font: string;
  /** A CSS colour as it is now, made more transparent. */
  colour(css: string, alpha?: number): string;
}

/** Reads the colours as they are now; whoever keeps them reads again when the theme changes. */
export function readTheme(): ThemeColours {
  const resolve = colourResolver();
  const cache = new Map<string, string>();
  const colour = (css: string, alpha = 1): string => {
    const key = `${css} ${alpha}`;
    const found = cache.get(key) ?? resolve(css, alpha);
    cache.set(key, found);
    return found;
  };
  const style = getComputedStyle(document.documentElement);
  const contrast = style.getPropertyValue("--vscode-contrastBorder") !== "";
  const foreground = "var(--vscode-editor-foreground)";
  return {
    foreground: colour(foreground),
    muted: colour(contrast ? foreground : "var(--vscode-descriptionForeground)"),
    grid: colour(foreground, contrast ? 0.35 : 0.12),
    background: colour("var(--vscode-editor-background)"),
    font: style.getPropertyValue("--vscode-font-family") || "sans-serif",
    colour,
  };
}

/** Lets the browser compute a CSS colour by painting one pixel with it. */
function colourResolver(): (css: string, alpha: number) => string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pixel = canvas.getContext("2d", { willReadFrequently: true });
  return (css, alpha) => {
    const probe = document.createElement("span");
    probe.style.color = css;
    document.body.append(probe);
    const computed = getComputedStyle(probe).color;
    probe.remove();
    if (pixel === null) return computed;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = computed;
    pixel.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, opacity = 255] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${(opacity / 255) * alpha})`;
  };
}

/** Calls back whenever the colours may have changed: the editor's theme or the system's. */
export function onThemeChange(callback: () => void): void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
}

/** Calls back right before the page is printed, in the colours for paper, and again afterwards. */
export function onPrint(callback: () => void): void {
  const switchTo = (printing: boolean) => () => {
    document.documentElement.classList.toggle("printing", printing);
    callback();
  };
  addEventListener("beforeprint", switchTo(true));
  addEventListener("afterprint", switchTo(false));
}
