import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const Names = z.array(z.string()).default([]);
const Texts = z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({});

const Service = z.object({
  image: z.string(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  restart: z.string().optional(),
  profiles: Names,
  mem_limit: z.string().optional(),
  pids_limit: z.int().optional(),
  command: Names,
  tmpfs: Names,
  cap_drop: Names,
  security_opt: Names,
  networks: Names,
  secrets: Names,
  volumes: z.array(z.union([z.string(), z.object({ type: z.literal('bind'), source: z.string() })])).default([]),
  ports: Names,
  environment: Texts,
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
  deploy: z.object({ replicas: z.int() }).optional(),
});
export type Service = z.infer<typeof Service>;

const Compose = z.object({
  services: z.record(z.string(), Service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() }).nullable()),
});

export const composeText = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');

/** The parts of docker-compose.yml the tests look at, anchors merged, variables as written. */
export const compose = Compose.parse(parse(composeText, { merge: true }));
export const services = Object.entries(compose.services);

/** A service that ends when its work is done: started again only on failure, and nothing to ask whether it is well. */
export function isOnce({ restart }: Service): boolean {
  return restart?.startsWith('on-failure') ?? false;
}

/**
 * A value with its `${NAME}`, `${NAME:-default}`, `${NAME:+instead}` and `${NAME:?message}` filled in as docker compose
 * does.
 */
export function interpolate(value: string, env: Record<string, string>): string {
  return value.replace(/\$(?:\$|\{(\w+)(?::([-+?])([^}]*))?\})/g, (whole, name, kind, rest) => {
    if (whole === '$$') return '$';
    const given = env[name];
    if (kind === '+') return given ? rest : '';
    if (given) return given;
    if (kind === '?') throw new Error(`${name} is missing: ${rest}`);
    return rest ?? '';
  });
}
