/** Where the shipped rules say that their runbooks are; `export-config --runbooks` replaces it. */
export const RUNBOOKS_URL =
  "https://github.com/kafka-sentinel/kafka-sentinel/blob/main/docs/runbooks/";
