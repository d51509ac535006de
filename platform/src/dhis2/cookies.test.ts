import { describe, expect, it } from 'vitest';
import { createCookieJar } from './cookies.ts';

describe('the cookies of an instance', () => {
  it('are sent back as they were set, the session beside the load balancer’s', () => {
    const jar = createCookieJar();
    expect(jar.header()).toBeUndefined();
    jar.store(['JSESSIONID=A1=; Path=/dhis; HttpOnly; SameSite=Lax', 'route=node2; Max-Age=3600']);
    jar.store('JSESSIONID=B2; Path=/dhis');
    jar.store(undefined);
    expect(jar.header()).toBe('JSESSIONID=B2; route=node2');
    expect(jar.get('JSESSIONID')).toBe('B2');
  });

  it.each(['JSESSIONID=; Path=/', 'JSESSIONID=x; Max-Age=0', 'JSESSIONID=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])(
    'are forgotten when the server says %s',
    (line) => {
      const jar = createCookieJar();
      jar.store('JSESSIONID=A1');
      jar.store(line);
      expect(jar.header()).toBeUndefined();
    },
  );

  it('are not made up from a line that holds none', () => {
    const jar = createCookieJar();
    jar.store(['', '=x', 'Secure']);
    expect(jar.header()).toBeUndefined();
  });
});
