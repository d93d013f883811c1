export function drawPlots(): Promise<void> {
  return Promise.resolve();
}
