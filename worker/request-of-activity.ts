import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Every line that is written about an activity says for which HTTP request it is done, where that is known. */
export const nameRequest: ActivityInterceptorsFactory = () => {
  let reqId: string | undefined;
  return {
    inbound: {
      execute(input, next) {
        const [request] = input.args as [{ requestId?: string; requestIds?: string[] }?];
        reqId = request?.requestId ?? request?.requestIds?.at(-1);
        return next(input);
      },
    },
    outbound: {
      getLogAttributes: (attributes, next) => next(reqId === undefined ? attributes : { ...attributes, reqId }),
    },
  };
};
