/** Where no caret can stand, whatever a program says. */
export const NO_PLACES: readonly unknown[] = [
  'nowhere',
  7,
  [],
  { anchor: 'x', head: null },
  { anchor: {}, head: {} },
  { anchor: { type: { client: 'x', clock: -1 } }, head: { item: 5 } },
  { anchor: { type: null, tname: 'default', item: { client: 2 ** 53, clock: 2 ** 53 } }, head: 1 },
  { anchor: { type: { client: 1, clock: 99_999 }, assoc: 0 }, head: { type: {} } },
];
