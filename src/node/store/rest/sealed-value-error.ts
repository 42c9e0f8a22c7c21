/** Something sealed was met where there is no key for it. */
export class SealedValueError extends Error {
  constructor() {
    super('what is kept here is encrypted, and its key is not here');
  }
}
