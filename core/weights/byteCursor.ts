/** Reads numbers and texts from bytes, one after the other. */

/** There are fewer bytes than were asked for: the file is cut off, or only its beginning was read so far. */
export class OutOfBytes extends Error {
  override readonly name = 'OutOfBytes';
}

export class ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  /** A 64-bit length; what no file can hold comes out as OutOfBytes. */
  length64(): number {
    const length = this.#view.getBigUint64(this.#advance(8), true);
    if (length > BigInt(Number.MAX_SAFE_INTEGER)) throw new OutOfBytes();
    return Number(length);
  }

  float64BigEndian(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** A view of the next bytes. */
  bytes(count: number): Uint8Array {
    const start = this.#advance(count);
    return this.#bytes.subarray(start, start + count);
  }

  /** Up to the next line feed, which is left out. */
  line(): Uint8Array {
    const end = this.#bytes.indexOf(0x0a, this.#position);
    if (end < 0) throw new OutOfBytes();
    const line = this.#bytes.subarray(this.#position, end);
    this.#position = end + 1;
    return line;
  }

  #advance(count: number): number {
    const start = this.#position;
    if (count > this.#bytes.byteLength - start) throw new OutOfBytes();
    this.#position = start + count;
    return start;
  }
}
