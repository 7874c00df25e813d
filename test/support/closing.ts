import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import type { TestApi } from './api.ts';

/** Closes over suppliers and customers who have not answered, where there are some: for tests of something else. */
export const OVER_NOTICES = [{ point: 'notices-unanswered/notices', reasons: 'By telephone.' }];

/** Closes a breach by the API, over whatever can be closed over: for tests of something else. */
export async function closeOver(
  api: TestApi,
  breachId: string,
  outcome: 'resolved' | 'not-a-breach' = 'resolved',
): ReturnType<TestApi['call']> {
  const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/closing`);
  const points = (json.points as Record<string, ClosingPoint[]>)[outcome] ?? [];
  const over = points.filter(({ mayPass }) => mayPass).map(({ point }) => ({ point, reasons: 'Of no matter here.' }));
  const body = { outcome, reasons: 'Done.', over };
  return api.call('dpo', 'POST', `/breaches/${breachId}/closing`, { body });
}
