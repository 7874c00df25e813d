import { randomUUID } from 'node:crypto';
import { readPressed } from '../../domain/chat/buttons.ts';
import { escapeMrkdwn } from '../../domain/chat/escape.ts';
import { TocsinError } from '../../domain/errors.ts';
import { keepReport } from '../../intake/keep-report.ts';
import type { Asked } from '../../services/asked.ts';
import { acknowledge } from '../../services/handling/acknowledge.ts';
import { take } from '../../services/handling/take.ts';
import { type Words, wordsOf } from '../../web/languages/index.ts';
import { sayRefusal } from '../../web/refusals.ts';
import type { ApiDeps } from '../deps.ts';
import { mayCall } from '../route-access.ts';
import { IncidentReport, reportOf } from '../routes/incidents.ts';
import type { SlackAnswer, SlackApi } from './api.ts';
import { makeLinkCode } from './link-code.ts';
import { personOf, type SlackPerson } from './who.ts';

/** What is done for whoever presses a button in Slack: what the page does for the same user, by the same use cases. */

type Deps = { deps: ApiDeps; api: SlackApi };
type Known = Extract<SlackPerson, { principal: unknown }>;
type Reader = { words: Words['slack']; person: SlackPerson };

/** The same as a route of the API, which the role must be allowed to call. */
const TAKE = 'POST /breaches/:breachId/take';
const ACKNOWLEDGE = 'POST /breaches/:breachId/acknowledgement';
const REPORT = 'POST /incidents';

/** A pressed button. @returns what everybody in the channel is told, or only who pressed it */
export async function press(
  { deps, api }: Deps,
  { user, action, value, trigger }: { user: string; action: string; value: string; trigger: string | undefined },
  requestId: string,
): Promise<SlackAnswer> {
  const reader = await readerOf({ deps, api }, user);
  const { words, person } = reader;
  const pressed = readPressed(value);
  const isTake = action === 'tocsin-take';
  if (pressed === null || (!isTake && action !== 'tocsin-acknowledge')) return only(`${words.old} ${deps.publicUrl}`);
  const { breachId, warnings } = pressed;
  const link = `${deps.publicUrl}/desk/breaches/${breachId}`;
  const refused = whyNot(reader, isTake ? TAKE : ACKNOWLEDGE);
  if (refused !== null) return only(`${refused} ${link}`);
  const asked = askedOf((person as Known).principal, { action, value }, { requestId, trigger });
  try {
    await deps.limiter.take('write', asked.by);
    if (isTake) await take(deps, asked, breachId);
    else await acknowledge(deps, asked, breachId, warnings);
  } catch (error) {
    return only(words.failed(sayWhy(deps, person as Known, error), link));
  }
  return {
    response_type: 'in_channel',
    replace_original: false,
    text: (isTake ? words.taken : words.seen)(user, escapeMrkdwn(breachId)),
  };
}

/** What a report says to whoever handed it in. */
export async function report(
  { deps, api }: Deps,
  { user, title, summary, view }: { user: string; title: string; summary: string; view: string },
  requestId: string,
): Promise<string> {
  const reader = await readerOf({ deps, api }, user);
  const { words, person } = reader;
  const refused = whyNot(reader, REPORT);
  if (refused !== null) return `${refused} ${deps.publicUrl}`;
  const known = person as Known;
  try {
    await deps.limiter.take('write', known.principal.name);
    const read = IncidentReport.safeParse({ title, summary, systems: [], language: known.language });
    if (!read.success) return words.failed(words.form.badTitle, `${deps.publicUrl}/desk/report`);
    const incident = read.data;
    // What was typed and nothing of Slack's envelope is kept as evidence.
    const raw = Buffer.from(JSON.stringify(incident));
    const sent = { key: `slack-${view}`, raw, requestId };
    const kept = await keepReport(deps, await reportOf(deps, known.principal, incident, sent));
    const reference = kept.breachId ?? kept.reference;
    return words.form.sent(escapeMrkdwn(reference), `${deps.publicUrl}/desk/reports/${reference}`);
  } catch (error) {
    return words.failed(sayWhy(deps, known, error), `${deps.publicUrl}/desk/report`);
  }
}

/** Why somebody may not report; null where they may, and the form is shown. */
export async function whyNoReport(at: Deps, user: string): Promise<{ words: Words['slack']; refused: string | null }> {
  const reader = await readerOf(at, user);
  const refused = whyNot(reader, REPORT);
  return { words: reader.words, refused: refused === null ? null : `${refused} ${at.deps.publicUrl}` };
}

/** What somebody types on the own account to have this account of Slack act for them. */
export async function offerLink(at: Deps, user: string): Promise<string> {
  const { words, person } = await readerOf(at, user);
  if ('unknown' in person && person.unknown === 'elsewhere') return words.unknown.elsewhere;
  const { store, signInClock, publicUrl } = at.deps;
  return words.link(makeLinkCode(store.keyring, user, signInClock()), `${publicUrl}/desk/account#slack`);
}

async function readerOf({ deps, api }: Deps, user: string): Promise<Reader> {
  const person = await personOf(deps, api, user);
  return { words: wordsOf(person.language).slack, person };
}

function whyNot({ words, person }: Reader, route: string): string | null {
  if ('unknown' in person) return words.unknown[person.unknown];
  return mayCall(person.principal.role, route) ? null : words.forbidden;
}

/** As nobody who signed in: what asks for a second factor is not done from a chat. */
function askedOf(
  { name: by, role }: Known['principal'],
  content: unknown,
  { requestId, trigger }: { requestId: string; trigger: string | undefined },
): Asked {
  const idempotencyKey = trigger === undefined ? randomUUID() : `slack.${trigger}`.slice(0, 128);
  const condition = { namesVersion: false, require: () => undefined };
  return { by, role, isPerson: false, requestId, idempotencyKey, content, condition };
}

function sayWhy(deps: ApiDeps, { principal, language }: Known, error: unknown): string {
  const refusal = error instanceof TocsinError ? error : new TocsinError('internal', 'Something broke here.');
  if (refusal !== error) deps.log.error({ err: error }, 'what Slack asked for failed');
  const viewer = { name: principal.name, role: principal.role };
  const reader = { words: wordsOf(language), viewer, zone: deps.organisation.zone, language };
  return escapeMrkdwn(sayRefusal(reader, refusal));
}

function only(text: string): SlackAnswer {
  return { response_type: 'ephemeral', replace_original: false, text };
}
