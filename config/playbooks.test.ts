import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tasksOf } from '../domain/playbooks/playbook.ts';
import { textIn } from '../domain/texts/catalogue.ts';
import { loadPlaybooks } from './playbooks.ts';
import { loadPolicy } from './policy.ts';

const POLICY = fileURLToPath(new URL('../policy', import.meta.url));
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tocsin-playbooks-'));
  mkdirSync(join(dir, 'playbooks'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What is said of the lost device's playbook after a change to its text. */
function mistakeAfter(from: string, to: string, name = 'lost-device'): string {
  const text = readFileSync(join(POLICY, 'playbooks', 'lost-device.yaml'), 'utf8');
  expect(text).toContain(from);
  const file = join(dir, 'playbooks', `${name}.yaml`);
  writeFileSync(file, text.replace(from, to));
  try {
    loadPlaybooks(dir);
    return 'none';
  } catch (error) {
    return (error as Error).message.replaceAll(`${dir}/playbooks/`, '');
  } finally {
    rmSync(file);
  }
}

describe('the playbooks', () => {
  it('are there for each kind of incident, with as many tasks, owners and hours as are golden', () => {
    const golden = loadPlaybooks(POLICY).map(({ id, tasks }) => [
      id,
      tasks.map(({ owner, within }) => `${owner} ${within}`).join(', '),
    ]);
    expect(golden).toEqual([
      ['exposed-bucket', 'responder 1, responder 4, responder 12, responder 24, responder 48, dpo 24'],
      ['leaked-credentials', 'responder 1, responder 4, responder 12, responder 24, dpo 48'],
      ['lost-device', 'responder 1, responder 2, responder 8, responder 24, dpo 24'],
      ['misdirected-mail', 'responder 4, responder 4, responder 8, responder 8, dpo 24'],
      [
        'ransomware',
        'responder 1, responder 2, responder 4, responder 8, responder 24, dpo 24, dpo 24, dpo 48, responder 72',
      ],
      ['supplier-breach', 'responder 4, responder 4, responder 8, dpo 24, dpo 72'],
    ]);
  });

  it('become tasks in the language that is asked for, due so many hours after they are begun', () => {
    const device = loadPlaybooks(POLICY).find(({ id }) => id === 'lost-device');
    const { texts } = loadPolicy(POLICY);
    const say = (text: string) => textIn(texts, 'de', text) ?? text;
    const [first] = device === undefined ? [] : tasksOf(device, say, '2026-11-24T10:00:00.000Z');
    expect(first).toEqual({
      text: 'Gerät aus der Ferne sperren oder löschen und festhalten, wann es sich zuletzt gemeldet hat.',
      owner: 'responder',
      due: '2026-11-24T11:00:00.000Z',
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['an owner that is no role', 'owner: dpo', 'owner: sheriff', /^.*lost-device\.yaml:\d+ tasks\[4\]\.owner/],
    [
      'a language there is none of',
      '      de: Diebstahl',
      '      fr: Diebstahl',
      /text\.fr: there is no language 'fr'/,
    ],
    ['a time that is none', 'within: 8', 'within: -1', /tasks\[2\]\.within/],
    ['an unknown field', 'tasks:', 'colour: red\ntasks:', /colour: unknown field/],
  ])('name file, line and field of %s', (_, from, to, message) => {
    expect(mistakeAfter(from, to)).toMatch(message);
  });

  it('stand under their own names', () => {
    expect(mistakeAfter('id: lost-device', 'id: lost-device', 'mislaid')).toMatch(/must be the file's name, 'mislaid'/);
  });
});
