/** A time zone in which it is this hour of the day just now. */
export function zoneWhereItIs(hour: number): string {
  const ahead = hour - new Date().getUTCHours();
  // No place is further behind than twelve hours.
  const offset = ahead < -12 ? ahead + 24 : ahead;
  // What is ahead of Greenwich has a minus in its name.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}
