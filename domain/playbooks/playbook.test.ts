import { expect, it } from '@jest/globals';
import { type Playbook, tasksOf } from './playbook.ts';

const AT = '2026-11-24T08:00:00.000Z';

it('begins its tasks in order, each in the words that are said and with its time from the beginning', () => {
  const playbook: Playbook = {
    ...{ id: 'ransomware', title: 'Ransomware', when: 'Files are encrypted.' },
    tasks: [
      { text: 'isolate', owner: 'responder', within: 1.5 },
      { text: 'tell', owner: 'dpo', within: 72 },
      { text: 'look', owner: null, within: null },
    ],
  };
  expect(tasksOf(playbook, (text) => `${text}!`, AT)).toEqual([
    { text: 'isolate!', owner: 'responder', due: '2026-11-24T09:30:00.000Z' },
    { text: 'tell!', owner: 'dpo', due: '2026-11-27T08:00:00.000Z' },
    { text: 'look!', owner: null, due: null },
  ]);
});
