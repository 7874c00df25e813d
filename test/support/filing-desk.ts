import type { Role } from '../../domain/roles.ts';
import { NOW, type TestApi } from './api.ts';

export const ART33 = 'gdpr-art33-1-authority';
export type Fields = Record<string, string | string[]>;

/** Of a filing that is recorded as version 1. */
export const RECEIPT = {
  stage: 'initial',
  receipt: 'R-7',
  channel: 'portal',
  filedAt: '2026-11-24T09:40',
  'filedAt-zone': 'Europe/Berlin',
};

/** The pages of filings as somebody with a browser uses them. */
export class FilingDesk {
  private readonly api: TestApi;

  constructor(api: TestApi) {
    this.api = api;
  }

  /** A confirmed breach; gives the address of its filing. */
  async filing(obligation = ART33): Promise<string> {
    this.api.now = NOW;
    const breachId = await this.api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
    return `/desk/breaches/${breachId}/filings/${obligation}`;
  }

  async read(path: string, as: Role = 'dpo'): Promise<string> {
    return (await this.api.call(as, 'GET', path)).body;
  }

  async send(path: string, fields: Fields, as: Role = 'dpo') {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    const answer = await this.api.server.inject({
      ...{ method: 'POST' as const, url: path, payload: new URLSearchParams(pairs).toString() },
      headers: {
        authorization: `Bearer ${this.api.tokens[as]}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    return { status: answer.statusCode, location: String(answer.headers.location), body: answer.body };
  }

  /** The page's own form, with what was typed over it. */
  async save(path: string, typed: Fields, page = '', stage = 'initial') {
    const seen = hidden(page === '' ? await this.read(`${path}?stage=${stage}`) : page, 'seen');
    return this.send(path, { stage, seen, do: 'save', ...typed });
  }

  async fileOf(path: string, query = '', stage = 'initial') {
    return this.api.call('dpo', 'GET', `${path}/draft.json?stage=${stage}${query}`);
  }

  /** The draft as it reads now, by whoever read it. */
  async approve(path: string, stage = 'initial') {
    const sha256 = hidden(await this.read(`${path}?stage=${stage}`), 'sha256');
    return { sha256, ...(await this.send(`${path}/approval`, { stage, sha256, read: 'yes' })) };
  }

  /** Approves the draft, and records it as handed in. */
  async handIn(path: string, stage: string, receipt: string) {
    const { sha256 } = await this.approve(path, stage);
    return this.send(`${path}/receipt`, { ...RECEIPT, stage, receipt, sha256 });
  }
}

export function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}

/** The row of one field, as text. */
export function row(page: string, field: string): string {
  const markup =
    new RegExp(`<div class="f[^"]*" id="${field}"[\\s\\S]*?<div class="src[\\s\\S]*?</div>`).exec(page)?.[0] ?? '';
  return markup.replaceAll(/<(select|fieldset|textarea)[\s\S]*?<\/\1>/g, '').replaceAll(/<[^>]*>/g, ' ');
}
