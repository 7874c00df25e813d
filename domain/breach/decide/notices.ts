import { type Decide, done } from './decision.ts';

/** From workflows of before there were ledgers: what they report is put on record as it comes. */

export const noticeDelivered: Decide<'notice-delivered'> = (_, command, head) => {
  const { counterparty, round, step, contact, result, number } = command;
  return done({ ...head, type: 'notice-delivered', data: { counterparty, round, step, contact, result, number } });
};

export const acknowledgeNotice: Decide<'acknowledge-notice'> = (_, command, head) => {
  const { counterparty, round, acknowledgedAt, answers } = command;
  const data = { counterparty, round, acknowledgedAt };
  return done({ ...head, type: 'notice-acknowledged', data, personal: { answers } });
};

export const noticeExpired: Decide<'notice-expired'> = (_, { counterparty, round }, head) => {
  return done({ ...head, type: 'notice-expired', data: { counterparty, round } });
};
