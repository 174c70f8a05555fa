/** Keeps the last lines of a stream of text, to say why a process died. */

/** What TensorFlow says at every start, whatever its log level: it explains no end. */
const chatter = /^(I\d{4} |WARNING: All log messages before absl::InitializeLog|To enable the following instructions)/;

/** Characters; Node shows the source of an uncaught error, and in a bundle that is one line of a megabyte. */
const longestLine = 300;

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
    this.#lines = [...this.#lines, ...lines.filter(isTelling).map(shorten)].slice(-this.#limit);
  }

  /** Without empty lines and without chatter. */
  get text(): string {
    return [...this.#lines, ...[this.#open].filter(isTelling).map(shorten)].slice(-this.#limit).join("\n");
  }
}

const isTelling = (line: string): boolean => line.trim() !== "" && !chatter.test(line);

const shorten = (line: string): string => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
