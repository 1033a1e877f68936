export const disclosure = {};
