import { expect, it, vi } from 'vitest';
import { ensureTestTools, TOOLS } from '#scripts/tools.ts';

const tool = (debianPackage: string, isHere: boolean, without?: string) => ({
  debianPackage,
  isHere: () => isHere,
  ...(without === undefined ? {} : { without }),
});

it('installs what is missing and nothing else', () => {
  const installed: string[] = [];
  const tools = [tool('qpdf', true), tool('chromium', false), tool('postgresql', false, 'No.')];
  ensureTestTools(tools, (packages) => void installed.push(...packages));
  expect(installed).toEqual(['chromium', 'postgresql']);
});

it('says what to install where it may not, and what is skipped for want of it', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const optional = tool('postgresql', false, 'No PostgreSQL here.');
  expect(() => ensureTestTools([tool('qpdf', false), optional], null)).toThrow(/need qpdf:/);
  expect(said).not.toHaveBeenCalled();
  ensureTestTools([tool('qpdf', true), optional], null);
  expect(said.mock.calls).toEqual([['No PostgreSQL here.']]);
});

it('goes on without what only some tests need, when it cannot be installed', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const refuse = () => {
    throw new Error('no network');
  };
  ensureTestTools([tool('postgresql', false, 'No PostgreSQL here.')], refuse);
  expect(said.mock.calls).toEqual([['No PostgreSQL here.']]);
  expect(() => ensureTestTools([tool('qpdf', false)], refuse)).toThrow('no network');
});

it('needs no PostgreSQL of the machine where another is named', () => {
  const postgres = TOOLS.find(({ debianPackage }) => debianPackage === 'postgresql');
  vi.stubEnv('PATH', '');
  vi.stubEnv('TEST_DATABASE_URL', 'postgres://tests@127.0.0.1/postgres');
  expect(postgres?.isHere()).toBe(true);
  expect(postgres?.without).toBeDefined();
  vi.unstubAllEnvs();
});
