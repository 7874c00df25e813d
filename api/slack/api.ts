import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';

/** What we ask of Slack's Web API. Each answers within seconds, or fails with what Slack says is the matter. */
export type SlackApi = {
  /** The workspace that the token is of. */
  workspace(): Promise<{ team: string; enterprise: string | null }>;
  user(id: string): Promise<SlackUser>;
  openView(trigger: string, view: object): Promise<void>;
  updateView(id: string, view: object): Promise<void>;
  /** Answers at an address that Slack gave for it. @throws TocsinError `bad-input` for one that is not Slack's */
  respond(address: string, answer: SlackAnswer): Promise<void>;
};

/** `ephemeral`: only whoever asked sees it. */
export type SlackAnswer = { response_type: 'ephemeral' | 'in_channel'; replace_original: false; text: string };

const User = z.looseObject({
  team_id: z.string(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  locale: z.string().optional(),
  enterprise_user: z.looseObject({ enterprise_id: z.string() }).optional(),
  profile: z.looseObject({ email: z.string().max(254).optional() }),
});
export type SlackUser = z.infer<typeof User>;

const Refused = z.looseObject({ ok: z.literal(false), error: z.string().regex(/^\w{1,64}$/) });
const Done = z.looseObject({ ok: z.literal(true) });
const Workspace = Done.extend({ team_id: z.string(), enterprise_id: z.string().nullish() });

const TIMEOUT_MS = 10 * SECOND_MS;
/** Where Slack takes answers to what it sent. */
const ANSWERS = 'https://hooks.slack.com';

/** @param ask `fetch`, or what tests have in its place */
export function createSlackApi({ token, apiUrl, ask }: { token: string; apiUrl: string; ask: typeof fetch }): SlackApi {
  async function call<S extends z.ZodType>(method: string, fields: Record<string, string>, answer: S) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    const text = await send(ask, new URL(method, apiUrl), { headers, body });
    const parsed = z.union([answer, Refused]).safeParse(jsonOf(text));
    if (!parsed.success) throw away(`${method} was answered with what is no answer of Slack`);
    const said = parsed.data as z.output<S> | z.infer<typeof Refused>;
    if ((said as { ok: boolean }).ok === false) throw away(`Slack answered ${(said as { error: string }).error}`);
    return said as z.output<S>;
  }

  return {
    async workspace() {
      const { team_id: team, enterprise_id: enterprise = null } = await call('auth.test', {}, Workspace);
      return { team, enterprise };
    },
    async user(id) {
      return (await call('users.info', { user: id, include_locale: 'true' }, Done.extend({ user: User }))).user;
    },
    async openView(trigger, view) {
      await call('views.open', { trigger_id: trigger, view: JSON.stringify(view) }, Done);
    },
    async updateView(id, view) {
      await call('views.update', { view_id: id, view: JSON.stringify(view) }, Done);
    },
    async respond(address, answer) {
      if (!isAnswerAddress(address, apiUrl)) {
        throw new TocsinError(
          'bad-input',
          'The address for the answer is none of Slack; nothing was sent.',
          'response_url',
        );
      }
      const headers = { 'content-type': 'application/json' };
      await send(ask, new URL(address), { headers, body: JSON.stringify(answer) });
    },
  };
}

/** That of Slack, and on loopback that of what stands in for it. */
function isAnswerAddress(address: string, apiUrl: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  const own = new URL(apiUrl);
  const isStandIn = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(own.hostname);
  return url !== null && (url.origin === ANSWERS || (isStandIn && url.origin === own.origin));
}

async function send(ask: typeof fetch, url: URL, { headers, body }: { headers: Record<string, string>; body: string }) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await ask(url, { method: 'POST', headers, body, redirect: 'error', signal }).catch(() => null);
  if (answer === null) throw away('Slack does not answer');
  const text = await answer.text().catch(() => '');
  if (answer.status !== 200) throw away(`Slack answered with status ${answer.status}`);
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function away(what: string): TocsinError {
  return new TocsinError('unavailable', `${what}.`, 'slack');
}
