import type { Instant } from '../../../domain/time.ts';
import { digestOf } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import { askFor, listOf, objectOf, PullFailure, type PullSteps } from '../../pull.ts';
import { type ClientCertificate, clientAssertion } from './assertion.ts';

/** Where the Management Activity API and its sign-in are, as which application it is asked, and for what content. */
export type Microsoft365Settings = {
  apiUrl: string;
  loginUrl: string;
  tenant: string;
  clientId: string;
  /** By what the application proves itself: with both, the certificate counts. */
  clientSecret: string | null;
  certificate: ClientCertificate | null;
  content: readonly string[];
};

/** Parts of the content, each of which holds records; `key` is what one is known by. */
export type Page = { parts: Part[]; next: string | null };
type Part = { key: string; url: string; createdAt: Instant };

/** An alert holds so many records, and of so many characters together, but for one that alone has more. */
const MOST_TOGETHER = { records: 100, characters: 1_000_000 };

/** A token for the API, by certificate or secret of the application. @throws PullFailure where it is given none */
export function* askForToken(settings: Microsoft365Settings, now: Instant): PullSteps<string> {
  const { loginUrl, tenant, clientId, apiUrl } = settings;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const scope = `${apiUrl}/.default`;
  const url = `${loginUrl}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
  const proof = proofOf(settings, url, now);
  const form = { grant_type: 'client_credentials', client_id: clientId, ...proof, scope };
  const answer = yield* askFor({ method: 'POST', url, headers, body: new URLSearchParams(form).toString() }, [400]);
  // A tenant or an application that is not known is answered with 400.
  if (answer.status === 400) throw new PullFailure('refused', 400);
  const { access_token: token } = objectOf(answer);
  if (typeof token === 'string') return token;
  throw new PullFailure('unexpected', answer.status);
}

function proofOf(
  { clientId, clientSecret, certificate }: Microsoft365Settings,
  audience: string,
  now: Instant,
): Record<string, string> {
  if (certificate === null) return { client_secret: clientSecret ?? '' };
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion(certificate, { clientId, audience, now }),
  };
}

/** What the API lists and gives, to who has a token. */
export class Feed {
  readonly #settings: Microsoft365Settings;
  readonly #headers: { authorization: string };
  readonly #root: string;

  constructor(settings: Microsoft365Settings, token: string) {
    this.#settings = settings;
    this.#headers = { authorization: `Bearer ${token}` };
    this.#root = `${settings.apiUrl}/api/v1.0/${encodeURIComponent(settings.tenant)}/activity/feed/subscriptions`;
  }

  /** Nothing is listed of a kind of content before somebody has subscribed to it. */
  *subscribe(): PullSteps {
    const { content, tenant } = this.#settings;
    const listed = listOf(yield* askFor(this.#get(`${this.#root}/list?PublisherIdentifier=${tenant}`)));
    const on = listed.filter((each) => isRecord(each) && each.status === 'enabled').map((each) => Object(each));
    for (const contentType of content) {
      if (on.some((each) => each.contentType === contentType)) continue;
      const query = new URLSearchParams({ contentType, PublisherIdentifier: tenant });
      const start = { method: 'POST' as const, url: `${this.#root}/start?${query}`, headers: this.#headers };
      const answer = yield* askFor(start, [400]);
      // That it is subscribed to already.
      if (answer.status === 400 && !answer.text.includes('AF20024')) throw new PullFailure('unexpected', 400);
    }
  }

  /** The first page of what became available in between. */
  listing(contentType: string, from: Instant, to: Instant): string {
    const [startTime, endTime] = [from.slice(0, 19), to.slice(0, 19)];
    const query = { contentType, startTime, endTime, PublisherIdentifier: this.#settings.tenant };
    return `${this.#root}/content?${new URLSearchParams(query)}`;
  }

  /** @throws PullFailure where the list is none */
  *list(page: string): PullSteps<Page> {
    const answer = yield* askFor(this.#get(page));
    const parts = listOf(answer).map((each): Part => {
      const { contentId, contentUri: url, contentCreated: createdAt } = Object(each);
      if ([contentId, url, createdAt].every((text) => typeof text === 'string'))
        return { key: digestOf(contentId).slice(0, 16), url, createdAt };
      throw new PullFailure('unexpected', answer.status);
    });
    return { parts, next: answer.headers.nextpageuri ?? null };
  }

  /** Each record is taken in with its neighbours. */
  *take(url: string): PullSteps {
    let [together, characters]: [unknown[], number] = [[], 0];
    for (const record of listOf(yield* askFor(this.#get(url)))) {
      const { length } = JSON.stringify(record);
      const isFull = together.length === MOST_TOGETHER.records || characters + length > MOST_TOGETHER.characters;
      if (isFull && together.length > 0) {
        yield { take: together };
        [together, characters] = [[], 0];
      }
      together.push(record);
      characters += length;
    }
    if (together.length > 0) yield { take: together };
  }

  /** The token goes nowhere else, whatever an answer names. @throws PullFailure for another address */
  #get(url: string) {
    const isOurs = URL.canParse(url) && new URL(url).origin === new URL(this.#settings.apiUrl).origin;
    if (isOurs) return { method: 'GET' as const, url, headers: this.#headers };
    throw new PullFailure('unexpected');
  }
}
