/**
 * The one map of domain events: name → payload. Each module adds its own with
 * `declare module '…/common/events/domain-events.js' { interface DomainEventMap { 'users.deleted': {…} } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface DomainEventMap {}

export type DomainEventName = keyof DomainEventMap;

export type DomainEvent = {
  [Name in DomainEventName]: { readonly name: Name; readonly payload: DomainEventMap[Name] };
}[DomainEventName];
