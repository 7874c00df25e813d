import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { checklistOf, nextStep, type SetupFacts, type SetupStep, type WayTest } from './checklist.ts';

const files = loadPolicy('policy');
const NOW = '2026-11-30T12:00:00.000Z';
const untested: WayTest = {
  ...{ isSetUp: true, askedAt: null, testedAt: null, outcome: null },
  ...{ detail: '', isToReaders: false, isStandIn: false },
};
const sent: WayTest = { ...untested, testedAt: NOW, outcome: 'sent', isToReaders: true };
const user = (role: SetupFacts['users'][number]['role'], email: string, secondFactor = true) => {
  return { role, email, disabled: false, secondFactor };
};
const real: SetupFacts = {
  organisation: {
    ...{ name: 'Nordlys', legalName: 'Nordlys AS' },
    dpo: { label: 'DPO', email: 'dpo@nordlys.no' },
    deputy: { label: 'Deputy', email: 'deputy@nordlys.no' },
    publicContact: { phone: '+47 22 00 00 00', email: 'privacy@nordlys.no' },
  },
  isExamplePlace: false,
  users: [
    user('dpo', 'kari@nordlys.no'),
    user('deputy', 'ola@nordlys.no'),
    user('responder', 'per@nordlys.no', false),
    user('administrator', 'a@nordlys.no'),
    user('administrator', 'b@nordlys.no'),
  ],
  ...{ asksForFactor: true, mail: sent, slack: sent },
  webhooks: [{ deliveredAt: NOW, failedAt: null }],
  register: { systems: true, suppliers: true, customers: true },
  ...{ hasPractised: true, hasExample: false, now: NOW },
};
const stepOf = (facts: SetupFacts, step: SetupStep) => {
  const { state, why } = checklistOf(facts).find((each) => each.step === step) ?? { state: null, why: [] };
  return [state, ...why];
};

