import { BY_A_SECOND, controlVerb } from '../communication-control.ts';

export const resume = controlVerb('resume', {
  summary: 'let paused notices or a paused campaign go on',
  example: 'tocsin resume TOC-2026-0001-K7M campaign/1',
  done: 'It goes on.',
  notes: BY_A_SECOND,
});
