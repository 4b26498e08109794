import { File, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.js';
import { sizeText } from '../attachments/size-text.js';
import styles from './upload-tray.module.css';
import type { Upload, Uploads } from './use-uploads.js';

/** The files that go with the message, how far they are, and ways to leave them out. */
export function UploadTray({ uploads, remove, retry }: Uploads) {
  const { t } = useTranslation();
  if (uploads.length === 0) return null;
  return (
    <ul className={styles.tray} aria-label={t('conversation.upload.list')}>
      {uploads.map((upload) => (
        <UploadItem key={upload.key} upload={upload} onRemove={remove} onRetry={retry} />
      ))}
    </ul>
  );
}

interface UploadItemProps {
  readonly upload: Upload;
  readonly onRemove: (key: number) => void;
  readonly onRetry: (key: number) => void;
}

function UploadItem({ upload, onRemove, onRetry }: UploadItemProps) {
  const { t } = useTranslation();
  const { key, file, state, progress, preview, problem } = upload;
  const { name } = file;
  return (
    <li className={styles.item} data-state={state}>
      {preview === null ? (
        <span className={styles.icon} aria-hidden>
          <File />
        </span>
      ) : (
        <img className={styles.preview} src={preview} alt={t('conversation.attachments.picture', { name })} />
      )}
      <span className={styles.about}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.state} role={problem === null ? undefined : 'alert'}>
          {problem ?? sizeText(file.size)}
        </span>
        {state === 'uploading' && (
          <progress value={progress} max={1} aria-label={t('conversation.upload.progress', { name })} />
        )}
      </span>
      {state === 'failed' && (
        <IconButton label={t('conversation.upload.retry', { name })} onClick={() => onRetry(key)}>
          <RotateCw aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={t(state === 'uploading' ? 'conversation.upload.cancel' : 'conversation.upload.remove', { name })}
        onClick={() => onRemove(key)}
      >
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
