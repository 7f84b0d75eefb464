/**
 * Reads Python pickles of protocols 0–5 as far as `torch.save` uses them: a small stack machine that can build numbers,
 * texts, tuples, lists and tables, and whose only callable things are those of `torchGlobals.ts`. Nothing is executed,
 * no name is looked up, and its memory is bounded by the length of the pickle and by `MOST_OPERATIONS`.
 */
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import type { ByteCursor } from '../byteCursor.ts';
import { PickleDict, PickleList, PickleTuple, type PickleValue } from './pickleValues.ts';
import { admitGlobal, construct, persistentStorage } from './torchGlobals.ts';

/** A state dict of 1,000 tensors takes about 60,000. */
const MOST_OPERATIONS = 1_000_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Runs one pickle from the cursor's position on and returns what it holds. @throws WeightsFileError, OutOfBytes */
export function readPickle(cursor: ByteCursor): PickleValue {
  const machine = new PickleMachine(cursor);
  for (let done = 0; done < MOST_OPERATIONS; done += 1) {
    if (machine.step()) return machine.result();
  }
  throw new WeightsFileError(`The file's table of contents takes more than ${MOST_OPERATIONS} operations to read.`);
}

class PickleMachine {
  readonly #cursor: ByteCursor;
  readonly #stack: PickleValue[] = [];
  /** Heights of the stack where MARK was called. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(cursor: ByteCursor) {
    this.#cursor = cursor;
  }

  /** Does one operation; true after the last. */
  step(): boolean {
    const code = this.#cursor.uint8();
    if (code === OP.stop) return true;
    const operation = OPERATIONS.get(code);
    if (!operation) {
      const hex = code.toString(16).padStart(2, '0');
      throw new WeightsFileError(
        `The file's table of contents has the operation 0x${hex}, which torch.save does not use.`,
      );
    }
    operation(this, this.#cursor);
    return false;
  }

  result(): PickleValue {
    return this.pop();
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const floor = this.#marks.at(-1) ?? 0;
    if (this.#stack.length <= floor) throw damaged();
    return this.#stack.pop()!;
  }

  peek(): PickleValue {
    const value = this.pop();
    this.#stack.push(value);
    return value;
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  /** Everything since the last mark. */
  popToMark(): PickleValue[] {
    const height = this.#marks.pop();
    if (height === undefined) throw damaged();
    return this.#stack.splice(height);
  }

  memoize(index = this.#memo.size): void {
    this.#memo.set(index, this.peek());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw damaged();
    this.push(value);
  }

  tuple(count: number): void {
    const items: PickleValue[] = [];
    for (let taken = 0; taken < count; taken += 1) items.unshift(this.pop());
    this.push(new PickleTuple(items));
  }

  append(items: readonly PickleValue[]): void {
    const list = this.peek();
    if (!(list instanceof PickleList)) throw damaged();
    for (const item of items) list.items.push(item);
  }

  /** `items` are keys and values by turns. */
  setItems(items: readonly PickleValue[]): void {
    const dict = this.peek();
    if (!(dict instanceof PickleDict) || items.length % 2 === 1) throw damaged();
    for (let index = 0; index < items.length; index += 2) {
      const key = items[index];
      if (typeof key !== 'string' && typeof key !== 'number') {
        throw new WeightsFileError('A table of the file has a key that is neither a text nor a number.');
      }
      dict.entries.set(key, items[index + 1]!);
    }
  }

  global(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string') throw damaged();
    this.push(admitGlobal(module, name));
  }

  reduce(): void {
    const args = this.pop();
    this.push(construct(this.pop(), args));
  }

  /** Attributes beside a table, such as PyTorch's `_metadata`: nothing here reads them. */
  build(): void {
    this.pop();
    if (!(this.peek() instanceof PickleDict)) throw damaged();
  }

  persistent(): void {
    this.push(persistentStorage(this.pop()));
  }
}

type Operation = (machine: PickleMachine, cursor: ByteCursor) => void;

const OP = { stop: 0x2e } as const;
const HIGHEST_PROTOCOL = 5;

/** By opcode; the names beside them are those of Python's pickletools. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x80, (_, cursor) => checkProtocol(cursor.uint8())], // PROTO
  [0x95, (_, cursor) => void cursor.length64()], // FRAME
  [0x28, (machine) => machine.mark()], // MARK
  [0x30, (machine) => void machine.pop()], // POP
  [0x31, (machine) => void machine.popToMark()], // POP_MARK
  [0x32, (machine) => machine.push(machine.peek())], // DUP
  [0x4e, (machine) => machine.push(null)], // NONE
  [0x88, (machine) => machine.push(true)], // NEWTRUE
  [0x89, (machine) => machine.push(false)], // NEWFALSE
  [0x4b, (machine, cursor) => machine.push(cursor.uint8())], // BININT1
  [0x4d, (machine, cursor) => machine.push(cursor.uint16())], // BININT2
  [0x4a, (machine, cursor) => machine.push(cursor.int32())], // BININT
  [0x8a, (machine, cursor) => machine.push(longOf(cursor.bytes(cursor.uint8())))], // LONG1
  [0x47, (machine, cursor) => machine.push(cursor.float64BigEndian())], // BINFLOAT
  [0x8c, (machine, cursor) => machine.push(textOf(cursor.bytes(cursor.uint8())))], // SHORT_BINUNICODE
  [0x58, (machine, cursor) => machine.push(textOf(cursor.bytes(cursor.uint32())))], // BINUNICODE
  [0x8d, (machine, cursor) => machine.push(textOf(cursor.bytes(cursor.length64())))], // BINUNICODE8
  [0x55, (machine, cursor) => machine.push(textOf(cursor.bytes(cursor.uint8())))], // SHORT_BINSTRING
  [0x54, (machine, cursor) => machine.push(textOf(cursor.bytes(cursor.uint32())))], // BINSTRING
  [0x43, (machine, cursor) => machine.push(cursor.bytes(cursor.uint8()))], // SHORT_BINBYTES
  [0x42, (machine, cursor) => machine.push(cursor.bytes(cursor.uint32()))], // BINBYTES
  [0x29, (machine) => machine.tuple(0)], // EMPTY_TUPLE
  [0x85, (machine) => machine.tuple(1)], // TUPLE1
  [0x86, (machine) => machine.tuple(2)], // TUPLE2
  [0x87, (machine) => machine.tuple(3)], // TUPLE3
  [0x74, (machine) => machine.push(new PickleTuple(machine.popToMark()))], // TUPLE
  [0x5d, (machine) => machine.push(new PickleList())], // EMPTY_LIST
  [0x61, (machine) => machine.append([machine.pop()])], // APPEND
  [0x65, (machine) => machine.append(machine.popToMark())], // APPENDS
  [0x7d, (machine) => machine.push(new PickleDict())], // EMPTY_DICT
  [0x73, (machine) => machine.setItems([machine.pop(), machine.pop()].reverse())], // SETITEM
  [0x75, (machine) => machine.setItems(machine.popToMark())], // SETITEMS
  [0x71, (machine, cursor) => machine.memoize(cursor.uint8())], // BINPUT
  [0x72, (machine, cursor) => machine.memoize(cursor.uint32())], // LONG_BINPUT
  [0x94, (machine) => machine.memoize()], // MEMOIZE
  [0x68, (machine, cursor) => machine.recall(cursor.uint8())], // BINGET
  [0x6a, (machine, cursor) => machine.recall(cursor.uint32())], // LONG_BINGET
  [0x63, (machine, cursor) => machine.global(textOf(cursor.line()), textOf(cursor.line()))], // GLOBAL
  [0x93, (machine) => stackGlobal(machine)], // STACK_GLOBAL
  [0x52, (machine) => machine.reduce()], // REDUCE
  [0x62, (machine) => machine.build()], // BUILD
  [0x51, (machine) => machine.persistent()], // BINPERSID
]);

function stackGlobal(machine: PickleMachine): void {
  const name = machine.pop();
  machine.global(machine.pop(), name);
}

function checkProtocol(protocol: number): void {
  if (protocol <= HIGHEST_PROTOCOL) return;
  throw new WeightsFileError(
    `The file is a pickle of protocol ${protocol}; those up to ${HIGHEST_PROTOCOL} can be read.`,
  );
}

/** Little-endian two's complement, as long as it likes; PyTorch writes up to ten bytes. */
function longOf(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (const byte of [...bytes].reverse()) value = (value << 8n) | BigInt(byte);
  const signed = BigInt.asIntN(8 * bytes.length, value);
  const small = Number(signed);
  return Number.isSafeInteger(small) ? small : signed;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new WeightsFileError(`The file has a text that is none: ${quoted(Buffer.from(bytes).toString('latin1'))}.`);
  }
}

function damaged(): WeightsFileError {
  return new WeightsFileError("The file's table of contents makes no sense. The file is damaged or hostile.");
}
