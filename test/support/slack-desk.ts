import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuthTestResponse, UsersInfoResponse, ViewsOpenArguments, ViewsOpenResponse } from '@slack/web-api';

/**
 * Slack as far as its app asks it: who somebody is, windows, and the address for answers. Answers have the
 * types of Slack's own library; requests to us are signed by its scheme.
 */

type User = NonNullable<UsersInfoResponse['user']>;
type View = Extract<ViewsOpenArguments['view'], { type: 'modal' }>;
type Answer = { response_type: string; replace_original: boolean; text: string };

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'.replaceAll(/[yz]/g, '0');
const TEAM = 'T0OURS';

export class SlackDesk {
  readonly users = new Map<string, User>();
  readonly opened: View[] = [];
  readonly updated: { id: string; view: View }[] = [];
  readonly answers: Answer[] = [];
  readonly #server: Server;

  static async start(): Promise<SlackDesk> {
    const desk = new SlackDesk();
    await new Promise<void>((done) => desk.#server.listen(0, '127.0.0.1', done));
    return desk;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const answer = this.#answer(new URL(request.url ?? '/', 'http://slack.invalid').pathname, body);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  get apiUrl(): string {
    return `${this.origin}/api/`;
  }
  /** Where Slack takes answers to what it sent. */
  get responseUrl(): string {
    return `${this.origin}/actions/T0OURS/1/x`;
  }

  /** Somebody of the own workspace with an address that Slack has confirmed. */
  join(id: string, email: string, more: Partial<User> = {}): void {
    this.users.set(id, { id, team_id: TEAM, is_email_confirmed: true, locale: 'en-GB', profile: { email }, ...more });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(path: string, body: string): object {
    if (path.startsWith('/actions/')) {
      this.answers.push(JSON.parse(body));
      return {};
    }
    const fields = new URLSearchParams(body);
    const viewOf = () => checked(JSON.parse(fields.get('view') ?? 'null'));
    switch (path) {
      case '/api/auth.test':
        return { ok: true, team_id: TEAM, user_id: 'U0BOT' } satisfies AuthTestResponse;
      case '/api/users.info': {
        const user = this.users.get(fields.get('user') ?? '');
        return user === undefined
          ? { ok: false, error: 'user_not_found' }
          : ({ ok: true, user } satisfies UsersInfoResponse);
      }
      case '/api/views.open':
        this.opened.push(viewOf());
        return { ok: true, view: { id: 'V0NEW' } } satisfies ViewsOpenResponse;
      case '/api/views.update':
        this.updated.push({ id: fields.get('view_id') ?? '', view: viewOf() });
        return { ok: true } satisfies ViewsOpenResponse;
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }
}

/** Refuses what Slack refuses of a window: texts beyond its limits. */
function checked(view: View): View {
  const short = [view.title, view.submit, view.close].flatMap((text) => text?.text ?? []);
  if (view.type !== 'modal' || short.some((text) => text.length > 24)) throw new Error('Slack refuses this window.');
  if (view.blocks.length > 100) throw new Error('Slack shows no more than 100 blocks.');
  return view;
}

/** The headers by which Slack proves what it sends. */
export function slackSignature(body: string, atSeconds: number, secret = SIGNING_SECRET): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${atSeconds}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(atSeconds),
    'x-slack-signature': `v0=${signature}`,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
