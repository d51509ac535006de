/** A moment as DHIS2 writes it in metadata: ISO in the server's time zone (UTC here), milliseconds, no offset. */
export function timestamp(moment: Date): string {
  return moment.toISOString().slice(0, 23);
}
