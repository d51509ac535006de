import { Link } from 'wouter';

/** A code of a failure or a finding, leading to the page that says what to do. */
export function CodeLink({ code }: { readonly code: string }) {
  return (
    <Link to={`/help/codes/${encodeURIComponent(code)}`} translate="no">
      {code}
    </Link>
  );
}
