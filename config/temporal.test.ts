import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { connectWorker } from './temporal.ts';

const at = (address: string) => ({ given: true, namespace: 'default', connection: { address, apiKey: 'hunter2' } });
const refused = (address: string) => ({
  name: 'TocsinError',
  code: 'unavailable',
  message: expect.stringContaining(`does not answer at ${address}`),
});

describe('connectWorker', () => {
  it('says where nothing answers, without the credentials', async () => {
    const refusal = connectWorker(at('127.0.0.1:1'));
    await expect(refusal).rejects.toMatchObject(refused('127.0.0.1:1'));
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
  });

  it('gives up on a port that takes the connection and stays silent', async () => {
    const sockets = new Set<{ destroy(): void }>();
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await new Promise((listening) => silent.once('listening', listening));
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    try {
      await expect(connectWorker(at(address), 300)).rejects.toMatchObject(refused(address));
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });
});
