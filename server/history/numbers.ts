/** A list of whole numbers as few bytes: the differences from one to the next, as varints. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Lists that grow by one from number to number take a byte each. */
export function packNumbers(numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  let last = 0;
  for (const number of numbers) {
    encoding.writeVarInt(encoder, number - last);
    last = number;
  }
  return encoding.toUint8Array(encoder);
}

/** What `packNumbers` made bytes of. Throws for bytes that end within a number. */
export function unpackNumbers(bytes: Uint8Array): number[] {
  const decoder = decoding.createDecoder(bytes);
  const numbers: number[] = [];
  let last = 0;
  while (decoding.hasContent(decoder)) {
    last += decoding.readVarInt(decoder);
    numbers.push(last);
  }
  return numbers;
}
