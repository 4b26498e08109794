import { useApolloClient } from '@apollo/client/react';
import { AttachmentFieldsFragmentDoc, faultOf } from '@wireside/apollo';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayBePicture, mayBeTaken } from '../../files/file-types.js';
import { useFileUpload } from '../../files/use-file-upload.js';
import { toastError } from '../../ui/toast.js';
import { keepPreview } from '../attachments/previews.js';
import { sizeText } from '../attachments/size-text.js';
import { readLimits, type Limits } from './limits.js';

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
  const apollo = useApolloClient();
  const { cache } = apollo;
  const upload = useFileUpload();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const latest = useRef(uploads);
  const controllers = useRef(new Map<number, AbortController>());
  const isHere = useRef(false);

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
        const limit = typeof extensions?.limit === 'number' ? extensions.limit : 0;
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
      // A list of files may be emptied by whoever gave it.
      const chosen = [...files];
      const take = ({ maxAttachments, maxAttachmentBytes, attachmentTypes }: Limits): void => {
        for (const file of chosen) {
          const { name, size, type } = file;
          if (latest.current.length >= maxAttachments)
            return toastError(t('conversation.upload.tooMany', { count: maxAttachments }));
          if (size === 0) toastError(t('conversation.upload.empty', { name }));
          else if (size > maxAttachmentBytes)
            toastError(t('conversation.upload.tooLarge', { name, size: sizeText(maxAttachmentBytes) }));
          else if (!mayBeTaken(type, attachmentTypes)) toastError(t('conversation.upload.rejected', { name }));
          else {
            lastKey += 1;
            const preview = type !== '' && mayBePicture(file) ? URL.createObjectURL(file) : null;
            const fresh = { progress: 0, state: 'uploading', attachmentId: null, problem: null } as const;
            const made: Upload = { key: lastKey, file, preview, ...fresh };
            set([...latest.current, made]);
            begin(made);
          }
        }
      };
      void readLimits(apollo).then((limits) => {
        if (isHere.current) take(limits);
      });
    },
    [set, begin, t, apollo],
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
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      for (const controller of controllers.current.values()) controller.abort();
    };
  }, []);

  return { uploads, add, remove, retry, take };
}
