/** Below the help of `history` and of the commands that list and show files. */
export const historyExamples = `
Examples:
  $ light-dqm history list                                      of dqm_plots/store
  $ light-dqm history list --store summaries --json
  $ light-dqm history show mpd_run_rctl_101 --store summaries   one file, by its stem
  $ light-dqm history show run_7.FLOW.hdf5 --output-dir out     in the store of an output directory
`;
