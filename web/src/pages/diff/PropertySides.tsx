import { useTranslation } from 'react-i18next';
import type { ObjectDiff, PropertyDifference } from '../../api/diffs.ts';
import styles from './Diff.module.css';
import { valueInWords } from './value-in-words.ts';

interface PropertySidesProps {
  readonly property: PropertyDifference;
  readonly references: ObjectDiff['references'];
}

/** A property that differs: what the target has now, and what would arrive. Lists say what they would have more and less. */
export function PropertySides({ property, references }: PropertySidesProps) {
  const { t } = useTranslation('diff');
  const { name, change, source, target, items } = property;
  return (
    <section className={styles.property} aria-label={name}>
      <h3 className={styles.propertyName}>
        <code>{name}</code>
        <span className={styles.muted}>{t(items?.isReordered ? 'reordered' : `change.${change}`)}</span>
      </h3>
      <div className={styles.sides}>
        <div className={styles.side}>
          <p className={styles.sideTitle}>{t(items === undefined ? 'onTarget' : 'itemsRemoved')}</p>
          {items === undefined ? (
            <p className={styles.value}>{valueInWords(target, references)}</p>
          ) : (
            <Items items={items.removed} count={items.removedCount} references={references} />
          )}
        </div>
        <div className={styles.side}>
          <p className={styles.sideTitle}>{t(items === undefined ? 'onSource' : 'itemsAdded')}</p>
          {items === undefined ? (
            <p className={styles.value}>{valueInWords(source, references)}</p>
          ) : (
            <Items items={items.added} count={items.addedCount} references={references} />
          )}
        </div>
      </div>
    </section>
  );
}

interface ItemsProps extends Pick<PropertySidesProps, 'references'> {
  readonly items: readonly unknown[];
  readonly count: number;
}

function Items({ items, count, references }: ItemsProps) {
  const { t } = useTranslation('diff');
  if (count === 0) return <p className={styles.value}>–</p>;
  const texts = [...new Set(items.map((item) => valueInWords(item, references)))];
  return (
    <>
      <ul className={styles.items}>
        {texts.map((text) => (
          <li key={text} className={styles.value}>
            {text}
          </li>
        ))}
      </ul>
      {count > items.length && <p>{t('moreItems', { count: count - items.length })}</p>}
    </>
  );
}
