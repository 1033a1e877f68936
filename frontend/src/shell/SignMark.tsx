/** Mark is the product's sign: a balance beam. */
export function Mark() {
  return (
    <svg className="mark-sign" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="6" fill="var(--accent)" />
      <path d="M16 6v20M10 26h12M7 11h18M7 11l-3 8h6zM25 11l-3 8h6z" stroke="#fff" strokeWidth="1.8" fill="none" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
