/** III.A.1, III.B and III.D: the names in a group, from its B-tree, symbol table nodes and local heap. */
import { ByteCursor } from '../byteCursor.ts';
import { WeightsFileError } from '../weightsFileError.ts';
import type { Message } from './objectHeader.ts';
import type { StructureReader } from './structureReader.ts';

export interface Link {
  readonly name: string;
  /** Of the object header. */
  readonly address: number;
}

const HEAP_BYTES = 32;
const NODE_BYTES = 24;
const SYMBOLS_BYTES = 8;
const ENTRY_BYTES = 40;
const SOFT_LINK = 2;
const MOST_NAME_BYTES = 1000;

/** Soft links are left out: they are second names. @throws OutOfBytes, WeightsFileError */
export async function linksOf(reader: StructureReader, { data }: Message): Promise<Link[]> {
  const message = new ByteCursor(data);
  const [tree, heap] = [message.length64(), message.length64()];
  const names = await namesOf(reader, heap);
  const links: Link[] = [];
  const nodes = [tree];
  for (let address = nodes.pop(); address !== undefined; address = nodes.pop()) {
    const node = await reader.at(address, NODE_BYTES);
    expect(node, 'TREE');
    const [type, level, used] = [node.uint8(), node.uint8(), node.uint16()];
    if (type !== 0) throw new WeightsFileError('The table of a group is damaged.');
    // Keys and children take turns; the keys are for searching.
    const body = await reader.at(address + NODE_BYTES, used * 16);
    for (let index = 0; index < used; index += 1) {
      body.bytes(8);
      const child = body.length64();
      if (level > 0) nodes.push(child);
      else links.push(...(await symbolsAt(reader, child, names)));
    }
  }
  return links;
}

async function namesOf(reader: StructureReader, address: number): Promise<Uint8Array> {
  const heap = await reader.at(address, HEAP_BYTES);
  expect(heap, 'HEAP');
  heap.bytes(4);
  const byteCount = heap.length64();
  heap.bytes(8);
  return (await reader.at(heap.length64(), byteCount)).bytes(byteCount);
}

async function symbolsAt(reader: StructureReader, address: number, names: Uint8Array): Promise<Link[]> {
  const node = await reader.at(address, SYMBOLS_BYTES);
  expect(node, 'SNOD');
  node.bytes(2);
  const count = node.uint16();
  const entries = await reader.at(address + SYMBOLS_BYTES, count * ENTRY_BYTES);
  const links: Link[] = [];
  for (let index = 0; index < count; index += 1) {
    const [nameOffset, header, cacheType] = [entries.length64(), entries.length64(), entries.uint32()];
    entries.bytes(20);
    if (cacheType !== SOFT_LINK) links.push({ name: nameAt(names, nameOffset), address: header });
  }
  return links;
}

function nameAt(names: Uint8Array, offset: number): string {
  const end = names.indexOf(0, offset);
  if (end < 0 || end - offset > MOST_NAME_BYTES) throw new WeightsFileError('The name of an object is damaged.');
  return new TextDecoder().decode(names.subarray(offset, end));
}

function expect(cursor: ByteCursor, signature: string): void {
  if (new TextDecoder('latin1').decode(cursor.bytes(4)) === signature) return;
  throw new WeightsFileError(`There is no ${signature} block where the file says. It is damaged.`);
}
