import { breachPath } from './input.ts';
import type { NoticesView } from './output/view.ts';
import type { VerbInput } from './verbs/verb.ts';

/** One page of a breach's notices, the worst first. */
export function readNotices(
  input: VerbInput,
  breachId: string,
  limit: number,
  filter: readonly [name: string, value: string][] = [],
): Promise<NoticesView> {
  const query = new URLSearchParams([['limit', String(limit)], ...filter]);
  return input.client().get<NoticesView>(`${breachPath(breachId, 'notices')}?${query}`);
}
