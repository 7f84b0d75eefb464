/** The two ways of counting MACs (core/networks/cost.ts), as they are shown. */
export const CONVENTIONS = {
  paper: { field: 'macsPaper', label: 'paper’s count', other: 'exact' },
  exact: { field: 'macsExact', label: 'exact', other: 'paper' },
} as const;
