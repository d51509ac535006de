import { InputField, type InputType } from '@dhis2-ui/input';

interface TextFieldProps {
  /** Also its id: once on a page. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: InputType;
  readonly help?: string | undefined;
  /** What is wrong with what stands there. */
  readonly mistake?: string | undefined;
  readonly autoComplete?: string;
  readonly isRequired?: boolean;
  readonly initialFocus?: boolean;
}

/** DHIS2's field, with plain text going in and out. */
export function TextField({ name, label, value, onChange, type = 'text', help, mistake, ...more }: TextFieldProps) {
  const { autoComplete, isRequired = false, initialFocus = false } = more;
  return (
    <InputField
      {...{ name, label, value, type, initialFocus }}
      required={isRequired}
      error={mistake !== undefined}
      {...(autoComplete !== undefined && { autoComplete })}
      {...(help !== undefined && { helpText: help })}
      {...(mistake !== undefined && { validationText: mistake })}
      onChange={({ value: next }) => onChange(next ?? '')}
    />
  );
}
