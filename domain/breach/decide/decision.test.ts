import { describe, expect, it } from '@jest/globals';
import { TocsinError } from '../../errors.ts';
import { refuse, throwRefusal } from './decision.ts';

describe('a refusal for those who ask a rule before the breach does', () => {
  it('is thrown with its code, its field and what it names', () => {
    const refusal = refuse('conflict', 'Somebody has it already.', 'owner', { why: 'taken' });
    const thrown = (() => {
      try {
        return throwRefusal(refusal);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(TocsinError);
    expect(thrown).toMatchObject({
      ...{ code: 'conflict', message: 'Somebody has it already.', field: 'owner', members: { why: 'taken' } },
    });
  });

  it('is thrown only where something was refused', () => {
    expect(() => throwRefusal(null)).not.toThrow();
  });
});
