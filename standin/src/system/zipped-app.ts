/** A small app as a form that installs it. */
export interface AppForm {
  readonly body: Buffer;
  readonly contentType: string;
}

/** Zips an app that is nothing but its manifest, and puts it into the form that `POST /api/apps` takes. */
export function zippedApp(manifest: Readonly<Record<string, unknown>>): AppForm {
  const boundary = 'small-app-boundary';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="app.zip"\r\ncontent-type: application/zip\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), zipOf(manifest), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}

/** A zip archive that holds `manifest.webapp`, unpacked. */
export function zipOf(manifest: Readonly<Record<string, unknown>>): Buffer {
  const name = Buffer.from('manifest.webapp');
  const content = Buffer.from(JSON.stringify(manifest));
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  sizes(local, 18, content.length, name.length);
  const entry = Buffer.alloc(46);
  entry.write('PK\x01\x02', 'latin1');
  sizes(entry, 20, content.length, name.length);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + content.length, 16);
  return Buffer.concat([local, name, content, entry, name, end]);
}

function sizes(header: Buffer, at: number, content: number, name: number): void {
  header.writeUInt32LE(content, at);
  header.writeUInt32LE(content, at + 4);
  header.writeUInt16LE(name, at + 8);
}
