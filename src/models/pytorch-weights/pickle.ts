/**
 * Python pickles, read as data. The interpreter knows the instructions that a dictionary of tensors is made of; none of
 * them imports or runs anything. What a pickle may name is a closed list of its caller's, who also says what comes of
 * "calling" such a name: a value that is put together here. Everything else is refused by its name.
 *
 * @see Python's `pickletools`, which describes each instruction
 */

/** What a pickle may name, and what that means. */
export interface Vocabulary {
  /**
   * @param name `module.name`
   * @returns what stands for it; undefined where it is not allowed
   */
  named: (name: string) => object | undefined;
  /** @returns what the name gives for these arguments; undefined where it takes none, or others */
  call: (callee: unknown, args: readonly unknown[]) => object | undefined;
  /** @returns what stands for a value that lies outside of the pickle; undefined where there is no such */
  outside: (id: unknown) => object | undefined;
}

/** Why a pickle was not read. */
export class PickleFault extends Error {
  constructor(
    message: string,
    /** Where in the bytes. */
    readonly byte: number,
  ) {
    super(message);
    this.name = "PickleFault";
  }
}

/**
 * Tuples and lists become arrays, dictionaries become maps.
 *
 * @param start where the pickle begins
 * @returns its value, and where it ends
 * @throws PickleFault for an instruction or a name that is not allowed, and where the bytes are damaged
 */
export function unpickle(bytes: Uint8Array, vocabulary: Vocabulary, start = 0): { value: unknown; end: number } {
  const machine = new Machine(bytes, vocabulary, start);
  for (;;) {
    const at = machine.at;
    const code = machine.byte();
    if (code === STOP) return { value: machine.pop(), end: machine.at };
    const instruction = instructions[code];
    if (instruction === undefined)
      throw new PickleFault(`has the instruction ${nameOf(code)}, which no weights need`, at);
    instruction(machine);
  }
}

const STOP = 0x2e;

/** Only for the message: instructions that build objects or look up code. */
const refusedNames: Readonly<Record<number, string>> = {
  0x69: "INST",
  0x6f: "OBJ",
  0x81: "NEWOBJ",
  0x82: "EXT1",
  0x83: "EXT2",
  0x84: "EXT4",
  0x92: "NEWOBJ_EX",
  0x93: "STACK_GLOBAL",
};

const nameOf = (code: number): string => refusedNames[code] ?? `0x${code.toString(16).padStart(2, "0")}`;

class Machine {
  readonly memo = new Map<number, unknown>();
  private readonly stack: unknown[] = [];
  /** Heights of the stack. */
  private readonly marks: number[] = [];
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    readonly vocabulary: Vocabulary,
    public at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  fault(message: string): PickleFault {
    return new PickleFault(message, this.at);
  }

  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length) throw this.fault("breaks off");
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  /** The place of a number of so many bytes, which is taken. */
  number(length: number, read: (view: DataView, at: number) => number): number {
    const { at } = this;
    this.take(length);
    return read(this.view, at);
  }

  text(length: number): string {
    return Buffer.from(this.take(length)).toString("utf8");
  }

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) throw this.fault("breaks off");
    const text = this.text(end - this.at);
    this.at = end + 1;
    return text;
  }

  push(value: unknown): void {
    this.stack.push(value);
  }

  pop(): unknown {
    if (this.stack.length === 0) throw this.fault("takes more values than it has");
    return this.stack.pop();
  }

  top(): unknown {
    return this.stack.at(-1);
  }

  /** The last so many values. */
  popLast(count: number): unknown[] {
    if (this.stack.length < count) throw this.fault("takes more values than it has");
    return this.stack.splice(this.stack.length - count);
  }

  mark(): void {
    this.marks.push(this.stack.length);
  }

  /** The values since the last mark. */
  popToMark(): unknown[] {
    const height = this.marks.pop();
    if (height === undefined || height > this.stack.length) throw this.fault("takes more values than it has");
    return this.stack.splice(height);
  }

  recall(index: number): void {
    if (!this.memo.has(index)) throw this.fault("recalls a value that it has not kept");
    this.push(this.memo.get(index));
  }

  append(items: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw this.fault("appends to something that is no list");
    for (const item of items) list.push(item);
  }

  setItems(items: readonly unknown[]): void {
    const map = this.top();
    if (!(map instanceof Map) || items.length % 2 !== 0)
      throw this.fault("sets entries of something that is no dictionary");
    for (let index = 0; index < items.length; index += 2) map.set(items[index], items[index + 1]);
  }

  name(): void {
    const name = `${this.line()}.${this.line()}`;
    const meant = this.vocabulary.named(name);
    if (meant === undefined) throw this.fault(`names ${name}, which no weights need`);
    this.push(meant);
  }

  call(): void {
    const [callee, args] = this.popLast(2);
    const result = Array.isArray(args) ? this.vocabulary.call(callee, args) : undefined;
    if (result === undefined) throw this.fault("calls something that makes no weights");
    this.push(result);
  }

  outside(): void {
    const meant = this.vocabulary.outside(this.pop());
    if (meant === undefined) throw this.fault("refers to values of a kind that no weights need");
    this.push(meant);
  }

  /** Attributes of a dictionary, such as the versions of layers, decide nothing. */
  build(): void {
    this.pop();
    if (!(this.top() instanceof Map)) throw this.fault("gives attributes to something that is no dictionary");
  }
}

