import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress } from '../files/file-address.js';
import type { PhotoFieldsFragment } from '../generated/documents.js';
import { PhotoViewer } from './photo-viewer.js';
import styles from './photo-wall.module.css';

interface PhotoWallProps {
  readonly photos: readonly PhotoFieldsFragment[];
  /** What can be done with each. */
  readonly renderActions?: (index: number) => ReactNode;
  /** What comes after the last. */
  readonly children?: ReactNode;
}

/** Somebody's pictures; a press shows one large. */
export function PhotoWall({ photos, renderActions, children }: PhotoWallProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <ul className={styles.wall}>
        {photos.map(({ id, url }, index) => (
          <li key={id}>
            <button
              type="button"
              className={styles.photo}
              aria-label={t('profile.photo', { number: index + 1, count: photos.length })}
              onClick={() => setShown(index)}
            >
              <img src={fileAddress(url)} alt="" loading="lazy" draggable={false} />
            </button>
            {renderActions && <span className={styles.actions}>{renderActions(index)}</span>}
          </li>
        ))}
        {children && <li>{children}</li>}
      </ul>
      {shown !== null && <PhotoViewer photos={photos} start={shown} onClose={() => setShown(null)} />}
    </>
  );
}
