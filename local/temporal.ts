/**
 * The embedded Temporal: the CLI's development server, on a file, on loopback. It has no way to ask who calls. So what
 * a browser could be led to is closed: its web page takes any Host header and is not started, and its HTTP interface is
 * told to answer no host at all. The gRPC port, which browsers cannot speak to, stays open to other users here.
 */
import { createHash } from 'node:crypto';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { serverPath } from './servers.ts';
import type { ChildSpec } from './supervisor.ts';
import { until } from './waiting.ts';

export type TemporalOptions = { dataDir: string; port: number; namespace?: string };

/** A name that no page can have, since it can never be in the DNS (RFC 6761). */
const nobody = 'nobody.invalid';

export function temporal({ dataDir, port, namespace = 'default' }: TemporalOptions): ChildSpec {
  const file = temporalFile(dataDir);
  const own = ownNamespace(file);
  return {
    name: 'temporal',
    command: serverPath('temporal'),
    args: [
      ...['server', 'start-dev', '--db-filename', file, '--namespace', namespace, '--namespace', own],
      ...['--ip', '127.0.0.1', '--port', String(port), '--headless'],
      ...['--dynamic-config-value', `frontend.httpAllowedHosts=["${nobody}"]`],
      ...['--log-level', 'error', '--log-format', 'json'],
    ],
    ready: (stopped) => until(`Temporal to serve on port ${port}`, () => hasNamespace(port, own), { stopped }),
    graceMs: 10_000,
  };
}

export const temporalFile = (dataDir: string): string => join(dataDir, 'temporal.db');

/**
 * An empty namespace by which this file's server is known: at a port that two starts wanted, the other's may answer.
 */
const ownNamespace = (file: string): string => `tocsin-${createHash('sha256').update(file).digest('hex').slice(0, 16)}`;

/**
 * Whether the server on this port has the namespace; no, where none answers. Written out because the client library
 * would cost the parent 50 MB for this one question. A gRPC message is a zero byte, four bytes of length, and protobuf:
 * field 1 of DescribeNamespace is the name, shorter here than 128 bytes. Status 0 means that it is there.
 */
export function hasNamespace(port: number, name: string): Promise<boolean> {
  const text = Buffer.concat([Buffer.from([0x0a, name.length]), Buffer.from(name)]);
  const request = Buffer.concat([Buffer.from([0, 0, 0, 0, text.length]), text]);
  return new Promise((resolve) => {
    const session = connect(`http://127.0.0.1:${port}`);
    const finish = (has: boolean) => {
      session.destroy();
      resolve(has);
    };
    session.on('error', () => finish(false));
    const stream = session.request({
      ':method': 'POST',
      ':path': '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.setTimeout(2_000, () => finish(false));
    stream.on('error', () => finish(false));
    stream.once('trailers', (trailers) => finish(trailers['grpc-status'] === '0'));
    stream.once('close', () => finish(false));
    stream.resume();
    stream.end(request);
  });
}
