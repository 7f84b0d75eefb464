/** Schema version 3: evaluations say what defines them. */
export const EVALUATION_DETAILS = `
ALTER TABLE evaluations ADD COLUMN details TEXT;
`;
