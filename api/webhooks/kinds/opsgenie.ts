import type { WebhookAddress } from '../../../store/webhooks.ts';
import { PAGING_EVENTS } from './events.ts';
import type { Telling, Testing, ToolRequest, WebhookKind } from './kind.ts';

/**
 * The Alert API of Opsgenie and of what takes its place, `https://api.opsgenie.com/v2/alerts`: an alert is created,
 * acknowledged and closed by its alias.
 */
export const opsgenie: WebhookKind = {
  events: PAGING_EVENTS,
  key: 'API key of the integration',
  requests({ told, state, link, event, address, systems }: Telling) {
    const headers = headersOf(address);
    return told.map(({ page, text }) => {
      const alias = `tocsin/${page.key}`;
      if (page.action !== 'trigger') {
        const act = page.action === 'acknowledge' ? 'acknowledge' : 'close';
        return actOn(address, alias, act, text.title);
      }
      const body = {
        message: text.title.slice(0, 130),
        alias,
        description: `${text.title}\n${text.due ?? ''}\n${link}`,
        tags: ['tocsin', state.breachId],
        details: {
          incident: state.breachId,
          event: event.type,
          due: page.due ?? '',
          systems: systems.join(', '),
          link,
        },
        entity: state.breachId,
        source: 'Tocsin',
        priority: page.level === 'critical' ? 'P1' : 'P2',
      };
      return { url: address.url, headers, body };
    });
  },
  test({ address, title, link, at }: Testing) {
    const alias = `tocsin/test/${at}`;
    const body = {
      message: title.slice(0, 130),
      alias,
      description: link,
      tags: ['tocsin'],
      source: 'Tocsin',
      priority: 'P5',
    };
    return [{ url: address.url, headers: headersOf(address), body }, actOn(address, alias, 'close', title)];
  },
};

const headersOf = ({ key }: WebhookAddress) => ({ authorization: `GenieKey ${key ?? ''}` });

function actOn(address: WebhookAddress, alias: string, act: 'acknowledge' | 'close', note: string): ToolRequest {
  const url = new URL(address.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(alias)}/${act}`;
  url.searchParams.set('identifierType', 'alias');
  return { url: url.href, headers: headersOf(address), body: { source: 'Tocsin', note } };
}
