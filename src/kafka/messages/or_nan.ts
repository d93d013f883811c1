/** NaN for the -1 with which Kafka writes a missing id, offset, epoch or timestamp. */
export function orNaN(value: number): number {
  return value < 0 ? NaN : value;
}
