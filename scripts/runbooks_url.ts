/** Where the alerts' runbooks can be read; `export-config --runbooks` writes another place. */
export const RUNBOOKS_URL =
  "https://github.com/kafka-sentinel/kafka-sentinel/blob/main/docs/runbooks/";
