import type { TaskLine } from '../../domain/breach/work-lines.ts';
import { named } from '../output/named.ts';
import { oneLineAll } from '../output/printable.ts';
import { renderTable } from '../output/table.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb } from './verb.ts';

export const tasks: Verb = {
  name: 'tasks',
  summary: 'open tasks of all incidents, the earliest limit first',
  examples: ['tocsin tasks', 'tocsin tasks --all'],
  arguments: [],
  options: { all: { type: 'boolean', describe: 'those of others too, and those of nobody' } },
  role: 'responder',
  async run(input) {
    const owner = input.options.all === true ? 'all' : 'me';
    type Open = { tasks: (TaskLine & { breachId: string })[]; hasMore: boolean };
    const json = await input.client().get<Open>(`/tasks?owner=${owner}`);
    const zone = await zoneOf(input);
    const rows = oneLineAll(named(json).tasks).map(({ breachId, number, owner: who, due, text }) => [
      ...[breachId, String(number), who ?? 'nobody', due === null ? '–' : bothTimes(due, zone)],
      text ?? 'cannot be read any more',
    ]);
    const table = renderTable(['INCIDENT', 'NO', 'OWNER', 'DUE', 'TASK'], rows);
    const more = json.hasMore ? '\nThere are more: look at the incidents themselves.' : '';
    return { json, text: rows.length === 0 ? 'No task is open.' : `${table}${more}` };
  },
};
