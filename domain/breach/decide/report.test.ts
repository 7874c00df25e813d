import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../../test/support/plans.ts';
import { Facts } from '../../facts.ts';
import { ROLES, type Role } from '../../roles.ts';
import { evolve } from '../evolve.ts';
import { admitReport, admitReported, whyNotReported } from './report.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const facts = Facts.parse({ systems: ['console'] });
const switching = { ...facts, switchedOn: ['cra-art14'] };
const plain = { facts, awareAt: null, exercise: null };

const refusing = (report: Parameters<typeof whyNotReported>[1]) => {
  return ROLES.filter((role) => whyNotReported(role, report, NOW) !== null);
};
const others = (...roles: Role[]) => ROLES.filter((role) => !roles.includes(role));

describe('a report, while whoever sends it can put it right', () => {
  it('may switch on a duty by the DPO alone', () => {
    expect(refusing({ ...plain, facts: switching })).toEqual(others('dpo'));
    expect(whyNotReported('reporter', { ...plain, facts: switching }, NOW)).toMatchObject({
      ...{ code: 'forbidden', field: 'facts.switchedOn' },
    });
    expect(refusing(plain)).toEqual([]);
    expect(refusing({ ...plain, facts: {} })).toEqual([]);
  });

  it('may be an exercise of DPO and responders', () => {
    expect(refusing({ ...plain, exercise: { scale: 60 } })).toEqual(others('dpo', 'responder'));
    expect(whyNotReported('deputy', { ...plain, exercise: { scale: 60 } }, NOW)).toMatchObject({ field: 'exercise' });
  });

  it('is not refused for saying since when it is known, unless that cannot be', () => {
    expect(refusing({ ...plain, awareAt: NOW })).toEqual([]);
    expect(refusing({ ...plain, awareAt: '2026-11-24T10:00:00.001Z' })).toEqual([...ROLES]);
    expect(whyNotReported('reporter', { ...plain, awareAt: '1998-11-24T10:00:00.000Z' }, NOW)).toMatchObject({
      ...{ code: 'reasons-missing', field: 'awareAt' },
    });
  });
});

describe('a report that was taken', () => {
  it.each(['dpo', 'deputy', 'responder'] as const)('by a %s records the awareness', (role) => {
    expect(admitReport(role, { facts, awareAt: NOW })).toEqual({ facts, awareAt: NOW });
  });

  it.each(['reporter', 'alert-source', 'auditor'] as const)('by a %s keeps it as a suggestion', (role) => {
    expect(admitReport(role, { facts, awareAt: NOW })).toEqual({ facts, awareAt: null, suggested: { awareAt: NOW } });
    expect(admitReport(role, { facts, awareAt: null })).toEqual({ facts, awareAt: null });
  });

  it('switches on nothing, but for a DPO; what it says is kept', () => {
    expect(admitReport('dpo', { facts: switching, awareAt: null })).toEqual({ facts: switching, awareAt: null });
    const suggested = { switchedOn: ['cra-art14'] };
    expect(admitReport('responder', { facts: switching, awareAt: NOW })).toEqual({ facts, awareAt: NOW, suggested });
    expect(admitReport('reporter', { facts: switching, awareAt: NOW }).suggested).toEqual({
      ...suggested,
      awareAt: NOW,
    });
  });
});

describe('the first event of a breach', () => {
  const reported = (data: object) => {
    const event = reportedEvent('TOC-2026-0001', NOW);
    return { ...event, data: { ...event.data, ...data } };
  };

  it('loses what its role may not do, whoever starts the workflow, and keeps the suggestions there were', () => {
    const event = admitReported(reported({ facts: switching, role: 'reporter', suggested: { awareAt: NOW } }));
    expect(event.data.facts.switchedOn).toEqual([]);
    const suggested = { awareAt: NOW, switchedOn: ['cra-art14'] };
    expect(event.data.suggested).toEqual(suggested);
    expect(evolve(null, event)).toMatchObject({ suggested, status: 'suspected', awareness: [] });
  });

  it('stays as it is where its role may, and where it is of before there were roles', () => {
    const fine = [
      reported({ facts: switching, role: 'dpo' }),
      reported({ role: 'reporter' }),
      reported({ facts: switching }),
    ];
    for (const event of fine) expect(admitReported(event)).toBe(event);
    expect(evolve(null, reported({}))).not.toHaveProperty('suggested');
  });
});

describe('a report that three questions were enough for', () => {
  it('keeps what such an incident mostly is as a suggestion, whoever reports it, and applies none of it', () => {
    for (const role of ['dpo', 'reporter'] as const) {
      expect(admitReport(role, { facts, awareAt: null, incident: 'misdirected' })).toEqual({
        ...{ facts, awareAt: null },
        suggested: {
          incident: 'misdirected',
          facts: { malicious: 'no', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' },
        },
      });
    }
  });
});
