import {
  BASELINE_FIELDS,
  BASELINE_WIDTH,
  type BaselineField,
  firstValue,
} from "./baseline_fields.ts";

/** One topic's numbers in `Baselines.values`, under their names. */
export type BaselineRow = Record<BaselineField, number>;

/** A window on one row of the numbers at a time. */
export interface RowCursor {
  readonly values: Float64Array;
  readonly row: BaselineRow;
  /** Points `row` to another topic's numbers. */
  moveTo(row: number): void;
}

/** A cursor over these numbers; what is set through its row is written into them. */
export function rowCursor(values: Float64Array): RowCursor {
  const row = new Row(values);
  return {
    values,
    row: row as unknown as BaselineRow,
    moveTo: (at) => {
      row.start = at * BASELINE_WIDTH;
    },
  };
}

/** Sets all numbers of a topic to those of one of which nothing is known. */
export function clearRow(row: BaselineRow): void {
  for (const field of BASELINE_FIELDS) row[field] = firstValue(field);
}

/** Accessors are defined once for all rows, so that reading a field costs one array access. */
class Row {
  values: Float64Array;
  start = 0;

  constructor(values: Float64Array) {
    this.values = values;
  }
}

BASELINE_FIELDS.forEach((field, index) => {
  Object.defineProperty(Row.prototype, field, {
    get(this: Row) {
      return this.values[this.start + index];
    },
    set(this: Row, value: number) {
      this.values[this.start + index] = value;
    },
  });
});
