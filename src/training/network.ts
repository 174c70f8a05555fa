export interface SourceModel {
  readonly fingerprint: string;
}
