import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pickLanguage, wordsOf } from '../../web/languages/index.ts';
import { acceptBytes } from '../http/body.ts';
import type { Routes } from '../http/route.ts';
import { operation } from '../openapi/operation.ts';
import { offerLink, press, report, whyNoReport } from './act.ts';
import { createSlackProof, readForm, SlackCommand, SlackInteraction } from './requests.ts';
import { reportView, saidView } from './views.ts';

/** Larger than what Slack sends of a message with its form. */
const MOST_BYTES = 262_144;

/** Its parts are read once Slack has proved that it sent it. */
const Body = z.any().meta({ type: 'object', description: 'The form that Slack sends' });
const Answer = z.looseObject({}).describe('What Slack shows at once, or nothing');

/**
 * What Slack sends us: buttons, the command and shortcuts. Slack waits three seconds, so it is answered at once, and
 * what was asked is done after that.
 */
export const slackRoutes: Routes = (server, deps) => {
  acceptBytes(server);
  const prove = createSlackProof(deps);
  const underWay = new Set<Promise<void>>();
  server.addHook('onClose', async () => void (await Promise.all(underWay)));

  const optionsOf = (id: string, summary: string) => {
    const schema = operation(
      {
        ...{ id, tag: 'intake', summary, answers: { 200: Answer }, refusals: ['bad-signature'] },
        description:
          'Known by the signature of Slack over the raw body, and by no token. Answered at once, done after.',
        consumes: ['application/x-www-form-urlencoded'],
      },
      { body: Body },
    );
    return { schema, bodyLimit: MOST_BYTES };
  };
  const sentBy = async (request: FastifyRequest) => {
    await prove({ headers: request.headers, body: request.rawBody });
    return request.rawBody;
  };

  const command = optionsOf('slackCommand', 'The command /tocsin of Slack');
  server.post('/slack/commands', command, async (request, reply) => {
    const {
      text,
      user_id: user,
      response_url: address,
      trigger_id: trigger,
    } = readForm(await sentBy(request), SlackCommand);
    const [, title] = /^report(?:\s+(.*))?$/is.exec(text.trim()) ?? [];
    if (/^link$/i.test(text.trim())) {
      later(request, async (at) => at.api.respond(address, only(await offerLink(at, user))));
      return reply.status(200).send();
    }
    if (!/^report\b/i.test(text.trim())) {
      const { slack: words } = wordsOf(pickLanguage(deps.organisation.language));
      return reply.send({ response_type: 'ephemeral', text: words.usage(deps.publicUrl) });
    }
    later(request, async (at) => {
      const { words, refused } = await whyNoReport(at, user);
      if (refused !== null) return at.api.respond(address, only(refused));
      await at.api.openView(trigger, reportView(words, { title }, `${deps.publicUrl}/desk/report`));
    });
    return reply.status(200).send();
  });

  const interaction = optionsOf('slackInteraction', 'A button, a shortcut or a form of Slack');
  server.post('/slack/interactions', interaction, async (request, reply) => {
    const sent = readForm(await sentBy(request), SlackInteraction, 'payload');
    const user = sent.user.id;
    if (sent.type === 'block_actions') {
      const [action] = sent.actions;
      const { response_url: address, trigger_id: trigger } = sent;
      // A button that is a link opens by itself, and tells us all the same.
      if (action === undefined || action.action_id === 'tocsin-open') return reply.status(200).send();
      later(request, async (at) => {
        const pressed = { user, action: action.action_id, value: action.value ?? '', trigger };
        const answer = await press(at, pressed, request.id);
        if (address !== undefined) await at.api.respond(address, answer);
      });
      return reply.status(200).send();
    }
    if (sent.type === 'view_submission') {
      const { id: view, state } = sent.view;
      const title = state.values.title.typed.value ?? '';
      const summary = state.values.summary.typed.value ?? '';
      const { slack: words } = wordsOf(pickLanguage(deps.organisation.language));
      later(request, async (at) => {
        await at.api.updateView(view, saidView(words, await report(at, { user, title, summary, view }, request.id)));
      });
      return reply.send({ response_action: 'update', view: saidView(words, words.form.sending) });
    }
    const summary = sent.type === 'message_action' ? sent.message.text : '';
    later(request, async (at) => {
      const { words, refused } = await whyNoReport(at, user);
      const view =
        refused === null ? reportView(words, { summary }, `${deps.publicUrl}/desk/report`) : saidView(words, refused);
      await at.api.openView(sent.trigger_id, view);
    });
    return reply.status(200).send();
  });

  /** After the answer; what fails there is in the log, and Slack shows that nothing came. */
  function later(request: FastifyRequest, act: (at: Parameters<typeof press>[0]) => Promise<void>): void {
    const { slack } = deps;
    if (slack === null) return;
    const work = act({ deps, api: slack.api })
      .catch((error: unknown) => request.log.warn({ err: error }, 'what Slack asked for was not done'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }
};

function only(text: string) {
  return { response_type: 'ephemeral' as const, replace_original: false as const, text };
}
