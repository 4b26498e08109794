import { useApolloClient } from '@apollo/client/react';
import { AttachmentFieldsFragmentDoc, faultOf } from '@wireside/apollo';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileUpload } from '../../files/use-file-upload.js';
import { toastError } from '../../ui/toast.js';
import { keepPreview } from '../attachments/previews.js';
import { sizeText } from '../attachments/size-text.js';
import { MOST_FILE_BYTES, MOST_FILES } from './limits.js';

export interface Upload {
  readonly key: number;
  readonly file: File;
  /** From 0 to 1. */
  readonly progress: number;
  readonly state: 'uploading' | 'ready' | 'failed';
  /** Where it can be looked at here, for pictures. */
  readonly preview: string | null;
  readonly attachmentId: string | null;
  /** Why it failed. */
  readonly problem: string | null;
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (key: number) => void;
  readonly retry: (key: number) => void;
  /** They have become part of a message: answers their ids. */
  readonly take: () => string[];
}

let lastKey = 0;

/** Files that are to be sent with the next message. They are uploaded while the text is written. */
export function useUploads(): Uploads {
  const { t } = useTranslation();
  const { cache } = useApolloClient();
  const upload = useFileUpload();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const latest = useRef(uploads);
  const controllers = useRef(new Map<number, AbortController>());

  const set = useCallback((next: readonly Upload[]) => {
    latest.current = next;
    setUploads(next);
  }, []);
  const change = useCallback(
    (key: number, part: Partial<Upload>) =>
      set(latest.current.map((one) => (one.key === key ? { ...one, ...part } : one))),
    [set],
  );

  const begin = useCallback(
    ({ key, file, preview }: Upload) => {
      const controller = new AbortController();
      controllers.current.set(key, controller);
      const problemOf = (error: unknown): string => {
        const { code, extensions } = faultOf(error) ?? {};
        const limit = typeof extensions?.limit === 'number' ? extensions.limit : MOST_FILE_BYTES;
        if (code === 'TOO_LARGE') return t('conversation.upload.tooLarge', { name: file.name, size: sizeText(limit) });
        if (code === 'ATTACHMENT_REJECTED') return t('conversation.upload.rejected', { name: file.name });
        return t('conversation.upload.failed', { name: file.name });
      };
      upload(file, { signal: controller.signal, onProgress: (progress) => change(key, { progress }) })
        .then((attachment) => {
          cache.writeFragment({
            fragment: AttachmentFieldsFragmentDoc,
            fragmentName: 'AttachmentFields',
            data: attachment,
          });
          if (preview !== null) keepPreview(attachment.id, preview);
          change(key, { state: 'ready', progress: 1, attachmentId: attachment.id });
        })
        .catch((error: unknown) => {
          if (!controller.signal.aborted) change(key, { state: 'failed', problem: problemOf(error) });
        });
    },
    [upload, change, cache, t],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const { name } = file;
        if (latest.current.length >= MOST_FILES) {
          toastError(t('conversation.upload.tooMany', { count: MOST_FILES }));
          return;
        }
        if (file.size === 0) toastError(t('conversation.upload.empty', { name }));
        else if (file.size > MOST_FILE_BYTES)
          toastError(t('conversation.upload.tooLarge', { name, size: sizeText(MOST_FILE_BYTES) }));
        else {
          lastKey += 1;
          const isPicture = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type);
          const preview = isPicture ? URL.createObjectURL(file) : null;
          const made: Upload = {
            key: lastKey,
            file,
            progress: 0,
            state: 'uploading',
            preview,
            attachmentId: null,
            problem: null,
          };
          set([...latest.current, made]);
          begin(made);
        }
      }
    },
    [set, begin, t],
  );

  const remove = useCallback(
    (key: number) => {
      controllers.current.get(key)?.abort();
      const preview = latest.current.find((one) => one.key === key)?.preview;
      if (preview) URL.revokeObjectURL(preview);
      set(latest.current.filter((one) => one.key !== key));
    },
    [set],
  );

  const retry = useCallback(
    (key: number) => {
      const failed = latest.current.find((one) => one.key === key);
      if (!failed) return;
      change(key, { state: 'uploading', progress: 0, problem: null });
      begin(failed);
    },
    [change, begin],
  );

  const take = useCallback(() => {
    const ids = latest.current.flatMap(({ attachmentId }) => attachmentId ?? []);
    set([]);
    return ids;
  }, [set]);

  // Whoever leaves the conversation does not send them.
  useEffect(
    () => () => {
      for (const controller of controllers.current.values()) controller.abort();
    },
    [],
  );

  return { uploads, add, remove, retry, take };
}
