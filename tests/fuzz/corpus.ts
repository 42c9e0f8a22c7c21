/** Cases that once found a defect: they are sent first, each time. */
export const CORPUS: readonly number[] = [];
