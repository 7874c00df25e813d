import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { Facts, type FactsPatch } from '../facts.ts';
import { groundsOf } from './grounds.ts';

const AT = '2026-11-24T08:00:00.000Z';

function reported(origin: 'alert' | 'report', facts: FactsPatch): BreachEvent {
  const event = reportedEvent('TOC-2026-0001', AT);
  if (event.type !== 'reported') throw new Error('A breach begins with its report.');
  return { ...event, by: 'user:anna', data: { ...event.data, origin, facts: Facts.parse(facts) } };
}
function amended(changed: FactsPatch): BreachEvent {
  const personal = { narrative: {}, reasons: 'Seen in the log.' };
  return { type: 'facts-amended', at: AT, by: 'user:ben', key: 'k', data: { changed }, personal };
}
const says = (rule: string, facts: FactsPatch) => ({ rule, facts });
const of = (grounds: ReturnType<typeof groundsOf>, key: string) => grounds.find((each) => each.key === key);

describe('a fact', () => {
  it('of the rule that opened the breach is from a rule, and no person’s word', () => {
    const grounds = groundsOf(
      Facts.parse({ malicious: 'yes' }),
      [reported('alert', { malicious: 'yes' })],
      [says('exfiltration', { malicious: 'yes' })],
    );
    expect(of(grounds, 'malicious')).toEqual({
      ...{ key: 'malicious', value: 'yes', certainty: 'rule', by: null },
      rules: [{ value: 'yes', rules: ['exfiltration'], isOnRecord: true }],
    });
  });

  it('that a person states is theirs, also where a rule says the same', () => {
    const events = [reported('alert', {}), amended({ malicious: 'yes' })];
    const grounds = groundsOf(Facts.parse({ malicious: 'yes' }), events, [says('exfiltration', { malicious: 'yes' })]);
    expect(of(grounds, 'malicious')).toMatchObject({ certainty: 'stated', by: 'user:ben' });
  });

  it('of a report is the reporter’s word as far as the report says anything', () => {
    const said = { malicious: 'yes', dataClasses: ['financial'] } as const;
    const facts = Facts.parse(said);
    const grounds = groundsOf(facts, [reported('report', { ...said, dataClasses: ['financial'] })], []);
    expect(of(grounds, 'malicious')).toEqual({
      ...{ key: 'malicious', value: 'yes', certainty: 'stated', by: 'user:anna', rules: [] },
    });
    expect(of(grounds, 'dataClasses')).toMatchObject({ certainty: 'stated', by: 'user:anna' });
    const silent = groundsOf(Facts.parse({}), [reported('report', {})], []);
    expect(of(silent, 'dataClasses')).toMatchObject({ certainty: 'unknown', by: null });
    expect(new Set(silent.map(({ certainty }) => certainty))).toEqual(new Set(['unknown']));
  });

  it('that nobody stated is from a rule where any rule says what is on record', () => {
    const findings = [says('a', { malicious: 'no' }), says('b', { malicious: 'yes' }), says('c', { malicious: 'yes' })];
    expect(of(groundsOf(Facts.parse({ malicious: 'yes' }), [reported('alert', {})], findings), 'malicious')).toEqual({
      ...{ key: 'malicious', value: 'yes', certainty: 'rule', by: null },
      rules: [
        { value: 'no', rules: ['a'], isOnRecord: false },
        { value: 'yes', rules: ['b', 'c'], isOnRecord: true },
      ],
    });
    const other = groundsOf(Facts.parse({ malicious: 'yes' }), [reported('alert', {})], findings.slice(0, 1));
    expect(of(other, 'malicious')).toMatchObject({ certainty: 'unknown', by: null });
  });

  it('that a later rule says and the record does not, is shown as not on record', () => {
    const findings = [says('exfiltration', {}), says('public-bucket', { confidentiality: 'unknown-recipients' })];
    const grounds = groundsOf(Facts.parse({}), [reported('alert', {})], findings);
    expect(of(grounds, 'confidentiality')).toMatchObject({
      ...{ value: 'unknown', certainty: 'unknown' },
      rules: [{ value: 'unknown-recipients', rules: ['public-bucket'], isOnRecord: false }],
    });
  });

  it('that a person takes back is unknown again', () => {
    const events = [reported('report', { malicious: 'yes' }), amended({ malicious: 'unknown' })];
    expect(of(groundsOf(Facts.parse({}), events, []), 'malicious')).toMatchObject({ certainty: 'unknown', by: null });
  });

  it('of a list is on record where all that the rule names is', () => {
    const facts = Facts.parse({ dataClasses: ['simple', 'financial'] });
    const findings = [says('a', { dataClasses: ['financial'] }), says('b', { dataClasses: ['sensitive'] })];
    const grounds = groundsOf(facts, [reported('alert', { dataClasses: ['simple', 'financial'] })], findings);
    expect(of(grounds, 'dataClasses')?.rules.map(({ isOnRecord }) => isOnRecord)).toEqual([true, false]);
  });

  it('is never a system that a rule names: those are shown with the findings', () => {
    const grounds = groundsOf(
      Facts.parse({ systems: ['a'] }),
      [reported('alert', {})],
      [says('a', { systems: ['a'], malicious: 'yes' })],
    );
    expect(grounds.map(({ key }) => key)).toEqual([
      ...['malicious', 'confidentiality', 'integrity', 'availability', 'dataClasses', 'peopleConcerned'],
    ]);
  });
});
