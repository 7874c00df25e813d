/** What a tool names of something that runs in Kubernetes; the controller where it says it, else only the pod. */
export type NamedWorkload = {
  cluster?: string | null;
  namespace: string | null;
  workload?: string | null;
  pod: string | null;
};

/**
 * Every name of a workload, `cluster/namespace/workload` first. Registers know deployments and not pods, so that a
 * pod's name stands for its controller's too, where it ends as Kubernetes makes it.
 */
export function workloadNames({ cluster = null, namespace, workload = null, pod }: NamedWorkload): string[] {
  const controllers = workload === null ? controllersOf(pod ?? '') : [workload];
  const names = [...controllers, ...(pod === null ? [] : [pod])];
  if (namespace === null) return names;
  const inNamespace = names.map((name) => `${namespace}/${name}`);
  const inCluster = cluster === null ? [] : inNamespace.map((name) => `${cluster}/${name}`);
  return [...inCluster, ...inNamespace, ...names];
}

/** What Kubernetes makes random names of: no vowels, and no signs that look alike. */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';
const OF_DEPLOYMENT = new RegExp(`^(.+)-${RANDOM}{6,10}-${RANDOM}{5}$`);
const OF_OTHERS = new RegExp(`^(.+)-(?:${RANDOM}{5}|\\d{1,4})$`);

/** `api-676b6c5bbc-4xc6t` is of the deployment `api`, `agent-x7k2p` of a daemon set, `db-0` of a stateful set. */
function controllersOf(pod: string): string[] {
  const [, name] = OF_DEPLOYMENT.exec(pod) ?? OF_OTHERS.exec(pod) ?? [];
  return name === undefined ? [] : [name];
}
