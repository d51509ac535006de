/** A constant: its identifier, which is its code, too, its name and its value. */
export type Constant = readonly [id: string, name: string, value: number];

/** Creates or changes constants of a stand-in, as somebody does in its Maintenance app. */
export async function importConstants(url: string, constants: readonly Constant[]): Promise<void> {
  const answer = await fetch(`${url}/api/metadata?importStrategy=CREATE_AND_UPDATE`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('admin:district')}` },
    body: JSON.stringify({
      constants: constants.map(([id, name, value]) => ({ id, name, shortName: name, code: id, value })),
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
