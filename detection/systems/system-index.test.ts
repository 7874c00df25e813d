import { describe, expect, it } from '@jest/globals';
import { Random } from '../../test/support/fuzz/random.ts';
import type { FindingResource, ResourceKind } from '../finding.ts';
import { addressOf, normalName } from './names.ts';
import { networkOf } from './networks.ts';
import { type SoughtName, soughtNames } from './resource-names.ts';
import { createSystemIndex } from './system-index.ts';

const thing = (kind: ResourceKind, names: string[], more: Partial<FindingResource> = {}): FindingResource => ({
  ...{ kind, names, region: null, account: null, tags: [], dataClasses: [], ...more },
});
const indexSystems = (systems: { id: string; aliases: string[] }[]) => {
  const index = createSystemIndex();
  for (const each of systems) index.add(each);
  return index;
};
const system = (id: string, ...aliases: string[]) => ({ id, aliases });
const found = (aliases: string[], resource: FindingResource) => {
  const { matches } = indexSystems([system('s', ...aliases)]).lookUp([resource]);
  return matches.map(({ alias, way }) => `${way}: ${alias}`);
};
const AWS = { account: '300000000007', region: 'eu-central-1' };

describe('the names of systems', () => {
  it.each<[string, FindingResource, string]>([
    ['elm', thing('bucket', ['arn:aws:s3:::elm/2026/a.csv']), 'part: elm'],
    ['arn:aws:s3:::elm', thing('bucket', ['elm']), 'part: arn:aws:s3:::elm'],
    ['ARN:aws:s3:::elm', thing('bucket', ['s3://elm/a.csv']), 'part: ARN:aws:s3:::elm'],
    ['elm', thing('host', ['https://elm.s3.eu-central-1.amazonaws.com/a.csv']), 'part: elm'],
    ['Help.Elm.example', thing('host', ['help.elm.example.']), 'name: Help.Elm.example'],
    ['help.elm.example', thing('host', ['HELP.elm.example:8443']), 'part: help.elm.example'],
    ['help.elm.example', thing('saas', ['https://help.elm.example/path?q=1']), 'part: help.elm.example'],
    ['bücher.example', thing('host', ['xn--bcher-kva.example']), 'name: bücher.example'],
    ['elm-workers', thing('instance', ['i-1'], { tags: ['Name=elm-workers'] }), 'tag: elm-workers'],
    ['tag:team=Elm', thing('instance', ['i-1'], { tags: ['team=elm'] }), 'tag: tag:team=Elm'],
    [
      'arn:aws:iam::300000000007:role/elm-help',
      thing('role', ['elm-help'], AWS),
      'part: arn:aws:iam::300000000007:role/elm-help',
    ],
    [
      'arn:aws:iam::300000000007:role/team/elm-help',
      thing('role', ['arn:aws:sts::300000000007:assumed-role/elm-help/s']),
      'part: arn:aws:iam::300000000007:role/team/elm-help',
    ],
    ['elm-help', thing('role', ['arn:aws:sts::300000000007:assumed-role/elm-help/anna']), 'part: elm-help'],
    [
      'arn:aws:ec2:eu-central-1:300000000007:volume/vol-1',
      thing('volume', ['vol-1'], AWS),
      'part: arn:aws:ec2:eu-central-1:300000000007:volume/vol-1',
    ],
    ['vol-1', thing('volume', ['arn:aws:ec2:eu-central-1:300000000007:volume/vol-1']), 'part: vol-1'],
    ['elm-help-pod', thing('k8s-workload', ['prod/help/elm-help-pod']), 'part: elm-help-pod'],
    ['prod/help', thing('k8s-workload', ['prod/help/api']), 'within: prod/help'],
    ['jobs', thing('container', ['arn:aws:ecs:eu-central-1:300000000007:task/jobs/0a1b']), 'within: jobs'],
    ['acme/shop', thing('repository', ['acme/shop']), 'name: acme/shop'],
    ['acme', thing('repository', ['acme/shop']), 'within: acme'],
    ['acme.onmicrosoft.com', thing('mailbox', ['anna@acme.onmicrosoft.com']), 'within: acme.onmicrosoft.com'],
    ['account:300000000007', thing('bucket', ['elm'], AWS), 'account: account:300000000007'],
    ['300000000007', thing('database', ['arn:aws:rds:eu-central-1:300000000007:db:x']), 'account: 300000000007'],
    ['tenant:t-1', thing('tenant', ['t-1']), 'account: tenant:t-1'],
    [
      'account:sub-1',
      thing('database', ['/subscriptions/sub-1/resourceGroups/g/providers/p/servers/db']),
      'account: account:sub-1',
    ],
    ['db', thing('database', ['/subscriptions/sub-1/resourceGroups/g/providers/p/servers/db']), 'part: db'],
    ['10.1.0.0/16', thing('ip', ['10.1.2.3']), 'network: 10.1.0.0/16'],
    ['2001:db8::/32', thing('host', ['2001:0DB8:0:0::1']), 'network: 2001:db8::/32'],
    ['2001:db8::1', thing('ip', ['2001:0db8:0:0:0:0:0:1']), 'name: 2001:db8::1'],
    ['10.1.2.3', thing('ip', ['::ffff:10.1.2.3']), 'name: 10.1.2.3'],
    ['elm-*', thing('bucket', ['elm-2026']), 'pattern: elm-*'],
    ['*.elm.example', thing('host', ['a.b.elm.example']), 'pattern: *.elm.example'],
    ['prod/*/api', thing('k8s-workload', ['prod/help/api']), 'pattern: prod/*/api'],
  ])('%s is found', (alias, resource, way) => {
    expect(found([alias, 'other', 'other-*', '192.0.2.0/24'], resource)).toEqual([way]);
  });

  it.each<[string, FindingResource]>([
    ['a*', thing('host', ['anything.example'])],
    ['*', thing('host', ['anything.example'])],
    ['0.0.0.0/0', thing('ip', ['10.1.2.3'])],
    ['10.1.0.0/33', thing('ip', ['10.1.2.3'])],
    ['127.0.0.1', thing('host', ['0x7f.1'])],
    ['account:300000000007', thing('role', ['elm-help'], AWS)],
    ['', thing('host', ['a.example'])],
  ])('%s says too little, and is not found', (alias, resource) => {
    expect(found([alias], resource)).toEqual([]);
  });

  it('the most specific match of a resource decides; every one is shown', () => {
    const index = indexSystems([
      system('whole-account', 'account:300000000007'),
      system('all-buckets', 'elm-*'),
      system('some-buckets', 'elm-2026-*'),
      system('one-bucket', 'arn:aws:s3:::elm-2026-q1'),
    ]);
    const one = index.lookUp([thing('bucket', ['elm-2026-q1'], AWS)]);
    expect(one.systems).toEqual(['one-bucket']);
    expect(one.matches.map(({ system, way, decides }) => [system, way, decides])).toEqual([
      ['all-buckets', 'pattern', false],
      ['some-buckets', 'pattern', false],
      ['one-bucket', 'part', true],
      ['whole-account', 'account', false],
    ]);
    expect(index.lookUp([thing('bucket', ['elm-2026-q2'], AWS)]).systems).toEqual(['some-buckets']);
    expect(index.lookUp([thing('bucket', ['oak'], AWS)]).systems).toEqual(['whole-account']);
    const both = index.lookUp([thing('bucket', ['elm-2026-q1'], AWS), thing('bucket', ['oak'], AWS)]);
    expect(both.systems).toEqual(['one-bucket', 'whole-account']);
  });

  it('two systems under one name are both touched', () => {
    const index = indexSystems([system('a', 'elm'), system('b', 'ELM')]);
    expect(index.lookUp([thing('host', ['elm'])]).systems).toEqual(['a', 'b']);
  });

  it('lists what it does not know by kind and number', () => {
    const index = indexSystems([system('a', 'elm')]);
    const resources = ['oak', 'oak', 'elm', 'ash'].map((name) => thing('bucket', [name]));
    expect(index.lookUp([...resources, thing('host', ['oak'])]).unknown).toEqual([
      { kind: 'bucket', name: 'oak', count: 2, resource: 0 },
      { kind: 'bucket', name: 'ash', count: 1, resource: 3 },
      { kind: 'host', name: 'oak', count: 1, resource: 4 },
    ]);
  });

  it('finds what a plain comparison with every name finds', () => {
    const random = new Random(7);
    const part = () => random.pick(['elm', 'oak', 'ash', 'prod', 'a', 'arn:aws:s3:::elm', 'x.example', '10.1']);
    const name = () =>
      random.pick([part(), `${part()}-${part()}`, `${part()}/${part()}`, `10.${random.below(3)}.1.${random.below(9)}`]);
    const alias = () => {
      const [a, b] = [name(), part()];
      return random.pick([
        a,
        a,
        `${a}*`,
        `${a}*${b}`,
        `*${a}`,
        `${a}*${b}*`,
        `10.${random.below(3)}.0.0/${8 + random.below(17)}`,
        `tag:k=${b}`,
      ]);
    };
    for (let round = 0; round < 200; round += 1) {
      const systems = Array.from({ length: 30 }, (_, n) => system(`s${n}`, ...random.some(4, alias)));
      const index = indexSystems(systems);
      const resource = thing(random.pick(['bucket', 'ip', 'k8s-workload', 'host']), [name(), name()], {
        tags: [`k=${part()}`],
      });
      const sought = soughtNames(resource);
      const { matches, systems: touched } = index.lookUp([resource]);
      const naive = systems.flatMap(({ id, aliases }) =>
        aliases.filter((a) => fits(a, sought)).map((a) => `${id} ${a}`),
      );
      const shown = matches.map((m) => `${m.system} ${m.alias}`);
      expect([...new Set(shown)].sort()).toEqual([...new Set(naive)].sort());
      expect(touched.length > 0).toBe(naive.length > 0);
    }
  });
});

/** The same by trying everything: equality, a regular expression, and bits of addresses. */
function fits(alias: string, sought: readonly SoughtName[]): boolean {
  const wanted = normalName(alias);
  const ends = [wanted.split('*')[0] ?? '', wanted.split('*').at(-1) ?? ''];
  const isPattern = wanted.includes('*') && ends.some((end) => end.length >= 3);
  const form = new RegExp(
    `^${wanted
      .split('*')
      .map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
      .join('.*')}$`,
  );
  const network = networkOf(alias);
  const bits = (bytes: number[]) => bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return sought.some(({ name, way }) => {
    if (name === wanted) return true;
    if (way === 'within' || way === 'account') return false;
    if (isPattern && form.test(name)) return true;
    const address = addressOf(name);
    if (network === null || address === null || address.kind() !== network.family) return false;
    return bits(address.toByteArray()).startsWith(bits(network.bytes).slice(0, network.bits));
  });
}
