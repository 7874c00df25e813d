import { expect, it } from '@jest/globals';
import { testView } from '../test/support/view.ts';
import { choiceField, EMPTY_FORM } from './forms.ts';

const { words } = testView();
const field = (chosen: string[]) =>
  choiceField({
    name: 'kinds',
    label: 'Kinds',
    form: { ...EMPTY_FORM, values: { kinds: chosen } },
    words,
    kind: 'checkbox',
    options: [['broad', 'Broad']],
    folded: { summary: 'More exactly', options: [['finer', 'Finer']] },
  }).text;

it('folds what is seldom asked for, and not what is chosen of it', () => {
  expect(field(['broad'])).toContain('<details><summary>More exactly</summary>');
  expect(field(['finer'])).toContain('<details open><summary>More exactly</summary>');
  expect(field([]).match(/id="f-kinds"/g)).toHaveLength(1);
});
