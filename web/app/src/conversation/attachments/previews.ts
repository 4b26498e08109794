/** Pictures and films that were chosen in this window: what is shown while and after they are sent, without fetching it. */
const previews = new Map<string, string>();
const MOST = 50;

export function keepPreview(attachmentId: string, url: string): void {
  previews.set(attachmentId, url);
  for (const [oldest, old] of previews) {
    if (previews.size <= MOST) return;
    previews.delete(oldest);
    URL.revokeObjectURL(old);
  }
}

export const previewOf = (attachmentId: string): string | null => previews.get(attachmentId) ?? null;
