/** Keeps what looks at files found, each until its file changes; the ones that were not asked for longest go first. */

export class StampedCache<T> {
  readonly #kept = new Map<string, { stamp: string; found: Promise<T> }>();

  /** @param limit of entries */
  constructor(private readonly limit: number) {}

  /**
   * @param key says what is looked for
   * @param stamp of the file; what was found under another one is forgotten
   * @param look a failure is handed on and not kept
   */
  get(key: string, stamp: string, look: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    const found = kept?.stamp === stamp ? kept.found : look();
    const entry = { stamp, found };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    found.catch(() => {
      if (this.#kept.get(key)?.found === found) this.#kept.delete(key);
    });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.limit) break;
      this.#kept.delete(oldest);
    }
    return found;
  }
}
