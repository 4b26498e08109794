declare module '../../../common/events/domain-events.js' {
  interface DomainEventMap {
    /** Nobody can see these attachments any more; their objects are to be deleted. */
    'attachments.discarded': { readonly attachmentIds: readonly string[] };
  }
}

export {};
