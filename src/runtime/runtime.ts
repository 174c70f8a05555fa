/** What trains: TensorFlow through a native binding, or, slowly, plain JavaScript. */

export interface NativeRuntime {
  kind: "native";
  /** Absolute path of `tfjs_binding.node`; the engine gets it in `TRANSFER_LAB_BINDING`. */
  binding: string;
  origin: "setting" | "installed" | "prebuilt" | "built";
  /** TensorFlow's version, as the loaded library says it. */
  tensorflow: string;
  /** Why this one, for people; a sentence each. */
  why: string[];
}

interface JavaScriptRuntime {
  kind: "javascript";
  /** Why no native one, for people; a sentence each. */
  why: string[];
}

export type Runtime = NativeRuntime | JavaScriptRuntime;

/** Where the binding lies in a runtime's folder; it finds TensorFlow in `deps/lib` beside it. */
export const bindingPath = "lib/napi-v8/tfjs_binding.node";
export const librariesPath = "deps/lib";

/** `linux-x64` */
export const thisPlatform = `${process.platform}-${process.arch}`;
