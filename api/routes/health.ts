import type { z } from 'zod';
import type { AnchorStatus } from '../../domain/audit/anchor.ts';
import type { RecordStatus } from '../../domain/audit/record-status.ts';
import type { ReconcileStatus } from '../../domain/reconcile/finding.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { readAnchorStatus } from '../../store/anchorings.ts';
import { rotaGaps } from '../../store/on-duty.ts';
import { readReconcile } from '../../store/reconcile.ts';
import { readRecordStatus } from '../../store/record-checks.ts';
import { pingStore } from '../../store/store.ts';
import type { Routes } from '../http/route.ts';
import { Live, Ready } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const PROBE_TIMEOUT_MS = SECOND_MS;

/** `live`: this process answers. `ready`: so does everything it needs, each asked anew and given one second. */
export const healthRoutes: Routes = (server, { store, temporal, skew, clock, policy }) => {
  const live = operation(
    { id: 'isLive', tag: 'health', summary: 'Whether this process answers', answers: { 200: Live }, isPublic: true },
    {},
  );
  const ready = operation(
    {
      id: 'isReady',
      tag: 'health',
      summary: 'Whether everything it needs answers too',
      answers: { 200: Ready, 503: Ready },
      isPublic: true,
    },
    {},
  );
  server.get('/health/live', { schema: live }, async () => ({ status: 'ok' }));

  server.get('/health/ready', { schema: ready }, async (_request, reply) => {
    const [mongodb, engine, worker, reconcile, verification, anchoring, rota] = await Promise.all([
      answers(() => pingStore(store)),
      answers(() => temporal.ping()),
      answers(async () => {
        if (!(await temporal.hasWorker())) throw new Error('no worker');
      }),
      within(() => readReconcile(store, clock()).then(summaryOf), UNKNOWN),
      within(() => readRecordStatus(store, clock()).then(verificationOf), UNKNOWN_VERIFICATION),
      within(() => readAnchorStatus(store, clock()).then(anchoringOf), UNKNOWN_ANCHORING),
      within(() => rotaGaps(store, policy.organisation.onDuty).then((gaps) => ({ gaps: gaps.length })), UNKNOWN_ROTA),
    ]);
    const checks = { mongodb, temporal: engine, worker };
    const down = Object.entries(checks).flatMap(([name, ok]) => (ok ? [] : [name]));
    const status = down.length === 0 ? 'ok' : 'down';
    // A clock that is wrong stops nothing, since MongoDB's is taken then: it is said, and the API stays in service.
    const difference = mongodb ? await skew.read() : null;
    const found = { reconcile, verification, anchoring, rota };
    return reply.status(status === 'ok' ? 200 : 503).send({ status, down, skew: difference, ...found });
  });
};

type Summary = z.infer<typeof Ready>['reconcile'];
const UNKNOWN: Summary = { state: 'unknown', at: null, open: 0, mended: 0 };

function summaryOf({ state, at, findings }: ReconcileStatus): Summary {
  const open = findings.filter(({ mendedAt }) => mendedAt === null).length;
  return { state, at, open, mended: findings.length - open };
}

type Verification = z.infer<typeof Ready>['verification'];
const UNKNOWN_VERIFICATION: Verification = { state: 'unknown', at: null, open: 0, gone: 0 };

/** Of findings that are not kept one by one nobody knows whether they are over: they count as open. */
function verificationOf({ state, at, findings, more }: RecordStatus): Verification {
  const open = findings.filter(({ goneAt }) => goneAt === null).length;
  return { state, at, open: open + more, gone: findings.length - open };
}

type Anchoring = z.infer<typeof Ready>['anchoring'];
const UNKNOWN_ANCHORING: Anchoring = { state: 'unknown', since: null, failing: [] };

function anchoringOf({ state, since, ways }: AnchorStatus): Anchoring {
  return { state, since, failing: ways.flatMap(({ way, failingSince }) => (failingSince === null ? [] : [way])) };
}

const UNKNOWN_ROTA: z.infer<typeof Ready>['rota'] = { gaps: null };

/** Whether a probe succeeds within its time. */
function answers(probe: () => Promise<void>): Promise<boolean> {
  return within(() => probe().then(() => true), false);
}

/** What is asked, or `otherwise` where that fails or takes too long. */
async function within<Answer>(ask: () => Promise<Answer>, otherwise: Answer): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PROBE_TIMEOUT_MS);
  });
  const answer = ask().catch(() => otherwise);
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
