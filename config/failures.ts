import { DefaultFailureConverter } from '@temporalio/common';

/** Puts an error's message and stack into an encrypted payload, so that Temporal stores none of it in clear text. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