const uint16 = (view: DataView, at: number): number => view.getUint16(at, true);
const int32 = (view: DataView, at: number): number => view.getInt32(at, true);
const uint32 = (view: DataView, at: number): number => view.getUint32(at, true);
const double = (view: DataView, at: number): number => view.getFloat64(at, false);

/** By their code, with the names that `pickletools` has for them. */
const instructions: Readonly<Record<number, (machine: Machine) => void>> = {
  /* PROTO */ 0x80: (m) => void m.byte(),
  /* MARK */ 0x28: (m) => {
    m.mark();
  },
  /* NONE */ 0x4e: (m) => {
    m.push(null);
  },
  /* NEWTRUE */ 0x88: (m) => {
    m.push(true);
  },
  /* NEWFALSE */ 0x89: (m) => {
    m.push(false);
  },
  /* BININT */ 0x4a: (m) => {
    m.push(m.number(4, int32));
  },
  /* BININT1 */ 0x4b: (m) => {
    m.push(m.byte());
  },
  /* BININT2 */ 0x4d: (m) => {
    m.push(m.number(2, uint16));
  },
  /* LONG1 */ 0x8a: (m) => {
    m.push(wholeNumber(m.take(m.byte())));
  },
  /* BINFLOAT */ 0x47: (m) => {
    m.push(m.number(8, double));
  },
  /* BINUNICODE */ 0x58: (m) => {
    m.push(m.text(m.number(4, uint32)));
  },
  /* EMPTY_TUPLE */ 0x29: (m) => {
    m.push([]);
  },
  /* TUPLE1 */ 0x85: (m) => {
    m.push(m.popLast(1));
  },
  /* TUPLE2 */ 0x86: (m) => {
    m.push(m.popLast(2));
  },
  /* TUPLE3 */ 0x87: (m) => {
    m.push(m.popLast(3));
  },
  /* TUPLE */ 0x74: (m) => {
    m.push(m.popToMark());
  },
  /* EMPTY_LIST */ 0x5d: (m) => {
    m.push([]);
  },
  /* APPEND */ 0x61: (m) => {
    m.append([m.pop()]);
  },
  /* APPENDS */ 0x65: (m) => {
    m.append(m.popToMark());
  },
  /* EMPTY_DICT */ 0x7d: (m) => {
    m.push(new Map());
  },
  /* SETITEM */ 0x73: (m) => {
    m.setItems(m.popLast(2));
  },
  /* SETITEMS */ 0x75: (m) => {
    m.setItems(m.popToMark());
  },
  /* BINPUT */ 0x71: (m) => {
    m.memo.set(m.byte(), m.top());
  },
  /* LONG_BINPUT */ 0x72: (m) => {
    m.memo.set(m.number(4, uint32), m.top());
  },
  /* BINGET */ 0x68: (m) => {
    m.recall(m.byte());
  },
  /* LONG_BINGET */ 0x6a: (m) => {
    m.recall(m.number(4, uint32));
  },
  /* GLOBAL */ 0x63: (m) => {
    m.name();
  },
  /* REDUCE */ 0x52: (m) => {
    m.call();
  },
  /* BINPERSID */ 0x51: (m) => {
    m.outside();
  },
  /* BUILD */ 0x62: (m) => {
    m.build();
  },
};

/** Little-endian two's complement of any length. */
function wholeNumber(bytes: Uint8Array): number {
  const negative = ((bytes.at(-1) ?? 0) & 0x80) !== 0;
  const value = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  return negative ? value - 256 ** bytes.length : value;
}
