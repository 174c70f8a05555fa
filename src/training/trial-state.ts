export interface TrialState {
  readonly restored: boolean;
}
