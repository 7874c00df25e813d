import type { Words } from '../index.ts';

export const dataflow: Words['dataflow'] = {};
