import { classes } from './classes.js';
import styles from './skeleton.module.css';

interface SkeletonProps {
  /** CSS lengths. */
  readonly width?: string;
  readonly height?: string;
  readonly round?: boolean;
}

/** Holds the place of what is being fetched. */
export const Skeleton = ({ width = '100%', height = '1em', round = false }: SkeletonProps) => (
  <span
    aria-hidden
    className={classes(styles.skeleton, round && styles.round)}
    style={{ inlineSize: width, blockSize: height }}
  />
);

/** Rows of a list that is being fetched: a picture and two lines each. */
export const SkeletonRows = ({ count = 6 }: { readonly count?: number }) => (
  <div className={styles.rows} aria-hidden>
    {Array.from({ length: count }, (_, index) => (
      <div key={index} className={styles.row}>
        <Skeleton width="2.75rem" height="2.75rem" round />
        <div className={styles.lines}>
          <Skeleton width={`${40 + ((index * 17) % 35)}%`} height="0.75rem" />
          <Skeleton width={`${60 + ((index * 23) % 35)}%`} height="0.625rem" />
        </div>
      </div>
    ))}
  </div>
);
