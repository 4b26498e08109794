import { Download, File, ImageOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { boxOf } from './box.js';
import styles from './attachment-view.module.css';
import { sizeText } from './size-text.js';
import { useAttachment } from './use-attachment.js';

interface AttachmentViewProps {
  readonly id: string;
  readonly tabIndex: number;
  readonly onOpen: (attachmentId: string) => void;
}

/** One attachment of a message. A picture has its room before it is there, so that nothing moves when it comes. */
export function AttachmentView({ id, tabIndex, onOpen }: AttachmentViewProps) {
  const { t } = useTranslation();
  const { attachment, url, onError, isBroken } = useAttachment(id);
  if (!attachment) return <div className={styles.unknown}>{isBroken && t('conversation.attachments.gone')}</div>;
  const { kind, fileName: name, width, height, size } = attachment;
  const box = boxOf(width, height);
  const style = box ? { inlineSize: box.width, aspectRatio: `${box.width} / ${box.height}` } : undefined;
  if (kind === 'IMAGE')
    return (
      <button
        type="button"
        className={styles.picture}
        style={style}
        data-unsized={box === null}
        tabIndex={tabIndex}
        aria-label={t('conversation.attachments.open', { name })}
        onClick={() => onOpen(id)}
      >
        {url && !isBroken ? (
          <img
            src={url}
            alt={t('conversation.attachments.picture', { name })}
            loading="lazy"
            decoding="async"
            onError={onError}
          />
        ) : (
          <ImageOff aria-hidden />
        )}
      </button>
    );
  if (kind === 'VIDEO' && url && !isBroken)
    return (
      <video
        className={styles.video}
        style={style}
        src={url}
        controls
        preload="metadata"
        playsInline
        tabIndex={tabIndex}
        aria-label={t('conversation.attachments.video', { name })}
        onError={onError}
      />
    );
  if (kind === 'AUDIO' && url && !isBroken)
    return (
      <figure className={styles.audio}>
        <figcaption dir="auto">{name}</figcaption>
        <audio
          src={url}
          controls
          preload="metadata"
          tabIndex={tabIndex}
          aria-label={t('conversation.attachments.audio', { name })}
          onError={onError}
        />
      </figure>
    );
  return (
    <a
      className={styles.file}
      href={url ?? undefined}
      download={name}
      tabIndex={tabIndex}
      aria-label={t('conversation.attachments.download', { name, size: sizeText(size) })}
    >
      <span className={styles.icon} aria-hidden>
        <File />
      </span>
      <span className={styles.about}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.size}>{sizeText(size)}</span>
      </span>
      <Download className={styles.download} aria-hidden />
    </a>
  );
}
