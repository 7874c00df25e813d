import { describe, expect, it } from '@jest/globals';
import { languageFor, type Receiver, receiversOf } from './receivers.ts';

type Authorities = Parameters<typeof receiversOf>[1];

const authority = (change: Partial<Authorities[number]> = {}): Authorities[number] => ({
  ...{ id: 'fr', place: 'FR', name: 'CNIL', form: 'https://form.example/', home: 'https://home.example/' },
  ...{ channel: 'form', languages: ['fr'], confidence: 'known', as: 'local', from: 'risk', because: 'It is local.' },
  ...change,
});
const own = {
  receiver: {
    ...{ name: 'ICO', portal: 'https://ico.example/report', languages: ['en'], zone: 'Europe/London' },
    confidence: 'uncertain' as const,
  },
};
const none = { receiver: null };

describe('who takes a filing', () => {
  it('is the authority that is competent, at its form and in the time of its state', () => {
    const cnil: Receiver = {
      ...{ name: 'CNIL', link: 'https://form.example/', isForm: true, channel: 'form', languages: ['fr'] },
      ...{ zone: 'Europe/Paris', confidence: 'known' },
    };
    expect(receiversOf(own, [authority()])).toEqual([cnil]);
    expect(receiversOf(own, [authority({ form: null })])).toEqual([
      { ...cnil, link: 'https://home.example/', isForm: false },
    ]);
  });

  it('are all that are competent, each in its own time, of a part of a state too', () => {
    const zones = receiversOf(none, [
      authority({ place: 'DE-BE' }),
      authority({ place: 'IE' }),
      authority({ place: 'US' }),
    ]);
    expect(zones.map(({ zone }) => zone)).toEqual(['Europe/Berlin', 'Europe/Dublin', null]);
  });

  it('is, where no authority is competent, the one whose form it is', () => {
    const { portal: link, ...ico } = own.receiver;
    const known = [{ receiver: 'Another', portal: 'https://another.example/' }];
    expect(receiversOf(own, [], known)).toEqual([{ ...ico, link, isForm: true, channel: '' }]);
  });

  it('is, where it is nobody’s own form, each whose form is another, at its portal if that is an address', () => {
    const forms = [
      { receiver: 'CCB', portal: 'https://notif.example/' },
      { receiver: 'By mail', portal: 'see https://mail.example/' },
      { receiver: 'Unknown', portal: null },
    ];
    expect(receiversOf(none, [], forms)).toEqual([
      {
        ...{ name: 'CCB', link: 'https://notif.example/', isForm: true, channel: '', languages: [], zone: null },
        confidence: 'known',
      },
    ]);
    expect(receiversOf(none, [])).toEqual([]);
  });
});

describe('the language that the engine writes in', () => {
  it.each<[string, Authorities, Parameters<typeof languageFor>[0], string, string]>([
    ['the receiver’s usual one', [authority({ languages: ['de', 'en'] })], none, 'en', 'de'],
    ['another that the receiver takes', [authority({ languages: ['fr', 'de'] })], none, 'en', 'de'],
    ['that of whose form it is', [], own, 'de', 'en'],
    ['ours where the receiver takes none that it can write', [authority()], none, 'de', 'de'],
    ['English where ours is none of them either', [authority()], none, 'pl', 'en'],
  ])('is %s', (_, authorities, form, ours, expected) => {
    expect(languageFor(form, authorities, ours)).toBe(expected);
  });
});
