/** How a long task tells where it is, and how it is told to stop. */

export interface Progress {
  /** What is going on, for people: `Downloading tensorflow-cpu 2.21.0`. */
  stage: string;
  /** Bytes done so far; left out where nothing is counted. */
  doneBytes?: number;
  /** Bytes in all; left out where that is not known. */
  totalBytes?: number;
}

export interface TaskOptions {
  onProgress?: ((progress: Progress) => void) | undefined;
  /** When it is aborted, the task ends with the signal's reason and leaves what can be continued later. */
  signal?: AbortSignal | undefined;
}
