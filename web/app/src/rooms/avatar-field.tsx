import { ImagePlus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayBePicture, PICTURE_TYPES } from '../files/file-types.js';
import { useFileUpload } from '../files/use-file-upload.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { toastError } from '../ui/toast.js';
import { useAttempt } from '../ui/use-attempt.js';
import styles from './avatar-field.module.css';

/** `undefined`: stays as it is; `null`: none. */
export type AvatarChange = string | null | undefined;

interface AvatarFieldProps {
  readonly name: string;
  readonly id: string;
  readonly url: string | null;
  readonly onChange: (attachmentId: AvatarChange) => void;
}

/** Chooses a picture, which is uploaded at once. */
export function AvatarField({ name, id, url, onChange }: AvatarFieldProps) {
  const { t } = useTranslation();
  const upload = useFileUpload();
  const attempt = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(url);
  const [progress, setProgress] = useState<number | null>(null);
  const preview = useRef<string | null>(null);
  const running = useRef(new AbortController());
  const forget = (): void => {
    if (preview.current !== null) URL.revokeObjectURL(preview.current);
    preview.current = null;
  };
  useEffect(() => {
    const controller = new AbortController();
    running.current = controller;
    return () => {
      controller.abort();
      forget();
    };
  }, []);

  const choose = async (file: File): Promise<void> => {
    if (!mayBePicture(file)) return toastError(t('profile.notImage'));
    setProgress(0);
    await attempt(async () => {
      const { signal } = running.current;
      const { id: attachmentId } = await upload(file, { signal, onProgress: setProgress });
      if (signal.aborted) return;
      forget();
      preview.current = URL.createObjectURL(file);
      setShown(preview.current);
      onChange(attachmentId);
    });
    setProgress(null);
  };
  return (
    <div className={styles.field}>
      <Avatar name={name} id={id} url={shown} size={64} square />
      <input
        ref={input}
        type="file"
        accept={PICTURE_TYPES}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) void choose(file);
        }}
      />
      <Button size="s" icon={<ImagePlus aria-hidden />} busy={progress !== null} onClick={() => input.current?.click()}>
        {progress === null
          ? t('rooms.form.choosePicture')
          : t('rooms.form.uploading', { percent: Math.round(progress * 100) })}
      </Button>
      {shown !== null && progress === null && (
        <Button
          size="s"
          variant="ghost"
          icon={<Trash2 aria-hidden />}
          onClick={() => {
            forget();
            setShown(null);
            onChange(null);
          }}
        >
          {t('rooms.form.removePicture')}
        </Button>
      )}
    </div>
  );
}
