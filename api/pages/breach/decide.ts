import { z } from 'zod';
import { ARTICLES } from '../../../domain/articles.ts';
import type { CommandBody } from '../../../domain/breach/commands.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { RISK_CONCLUSIONS } from '../../../domain/policy/schema.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { html } from '../../../web/html.ts';
import { nameOf } from '../../../web/names.ts';
import { timeTag } from '../../../web/time.ts';
import type { View } from '../../../web/view.ts';
import { valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { BreachParams, obligation } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { seenOf } from './read.ts';
import { unscope } from './scoped.ts';
import { takeDecision } from './take.ts';

const ACTIONS = ['waive', 'resume', 'switch-on', 'switch-off'] as const;
const ObligationParams = BreachParams.extend({ obligation });

/** What people decide on the page of a breach. Each form says what it saw, and nothing is overwritten unseen. */
export const decisionForms: Routes = (server, deps) => {
  const params = BreachParams;

  server.post('/desk/breaches/:breachId/awareness', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    unscope(request, 'awareness');
    const { awareness: words } = view.words.breach;
    const schema = z.object({
      awareAt: z.string().min(1, view.words.shell.instant.malformed),
      reasons: optionalReasons,
    });
    const awareAt = () => instantOf(view, valuesOf(request), 'awareAt') ?? '';
    return takeDecision(deps, view, request, reply, {
      scope: 'awareness',
      scoped: ['reasons'],
      panel: 'aware',
      schema,
      seen: (state) => seenOf(state).awareness,
      command: ({ reasons }) => ({ type: 'record-awareness', awareAt: awareAt(), reasons }),
      rows: (state, data) => {
        const last = state.awareness.at(-1);
        const now =
          last === undefined
            ? html`${words.none}`
            : html`${timeTag(last.awareAt, view, true)}<span class="sub">${nameOf(view, last.by)}</span>`;
        return [
          { label: words.title, now, yours: timeTag(awareAt(), view, true) },
          { label: words.reasons, now: html`${last?.reasons ?? ''}`, yours: html`${data.reasons}` },
        ];
      },
      forms: (form) => ({ awareness: form }),
      url: `/desk/breaches/${breachId}/awareness`,
    });
  });

  server.post('/desk/breaches/:breachId/decisions', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const article = ARTICLES.find((each) => each === valuesOf(request).article);
    if (article === undefined) throw new TocsinError('bad-input', 'Say which article is decided.', 'article');
    unscope(request, article);
    const { articles: words } = view.words.breach;
    const schema = z.object({
      conclusion: z.enum(RISK_CONCLUSIONS, view.words.facts.badOption),
      reasons: neededReasons(view),
      difference: z.string().trim().max(10_000, view.words.facts.tooLong).default(''),
    });
    return takeDecision(deps, view, request, reply, {
      scope: article,
      scoped: ['conclusion', 'reasons', 'difference'],
      panel: article,
      schema,
      seen: (state) => seenOf(state)[article],
      command: (data) => ({ type: 'decide-risk', articles: [article], ...data }),
      rows: (state, data) => {
        const before = state.risk[article];
        const proposed = state.plan?.severity.proposed;
        const decided = before === null ? words.undecided : words.conclusions[before.conclusion];
        const proposal = proposed === undefined ? '' : `${words.proposed}: ${words.conclusions[proposed]}`;
        return [
          {
            label: words.of[article],
            now: html`${decided}<span class="sub">${proposal}</span>`,
            yours: html`${words.conclusions[data.conclusion]}`,
          },
          { label: words.reasons, now: html`${before?.reasons ?? ''}`, yours: html`${data.reasons}` },
        ];
      },
      forms: (form) => ({ [article]: form }),
      url: `/desk/breaches/${breachId}/decisions`,
    });
  });

  const about = { schema: { params: ObligationParams } };
  server.post('/desk/breaches/:breachId/obligations/:obligation', about, async (request, reply) => {
    const { breachId, obligation: id } = request.params;
    const view = await viewOf(deps, request);
    unscope(request, id);
    const { obligations: words } = view.words.breach;
    const schema = z.object({ action: z.enum(ACTIONS), reasons: neededReasons(view) });
    const { switchedOn } = (await findBreach(deps, breachId)).facts;
    const commandOf = ({ action, reasons }: z.infer<typeof schema>): CommandBody => {
      if (action === 'waive') return { type: 'waive-obligation', obligation: id, reasons };
      if (action === 'resume') return { type: 'resume-obligation', obligation: id, reasons };
      const others = switchedOn.filter((each) => each !== id);
      const facts = { switchedOn: action === 'switch-on' ? [...others, id] : others };
      return { type: 'amend-facts', facts, narrative: {}, reasons };
    };
    return takeDecision(deps, view, request, reply, {
      scope: id,
      scoped: ['reasons'],
      panel: `duty-${id}`,
      schema,
      seen: (state) => state.obligations[id]?.status ?? '',
      command: commandOf,
      rows: (state, data) => [
        {
          label: words.changed,
          now: html`${statusWord(view, state.obligations[id]?.status)}`,
          yours: html`${words.actions[data.action].verb}`,
        },
        {
          label: words.reasons,
          now: html`${state.obligations[id]?.waivedBecause ?? ''}`,
          yours: html`${data.reasons}`,
        },
      ],
      forms: (form) => ({ obligation: { id, form } }),
      url: `/desk/breaches/${breachId}/obligations/${id}`,
    });
  });
};

const optionalReasons = z.string().trim().max(10_000).default('');

export function neededReasons({ words }: View) {
  return z.string(words.facts.badReasons).trim().min(1, words.facts.badReasons).max(10_000, words.facts.tooLong);
}

/** `filed-late` under its name in the words. */
export function statusWord({ words }: View, status: string | undefined): string {
  const key = (status ?? '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (words.breach.obligations.status as Record<string, string>)[key] ?? key;
}
