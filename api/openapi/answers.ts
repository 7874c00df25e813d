/**
 * What the API answers, for its document and for the tests that hold answers against it. Objects are open: an answer
 * may grow by a field, and a client must not break by it.
 */

export * from './answers/audit.ts';
export * from './answers/audit-lists.ts';
export * from './answers/breach.ts';
export * from './answers/breaches.ts';
export * from './answers/campaigns.ts';
export * from './answers/closing.ts';
export * from './answers/common.ts';
export * from './answers/communications.ts';
export * from './answers/dataflow.ts';
export * from './answers/filings.ts';
export * from './answers/findings.ts';
export * from './answers/policy.ts';
export * from './answers/previews.ts';
export * from './answers/release.ts';
export * from './answers/reports.ts';
export * from './answers/search.ts';
export * from './answers/webhooks.ts';
export * from './answers/work.ts';
