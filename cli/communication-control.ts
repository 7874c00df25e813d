import { TocsinError } from '../domain/errors.ts';
import { sendToBreach } from './command.ts';
import { argumentOf, optionOf, requireOption } from './input.ts';
import type { ArgumentSpec, Verb, VerbInput } from './verbs/verb.ts';

/** What is done about a communication as a whole. */

export const COMMUNICATION: ArgumentSpec = {
  name: 'communication',
  describe: '`notices`, or `campaign/` and its number',
};

/** The verb that pauses, resumes or stops one. */
export function controlVerb(
  name: 'pause' | 'resume' | 'stop',
  { summary, example, done, notes = [] }: { summary: string; example: string; done: string; notes?: string[] },
): Verb {
  return {
    name,
    summary,
    examples: [example],
    arguments: [{ name: 'breach', describe: 'its reference' }, COMMUNICATION],
    options: { reasons: { type: 'string', describe: 'why; goes into the record' } },
    role: 'dpo',
    notes,
    changes: true,
    async run(input) {
      const breachId = argumentOf(input, 'breach');
      const reasons = name === 'resume' ? optionOf(input, 'reasons') : requireOption(input, 'reasons');
      const to = ['communications', communicationPath(input), name];
      const json = await sendToBreach(input, breachId, { method: 'POST', to, body: { reasons } });
      return { json, text: done };
    },
  };
}

/** Said by the verbs that let something leave. */
export const BY_A_SECOND = [
  'Where the policy asks for four eyes, as for every campaign by default, no token does this: a DPO or deputy who did',
  'not draft it signs in and does it on its page. Exercises are exempt.',
];

/** The communication as addresses write it. @throws TocsinError `bad-input` */
export function communicationPath(input: VerbInput): string {
  const given = argumentOf(input, 'communication');
  if (given === 'notices') return given;
  const [, number] = /^campaign[/-]([1-9]\d{0,3})$/.exec(given) ?? [];
  if (number !== undefined) return `campaign-${number}`;
  const message = `A communication is 'notices' or 'campaign/<number>', not '${given}'.`;
  throw new TocsinError('bad-input', message, 'communication');
}
