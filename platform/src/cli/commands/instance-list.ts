import { PlatformError } from '../../model/errors/platform-error.ts';
import { listInstances, type RegisteredInstance, removeInstance } from '../../store/instance.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { renderTable } from '../table.ts';
import { tellLines } from '../tell-lines.ts';

/** `relais instance list`: the registered instances; never their secrets. */
export async function showInstances(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  const store = await cli.openStore();
  try {
    const instances = await listInstances(store.database);
    if (options.json) {
      cli.terminal.out.write(`${JSON.stringify(instances.map(({ secret: _secret, ...shown }) => shown))}\n`);
    } else cli.terminal.out.write(`${renderInstances(instances, cli).join('\n')}\n`);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}

/** What of an instance a list shows. */
export type ShownInstance = Pick<RegisteredInstance, 'name' | 'url' | 'username' | 'allowSelfSigned' | 'needsApproval'>;

export function renderInstances(instances: readonly ShownInstance[], cli: Cli): readonly string[] {
  const say = (fr: string, en: string) => (cli.language === 'fr' ? fr : en);
  if (instances.length === 0) {
    return [
      say('Aucune instance. Ajouter avec\u00A0: ', 'No instance. Add one with: ') +
        say('relais instance add NOM URL', 'relais instance add NAME URL'),
    ];
  }
  return renderTable(
    [
      { title: say('Nom', 'Name'), align: 'left' },
      { title: say('Adresse', 'Address'), align: 'left' },
      { title: say('Compte', 'Account'), align: 'left' },
      { title: '', align: 'left' },
    ],
    instances.map((instance) => [
      instance.name,
      instance.url,
      instance.username ?? say('jeton', 'token'),
      [
        instance.allowSelfSigned ? say('certificat auto-signé admis', 'self-signed certificate allowed') : '',
        instance.needsApproval ? say('approbation par une deuxième personne', 'approval by a second person') : '',
      ]
        .filter((remark) => remark !== '')
        .join(', '),
    ]),
  );
}

/** `relais instance remove NAME`: forgets an instance and its credentials; what was run stays. */
export async function forgetInstance(cli: Cli, name: string): Promise<number> {
  const store = await cli.openStore();
  try {
    const change = { action: 'instance.removed', subject: { kind: 'instance', name } } as const;
    await audited(store.database, change, async (transaction) => {
      const isRemoved = await removeInstance(transaction, name);
      if (!isRemoved) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    });
    return tellForgotten(cli, name);
  } finally {
    await store.close();
  }
}

export function tellForgotten(cli: Cli, name: string): number {
  const words = { fr: `${name} est oubliée, identifiants compris.`, en: `${name} is forgotten, credentials included.` };
  return tellLines(cli, [words[cli.language]]);
}
