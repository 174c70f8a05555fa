/** The members of one large object of a JSON file, one after the other, without holding all of it. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
/** Of the members: the outermost object is 1. */
const DEPTH = 2;
const NOTHING: Buffer = Buffer.alloc(0);

/**
 * @param chunks of the file, UTF-8; what they hold besides is passed over
 * @param name the key of the object, in the outermost one
 * @yields members as texts `"key":value`, as many as a chunk completes
 */
export async function* membersOf(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<string[], void, void> {
  const splitter = new Splitter(name);
  for await (const chunk of chunks) yield splitter.take(chunk);
}

class Splitter {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** The last string of the outermost object, which is a key where a colon follows. */
  #lastString = "";
  #key = "";
  #isWithin = false;
  /** Bytes in hand, and where in them a member, or a string of the outermost object, begins. */
  #bytes = NOTHING;
  #start = 0;
  /** What is not yet complete. */
  #rest = NOTHING;
  #members: string[] = [];

  constructor(private readonly name: string) {}

  take(chunk: Buffer): string[] {
    this.#bytes = Buffer.concat([this.#rest, chunk]);
    this.#start = 0;
    this.#members = [];
    for (let at = this.#rest.length; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at] ?? 0;
      if (this.#isInString) this.#goOnInString(byte, at);
      else this.#goOn(byte, at);
    }
    const isIncomplete = this.#isWithin || (this.#isInString && this.#depth === 1);
    this.#rest = isIncomplete ? this.#bytes.subarray(this.#start) : NOTHING;
    return this.#members;
  }

  #goOnInString(byte: number, at: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#isInString = false;
      if (this.#depth === 1) this.#lastString = this.#textUntil(at);
    }
  }

  #goOn(byte: number, at: number): void {
    switch (byte) {
      case QUOTE:
        this.#isInString = true;
        if (this.#depth === 1) this.#start = at + 1;
        return;
      case COLON:
        if (this.#depth === 1) this.#key = this.#lastString;
        return;
      case COMMA:
        if (this.#depth === DEPTH) this.#endMember(at);
        return;
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.#depth += 1;
        if (this.#depth === DEPTH && byte === OPEN_OBJECT && this.#key === this.name) this.#begin(at);
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        if (this.#depth === DEPTH) this.#end(at);
        this.#depth -= 1;
    }
  }

  #begin(at: number): void {
    this.#isWithin = true;
    this.#start = at + 1;
  }

  #endMember(at: number): void {
    if (!this.#isWithin) return;
    const member = this.#textUntil(at);
    if (member.trim() !== "") this.#members.push(member);
    this.#start = at + 1;
  }

  #end(at: number): void {
    this.#endMember(at);
    this.#isWithin = false;
  }

  #textUntil(at: number): string {
    return this.#bytes.toString("utf8", this.#start, at);
  }
}
