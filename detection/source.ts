import type { Said } from './envelopes/envelope.ts';
import type { EnvelopeKind } from './envelopes.ts';
import type { Finding } from './finding.ts';
import type { Challenge, Verification } from './verify/verification.ts';

/** An alert that tells of nothing that concerns Tocsin, such as another event of the same channel, and why. */
export type NotForUs = { notForUs: string };

/** What a folder in `sources/` offers: all of it data and pure functions. */
export type AlertSource = {
  /** The last part of `POST /alerts/<name>`, and the name of its rules in `policy/detection/`. */
  name: string;
  vendor: string;
  /** What people call it, such as `Amazon GuardDuty`. */
  title: string;
  /** The ways in which a sender may prove itself; a request has to hold by one of them. */
  verify: readonly Verification[];
  /** The vendor makes the secret that it signs with, and takes none of ours. */
  makesSecret?: true;
  /** What the vendor asks of an address before it sends to it. */
  challenge?: Challenge;
  /** Envelopes that its alerts come in, peeled off in any order; an alert may always come bare. */
  envelopes: readonly EnvelopeKind[];
  /** The `detail-type`s of EventBridge that are its alerts; another one is not for us. Left out where any may be. */
  detailTypes?: readonly string[];
  /** Its alerts are lines of text: a body that says it is text is not read as JSON. */
  takesText?: true;
  /** Described by the policy, with a body as it sends it; all others come with Tocsin. */
  own?: { example: unknown };
  /** The alerts of one peeled body, where the vendor puts several into one; the body itself where it does not. */
  split?(body: unknown): readonly unknown[];
  /**
   * One alert as a finding. Takes what it needs and notes in `unread` what it cannot read. `said` is what its
   * envelopes said from the outside in, where only they tell the time; `body` is what the alert was split from.
   *
   * @throws TocsinError `content-refused`, only for an alert with no id and nothing to derive one from
   */
  read(alert: unknown, said?: readonly Said[], body?: unknown): Finding | NotForUs;
};

/** Whether an alert was read as one that concerns us. */
export function isFinding(read: Finding | NotForUs): read is Finding {
  return !('notForUs' in read);
}
