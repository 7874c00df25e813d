import { createRequire } from 'node:module';

/**
 * What tests import from `@jest/globals`, for a process without jest: the same `expect`, and tests collected to be run.
 */

type Body = () => unknown;
type Each = (table: readonly unknown[]) => (name: string, body: (...row: unknown[]) => unknown) => void;
type Declare = (name: string, body: Body) => void;

const fromJest = createRequire(createRequire(import.meta.url).resolve('jest'));
const ofJest = (name: string) => createRequire(fromJest.resolve('@jest/core'))(name);
const { bind } = ofJest('jest-each') as { bind: (declare: Declare, supportsDone: boolean) => Each };

export const expect: unknown = ofJest('expect').expect;

export const collected: { name: string; body: Body }[] = [];
const path: string[] = [];

const declareTest: Declare = (name, body) => {
  collected.push({ name: [...path, name].join(' › '), body });
};
const declareGroup: Declare = (name, body) => {
  path.push(name);
  body();
  path.pop();
};
const skip: Declare = () => {};

const declared = (declare: Declare) => Object.assign(declare.bind(null), { each: bind(declare, false), skip });

export const test = declared(declareTest);
export const it = declared(declareTest);
export const describe = declared(declareGroup);
