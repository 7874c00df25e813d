import type { SmtpSession } from './session.ts';

/** Sessions with one server: as many at once as are asked for, up to a limit, and kept open for the next message. */
export class SessionPool {
  readonly #kept: SmtpSession[] = [];
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #isClosed = false;

  constructor(most: number) {
    this.#free = most;
  }

  /** Waits until fewer than the most are in use. Null where none is kept: the caller opens one. Always `give` back. */
  async take(): Promise<SmtpSession | null> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    for (let kept = this.#kept.pop(); kept !== undefined; kept = this.#kept.pop()) if (kept.isUsable()) return kept;
    return null;
  }

  /** Ends one `take`, with a session to keep if one is left. */
  give(session: SmtpSession | null): void {
    if (session !== null && this.#isClosed) session.close();
    else if (session !== null) this.#kept.push(session);
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }

  /** Closes what is kept now, and what is in use when it is given back. */
  close(): void {
    this.#isClosed = true;
    for (const session of this.#kept.splice(0)) session.close();
  }
}
