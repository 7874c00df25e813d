import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { calendarFeed } from '../../services/calendar/feed.ts';
import { openCalendarLink } from '../../store/calendars.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { readUser } from '../../store/users.ts';
import type { ApiDeps } from '../deps.ts';
import { etagOf, isKnown } from '../http/etags.ts';
import type { Routes } from '../http/route.ts';
import { sourceOf } from '../http/throttle.ts';
import { operation } from '../openapi/operation.ts';
import { CALENDAR_READS, mayCall } from '../route-access.ts';

const SUFFIX = /\.ics$/;
const Params = z.strictObject({ link: z.string().max(64) });

/** The deadlines behind a secret link, for calendars of other programs, which send no token. */
export const calendarRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      id: 'readCalendar',
      tag: 'breaches',
      summary: 'The deadlines as a calendar',
      description:
        'By the link that a user makes on the page of the own account, which ends there at once. It names references ' +
        'and duties, and none of what people wrote. With an ETag: ask with If-None-Match.',
      answers: { 200: ['text/calendar'] },
      refusals: ['not-found', 'rate-limited'],
      isPublic: true,
    },
    { params: Params },
  );
  server.get('/calendar/:link', { schema }, async (request, reply) => {
    await deps.limiter.take('calendar', sourceOf(request.ip));
    const userId = await ownerOf(deps, request.params.link);
    await deps.limiter.take('calendar', `user:${userId}`);
    const calendar = await calendarFeed(deps, deps.publicUrl);
    const etag = etagOf(sha256Hex(calendar).slice(0, 32));
    // Kept by nobody without asking: a link that was ended shows nothing any more.
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (isKnown(request, etag)) return reply.status(304).send();
    return reply.type('text/calendar; charset=utf-8').send(calendar);
  });
};

/** Whoever made the link and may still read what it shows. @throws TocsinError `not-found`, whatever the reason is */
async function ownerOf({ store, clock }: ApiDeps, link: string): Promise<string> {
  const userId = await openCalendarLink(store, link.replace(SUFFIX, ''), clock());
  const user = userId === null ? null : await readUser(store, userId);
  if (user !== null && !user.disabled && mayCall(user.role, CALENDAR_READS)) return user.id;
  throw new TocsinError('not-found', 'There is no such calendar, or its link was ended. Make one on your account.');
}
