/** Names that some system keeps for itself, whatever ends them. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Why a path must not be used inside a folder, as a clause; undefined when it may. */
export function pathFault(path: string): string | undefined {
  if (path === '' || path.length > 400) return 'its name is too short or too long';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be refused
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/.test(path)) return 'its name has characters that are unsafe';
  const parts = path.split('/');
  if (parts.includes('') || parts.includes('.') || parts.includes('..')) {
    return 'its name leads out of the folder';
  }
  if (parts.some((part) => RESERVED.test(part) || /[. ]$/.test(part))) {
    return 'its name is not allowed on every system';
  }
  return undefined;
}
