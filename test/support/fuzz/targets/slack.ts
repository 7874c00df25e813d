import { createSlackChannel } from '../../../../activities/channels/slack/channel.ts';
import { type Answer, answerOf, willAnswer } from '../answers.ts';
import { mutateValue, writeJson } from '../mutate.ts';
import { asBytes, asInput, holds, type Target } from '../target.ts';

/** Answers of Slack: sent is only what Slack says it took, and surely not sent only what it says it did not take. */

const SENT = { ok: true, channel: 'C1', ts: '1732437600.000100', message: { text: 'x' } };
const CODES = ['channel_not_found', 'ratelimited', 'invalid_auth', 'fatal_error', 'internal_error', 'A secret.', ''];

export const target: Target = {
  make(random) {
    const failed = { ok: random.pick([false, false, 'false', 0, null]), error: random.pick(CODES) };
    const more = random.oneIn(6) ? { response_metadata: { messages: ['[WARN] x'], warnings: ['y'] } } : {};
    const value = { ...(random.oneIn(2) ? SENT : failed), ...more };
    const type = random.pick(['application/json', 'application/json; charset=utf-8', 'application/gzip', 'text/html']);
    const text = writeJson(random, random.oneIn(3) ? mutateValue(random, value) : value);
    const wait: Record<string, string> = random.oneIn(6)
      ? { 'retry-after': random.pick(['1', '-1', 'soon', '9'.repeat(20)]) }
      : {};
    return JSON.stringify(answerOf(random, asInput(text), { 'content-type': type, ...wait }));
  },

  async check(input) {
    const answer: Answer = JSON.parse(input);
    willAnswer(() => answer);
    const channel = createSlackChannel({ token: 'xoxb-secret', apiUrl: undefined, isHeard: false });
    const result = await channel.send({ channel: 'C1', text: 'A secret.' });
    const said = answer.status === 200 ? saidIn(answer.body) : null;
    if (result.status === 'sent') {
      holds(said?.ok === true, 'It counts as sent, and Slack does not say so.');
      holds(/^(?:\d{1,12}\.\d{1,9})?$/.test(result.receipt), `'${result.receipt}' is no receipt.`);
      return 'accepted';
    }
    holds(/^Slack [\w-]{1,64}$/.test(result.detail), `It is told as '${result.detail}'.`);
    const isRefusal = said?.ok === false && typeof said.error === 'string' && /^\w{1,64}$/.test(said.error);
    const isSure = isRefusal || answer.status === 429;
    holds(result.status === 'uncertain' || isSure, `It counts as ${result.status}, and Slack may have taken it.`);
    holds(said?.ok !== true || result.status !== 'refused', 'It counts as refused, and Slack took it.');
    return 'refused';
  },
};

/** What an answer says; null for what is no answer. */
function saidIn(body: string): { ok?: unknown; error?: unknown } | null {
  try {
    return Object(JSON.parse(new TextDecoder().decode(asBytes(body))));
  } catch {
    return null;
  }
}
