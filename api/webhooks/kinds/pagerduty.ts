import { PAGING_EVENTS } from './events.ts';
import type { Telling, Testing, WebhookKind } from './kind.ts';

/**
 * PagerDuty Events API v2, `https://events.pagerduty.com/v2/enqueue`. By its `dedup_key` what is said again changes
 * nothing, and what is seen or done ends what was triggered.
 */
export const pagerduty: WebhookKind = {
  events: PAGING_EVENTS,
  key: 'routing key of the integration',
  requests({ told, state, link, event, address, systems }: Telling) {
    return told.map(({ page, text }) => {
      const { action, key, level, obligation, due } = page;
      const common = { routing_key: address.key ?? '', event_action: action, dedup_key: `tocsin/${key}` };
      const payload = {
        summary: text.title.slice(0, 1_024),
        source: 'Tocsin',
        severity: level,
        timestamp: event.at,
        component: state.breachId,
        group: obligation ?? 'incident',
        class: event.type,
        custom_details: { due, systems: systems.join(', ') },
      };
      const more = { payload, client: 'Tocsin', client_url: link, links: [{ href: link, text: state.breachId }] };
      return { url: address.url, headers: {}, body: action === 'trigger' ? { ...common, ...more } : common };
    });
  },
  test({ address, title, link, at }: Testing) {
    const common = { routing_key: address.key ?? '', dedup_key: `tocsin/test/${at}` };
    const payload = { summary: title, source: 'Tocsin', severity: 'info', timestamp: at };
    const opened = { ...common, event_action: 'trigger', payload, client: 'Tocsin', client_url: link };
    return [opened, { ...common, event_action: 'resolve' }].map((body) => ({ url: address.url, headers: {}, body }));
  },
};
