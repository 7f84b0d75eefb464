/** IV.A, object headers (version 1): the messages that tell what an object is. */
import { ByteCursor } from '../byteCursor.ts';
import { WeightsFileError } from '../weightsFileError.ts';
import type { StructureReader } from './structureReader.ts';

export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

export interface Message {
  readonly type: number;
  /** The message stands elsewhere; here is only where. */
  readonly isShared: boolean;
  readonly data: Uint8Array;
}

const PREFIX_BYTES = 16;
const MESSAGE_PREFIX_BYTES = 8;
const SHARED = 2;

export async function messagesOf(reader: StructureReader, address: number): Promise<Message[]> {
  const prefix = await reader.at(address, PREFIX_BYTES);
  if (prefix.uint8() !== 1) {
    throw new WeightsFileError('It has objects in a newer layout of HDF5 than Keras writes by default, or is damaged.');
  }
  prefix.bytes(1);
  const count = prefix.uint16();
  prefix.bytes(4);
  const blocks = [{ start: address + PREFIX_BYTES, byteCount: prefix.uint32() }];
  const messages: Message[] = [];
  for (let block = blocks.shift(); block && messages.length < count; block = blocks.shift()) {
    const cursor = await reader.at(block.start, block.byteCount);
    while (messages.length < count && block.byteCount - cursor.position >= MESSAGE_PREFIX_BYTES) {
      const [type, byteCount, flags] = [cursor.uint16(), cursor.uint16(), cursor.uint8()];
      cursor.bytes(3);
      const data = cursor.bytes(byteCount);
      messages.push({ type, isShared: (flags & SHARED) !== 0, data });
      if (type === MESSAGE.continuation) blocks.push(continuation(data));
    }
  }
  return messages;
}

function continuation(data: Uint8Array): { start: number; byteCount: number } {
  const cursor = new ByteCursor(data);
  return { start: cursor.length64(), byteCount: cursor.length64() };
}
