import { controlVerb } from '../communication-control.ts';

export const stop = controlVerb('stop', {
  summary: 'end notices or a campaign for good; who was told stays told',
  example: "tocsin stop TOC-2026-0001-K7M campaign/1 --reasons 'The list was the wrong one'",
  done: 'Stopped. Nothing of it is sent any more.',
});
