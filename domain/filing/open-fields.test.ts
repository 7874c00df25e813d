import { describe, expect, it } from '@jest/globals';
import { openFields } from './open-fields.ts';
import { FilingTemplate } from './template.ts';

const field = (id: string, more: object = {}) => ({ id, section: 'What', label: id, mandatory: true, ...more });
const template = FilingTemplate.parse({
  ...{
    id: 'form',
    title: 'Form',
    source: 'https://example.eu/form',
    confidence: 'known',
    audience: 'authority',
    obligations: ['duty', 'other'],
  },
  fields: [
    field('what'),
    field('cross', { kind: 'choice', options: { y: 'Yes', n: 'No' } }),
    field('countries', { shownWhen: { cross: 'y' } }),
    field('later', { mandatory: { incomplete: 'no' } }),
    field('others', { asks: ['other'] }),
    field('note', { mandatory: false }),
  ],
});
const open = (stage: 'initial' | 'complete', fields: Record<string, string>) =>
  openFields(template, { obligation: 'duty', stage, afterComplete: false, late: false, fields });

describe('the open fields of a filing', () => {
  it('are the mandatory ones that its answers and its stage ask for', () => {
    expect(open('initial', {})).toEqual(['what', 'cross']);
    expect(open('initial', { what: 'A laptop', cross: 'y' })).toEqual(['countries']);
    expect(open('complete', { what: 'A laptop', cross: 'n' })).toEqual(['later']);
  });
});
