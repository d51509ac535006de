import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * What an IP address is. `metadata`: where clouds give their machines secrets; `reserved`: where no server can be. Addresses of
 * private networks are as good as public ones: many a ministry keeps its DHIS2 there.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'link-local' | 'metadata' | 'reserved';

/** Kinds of addresses that a setting may open. */
export const openableKinds = ['loopback', 'link-local', 'metadata'] as const satisfies readonly AddressKind[];
export type OpenableKind = (typeof openableKinds)[number];

/** Subnets by kind, the narrowest first. */
const subnets: readonly (readonly [kind: AddressKind, ...subnets: readonly string[]])[] = [
  [
    'metadata',
    '169.254.169.254/32', // AWS, Azure, Google, OpenStack and most others
    '169.254.170.2/32', // AWS containers
    '169.254.170.23/32', // AWS pods
    '168.63.129.16/32', // Azure's host
    '100.100.100.200/32', // Alibaba
    '192.0.0.192/32', // Oracle
    'fd00:ec2::254/128', // AWS
    'fd00:ec2::23/128',
    'fd20:ce::254/128', // Google
  ],
  // 0.0.0.0 and :: lead to this machine too.
  ['loopback', '127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128'],
  ['link-local', '169.254.0.0/16', 'fe80::/10', 'fec0::/10'],
  ['reserved', '224.0.0.0/4', '240.0.0.0/4', 'ff00::/8'],
  ['private', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
];

const lists = subnets.map(([kind, ...members]) => [kind, blockListOf(members)] as const);

/** The kind of an IP address; those of IPv4 that are written as IPv6 are what they lead to. */
export function kindOfAddress(address: string): AddressKind {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIP(plain) === 0) return 'reserved';
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6';
  return lists.find(([, list]) => list.check(plain, family))?.[0] ?? 'public';
}

function blockListOf(members: readonly string[]): BlockList {
  const list = new BlockList();
  for (const member of members) {
    const [network = '', length = ''] = member.split('/');
    const prefix = Number(length);
    if (!isIPv4(network)) list.addSubnet(network, prefix, 'ipv6');
    else {
      // Node's list knows `::ffff:0:0/96` by itself.
      list.addSubnet(network, prefix, 'ipv4');
      for (const [written, before] of writtenAsIPv6(network)) list.addSubnet(written, before + prefix, 'ipv6');
    }
  }
  return list;
}

/** NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056) and IPv4-compatible addresses (RFC 4291), with the length of what stands before. */
function writtenAsIPv6(network: string): readonly (readonly [address: string, before: number])[] {
  const [a = 0, b = 0, c = 0, d = 0] = network.split('.').map(Number);
  const high = ((a << 8) | b).toString(16);
  const low = ((c << 8) | d).toString(16);
  return [
    [`64:ff9b::${high}:${low}`, 96],
    [`64:ff9b:1::${high}:${low}`, 96],
    [`::${high}:${low}`, 96],
    [`2002:${high}:${low}::`, 16],
  ];
}
