import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.js';
import styles from './lightbox.module.css';
import { useAttachment } from './use-attachment.js';

interface LightboxProps {
  /** The pictures to look at. */
  readonly ids: readonly string[];
  readonly startId: string;
  readonly onClose: () => void;
}

/** Pictures, as large as the screen allows. */
export function Lightbox({ ids, startId, onClose }: LightboxProps) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(Math.max(0, ids.indexOf(startId)));
  const { attachment, url, onError } = useAttachment(ids[index] ?? startId);
  const name = attachment?.fileName ?? '';

  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  const step = (by: number): void => setIndex((present) => Math.min(ids.length - 1, Math.max(0, present + by)));
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowLeft') step(-1);
    if (key === 'ArrowRight') step(1);
  };

  return (
    <dialog
      ref={ref}
      className={styles.lightbox}
      aria-label={t('conversation.attachments.viewer')}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (target instanceof HTMLElement && !target.closest('button, a, img')) onClose();
      }}
    >
      <div className={styles.bar}>
        <bdi className={styles.name}>{name}</bdi>
        {ids.length > 1 && (
          <span>{t('conversation.attachments.position', { index: index + 1, count: ids.length })}</span>
        )}
        {url && (
          <a className={styles.save} href={url} download={name} aria-label={t('conversation.attachments.save')}>
            <Download aria-hidden />
          </a>
        )}
        <IconButton label={t('common.close')} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className={styles.stage}>
        {url && <img key={url} src={url} alt={t('conversation.attachments.picture', { name })} onError={onError} />}
      </div>
      {ids.length > 1 && (
        <div className={styles.steps}>
          <IconButton label={t('conversation.attachments.previous')} disabled={index === 0} onClick={() => step(-1)}>
            <ChevronLeft aria-hidden />
          </IconButton>
          <IconButton
            label={t('conversation.attachments.next')}
            disabled={index === ids.length - 1}
            onClick={() => step(1)}
          >
            <ChevronRight aria-hidden />
          </IconButton>
        </div>
      )}
    </dialog>
  );
}
