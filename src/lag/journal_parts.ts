/** What a part of a generation is. A long key is stretches, and its end is the key. */
export const PartKind = { tick: 0, key: 1, cycle: 2, keyStretch: 3 } as const;
export type PartKind = typeof PartKind[keyof typeof PartKind];

/** Changes with the form of the bytes; others are not read. */
export const BYTES_VERSION = 1;

/**
 * Among commits: so many follow that stand where they stood; the commit is beyond the log's end by
 * what follows. Else how far it is before the end.
 */
export const [SAME_COMMITS, BEYOND, BEFORE] = [0, 1, 2] as const;

/** Bits of a commit in the key; the status is above them. */
export const CommitBit = {
  moved: 1,
  rewound: 2,
  lost: 4,
  otherTopic: 8,
  beyondEnd: 16,
  samples: 32,
} as const;
export const STATUS_FACTOR = 64;

/** Samples are stored of commits that are late by so many seconds. */
export const SAMPLED_LAG_SECONDS = 30;
