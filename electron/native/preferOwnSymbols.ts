/** Marks a Linux library so that it uses its own functions where the program has others of the same name. */

// Of the ELF format, 64 bits, little-endian (System V ABI, "ELF Header", "Program Header", "Dynamic Section").
const PROGRAM_HEADERS_OFFSET = 32;
const PROGRAM_HEADER_SIZE = 54;
const PROGRAM_HEADER_COUNT = 56;
const SEGMENT_OFFSET = 8;
const SEGMENT_FILE_SIZE = 32;
const PT_DYNAMIC = 2;
const DYNAMIC_ENTRY_SIZE = 16;
const DYNAMIC_VALUE = 8;
const DT_NULL = 0n;
const DT_FLAGS = 30n;
const DF_SYMBOLIC = 2n;

/**
 * Sets DF_SYMBOLIC in the content of a shared library, in place. False if it is no 64-bit ELF library or has no room for
 * the flag; it is then unchanged.
 */
export function preferOwnSymbols(library: Buffer): boolean {
  if (library.length < 64 || library.readUInt32BE(0) !== 0x7f454c46 || library[4] !== 2) return false;
  const entries = dynamicEntries(library);
  const flags = entries.find((at) => library.readBigUInt64LE(at) === DT_FLAGS);
  if (flags !== undefined) {
    const value = library.readBigUInt64LE(flags + DYNAMIC_VALUE);
    library.writeBigUInt64LE(value | DF_SYMBOLIC, flags + DYNAMIC_VALUE);
    return true;
  }
  // Linkers leave spare entries; the list must still end with one.
  const [spare, end] = entries.filter((at) => library.readBigUInt64LE(at) === DT_NULL);
  if (spare === undefined || end === undefined) return false;
  library.writeBigUInt64LE(DT_FLAGS, spare);
  library.writeBigUInt64LE(DF_SYMBOLIC, spare + DYNAMIC_VALUE);
  return true;
}

/** Offsets of the entries of the dynamic section; none if there is no such section. */
function dynamicEntries(library: Buffer): number[] {
  const first = Number(library.readBigUInt64LE(PROGRAM_HEADERS_OFFSET));
  const size = library.readUInt16LE(PROGRAM_HEADER_SIZE);
  const headers = Array.from(
    { length: library.readUInt16LE(PROGRAM_HEADER_COUNT) },
    (_, index) => first + index * size,
  );
  const dynamic = headers.find((at) => library.readUInt32LE(at) === PT_DYNAMIC);
  if (dynamic === undefined) return [];
  const offset = Number(library.readBigUInt64LE(dynamic + SEGMENT_OFFSET));
  const count = Number(library.readBigUInt64LE(dynamic + SEGMENT_FILE_SIZE)) / DYNAMIC_ENTRY_SIZE;
  return Array.from({ length: count }, (_, index) => offset + index * DYNAMIC_ENTRY_SIZE);
}
