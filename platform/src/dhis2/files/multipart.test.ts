import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileForm } from './multipart.ts';

/** What a server that follows the rules makes of a form. */
async function parsed(form: ReturnType<typeof fileForm>): Promise<File> {
  const body = new Uint8Array(Buffer.from(form.content));
  const data = await new Response(body, { headers: { 'content-type': form.type ?? '' } }).formData();
  const file = data.get('file');
  if (!(file instanceof File)) throw new Error('no file in the form');
  return file;
}

test('a form carries a name with accents, a type and any bytes', async () => {
  const content = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
  const file = await parsed(fileForm({ name: 'été & hiver.pdf', contentType: 'application/pdf', content }));
  expect([file.name, file.type]).toEqual(['été & hiver.pdf', 'application/pdf']);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(content);
});

test('whatever the bytes are, they arrive as they were, and the same form is the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const file = { name: 'f.bin', contentType: 'application/octet-stream', content: Buffer.from(bytes) };
      const form = fileForm(file);
      expect(form.content).toEqual(fileForm(file).content);
      expect(Buffer.from(await (await parsed(form)).arrayBuffer())).toEqual(file.content);
    }),
    { numRuns: 60 },
  );
});

test('a name cannot end its line or its quotation marks', () => {
  const { content } = fileForm({
    name: 'a"b\r\nX-Evil: 1',
    contentType: 'text/plain\r\nX: 1',
    content: Buffer.from(''),
  });
  const head = content.toString().split('\r\n\r\n')[0] ?? '';
  expect(head.split('\r\n')).toHaveLength(3);
  expect(head).toContain('filename="a\\"b  X-Evil: 1"');
});
