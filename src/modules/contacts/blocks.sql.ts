/** That neither of two people has blocked the other. Both are SQL that gives a user's id. */
export const neitherBlocked = (left: string, right: string): string =>
  [[left, right] as const, [right, left] as const]
    .map(([by, whom]) => `NOT EXISTS (SELECT 1 FROM blocks b WHERE b.user_id = ${by} AND b.blocked_user_id = ${whom})`)
    .join(' AND ');
