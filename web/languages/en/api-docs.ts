export const apiDocs = {};
