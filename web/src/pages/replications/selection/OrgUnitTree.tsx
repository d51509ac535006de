import { IconChevronDown16, IconChevronRight16 } from '@dhis2/ui-icons';
import { Button } from '@dhis2-ui/button';
import { Checkbox } from '@dhis2-ui/checkbox';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BrowsedObject, objectsQuery } from '../../../api/instances.ts';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { ChosenObjects } from './ChosenObjects.tsx';
import styles from './Selection.module.css';

interface OrgUnitTreeProps {
  readonly instance: string;
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
}

/** Chooses subtrees of the hierarchy, which is asked for level by level as somebody opens it. */
export function OrgUnitTree({ instance, words, onChange }: OrgUnitTreeProps) {
  const toggle = (uid: string, isChosen: boolean) =>
    onChange(isChosen ? [...words, uid] : words.filter((word) => word !== uid));
  return (
    <div className={styles.picker}>
      <ChosenObjects
        instance={instance}
        type="organisationUnits"
        words={words}
        onRemove={(word) => toggle(word, false)}
      />
      <div className={styles.box}>
        <Level {...{ instance, words, toggle }} parent="root" isCovered={false} />
      </div>
    </div>
  );
}

interface LevelProps {
  readonly instance: string;
  readonly parent: string;
  readonly words: readonly string[];
  /** A unit above is chosen, and these with it. */
  readonly isCovered: boolean;
  readonly toggle: (uid: string, isChosen: boolean) => void;
}

const unitsPerPage = 50;

function Level({ instance, parent, ...more }: LevelProps) {
  const { t } = useTranslation('selection');
  const [pages, setPages] = useState(1);
  const limit = Math.min(200, pages * unitsPerPage);
  const { data, error, isPending } = useQuery(objectsQuery(instance, { type: 'organisationUnits', parent, limit }));
  if (isPending) return <Loading />;
  if (data === undefined) return <ProblemNotice error={error} />;
  return (
    <>
      <ul className={parent === 'root' ? styles.list : styles.branch}>
        {data.items.map((unit) => (
          <Node key={unit.uid} {...{ instance, unit }} {...more} />
        ))}
      </ul>
      {data.items.length < data.total && limit < 200 && (
        <Button small onClick={() => setPages(pages + 1)}>
          {t('more', { count: data.total - data.items.length })}
        </Button>
      )}
      {data.items.length < data.total && limit >= 200 && (
        <p className={styles.note}>{t('moreUnits', { count: data.total - data.items.length })}</p>
      )}
    </>
  );
}

interface NodeProps extends Omit<LevelProps, 'parent'> {
  readonly unit: BrowsedObject;
}

function Node({ instance, unit, words, isCovered, toggle }: NodeProps) {
  const { t } = useTranslation('selection');
  const [isOpen, setIsOpen] = useState(false);
  const { uid, name, hasChildren = false } = unit;
  const isChosen = words.includes(uid);
  const Arrow = isOpen ? IconChevronDown16 : IconChevronRight16;
  return (
    <li>
      <div className={styles.node}>
        {hasChildren ? (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={t('unitsBelow', { name })}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Arrow />
          </button>
        ) : (
          <span className={styles.leaf} />
        )}
        <Checkbox
          dense
          label={name}
          checked={isChosen || isCovered}
          disabled={isCovered}
          onChange={({ checked }) => toggle(uid, checked)}
        />
      </div>
      {isOpen && <Level {...{ instance, words, toggle }} parent={uid} isCovered={isCovered || isChosen} />}
    </li>
  );
}
