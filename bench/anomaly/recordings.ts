export function judgeRecordings(): Promise<string[]> {
  return Promise.resolve([]);
}
