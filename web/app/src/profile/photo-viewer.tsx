import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress } from '../files/file-address.js';
import type { PhotoFieldsFragment } from '../generated/documents.js';
import { Dialog } from '../ui/dialog.js';
import { IconButton } from '../ui/icon-button.js';
import styles from './photo-viewer.module.css';

interface PhotoViewerProps {
  readonly photos: readonly PhotoFieldsFragment[];
  readonly start: number;
  readonly onClose: () => void;
}

/** One picture, large; the arrow keys turn the pages. */
export function PhotoViewer({ photos, start, onClose }: PhotoViewerProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(start);
  const photo = photos[at];
  if (!photo) return null;
  const step = (by: number): void => setAt(Math.min(Math.max(at + by, 0), photos.length - 1));
  const title = t('profile.photo', { number: at + 1, count: photos.length });
  return (
    <Dialog title={title} size="l" onClose={onClose}>
      <div
        className={styles.viewer}
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') step(-1);
          if (key === 'ArrowRight') step(1);
        }}
      >
        <IconButton label={t('profile.previous')} disabled={at === 0} onClick={() => step(-1)}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <img
          src={fileAddress(photo.url)}
          alt={title}
          width={photo.width ?? undefined}
          height={photo.height ?? undefined}
        />
        <IconButton label={t('profile.next')} disabled={at === photos.length - 1} onClick={() => step(1)}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
    </Dialog>
  );
}
