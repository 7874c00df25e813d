import { describe, expect, it } from '@jest/globals';
import { workloadNames } from './kubernetes.ts';

describe('names of workloads in Kubernetes', () => {
  it('names the workload before the pod, from the widest to the shortest', () => {
    const named = { cluster: 'prod', namespace: 'shop', workload: 'api', pod: 'api-1' };
    expect(workloadNames(named)).toEqual([
      'prod/shop/api',
      'prod/shop/api-1',
      'shop/api',
      'shop/api-1',
      'api',
      'api-1',
    ]);
  });

  it.each([
    ['api-676b6c5bbc-4xc6t', 'api'],
    ['node-agent-x7k2p', 'node-agent'],
    ['db-0', 'db'],
    ['alpine', null],
    ['shop-alpha', null],
  ])('takes the controller from the name of the pod %s: %s', (pod, controller) => {
    expect(workloadNames({ namespace: null, pod })).toEqual(controller === null ? [pod] : [controller, pod]);
  });
});
