export interface Examples {
  readonly count: number;
}
