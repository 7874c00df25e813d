import type { Reader } from '../../reader.ts';
import type { Evidence } from './evidence.ts';

/** Who and what an alert of the older `security/alerts` names, which has lists of states instead of evidence. */
export function legacyEvidence(alert: Reader): Evidence {
  const users = alert.objects('userStates');
  const hosts = alert.objects('hostStates');
  const apps = alert.objects('cloudAppStates');
  const connections = alert.objects('networkConnections');
  const texts = (at: Reader, ...paths: string[]) => paths.map((path) => at.text(path));
  const principal = (user: Reader) => user.text('userPrincipalName') ?? user.text('accountName');
  return {
    users: users.map(principal),
    ips: [
      ...users.map((user) => user.text('logonIp')),
      ...connections.map((connection) => connection.text('sourceAddress')),
    ],
    processes: alert.objects('processes').map((process) => process.text('path') ?? process.text('name')),
    resources: [
      ...hosts.map((host) => ({
        kind: 'host' as const,
        names: texts(host, 'fqdn', 'netBiosName', 'privateIpAddress', 'publicIpAddress'),
      })),
      ...users.map((user) => ({
        kind: 'identity' as const,
        names: [principal(user), ...texts(user, 'accountName', 'aadUserId', 'onPremisesSecurityIdentifier')],
      })),
      ...apps.map((app) => ({
        kind: 'saas' as const,
        names: texts(app, 'destinationServiceName', 'destinationServiceIp'),
      })),
    ],
  };
}
