import { z } from 'zod';
import { LINK_ACTS } from '../../domain/communication/link.ts';
import { COMMAND_REFUSALS } from '../../services/breach/command.ts';
import { changeLink } from '../../services/notice/change-link.ts';
import { askedOf } from '../http/asked.ts';
import { givenReasons, NoticeParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Recorded } from '../openapi/answers.ts';
import { BY_A_SECOND, operation, WriteHeaders } from '../openapi/operation.ts';

const Body = z.strictObject({
  reasons: givenReasons,
  round: z.int().min(1).optional().describe('Of the notice; the newest where left out'),
});

const WORDS = {
  revoke: {
    summary: 'End the link to a notice: nobody reads or answers by it any more',
    description: 'Also of a breach that is closed; reminders that are still to come bring no link.',
  },
  reissue: {
    summary: 'End the link to a notice and mail a new one to whom letters may have reached',
    description:
      'The new link goes out as a letter of its own, once. Of two that ask at the same time one is refused as ' +
      `\`stale\`. A notice that has expired is waited for once more. ${BY_A_SECOND}`,
  },
};

/** The signed link by which a supplier or customer reads and answers. */
export const noticeLinkRoutes: Routes = (server, deps) => {
  for (const act of LINK_ACTS) {
    const schema = operation(
      {
        ...{ id: `${act}NoticeLink`, tag: 'communications', ...WORDS[act], answers: { 200: Recorded } },
        refusals: [...COMMAND_REFUSALS, 'reasons-missing', ...(act === 'reissue' ? (['four-eyes'] as const) : [])],
      },
      { params: NoticeParams, body: Body, headers: WriteHeaders },
    );
    server.post(`/breaches/:breachId/notices/:counterparty/link/${act}`, { schema }, async (request) =>
      changeLink(deps, askedOf(request), { ...request.params, ...request.body, act }),
    );
  }
};
