/**
 * TensorBoard's events as bytes.
 *
 * @see tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto, tensor.proto, tensor_shape.proto
 */
import { doubleField, floatField, integerField, messageField, textField } from "./protobuf";

const event = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 };
const summary = { value: 1 };
const value = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 };
const metadata = { pluginData: 1 };
const pluginData = { pluginName: 1 };
const tensor = { type: 1, shape: 2, textValue: 8 };
const shape = { dimension: 2 };
const dimension = { size: 1 };
const TEXT_TYPE = 7;

/** The first event of every file. @param wallTime seconds since 1970 */
export const versionEvent = (wallTime: number): Buffer =>
  Buffer.concat([doubleField(event.wallTime, wallTime), textField(event.fileVersion, "brain.Event:2")]);

export interface Scalars {
  /** Whole, 0 or above. */
  step: number;
  /** By tag: `train/lossNats`. */
  values: Readonly<Record<string, number>>;
}

export const scalarsEvent = (wallTime: number, { step, values }: Scalars): Buffer =>
  summaryEvent(
    wallTime,
    step,
    Object.entries(values).map(([tag, figure]) =>
      messageField(summary.value, textField(value.tag, tag), floatField(value.simpleValue, figure)),
    ),
  );

/** @param text Markdown */
export const textEvent = (wallTime: number, tag: string, text: string): Buffer =>
  summaryEvent(wallTime, 0, [
    messageField(
      summary.value,
      textField(value.tag, tag),
      messageField(
        value.tensor,
        integerField(tensor.type, TEXT_TYPE),
        messageField(tensor.shape, messageField(shape.dimension, integerField(dimension.size, 1))),
        textField(tensor.textValue, text),
      ),
      messageField(value.metadata, messageField(metadata.pluginData, textField(pluginData.pluginName, "text"))),
    ),
  ]);

const summaryEvent = (wallTime: number, step: number, values: readonly Buffer[]): Buffer =>
  Buffer.concat([
    doubleField(event.wallTime, wallTime),
    integerField(event.step, step),
    messageField(event.summary, ...values),
  ]);
