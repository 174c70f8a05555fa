/** Attributes of a graph's nodes in TensorFlow's own messages. */
import { graphMessages as messages } from "../tf";
import type { TensorValues, TFEOpAttr, TFJSBinding } from "./native-backend";

/** An attribute of an eager operation as a graph spells it: one value, or a list. */
export function eagerAttribute({ name, type, value }: TFEOpAttr, binding: TFJSBinding): messages.AttrValue {
  const attribute = new messages.AttrValue();
  const isShape = type === binding.TF_ATTR_SHAPE;
  if (Array.isArray(value) && !isShape) {
    const list = new messages.AttrValue.ListValue();
    setList(list, name, { type, values: value, binding });
    attribute.setList(list);
  } else if (isShape) attribute.setShape(shapeOf(Array.isArray(value) ? value : []));
  else if (type === binding.TF_ATTR_TYPE) attribute.setType(Number(value));
  else if (type === binding.TF_ATTR_INT) attribute.setI(Number(value));
  else if (type === binding.TF_ATTR_FLOAT) attribute.setF(Number(value));
  else if (type === binding.TF_ATTR_BOOL) attribute.setB(value === true);
  else if (type === binding.TF_ATTR_STRING && typeof value === "string") attribute.setS(Buffer.from(value));
  else throw unknownKind(name, type);
  return attribute;
}

function setList(
  list: messages.AttrValue.ListValue,
  name: string,
  { type, values, binding }: { type: number; values: readonly unknown[]; binding: TFJSBinding },
): void {
  if (type === binding.TF_ATTR_TYPE) list.setTypeList(values.map(Number));
  else if (type === binding.TF_ATTR_INT) list.setIList(values.map(Number));
  else if (type === binding.TF_ATTR_FLOAT) list.setFList(values.map(Number));
  else if (type === binding.TF_ATTR_BOOL) list.setBList(values.map(Boolean));
  else if (type === binding.TF_ATTR_STRING) list.setSList(values.map((text) => Buffer.from(String(text))));
  else throw unknownKind(name, type);
}

const unknownKind = (name: string, type: number): Error =>
  new Error(`the attribute ${name} is of a kind (${type}) that graphs are not written with`);

export const bytesOf = (values: TensorValues): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

export function shapeOf(sides: readonly number[]): messages.TensorShape {
  const shape = new messages.TensorShape();
  shape.setDimList(
    sides.map((side) => {
      const dim = new messages.TensorShape.Dim();
      dim.setSize(side);
      return dim;
    }),
  );
  return shape;
}

export function typeAttribute(dtype: number): messages.AttrValue {
  const attribute = new messages.AttrValue();
  attribute.setType(dtype);
  return attribute;
}

export function shapeAttribute(sides: readonly number[]): messages.AttrValue {
  const attribute = new messages.AttrValue();
  attribute.setShape(shapeOf(sides));
  return attribute;
}

export function unknownShapeAttribute(): messages.AttrValue {
  const shape = new messages.TensorShape();
  shape.setUnknownRank(true);
  const attribute = new messages.AttrValue();
  attribute.setShape(shape);
  return attribute;
}

export function stringAttribute(text: string): messages.AttrValue {
  const attribute = new messages.AttrValue();
  attribute.setS(Buffer.from(text));
  return attribute;
}
