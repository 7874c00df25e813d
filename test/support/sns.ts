import { createSign } from 'node:crypto';
import { makeCertificate } from './certificate.ts';

/** Messages of Amazon SNS, signed by a certificate that stands for Amazon's. */

export const now = '2026-11-24T08:40:00.000Z';
export const topic = 'arn:aws:sns:eu-central-1:210987654321:alerts';
const { key, cert } = makeCertificate();

export { cert };
export const notification: Record<string, string> = {
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: topic,
  Subject: 'An alert',
  Message: '{"id":"a","word":"ü"}',
  Timestamp: now,
  SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem',
};
export const subscription: Record<string, string> = {
  ...notification,
  Type: 'SubscriptionConfirmation',
  Token: 'token',
  SubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=token',
};

/** As Amazon documents it: names and values of certain fields, each on a line, in the order of the names. */
export function signed(message: Record<string, string>, version: '1' | '2'): Record<string, string> {
  const fields = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const isNotification = message.Type === 'Notification';
  const own = fields.filter((name) => (isNotification ? !/^(Sub.*URL|Token)$/.test(name) : name !== 'Subject'));
  const text = own.flatMap((name) => (message[name] === undefined ? [] : [`${name}\n${message[name]}\n`])).join('');
  const signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
    .update(text)
    .sign(key, 'base64');
  return { ...message, SignatureVersion: version, Signature: signature };
}
