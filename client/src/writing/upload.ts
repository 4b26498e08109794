import type { ApolloClient } from '@apollo/client';
import {
  CompleteAttachmentUploadDocument,
  CreateAttachmentUploadDocument,
  type AttachmentFieldsFragment,
  type CreateAttachmentUploadMutation,
} from '../generated/documents.js';

export interface UploadOptions {
  /** Told as bytes leave: from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends the upload. */
  readonly signal?: AbortSignal;
  /** Where the file goes instead of the address that the server names; for pages that reach the server by another one. */
  readonly address?: (url: string) => string;
}

type Target = CreateAttachmentUploadMutation['createAttachmentUpload']['upload'];

/**
 * Uploads a file; the attachment's id goes into a message.
 * @throws the server's refusal (`faultOf` tells its code: TOO_LARGE, ATTACHMENT_REJECTED, RATE_LIMITED), or that the way to it failed
 */
export async function uploadFile(
  apollo: ApolloClient,
  file: File,
  options: UploadOptions = {},
): Promise<AttachmentFieldsFragment> {
  const { data } = await apollo.mutate({
    mutation: CreateAttachmentUploadDocument,
    variables: { input: { fileName: file.name, size: file.size } },
    fetchPolicy: 'no-cache',
  });
  if (!data) throw new Error('the upload was not announced');
  const { attachment, upload } = data.createAttachmentUpload;
  await send({ ...upload, url: options.address?.(upload.url) ?? upload.url }, file, options);
  const completed = await apollo.mutate({
    mutation: CompleteAttachmentUploadDocument,
    variables: { input: { attachmentId: attachment.id } },
    fetchPolicy: 'no-cache',
  });
  if (!completed.data) throw new Error('the upload was not completed');
  return completed.data.completeAttachmentUpload.attachment;
}

/** `fetch` tells nothing of progress; where there is no XMLHttpRequest, as in Node, it has to do. */
function send(target: Target, file: File, options: UploadOptions): Promise<void> {
  return typeof XMLHttpRequest === 'undefined'
    ? sendByFetch(target, file, options)
    : sendByRequest(target, file, options);
}

async function sendByFetch({ url, method, headers }: Target, file: File, options: UploadOptions): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: headers.map(({ name, value }) => [name, value] as [string, string]),
    body: file,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!response.ok) throw new Error(`the upload was answered with ${response.status}`);
  options.onProgress?.(1);
}

function sendByRequest({ url, method, headers }: Target, file: File, options: UploadOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open(method, url);
    for (const { name, value } of headers) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => options.onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new Error(`the upload was answered with ${request.status}`));
    };
    request.onerror = () => reject(new Error('the upload broke off'));
    request.onabort = () => reject(new DOMException('the upload was ended', 'AbortError'));
    request.onloadend = () => options.signal?.removeEventListener('abort', abort);
    options.signal?.addEventListener('abort', abort);
    if (options.signal?.aborted) return reject(new DOMException('the upload was ended', 'AbortError'));
    request.send(file);
  });
}
