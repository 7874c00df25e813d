import type { FastifyRequest } from 'fastify';
import type { Principal } from '../store/tokens.ts';

/** Who signed in with a browser. */
export type Session = {
  principal: Principal;
  /** The name to show; never recorded. */
  displayName: string;
  /** What forms of this session carry against forgery. */
  csrf: string;
};

export type Sessions = {
  /** The session of the request's cookie; null where there is none, or it has ended. */
  find(request: FastifyRequest): Promise<Session | null>;
};
