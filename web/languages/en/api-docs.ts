/** The page that shows the API to people. */
export const apiDocs = {
  title: 'The API',
  lede:
    'Everything the pages do can be done by a program. This list is made from the schemas that the server itself ' +
    'works by.',
  document: 'OpenAPI 3.1 document (JSON)',
  tokenLabel: 'Token',
  tokenHint: 'Stays on this page. It is sent only with the requests you make here.',
  contents: 'Contents',
  parameters: 'Parameters',
  body: 'Body',
  schema: 'Schema',
  answers: 'Answers',
  name: 'Name',
  where: 'Where',
  meaning: 'Meaning',
  required: 'required',
  status: 'Status',
  tryIt: 'Try it',
  send: 'Send',
  sent: 'Answer',
  needsScript: 'Trying it here needs JavaScript; curl works without.',
};
