/** A group of drills, for which a small lag is much. */
export const DRILL_GROUP = "drill-slow-consumer";

/** The file of thresholds of a stack: a drill cannot wait until the shipped ones are passed. */
export const DRILL_THRESHOLDS = `
groups:
  - name: kafka-thresholds
    rules:
      - record: kafka:consumer_lag_messages:threshold
        expr: "200"
        labels: { group: ${DRILL_GROUP} }
      - record: kafka:consumer_lag_seconds:threshold
        expr: "5"
        labels: { group: ${DRILL_GROUP} }
`;
