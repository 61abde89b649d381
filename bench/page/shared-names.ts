/** Begins every line that the page reports to the benchmark. */
export const REPORT_TAG = 'bulkhead-bench ';
/** Stands in the label of the port to the process that only echoes. */
export const BARE_ADDIN = 'bench-bare';
/** Identifier of the bench add-in. */
export const BENCH_ADDIN = 'bench';
