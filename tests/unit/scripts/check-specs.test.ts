import { describe, expect, it } from 'vitest';
import { checkSpecs } from '#scripts/check-specs.ts';

const faults = (spec: string, test: string) =>
  checkSpecs(new Map([['server/sync/SPEC.md', spec]]), new Map([['tests/a.test.ts', test]])).map(
    (fault) => `${fault.path} ${fault.id}: ${fault.reason}`,
  );

// Put together here, so that this file's own text holds no title that the gate would read.
const title = (id: string) => `it('${'['}${id}] says so', () => {});`;

describe('the spec gate', () => {
  it('is content when rules and titles agree', () => {
    expect(
      faults('- **SY1** a rule\n- **SY2** another', `${title('SY1')}\n${title('SY2')}`),
    ).toEqual([]);
  });

  it('finds a rule without a test', () => {
    expect(faults('- **SY1** a rule\n- **SY2** another', title('SY1'))).toEqual([
      'server/sync/SPEC.md SY2: stated, but in no test’s title',
    ]);
  });

  it('finds a test without a rule', () => {
    expect(faults('- **SY1** a rule', `${title('SY1')}\n${title('SY9')}`)).toEqual([
      'tests/a.test.ts SY9: in a test’s title, but stated in no SPEC.md',
    ]);
  });

  it('finds an id stated twice', () => {
    expect(faults('- **SY1** a rule\n- **SY1** again', title('SY1'))).toEqual([
      'server/sync/SPEC.md SY1: stated twice',
    ]);
  });
});
