/** Bounds of what a record may say: the same for records that are read, and for rows of tables that become records. */
export const RECORD_LIMITS = {
  /** Ten years. */
  seconds: 10 * 366 * 86_400,
  /** Cross-entropy of logits in binary32 cannot be larger. */
  loss: 1e39,
} as const
