declare module '../../common/events/domain-events.js' {
  interface DomainEventMap {
    /** An account and its profile were erased. */
    'users.deleted': { readonly userId: string };
    /** Somebody's e-mail address was changed or taken away; `previous` is where they could be reached before. */
    'users.email-changed': { readonly userId: string; readonly previous: string };
  }
}

export {};
