import { describe, expect, it } from 'vitest';
import { isSameAddress, parseAddress } from './address.ts';

describe('the address of an instance', () => {
  it.each([
    ['https://dhis2.example.org', 'https://dhis2.example.org', ''],
    [' HTTPS://DHIS2.Example.org:443/ ', 'https://dhis2.example.org', ''],
    ['http://dhis2.example.org:80/dhis//', 'http://dhis2.example.org/dhis', '/dhis'],
    ['http://10.0.0.7:8080/dhis/api', 'http://10.0.0.7:8080/dhis', '/dhis'],
  ])('%s is %s', (typed, address, contextPath) => {
    expect(parseAddress(typed)).toMatchObject({ address, contextPath });
  });

  it.each([
    ['https://dhis2.example.org/dhis', 'HTTPS://DHIS2.EXAMPLE.ORG:443/dhis/'],
    ['http://localhost:8080', 'http://127.0.0.1:8080/'],
    ['http://[::1]:8080', 'http://localhost:8080/api'],
    // Many servers answer on both; what the address says beyond its scheme is the same place.
    ['http://dhis2.example.org:443', 'https://dhis2.example.org'],
  ])('%s and %s are one place', (left, right) => {
    expect(isSameAddress(left, right)).toBe(true);
  });

  it.each([
    ['http://localhost:8080', 'http://localhost:8081'],
    ['https://dhis2.example.org/training', 'https://dhis2.example.org/national'],
    ['https://a.example.org', 'https://b.example.org'],
  ])('%s and %s are two places', (left, right) => {
    expect(isSameAddress(left, right)).toBe(false);
  });
});
