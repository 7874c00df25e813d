import { expect, it } from '@jest/globals';
import { testView } from '../test/support/view.ts';
import { html } from './html.ts';
import { insidePage } from './layout.ts';

it.each([
  ['Ines Albrecht', 'en', '<a href="/desk/account">Ines Albrecht</a>, Data Protection Officer'],
  ['Data Protection Officer', 'en', '<a href="/desk/account">Data Protection Officer</a>'],
  ['Data Protection Officer', 'de', '<a href="/desk/account">Datenschutzbeauftragte Person</a>'],
] as const)('%s reads in the head, in %s, as %s', (name, language, shown) => {
  const view = testView({ language, viewer: { name, role: 'dpo' } });
  expect(insidePage(view, { title: 'T', place: null, main: html`` })).toContain(`<p>${shown}</p>`);
});
