import { describe, expect, it } from '@jest/globals';
import { someFinding } from '../test/support/some-finding.ts';
import { plainId } from './finding.ts';
import { derivedId, makeFinding } from './make-finding.ts';
import { Reader } from './reader.ts';

const { unread: _, resources: __, correlation: ___, ...found } = someFinding();

describe('a finding', () => {
  it('keeps people and paths out of what it is called by', () => {
    expect(plainId('arn:aws:guardduty:eu-central-1:1:detector/a/finding/b')).toMatch(/^arn:aws:/);
    for (const id of ['anna@example.com', 'a b', '../a', 'x'.repeat(201), '-a']) {
      expect(plainId(id)).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('has an id of what stays the same where its tool gives none, and none of nothing', () => {
    expect(derivedId(['rule', null, 'host'])).toBe(derivedId(['rule', undefined, 'host']));
    expect(derivedId(['rule', 'host'])).not.toBe(derivedId(['rule', null, 'host']));
    expect(derivedId([null, undefined, ''])).toBeNull();
  });

  it('names each thing once, with all its names, and leaves out what has none', () => {
    const resources = [
      { kind: 'host' as const, names: ['a', null, 'a', 'b'] },
      { kind: 'host' as const, names: ['a', 'b'] },
      { kind: 'bucket' as const, names: ['a', 'b'] },
      { kind: 'host' as const, names: [null, ''] },
    ];
    const made = makeFinding({ ...found, resources }, new Reader({}));
    expect(made.resources.map(({ kind, names }) => [kind, names])).toEqual([
      ['host', ['a', 'b']],
      ['bucket', ['a', 'b']],
    ]);
  });

  it('is high where its severity cannot be read, or lies beyond the scale, and says so', () => {
    const severityOf = (severity: number | null, severityWord: string | null) => {
      const made = makeFinding({ ...found, severity, severityWord, resources: [] }, new Reader({}));
      return [made.severity, made.unread.map(({ field }) => field)];
    };
    expect(severityOf(null, 'Moderate')).toEqual([5, []]);
    for (const unknown of [
      severityOf(null, null),
      severityOf(null, 'purple'),
      severityOf(70, null),
      severityOf(-1, null),
    ]) {
      expect(unknown).toEqual([7, ['severity']]);
    }
  });

  it('says so where no time and no type could be read', () => {
    const times = { firstSeenAt: null, lastSeenAt: null, observedAt: null, updatedAt: null };
    const made = makeFinding({ ...found, ...times, type: null, resources: [] }, new Reader({}));
    expect(made).toMatchObject({ type: 'unknown', unread: [{ field: 'time' }, { field: 'type' }] });
  });
});
