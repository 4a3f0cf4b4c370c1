/** An epoch as it stands in an address and in a storage key: lower-case hex. */
export function epochText(epoch: Uint8Array): string {
  return Array.from(epoch, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
