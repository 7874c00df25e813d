import { controlVerb } from '../communication-control.ts';

export const pause = controlVerb('pause', {
  summary: 'hold back notices or a campaign: nothing more leaves until it goes on',
  example: "tocsin pause TOC-2026-0001-K7M notices --reasons 'The summary names the wrong system'",
  done: 'Paused. Letters on their way still leave; no further one does.',
});
