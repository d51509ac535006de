import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Need } from '../../api/home.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { linkOfNeed } from './link-of-need.ts';
import styles from './Needs.module.css';

/** What waits for a person, each with the way to where it is dealt with. */
export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  const { t } = useTranslation('home');
  if (needs.length === 0) return <p className={styles.nothing}>{t('needsNone')}</p>;
  return (
    <ul className={styles.list}>
      {needs.map((need) => (
        <NeedItem key={`${need.kind} ${need.run} ${need.instance} ${need.replication}`} need={need} />
      ))}
    </ul>
  );
}

const grave = new Set<Need['kind']>(['failed', 'different', 'instance-down', 'account-refused']);

function NeedItem({ need }: { readonly need: Need }) {
  const { t } = useTranslation(['home', 'words']);
  const formats = useFormats();
  const { kind, run = 0, instance = '', replication = '', count = 0, source, target, reason, since } = need;
  const values = { run: formats.number(run), instance, replication, count };
  const more = [
    source !== undefined && target !== undefined ? `${source} → ${target}` : undefined,
    reason?.text,
    since === undefined ? undefined : t('since', { moment: formats.shortMoment(since) }),
  ].filter((part) => part !== undefined);
  return (
    <li className={grave.has(kind) ? `${styles.item} ${styles.grave}` : styles.item}>
      <Link to={linkOfNeed(need)} className={styles.what}>
        {t(`need.${kind}`, values)}
      </Link>
      {more.length > 0 && <p className={styles.more}>{more.join(' · ')}</p>}
    </li>
  );
}
