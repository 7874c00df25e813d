/** The embedded Temporal: the CLI's development server with its web page, on a file, on loopback. */
import { connect } from 'node:http2';
import { join } from 'node:path';
import { serverPath } from './servers.ts';
import type { ChildSpec } from './supervisor.ts';
import { until } from './waiting.ts';

export type TemporalOptions = { dataDir: string; port: number; uiPort: number; namespace?: string };

export function temporal({ dataDir, port, uiPort, namespace = 'default' }: TemporalOptions): ChildSpec {
  return {
    name: 'temporal',
    command: serverPath('temporal'),
    args: [
      ...['server', 'start-dev', '--db-filename', join(dataDir, 'temporal.db'), '--namespace', namespace],
      ...['--ip', '127.0.0.1', '--port', String(port), '--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)],
      ...['--ui-disable-news-fetch', '--log-level', 'error', '--log-format', 'json'],
    ],
    ready: (stopped) => until(`Temporal to serve on port ${port}`, () => isServing(port), { stopped }),
    graceMs: 10_000,
  };
}

/** The part of the server that answers clients. */
const service = 'temporal.api.workflowservice.v1.WorkflowService';

/**
 * Asks the server's gRPC health service. Written out because the client library would cost the parent 50 MB for this
 * one question. A gRPC message is a zero byte, four bytes of length, and protobuf: field 1 is the service's name; in
 * the answer field 1 is the state, and 1 means serving.
 */
export function isServing(port: number): Promise<boolean> {
  const text = Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)]);
  const request = Buffer.concat([Buffer.from([0, 0, 0, 0, text.length]), text]);
  return new Promise((resolve) => {
    const session = connect(`http://127.0.0.1:${port}`);
    let answer = Buffer.alloc(0);
    const finish = (serving: boolean) => {
      session.destroy();
      resolve(serving);
    };
    session.once('error', () => finish(false));
    const path = '/grpc.health.v1.Health/Check';
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.setTimeout(2_000, () => finish(false));
    stream.once('error', () => finish(false));
    stream.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
    });
    stream.once('end', () => finish(answer.subarray(5).equals(Buffer.from([0x08, 0x01]))));
    stream.end(request);
  });
}
