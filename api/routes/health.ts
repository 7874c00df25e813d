import { SECOND_MS } from '../../domain/time.ts';
import { pingStore } from '../../store/store.ts';
import type { Routes } from '../http/route.ts';
import { Live, Ready } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const PROBE_TIMEOUT_MS = SECOND_MS;

/** `live`: this process answers. `ready`: so does everything it needs, each asked anew and given one second. */
export const healthRoutes: Routes = (server, { store, temporal, skew }) => {
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
    const [mongodb, engine, worker] = await Promise.all([
      answers(() => pingStore(store)),
      answers(() => temporal.ping()),
      answers(async () => {
        if (!(await temporal.hasWorker())) throw new Error('no worker');
      }),
    ]);
    const checks = { mongodb, temporal: engine, worker };
    const down = Object.entries(checks).flatMap(([name, ok]) => (ok ? [] : [name]));
    const status = down.length === 0 ? 'ok' : 'down';
    // A clock that is wrong stops nothing, since MongoDB's is taken then: it is said, and the API stays in service.
    return reply.status(status === 'ok' ? 200 : 503).send({ status, down, skew: mongodb ? await skew.read() : null });
  });
};

/** Whether a probe succeeds within its time. */
async function answers(probe: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  const result = probe().then(
    () => true,
    () => false,
  );
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}
