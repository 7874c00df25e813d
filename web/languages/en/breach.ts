export const breach = {};
