/** Reads the structures of a file within a budget of bytes: a file that refers to itself runs out of it. */
import type { ByteSource } from '../../files/byteSource.ts';
import { ByteCursor, OutOfBytes } from '../byteCursor.ts';
import { WeightsFileError } from '../weightsFileError.ts';

/** Far more than the structures of the largest published model take. */
const BUDGET_BYTES = 16 << 20;
/** What a look costs at least, however small: it bounds their number. */
const LEAST_COST_BYTES = 128;

export class StructureReader {
  readonly byteCount: number;
  readonly #source: ByteSource;
  #left = BUDGET_BYTES;

  constructor(source: ByteSource) {
    this.#source = source;
    this.byteCount = source.byteCount;
  }

  /** @throws OutOfBytes if the file ends before, WeightsFileError if the budget is used up. */
  async at(address: number, byteCount: number): Promise<ByteCursor> {
    if (address + byteCount > this.byteCount) throw new OutOfBytes();
    this.#left -= Math.max(byteCount, LEAST_COST_BYTES);
    if (this.#left < 0) throw new WeightsFileError('Its table of contents has no end. It is damaged.');
    return new ByteCursor(await this.#source.read(address, byteCount));
  }
}