describe('the checklist', () => {
  it('is done where all is there, and leads nowhere then', () => {
    expect(checklistOf(real).map(({ state }) => state)).toEqual(Array(12).fill('done'));
    expect(nextStep(checklistOf(real))).toBeNull();
  });

  it('takes the example company for no company', () => {
    const organisation = {
      ...{ name: 'Example Cloud', legalName: 'Example Cloud GmbH' },
      dpo: { ...files.organisation.dpo, email: 'dpo@example.org' },
      deputy: { ...files.organisation.deputy, email: 'DPO@example.org' },
      publicContact: { phone: '+49 30 23125 117', email: 'privacy@example.org' },
    };
    const facts = { ...real, organisation, users: [user('administrator', 'administrator@example.org')] };
    expect(stepOf(facts, 'company')).toEqual(['open', 'example-name', 'example-contact']);
    expect(stepOf(facts, 'dpo')).toEqual(['open', 'example-address', 'example-person', 'no-user']);
    expect(stepOf(facts, 'deputy')).toEqual(['open', 'example-address', 'example-person', 'same-mailbox', 'no-user']);
    expect(stepOf(facts, 'users')).toEqual(['open', 'no-responder', 'one-administrator']);
    expect(nextStep(checklistOf(facts))?.step).toBe('company');
  });

  it('takes a company as done only where no part of it is an example', () => {
    const whyOf = (change: Partial<SetupFacts['organisation']>) =>
      stepOf({ ...real, organisation: { ...real.organisation, ...change } }, 'company');
    expect(whyOf({ replyTo: 'answers@nordlys.no' })).toEqual(['done']);
    expect(whyOf({ replyTo: 'answers@example.org' })).toEqual(['open', 'example-contact']);
    expect(whyOf({ name: 'Example Cloud' })).toEqual(['open', 'example-name']);
    expect(whyOf({ legalName: 'Example Cloud GmbH' })).toEqual(['open', 'example-name']);
  });

  it('does not take a company as done that stands where the example does', () => {
    expect(stepOf({ ...real, isExamplePlace: true }, 'company')).toEqual(['open', 'example-place']);
  });

  it('asks for the second factor of whoever decides, where there must be one', () => {
    const users = real.users.map((each) => ({ ...each, secondFactor: false }));
    expect(stepOf({ ...real, users }, 'dpo')).toEqual(['open', 'no-factor']);
    expect(stepOf({ ...real, users, asksForFactor: false }, 'dpo')).toEqual(['done']);
    // One of several who hold the post can decide.
    const both = [...real.users, user('dpo', 'second@nordlys.no', false)];
    expect(stepOf({ ...real, users: both }, 'dpo')).toEqual(['done']);
  });

  it('counts nobody who is shut out', () => {
    const users = real.users.map((each) => ({ ...each, disabled: each.role === 'responder' || each.role === 'dpo' }));
    expect(stepOf({ ...real, users }, 'dpo')).toEqual(['open', 'no-user']);
    expect(stepOf({ ...real, users }, 'users')).toEqual(['open', 'no-responder']);
  });

  it('says where this machine stands in for mail or chat, and lets no such chat hold anything up', () => {
    const said = (step: 'mail' | 'slack', test: Partial<WayTest>) => {
      const items = checklistOf({ ...real, [step]: { ...untested, isSetUp: true, ...test, isStandIn: true } });
      const found = items.find((one) => one.step === step);
      return [found?.state, ...(found?.why ?? [])];
    };
    expect(said('slack', {})).toEqual(['not-used', 'stand-in']);
    expect(said('mail', {})).toEqual(['open', 'stand-in', 'never-tested']);
    expect(said('mail', sent)).toEqual(['done', 'stand-in']);
    expect(said('slack', sent)).toEqual(['done', 'stand-in']);
  });

  it.each<[string, Partial<WayTest>, (string | null)[]]>([
    ['no worker has said what is set up', { isSetUp: null }, ['open', 'no-worker']],
    ['the way is not set up', { isSetUp: false }, ['not-used']],
    ['nothing was tested', {}, ['open', 'never-tested']],
    ['a test was asked for just now', { askedAt: '2026-11-30T11:59:30.000Z' }, ['waiting']],
    ['nobody took a test up within a minute', { askedAt: '2026-11-30T11:59:00.000Z' }, ['failed', 'no-answer']],
    ['nobody took a test up', { askedAt: '2026-11-30T11:58:00.000Z' }, ['failed', 'no-answer']],
    ['the server refused it', { testedAt: NOW, outcome: 'refused' }, ['failed', 'refused']],
    ['others are told today', { testedAt: NOW, outcome: 'sent' }, ['open', 'other-readers']],
  ])('says of a way out that %s', (_, test, stands) => {
    expect(stepOf({ ...real, mail: { ...untested, ...test } }, 'mail')).toEqual(stands);
  });

  it('says when a way out was tested, else when that was asked for, and what the server said then', () => {
    const shown = (test: Partial<WayTest>) => {
      const facts = { ...real, slack: { ...untested, detail: 'code 250', ...test } };
      const { at, detail } = checklistOf(facts).find(({ step }) => step === 'slack') ?? {};
      return [at, detail];
    };
    expect(shown({ testedAt: NOW, askedAt: '2026-11-30T11:59:30.000Z', outcome: 'sent' })).toEqual([NOW, 'code 250']);
    expect(shown({ askedAt: '2026-11-30T11:59:30.000Z' })).toEqual(['2026-11-30T11:59:30.000Z', '']);
    expect(shown({})).toEqual([null, '']);
  });

  it('leads to what failed as to what is open, and past what waits or is not used', () => {
    const asked = { ...untested, askedAt: '2026-11-30T11:59:30.000Z' };
    const refused: WayTest = { ...untested, testedAt: NOW, outcome: 'refused' };
    const stepsOf = (facts: Partial<SetupFacts>) => nextStep(checklistOf({ ...real, ...facts }))?.step;
    expect(stepsOf({ mail: refused, hasPractised: false })).toBe('mail');
    expect(stepsOf({ mail: asked, slack: { ...untested, isSetUp: false }, hasPractised: false })).toBe('exercise');
  });

  it('says of webhooks what the last message came to', () => {
    const [before, after] = ['2026-11-30T10:00:00.000Z', '2026-11-30T11:00:00.000Z'];
    const webhooks = (...each: [string | null, string | null][]) => {
      return { ...real, webhooks: each.map(([deliveredAt, failedAt]) => ({ deliveredAt, failedAt })) };
    };
    expect(stepOf(webhooks(), 'webhooks')).toEqual(['not-used']);
    expect(stepOf(webhooks([null, null]), 'webhooks')).toEqual(['open', 'never-delivered']);
    expect(stepOf(webhooks([after, before]), 'webhooks')).toEqual(['done']);
    expect(stepOf(webhooks([after, null], [null, null]), 'webhooks')).toEqual(['open', 'never-delivered']);
    const atOf = (facts: SetupFacts) => checklistOf(facts).find(({ step }) => step === 'webhooks')?.at;
    expect(atOf(webhooks([before, null], [before, after]))).toBe(after);
    expect(atOf(webhooks([after, null], [null, before]))).toBe(after);
    expect([atOf(webhooks()), atOf(webhooks([null, null]))]).toEqual([null, null]);
    expect(stepOf(webhooks([after, before], [before, after]), 'webhooks')).toEqual(['failed', 'last-failed']);
  });

  it('has the example company left, its entries and its people', () => {
    expect(stepOf({ ...real, hasExample: true }, 'example')).toEqual(['open', 'example-entries']);
    const example = { ...user('reporter', 'ada@example.org'), disabled: false };
    expect(stepOf({ ...real, users: [...real.users, example] }, 'example')).toEqual(['open', 'example-users']);
    expect(stepOf({ ...real, users: [...real.users, { ...example, disabled: true }] }, 'example')).toEqual(['done']);
  });

  it('asks for each part of the register by itself, and for an exercise', () => {
    const steps = ['systems', 'suppliers', 'customers'] as const;
    for (const step of steps) {
      const register = { ...real.register, [step]: false };
      expect(steps.filter((each) => stepOf({ ...real, register }, each)[0] === 'open')).toEqual([step]);
      expect(stepOf({ ...real, register }, step)).toEqual(['open', 'none-yet']);
    }
    const facts = { ...real, register: { systems: false, suppliers: true, customers: false }, hasPractised: false };
    const open = checklistOf(facts).filter(({ state }) => state !== 'done');
    expect(open.map(({ step }) => step)).toEqual(['systems', 'customers', 'exercise']);
  });
});
