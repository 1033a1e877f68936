/** Shape keeps the keys and the arguments of a dictionary and forgets its words: the other language must fill the same holes. */
export type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Shape<T[K]> };
