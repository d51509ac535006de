import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { NamedDialog } from './NamedDialog.tsx';

interface RemoveNamedProps {
  readonly name: string;
  /** What it is one of: the first word of its questions, and the page of the list that one is led back to. */
  readonly kind: 'instances' | 'replications';
  readonly title: string;
  readonly submit: string;
  readonly remove: (name: string) => Promise<unknown>;
  /** What removing it means. */
  readonly children: ReactNode;
}

/** Removes something for good, once somebody has read what that means and typed its name. */
export function RemoveNamed({ name, kind, title, submit, remove, children }: RemoveNamedProps) {
  const { t } = useTranslation('words');
  const [isAsking, setIsAsking] = useState(false);
  const [, go] = useLocation();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: () => remove(name),
    onSuccess: async () => {
      client.removeQueries({ queryKey: [kind, name] });
      await client.invalidateQueries({ queryKey: [kind], exact: true });
      go(`/${kind}`);
    },
  });
  return (
    <>
      <Button destructive secondary onClick={() => setIsAsking(true)}>
        {t('remove')}
      </Button>
      {isAsking && (
        <NamedDialog
          title={title}
          name={name}
          submit={submit}
          isBusy={removal.isPending}
          error={removal.error}
          onSubmit={() => removal.mutate()}
          onClose={() => setIsAsking(false)}
        >
          {children}
        </NamedDialog>
      )}
    </>
  );
}
