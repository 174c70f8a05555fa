/** Keeps the last lines of a stream of text, to say why a process died. */
export class LastLines {
  readonly #limit: number;
  #lines: string[] = [];
  /** What came after the last line break. */
  #open = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(text: string): void {
    const lines = (this.#open + text).split(/\r?\n/);
    this.#open = lines.pop() ?? "";
    this.#lines = [...this.#lines, ...lines].slice(-this.#limit);
  }

  /** Without empty lines. */
  get text(): string {
    return [...this.#lines, this.#open]
      .filter((line) => line.trim() !== "")
      .slice(-this.#limit)
      .join("\n");
  }
}
