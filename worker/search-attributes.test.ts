import { describe, expect, it } from '@jest/globals';
import type { OperatorService } from '@temporalio/client';
import { registerSearchAttributes } from './search-attributes.ts';

const refused = () => Promise.reject(Object.assign(new Error('7 PERMISSION_DENIED'), { code: 7 }));

/** A server with these answers; the rest of its services is not asked. */
function serverWith(answers: { list: () => Promise<unknown>; add: () => Promise<unknown> }) {
  const warnings: string[] = [];
  const operatorService = { listSearchAttributes: answers.list, addSearchAttributes: answers.add };
  return {
    warnings,
    register: () =>
      registerSearchAttributes({ operatorService: operatorService as unknown as OperatorService }, 'house', {
        warn: (_, message) => warnings.push(message),
      }),
  };
}

describe('search attributes at a server that lets nobody add them', () => {
  it('are as good as added where they are known', async () => {
    const list = async () => ({ customAttributes: { TocsinStatus: 2, TocsinBreach: 2, TocsinBlocked: 5 } });
    const server = serverWith({ list, add: refused });
    await server.register();
    expect(server.warnings).toEqual([]);
  });

  it('end the start where one is missing, since every breach would stand still', async () => {
    const list = async () => ({ customAttributes: { TocsinStatus: 2, TocsinBreach: 2 } });
    await expect(serverWith({ list, add: refused }).register()).rejects.toThrow(
      /namespace house lacks .*: TocsinBlocked \(BOOL\)\./,
    );
  });

  it('are warned of where they cannot be asked for either', async () => {
    const server = serverWith({ list: refused, add: refused });
    await server.register();
    expect(server.warnings).toHaveLength(1);
  });

  it('are there when another worker was faster', async () => {
    const list = async () => ({ customAttributes: {} });
    const add = () => Promise.reject(Object.assign(new Error('6 ALREADY_EXISTS'), { code: 6 }));
    await expect(serverWith({ list, add }).register()).resolves.toBeUndefined();
  });
});
