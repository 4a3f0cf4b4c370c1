import { describe, expect, it } from 'vitest';
import { rightsIn } from '#client/chapter/page/rights.ts';

const core = { isCore: true };
const city = { isCore: false };

describe('what one may do on a chapter’s page', () => {
  it('asks for the right of its own kind of edition', () => {
    const may = ['read', 'write-core'];
    expect(rightsIn({ may, deletedAt: null, edition: core }).mayWrite).toBe(true);
    expect(rightsIn({ may, deletedAt: null, edition: city }).mayWrite).toBe(false);
    const rename = rightsIn({ may: ['arrange-city'], deletedAt: null, edition: city });
    expect(rename).toEqual({ mayWrite: false, mayRename: true });
  });

  it('lets nobody write in a deleted chapter', () => {
    const may = ['write-core', 'arrange-core'];
    expect(rightsIn({ may, deletedAt: 1, edition: core })).toEqual({
      mayWrite: false,
      mayRename: false,
    });
  });
});
