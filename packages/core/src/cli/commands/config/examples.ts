/** Below the help of `config` and of each of its commands. */
export const configExamples = `
Examples:
  $ light-dqm config show                                     every default
  $ light-dqm config show --config night.yaml --units V       what a report would use
  $ light-dqm config show > light-dqm.yaml                    a file to start from
  $ light-dqm config schema > light-dqm.schema.json           for the editor
  $ light-dqm config schema --markdown                        every setting and limit as a table
`;
