import type { RuleReport } from '../../services/alert/rules.ts';
import { optionOf } from '../input.ts';
import { describeRules } from '../output/rules.ts';
import type { Verb } from './verb.ts';

export const detectionRules: Verb = {
  name: 'detection rules',
  summary: 'which rules of detection raise false alarms: what each opened, and what people found that to be',
  examples: ['tocsin detection rules', 'tocsin detection rules --days 365 --json'],
  arguments: [],
  options: {
    days: { type: 'string', value: '<n>', describe: 'how many days back, at most 365 (default: 90)' },
  },
  role: 'responder',
  notes: [
    '`tocsin list --all --rule <rule>` names the incidents of a rule; look at them before you change it.',
    'What helps: a list (lists.yaml), a window (suppressions.yaml), or another rule; `detection back-test` tries each.',
  ],
  async run(input) {
    const days = optionOf(input, 'days');
    const query = new URLSearchParams(days === undefined ? {} : { days });
    const json = await input.client().get<RuleReport>(`/detection/rules?${query}`);
    return { json, text: describeRules(json) };
  },
};
