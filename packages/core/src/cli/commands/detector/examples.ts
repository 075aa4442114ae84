export const detectorExamples = `
Examples:
  $ light-dqm detector show                            the built-in detectors
  $ light-dqm detector show fsd                        its ADCs, modules, TPCs and light traps
  $ light-dqm detector check light_module_desc.yaml    what is wrong with a description, and where
  $ light-dqm report run.FLOW.hdf5 --detector light_module_desc.yaml
`;
